// The bytes of an answer.
#include <charconv>
#include <ctime>

#include "web/http/compression.hpp"
#include "web/http/etag.hpp"
#include "web/server/security_headers.hpp"
#include "web/server/service.hpp"

namespace repere::web {

namespace {

// A header that could begin another line is our mistake: it is not sent.
bool is_safe_line(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  return true;
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
  if (!is_safe_line(name) || !is_safe_line(value)) return;
  out.append(name).append(": ").append(value).append("\r\n");
}

std::string http_date(Instant now) {
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - day));
  const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::string(days[std::chrono::weekday(day).c_encoding()]) + ", " +
         two(static_cast<long>(static_cast<unsigned>(date.day()))) + " " +
         months[static_cast<unsigned>(date.month()) - 1] + " " +
         std::to_string(static_cast<int>(date.year())) + " " + two(time.hours().count()) + ":" +
         two(time.minutes().count()) + ":" + two(time.seconds().count()) + " GMT";
}

// The date line is made once a second and thread.
const std::string& date_now(Instant now) {
  thread_local std::int64_t second = 0;
  thread_local std::string text;
  const auto current = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  if (text.empty() || current != second) {
    second = current;
    text = http_date(now);
  }
  return text;
}

struct Packing {
  Coding coding = Coding::identity;
  bool varies = false;
};

Packing pack(Exchange& exchange) {
  Response& response = *exchange.answer;
  const std::string_view bytes = response.bytes();
  exchange.body = bytes;
  if (response.keeps_secret || response.events || bytes.size() <= least_compressed_bytes ||
      !is_compressible(response.type) || response.headers.find("Content-Encoding"))
    return {};
  const std::string accepted = exchange.request.headers.joined("Accept-Encoding");
  const Coding coding = preferred_coding(accepted, response.asset && !response.asset->brotli.empty());
  if (coding == Coding::identity) return {coding, true};
  if (response.asset) {
    const std::string& packed = coding == Coding::brotli ? response.asset->brotli : response.asset->gzip;
    if (packed.empty()) return {Coding::identity, true};
    exchange.body = packed;
  } else {
    exchange.packed = gzipped(bytes, 1);
    exchange.body = exchange.packed;
  }
  return {coding, true};
}

}  // namespace

void Service::render(Exchange& exchange) const {
  Response& response = *exchange.answer;
  const Request& request = exchange.request;
  if (response.asset && response.etag.empty()) response.etag = response.asset->etag;
  if (response.asset && response.type.empty()) response.type = response.asset->type;
  const bool reads = request.method == Method::get || request.method == Method::head;
  if (reads && response.status == 200 && !response.etag.empty() &&
      lists_etag(request.headers.joined("If-None-Match"), response.etag, false))
    response.status = 304;
  const Packing packing = pack(exchange);
  const bool no_body = response.status == 204 || response.status == 304;

  std::string& head = exchange.head;
  head.clear();
  head.reserve(1024);
  head.append("HTTP/1.1 ")
      .append(std::to_string(response.status))
      .append(" ")
      .append(reason_of(response.status))
      .append("\r\n");
  append_line(head, "Date", date_now(log_->now()));
  if (response.events) {
    exchange.keep_alive = false;
    append_line(head, "Content-Type", "text/event-stream; charset=utf-8");
    append_line(head, "X-Accel-Buffering", "no");
  } else if (!no_body) {
    if (!exchange.body.empty() && !response.type.empty()) append_line(head, "Content-Type", response.type);
    append_line(head, "Content-Length", std::to_string(exchange.body.size()));
    if (packing.coding != Coding::identity)
      append_line(head, "Content-Encoding", packing.coding == Coding::gzip ? "gzip" : "br");
  }
  std::string vary = response.headers.joined("Vary");
  if (packing.varies) vary += vary.empty() ? "Accept-Encoding" : ", Accept-Encoding";
  if (!vary.empty()) append_line(head, "Vary", vary);
  if (!response.etag.empty()) {
    const std::string_view ending = packing.coding == Coding::gzip     ? "-gzip"
                                    : packing.coding == Coding::brotli ? "-br"
                                                                       : "";
    append_line(head, "ETag", "\"" + response.etag + std::string(ending) + "\"");
  }
  for (const Field& header : response.headers)
    if (!same_name(header.name, "Vary")) append_line(head, header.name, header.value);
  for (const Cookie& cookie : response.cookies)
    append_line(head, "Set-Cookie", header_of(cookie, request.secure));
  append_line(head, "X-Request-Id", request.id);
  append_security_headers(head, request, exchange.route, response, options_);
  if (!exchange.keep_alive)
    head += "Connection: close\r\n";
  else if (exchange.minor == 0)
    head += "Connection: keep-alive\r\n";
  head += "\r\n";
  if (no_body || request.method == Method::head || response.events) exchange.body = {};
}

}  // namespace repere::web
