#include "web/http/fields.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace repere::web {

namespace {

constexpr std::size_t most_fields = 256;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  });
}

Result<std::string> form_text(std::string_view text) {
  auto decoded = percent_decoded(text, true);
  if (!decoded) return decoded;
  if (first_bad_utf8(*decoded)) return fail(ErrorKind::incorrect, "a field is not UTF-8 text");
  if (has_control(*decoded)) return fail(ErrorKind::incorrect, "a field holds a control character");
  return decoded;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (const Field& field : fields_)
    if (field.name == name) return field.value;
  return std::nullopt;
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Field& field : fields_)
    if (field.name == name) values.push_back(field.value);
  return values;
}

std::size_t Fields::count(std::string_view name) const { return all(name).size(); }

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const Field& field : fields_)
    if (same_name(field.name, name)) return field.value;
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields_.begin(), fields_.end(), [&](const Field& f) { return same_name(f.name, name); }));
}

std::string Headers::joined(std::string_view name) const {
  std::string values;
  for (const Field& field : fields_) {
    if (!same_name(field.name, name)) continue;
    if (!values.empty()) values += ", ";
    values += field.value;
  }
  return values;
}

Result<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex(text[i + 1]) : -1, low = high >= 0 ? hex(text[i + 2]) : -1;
      if (low < 0) return fail(ErrorKind::incorrect, "the address or form holds a broken % escape");
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += digits[byte >> 4];
      encoded += digits[byte & 15];
    }
  }
  return encoded;
}

Result<Fields> parse_form(std::string_view text) {
  Fields fields;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    if (fields.size() == most_fields)
      return fail(ErrorKind::incorrect, "more than 256 fields in the address or form");
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = form_text(pair.substr(0, equals));
    if (!name) return tl::unexpected(name.error());
    auto value = form_text(pair.substr(std::min(equals + 1, pair.size())));
    if (!value) return tl::unexpected(value.error());
    fields.add(std::move(*name), std::move(*value));
  }
  return fields;
}

}  // namespace repere::web
