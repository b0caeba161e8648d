#include "web/http/response.hpp"

#include <boost/json.hpp>
#include <cmath>

#include "base/numbers.hpp"
#include "web/http/target.hpp"

namespace repere::web {

namespace {

void append_json(std::string& out, const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::double_:
      if (std::isfinite(value.get_double()))
        append_number(out, value.get_double());
      else
        out += "null";
      return;
    case boost::json::kind::object: {
      char separator = '{';
      for (const auto& member : value.get_object()) {
        out += separator;
        out += boost::json::serialize(member.key());
        out += ':';
        append_json(out, member.value());
        separator = ',';
      }
      out += separator == '{' ? "{}" : "}";
      return;
    }
    case boost::json::kind::array: {
      char separator = '[';
      for (const auto& element : value.get_array()) {
        out += separator;
        append_json(out, element);
        separator = ',';
      }
      out += separator == '[' ? "[]" : "]";
      return;
    }
    default:
      out += boost::json::serialize(value);
  }
}

}  // namespace

std::string json_text(const boost::json::value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

Response json(const boost::json::value& value, int status) {
  Response response;
  response.status = status;
  response.type = "application/json";
  response.body = json_text(value);
  return response;
}

Response page(std::string html, Language language, int status) {
  Response response;
  response.status = status;
  response.type = "text/html; charset=utf-8";
  response.body = std::move(html);
  response.headers.add("Content-Language", std::string(code_of(language)));
  return response;
}

Response text(std::string content, std::string type) {
  Response response;
  response.type = std::move(type);
  response.body = std::move(content);
  return response;
}

Response redirect(std::string_view local_path) {
  Response response;
  response.status = 303;
  response.headers.add("Location", is_local_path(local_path) ? std::string(local_path) : "/");
  return response;
}

Response nothing() {
  Response response;
  response.status = 204;
  return response;
}

void save_as(Response& response, std::string_view file_name) {
  std::string plain;
  for (const char c : file_name) {
    const bool safe = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_' || c == '.';
    plain += safe ? c : '_';
  }
  response.headers.add("Content-Disposition", "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" +
                                                  percent_encoded(file_name));
}

}  // namespace repere::web
