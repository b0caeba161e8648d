#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace repere::web {

struct Field {
  std::string name, value;
  bool operator==(const Field&) const = default;
};

/// Names and values in the order they came: a query, a form, path parameters.
class Fields {
 public:
  Fields() = default;
  explicit Fields(std::vector<Field> fields) : fields_(std::move(fields)) {}

  void add(std::string name, std::string value) { fields_.push_back({std::move(name), std::move(value)}); }
  /// The first value under this name; names differ by case.
  std::optional<std::string_view> find(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
  std::size_t count(std::string_view name) const;

  bool empty() const { return fields_.empty(); }
  std::size_t size() const { return fields_.size(); }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

/// Header lines: as Fields, but a name is the same in any case.
class Headers {
 public:
  void add(std::string name, std::string value) { fields_.push_back({std::move(name), std::move(value)}); }
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  /// All values under this name, joined by ", ".
  std::string joined(std::string_view name) const;

  std::size_t size() const { return fields_.size(); }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

/// Whether two ASCII texts differ only by case.
bool same_name(std::string_view a, std::string_view b);

/// Reads "a=1&b=x%20y" as a query or a form's body is written ("+" is a space).
/// Errors: incorrect for a broken escape, bytes that are not UTF-8, a control character other than tab and line ends, more
///   than 256 fields
Result<Fields> parse_form(std::string_view text);

/// Decodes %XX once; with `plus_is_space` as forms do.
/// Errors: incorrect for a broken escape
Result<std::string> percent_decoded(std::string_view text, bool plus_is_space = false);

/// Encodes all but letters, digits and "-._~": a text as one part of an address.
std::string percent_encoded(std::string_view text);

}  // namespace repere::web
