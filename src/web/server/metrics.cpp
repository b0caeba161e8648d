#include "web/server/metrics.hpp"

#include <algorithm>

#include "base/numbers.hpp"

namespace repere::web {

namespace {

void head_of(std::string& out, const char* name, const char* what, const char* type) {
  out += std::string("# HELP repere_") + name + " " + what + "\n# TYPE repere_" + name + " " + type + "\n";
}

void line_of(std::string& out, const std::string& name, const std::string& labels, double value) {
  out += "repere_" + name;
  if (!labels.empty()) out += "{" + labels + "}";
  out += ' ';
  append_number(out, value);
  out += '\n';
}

double as_double(std::uint64_t value) { return static_cast<double>(value); }

}  // namespace

Metrics::Metrics(std::vector<std::string> names) : names_(std::move(names)) {
  names_.push_back("none");
  for (std::size_t i = 0; i < names_.size(); ++i) counts_.push_back(std::make_unique<Counts>());
}

void Metrics::count(std::size_t route, int status, double seconds, std::uint64_t bytes_out) {
  Counts& counts = *counts_[std::min(route, counts_.size() - 1)];
  const auto at_status =
      static_cast<std::size_t>(std::find(statuses.begin(), statuses.end(), status) - statuses.begin());
  const auto at_time =
      static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin());
  constexpr auto relaxed = std::memory_order_relaxed;
  counts.by_status[at_status].fetch_add(1, relaxed);
  counts.by_time[at_time].fetch_add(1, relaxed);
  counts.nanoseconds.fetch_add(static_cast<std::uint64_t>(seconds * 1e9), relaxed);
  counts.bytes_out.fetch_add(bytes_out, relaxed);
}

void Metrics::add_gauge(std::string name, std::string what, std::function<double()> read) {
  gauges_.push_back({std::move(name), std::move(what), std::move(read)});
}

std::string Metrics::text() const {
  std::string out;
  head_of(out, "http_requests_total", "Requests answered, by route and status.", "counter");
  for (std::size_t i = 0; i < names_.size(); ++i)
    for (std::size_t s = 0; s <= statuses.size(); ++s)
      if (const auto n = counts_[i]->by_status[s].load(); n > 0)
        line_of(out, "http_requests_total",
                "route=\"" + names_[i] + "\",status=\"" +
                    (s < statuses.size() ? std::to_string(statuses[s]) : "other") + "\"",
                as_double(n));
  head_of(out, "http_request_seconds",
          "From the first byte of a request to the last of its answer, by route.", "histogram");
  for (std::size_t i = 0; i < names_.size(); ++i) {
    std::uint64_t sum = 0, all = 0;
    for (const auto& n : counts_[i]->by_time) all += n.load();
    if (all == 0) continue;
    const std::string route = "route=\"" + names_[i] + "\"";
    for (std::size_t b = 0; b < bounds.size(); ++b) {
      sum += counts_[i]->by_time[b].load();
      line_of(out, "http_request_seconds_bucket", route + ",le=\"" + shortest_text(bounds[b]) + "\"",
              as_double(sum));
    }
    line_of(out, "http_request_seconds_bucket", route + ",le=\"+Inf\"", as_double(all));
    line_of(out, "http_request_seconds_sum", route, as_double(counts_[i]->nanoseconds.load()) / 1e9);
    line_of(out, "http_request_seconds_count", route, as_double(all));
  }
  head_of(out, "http_response_bytes_total", "Bytes of bodies sent, by route.", "counter");
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (const auto n = counts_[i]->bytes_out.load(); n > 0)
      line_of(out, "http_response_bytes_total", "route=\"" + names_[i] + "\"", as_double(n));
  const auto one = [&](const char* name, const char* what, const char* type, double value) {
    head_of(out, name, what, type);
    line_of(out, name, "", value);
  };
  one("connections", "Connections open now.", "gauge", static_cast<double>(connections.load()));
  one("connections_accepted_total", "Connections accepted.", "counter", as_double(connections_accepted));
  one("connections_refused_total", "Connections closed at once: too many, or too many of one address.",
      "counter", as_double(connections_refused));
  one("connections_cut_total", "Connections cut at a deadline.", "counter", as_double(connections_cut));
  one("rate_limited_total", "Requests answered 429.", "counter", as_double(rate_limited));
  one("queue_refused_total", "Requests answered 503 because the workers' queue was full.", "counter",
      as_double(queue_refused));
  one("event_streams", "Live pages connected now.", "gauge", static_cast<double>(event_streams.load()));
  one("events_sent_total", "Events sent to live pages.", "counter", as_double(events_sent));
  one("log_lines_dropped_total", "Log lines dropped because standard error did not take them.", "counter",
      as_double(log_lines_dropped));
  for (const Gauge& gauge : gauges_) one(gauge.name.c_str(), gauge.what.c_str(), "gauge", gauge.read());
  return out;
}

}  // namespace repere::web
