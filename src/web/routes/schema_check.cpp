// Whether a value is what a schema says.
#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/date.hpp"
#include "base/numbers.hpp"
#include "web/routes/pattern.hpp"
#include "web/routes/schema.hpp"

namespace repere::web {

namespace {

constexpr std::size_t most_violations = 20;

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void add(std::vector<Violation>& found, const std::string& pointer, std::string detail) {
  if (found.size() < most_violations) found.push_back({pointer, std::move(detail)});
}

// "/a~1b": a member's name inside a JSON pointer.
std::string inside(const std::string& pointer, std::string_view name) {
  std::string path = pointer + "/";
  for (const char c : name.substr(0, 64)) {
    if (c == '~')
      path += "~0";
    else if (c == '/')
      path += "~1";
    else
      path += c;
  }
  return path;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

}  // namespace

std::vector<Violation> Schema::check(const boost::json::value& value) const {
  std::vector<Violation> found;
  check_at(value, "", found);
  return found;
}

void Schema::check_at(const boost::json::value& value, const std::string& pointer,
                      std::vector<Violation>& found) const {
  if (found.size() >= most_violations || kind_ == Kind::any || (null_ && value.is_null())) return;
  const auto wrong_type = [&] { add(found, pointer, "must be of type " + std::string(type_name())); };
  switch (kind_) {
    case Kind::any:
      return;
    case Kind::text:
    case Kind::word:
      if (!value.is_string()) return wrong_type();
      return check_string({value.get_string().data(), value.get_string().size()}, pointer, found);
    case Kind::whole:
      if (!value.is_int64() && !value.is_uint64()) return wrong_type();
      if (value.is_uint64() && value.get_uint64() > INT64_MAX) return add(found, pointer, "is too large");
      return check_number(value.to_number<double>(), pointer, found);
    case Kind::number:
      if (!value.is_number()) return wrong_type();
      return check_number(value.to_number<double>(), pointer, found);
    case Kind::truth:
      if (!value.is_bool()) wrong_type();
      return;
    case Kind::array: {
      if (!value.is_array()) return wrong_type();
      const auto& array = value.get_array();
      if (array.size() < shortest_)
        add(found, pointer, "needs at least " + std::to_string(shortest_) + " elements");
      if (longest_ && array.size() > *longest_)
        return add(found, pointer, "takes at most " + std::to_string(*longest_) + " elements");
      for (std::size_t i = 0; i < array.size(); ++i)
        element_->check_at(array[i], pointer + "/" + std::to_string(i), found);
      return;
    }
    case Kind::object:
      if (!value.is_object()) return wrong_type();
      return check_object(value.get_object(), pointer, found);
  }
}

void Schema::check_string(std::string_view text, const std::string& pointer,
                          std::vector<Violation>& found) const {
  if (kind_ == Kind::word) {
    if (std::find(words_.begin(), words_.end(), text) == words_.end())
      add(found, pointer, "must be one of: " + list_of(words_));
    return;
  }
  const std::size_t length = code_points(text);
  if (length < shortest_)
    return add(
        found, pointer,
        shortest_ == 1 ? "must not be empty" : "needs at least " + std::to_string(shortest_) + " characters");
  if (longest_ && length > *longest_)
    return add(found, pointer, "takes at most " + std::to_string(*longest_) + " characters");
  if (format_ == "date") {
    const auto day = PartialDate::parse(text);
    if (!day || !day->exact()) add(found, pointer, "must be a date as 2026-01-31");
  } else if (format_ == "date-time") {
    if (!parse_instant(text)) add(found, pointer, "must be an instant as 2026-01-31T10:20:30.000Z");
  }
  if (!pattern_.empty() && !has_pattern(text, pattern_))
    add(found, pointer, "must have the form " + pattern_);
}

void Schema::check_number(double value, const std::string& pointer, std::vector<Violation>& found) const {
  if (!std::isfinite(value)) return add(found, pointer, "must be a finite number");
  if (least_ && value < *least_) add(found, pointer, "must be at least " + shortest_text(*least_));
  if (most_ && value > *most_) add(found, pointer, "must be at most " + shortest_text(*most_));
}

void Schema::check_object(const boost::json::object& object, const std::string& pointer,
                          std::vector<Violation>& found) const {
  for (const Member& member : members_) {
    const auto* value = object.if_contains(member.name);
    if (value)
      member.schema.check_at(*value, inside(pointer, member.name), found);
    else if (member.required)
      add(found, inside(pointer, member.name), "is missing");
  }
  for (const auto& member : object) {
    const std::string_view name(member.key().data(), member.key().size());
    const bool declared =
        std::any_of(members_.begin(), members_.end(), [&](const Member& m) { return m.name == name; });
    if (declared) continue;
    if (element_)
      element_->check_at(member.value(), inside(pointer, name), found);
    else
      add(
          found, pointer, "has a member that is not known here; known are: " + [&] {
            std::vector<std::string> names;
            for (const Member& m : members_) names.push_back(m.name);
            return list_of(names);
          }());
  }
}

std::vector<Violation> Schema::check_text(std::string_view name, std::string_view text) const {
  std::vector<Violation> found;
  const std::string place(name);
  switch (kind_) {
    case Kind::whole:
      if (const auto number = parse_whole(text))
        check_number(static_cast<double>(*number), place, found);
      else
        add(found, place, "must be a whole number");
      break;
    case Kind::number:
      if (const auto number = parse_number(text))
        check_number(*number, place, found);
      else
        add(found, place, "must be a number");
      break;
    case Kind::truth:
      if (text != "true" && text != "false") add(found, place, "must be true or false");
      break;
    case Kind::array:
      return element_->check_text(name, text);
    case Kind::object:
      add(found, place, "cannot be an object");
      break;
    case Kind::any:
      break;
    case Kind::text:
    case Kind::word:
      check_string(text, place, found);
  }
  return found;
}

std::vector<Violation> Schema::check_form(const Fields& form) const {
  std::vector<Violation> found;
  for (const Member& member : members_) {
    const auto values = form.all(member.name);
    const bool many = member.schema.kind_ == Kind::array;
    const bool blank = values.empty() || (values.size() == 1 && values[0].empty());
    if (blank && (member.required || !values.empty())) {
      // A browser sends every field, also those left empty: those that may be missing may be empty.
      if (member.required && (!many || member.schema.shortest_ > 0) &&
          !(member.schema.kind_ == Kind::text && member.schema.shortest_ == 0 && !values.empty()))
        add(found, member.name, "is missing");
      continue;
    }
    if (!many && values.size() > 1) add(found, member.name, "was sent more than once");
    if (many && member.schema.longest_ && values.size() > *member.schema.longest_)
      add(found, member.name, "takes at most " + std::to_string(*member.schema.longest_) + " values");
    for (const std::string_view value : values)
      for (Violation& violation : member.schema.check_text(member.name, value))
        add(found, violation.pointer, std::move(violation.detail));
  }
  if (!element_)
    for (const Field& field : form)
      if (std::none_of(members_.begin(), members_.end(),
                       [&](const Member& m) { return m.name == field.name; }))
        add(found, "", "has a field that is not known here");
  return found;
}

}  // namespace repere::web
