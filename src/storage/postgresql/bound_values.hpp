#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace repere::storage::postgresql {

/// The values that a statement is run with; texts are not copied.
class BoundValues {
 public:
  struct Value {
    enum class Kind { null, whole, number, text, bytes } kind = Kind::null;
    std::int64_t whole = 0;
    double number = 0;
    std::string_view text;
  };

  /// Shape: parameter counts from 1
  void set(int parameter, Value value);
  const std::vector<Value>& all() const { return values_; }
  /// The server would take a text with a NUL byte for a shorter one.
  bool has_nul() const;

  /// One line for COPY: fields between tabs, \N for NULL.
  void append_copy_line(std::string& out) const;

 private:
  std::vector<Value> values_;
};

/// A number as the server reads it back exactly.
void append_number(std::string& out, std::int64_t value);
void append_number(std::string& out, double value);

}  // namespace repere::storage::postgresql
