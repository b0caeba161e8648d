#include "web/http/json_reader.hpp"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.hpp"

namespace repere::web {

namespace {

namespace js = boost::json;

// Builds the value itself, because Boost.JSON 1.81 rounds some doubles wrongly and lets the last of two members win.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1), max_array_size = std::size_t(-1),
                               max_key_size = std::size_t(-1), max_string_size = std::size_t(-1);

  explicit Builder(const JsonLimits& limits) : limits_(limits) {}
  std::string problem;
  js::value release() { return stack_.release(); }

  bool on_document_begin(js::error_code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(js::error_code&) { return true; }
  bool on_object_begin(js::error_code&) {
    names_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t n, js::error_code&) {
    names_.pop_back();
    stack_.push_object(n);
    return true;
  }
  bool on_array_begin(js::error_code&) { return true; }
  bool on_array_end(std::size_t n, js::error_code&) {
    stack_.push_array(n);
    return true;
  }
  bool on_key_part(js::string_view s, std::size_t, js::error_code&) {
    text_.append(s.data(), s.size());
    return true;
  }
  bool on_key(js::string_view s, std::size_t, js::error_code& ec) {
    text_.append(s.data(), s.size());
    if (!names_.back().insert(text_).second) return stop(ec, "an object names one member twice");
    stack_.push_key(text_);
    text_.clear();
    return true;
  }
  bool on_string_part(js::string_view s, std::size_t, js::error_code&) {
    text_.append(s.data(), s.size());
    return true;
  }
  bool on_string(js::string_view s, std::size_t, js::error_code& ec) {
    text_.append(s.data(), s.size());
    if (text_.find('\0') != std::string::npos) return stop(ec, "a text holds the character NUL");
    stack_.push_string(text_);
    text_.clear();
    return counted(ec);
  }
  bool on_number_part(js::string_view s, js::error_code&) {
    text_.append(s.data(), s.size());
    return true;
  }
  bool on_int64(std::int64_t i, js::string_view, js::error_code& ec) {
    text_.clear();
    stack_.push_int64(i);
    return counted(ec);
  }
  bool on_uint64(std::uint64_t u, js::string_view, js::error_code& ec) {
    text_.clear();
    stack_.push_uint64(u);
    return counted(ec);
  }
  bool on_double(double, js::string_view s, js::error_code& ec) {
    text_.append(s.data(), s.size());
    double exact = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), exact);
    if (error != std::errc{} || end != text_.data() + text_.size() || !std::isfinite(exact))
      return stop(ec, "a number is out of range");
    text_.clear();
    stack_.push_double(exact);
    return counted(ec);
  }
  bool on_bool(bool b, js::error_code& ec) {
    stack_.push_bool(b);
    return counted(ec);
  }
  bool on_null(js::error_code& ec) {
    stack_.push_null();
    return counted(ec);
  }
  bool on_comment_part(js::string_view, js::error_code&) { return true; }
  bool on_comment(js::string_view, js::error_code&) { return true; }

 private:
  bool stop(js::error_code& ec, const char* why) {
    problem = why;
    ec = js::error::extra_data;
    return false;
  }
  bool counted(js::error_code& ec) {
    return ++values_ <= limits_.values || stop(ec, "it holds too many values");
  }

  const JsonLimits& limits_;
  js::value_stack stack_;
  std::string text_;
  std::vector<std::set<std::string>> names_;
  std::size_t values_ = 0;
};

}  // namespace

Result<boost::json::value> read_json(std::string_view text, const JsonLimits& limits) {
  const auto wrong = [](const std::string& why) {
    return fail(ErrorKind::incorrect, "the JSON cannot be read: " + why);
  };
  if (text.size() > limits.bytes)
    return wrong("it is larger than " + std::to_string(limits.bytes) + " bytes");
  if (first_bad_utf8(text)) return wrong("it is not UTF-8");
  js::parse_options options;
  options.max_depth = limits.depth;
  js::basic_parser<Builder> parser(options, limits);
  js::error_code problem;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), problem);
  if (!problem && used < text.size()) problem = js::error::extra_data;
  if (problem) {
    if (!parser.handler().problem.empty()) return wrong(parser.handler().problem);
    if (problem == js::error::too_deep)
      return wrong("it is deeper than " + std::to_string(limits.depth) + " levels");
    return wrong(problem.message() + " at byte " + std::to_string(used));
  }
  return parser.handler().release();
}

}  // namespace repere::web
