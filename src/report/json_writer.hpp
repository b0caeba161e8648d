#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace repere::report {

/// Writes JSON as it goes, numbers with the fewest digits that read back as the same double. What is not a
/// number, and what is nothing, is null. Objects and arrays are indented, arrays of numbers stand on one
/// line.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::size_t number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(std::nullopt_t);
  JsonWriter& value(std::span<const double> numbers);
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : value(std::nullopt);
  }

  template <class T>
  JsonWriter& field(std::string_view name, const T& content) {
    key(name);
    return value(content);
  }

  /// The whole text; every begin must have had its end.
  std::string take();

 private:
  void separate();
  void new_line();
  std::string out_;
  int depth_ = 0;
  bool is_first_ = true, after_key_ = false;
};

}  // namespace repere::report
