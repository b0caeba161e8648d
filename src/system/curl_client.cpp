#include "system/curl_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "base/words_of_text.hpp"

namespace repere::system {

using workflows::HttpQuestion;
using workflows::HttpReply;

namespace {

struct CloseHandle {
  void operator()(CURL* one) const { curl_easy_cleanup(one); }
};
struct FreeList {
  void operator()(curl_slist* one) const { curl_slist_free_all(one); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

struct Received {
  std::string body;
  std::size_t most;
  bool too_large = false;
};

std::size_t receive(const char* bytes, std::size_t size, std::size_t count, void* to) {
  auto& received = *static_cast<Received*>(to);
  if (received.body.size() + size * count > received.most) {
    received.too_large = true;
    return 0;  // curl stops
  }
  received.body.append(bytes, size * count);
  return size * count;
}

std::string host_of(std::string_view address) {
  const auto begin = address.find("://");
  if (begin == std::string_view::npos) return "?";
  const std::string_view rest = address.substr(begin + 3);
  return std::string(rest.substr(0, rest.find_first_of("/?#")));
}

std::string media_type(const char* type) {
  std::string text = type == nullptr ? "" : type;
  text = text.substr(0, text.find(';'));
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return in_lower_case(text);
}

void set_limits(CURL* handle, const CurlClient::Limits& limits, const std::string& address) {
  const bool plain = address.starts_with("http:");
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (plain) curl_easy_setopt(handle, CURLOPT_PROXY, "");  // this machine: no proxy of the environment
  if (!limits.authorities.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, limits.authorities.c_str());
}

tl::unexpected<Error> no_answer(const std::string& host, CURLcode code, bool too_large) {
  std::string why = curl_easy_strerror(code);
  if (too_large) why = "its answer is larger than it may be";
  if (code == CURLE_OPERATION_TIMEDOUT) why = "it did not answer in time";
  return fail(ErrorKind::unavailable, host + " gave no answer: " + why);
}

}  // namespace

bool is_safe_to_ask(std::string_view address) {
  const bool plain = std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 127; });
  if (!plain || host_of(address).find('@') != std::string::npos) return false;
  if (address.starts_with("https://")) return address.size() > 8;
  if (!address.starts_with("http://")) return false;
  std::string host = host_of(address);
  if (const auto port = host.rfind(':'); port != std::string::npos && host.find(']', port) == std::string::npos)
    host.resize(port);
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

CurlClient::CurlClient(Limits limits) : limits_(std::move(limits)) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  REPERE_ENSURE(started == CURLE_OK);
}

Result<HttpReply> CurlClient::ask(const HttpQuestion& question) {
  const std::string host = host_of(question.address);
  if (!is_safe_to_ask(question.address))
    return fail(ErrorKind::incorrect, host + " is not asked: its address must begin with https://");
  const Handle handle(curl_easy_init());
  if (!handle) return fail(ErrorKind::unavailable, host + " cannot be asked: not enough memory");
  set_limits(handle.get(), limits_, question.address);
  List headers;
  for (const auto& [name, value] : question.headers)
    headers.reset(curl_slist_append(headers.release(), (name + ": " + value).c_str()));
  curl_easy_setopt(handle.get(), CURLOPT_URL, question.address.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  if (question.form) {
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(question.form->size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, question.form->c_str());
  }
  Received received{{}, question.most_bytes};
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &received);
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) return no_answer(host, code, received.too_large);
  long status = 0;
  const char* type = nullptr;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  return HttpReply{static_cast<int>(status), media_type(type), std::move(received.body)};
}

}  // namespace repere::system
