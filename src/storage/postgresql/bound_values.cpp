#include "storage/postgresql/bound_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/result.hpp"

namespace repere::storage::postgresql {

namespace {

using Kind = BoundValues::Value::Kind;

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
}

void append_field(std::string& out, const BoundValues::Value& value) {
  switch (value.kind) {
    case Kind::null:
      out += "\\N";
      break;
    case Kind::whole:
      append_number(out, value.whole);
      break;
    case Kind::number:
      append_number(out, value.number);
      break;
    case Kind::text:
      append_escaped(out, value.text);
      break;
    case Kind::bytes:
      out += "\\\\x";
      for (const char c : value.text) {
        const auto byte = static_cast<unsigned char>(c);
        out += hex_digits[byte >> 4];
        out += hex_digits[byte & 15];
      }
      break;
  }
}

}  // namespace

void append_number(std::string& out, std::int64_t value) {
  char text[24];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void append_number(std::string& out, double value) {
  REPERE_ENSURE(std::isfinite(value));
  char text[32];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void BoundValues::set(int parameter, Value value) {
  REPERE_ENSURE(parameter >= 1);
  const auto at = static_cast<std::size_t>(parameter - 1);
  if (at >= values_.size()) values_.resize(at + 1);
  values_[at] = value;
}

bool BoundValues::has_nul() const {
  return std::any_of(values_.begin(), values_.end(), [](const Value& value) {
    return value.kind == Kind::text && value.text.find('\0') != std::string_view::npos;
  });
}

void BoundValues::append_copy_line(std::string& out) const {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (i > 0) out += '\t';
    append_field(out, values_[i]);
  }
  out += '\n';
}

}  // namespace repere::storage::postgresql
