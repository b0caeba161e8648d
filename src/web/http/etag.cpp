#include "web/http/etag.hpp"

#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>

namespace repere::web {

namespace {

std::string_view without_coding(std::string_view etag) {
  for (const std::string_view ending : {"-gzip", "-br"})
    if (etag.ends_with(ending)) return etag.substr(0, etag.size() - ending.size());
  return etag;
}

}  // namespace

std::string etag_of(std::string_view content) {
  unsigned char hash[16];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(content.data()),
                     content.size(), nullptr, 0);
  char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text;
}

bool lists_etag(std::string_view header, std::string_view etag, bool strong) {
  while (!header.empty()) {
    const std::size_t begin = header.find_first_not_of(" \t,");
    if (begin == std::string_view::npos) return false;
    header.remove_prefix(begin);
    if (header[0] == '*') return true;
    const bool weak = header.starts_with("W/");
    if (weak) header.remove_prefix(2);
    if (header.empty() || header[0] != '"') return false;
    const std::size_t end = header.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (!(strong && weak) && without_coding(header.substr(1, end - 1)) == etag) return true;
    header.remove_prefix(end + 1);
  }
  return false;
}

bool names_version(const Request& request, std::string_view current_etag) {
  return lists_etag(request.headers.joined("If-Match"), current_etag, true);
}

std::optional<Response> stale(const Request& request, std::string_view current_etag,
                              const boost::json::value& current) {
  if (request.headers.joined("If-Match").empty())
    return problem(
        request, 428,
        "say which version you changed: send its ETag as If-Match, so that nobody's work is overwritten");
  if (names_version(request, current_etag)) return std::nullopt;
  boost::json::object both{{"current", current}, {"current_etag", current_etag}};
  if (!request.json.is_null())
    both["sent"] = request.json;
  else if (!request.form.empty()) {
    boost::json::object form;
    for (const Field& field : request.form)
      if (field.name != "form_token") form[field.name] = field.value;
    both["sent"] = std::move(form);
  }
  Response response =
      problem(request, 412, "somebody else changed it meanwhile: compare both versions and send yours again",
              {}, std::move(both));
  response.etag = std::string(current_etag);
  return response;
}

}  // namespace repere::web
