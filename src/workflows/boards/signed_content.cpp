#include "web/people/boards/signed_content.hpp"

#include <boost/json/parse.hpp>

#include "web/people/boards/board_words.hpp"

namespace repere::web {

namespace js = boost::json;

namespace {

std::string text_at(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

const js::object& object_at(const js::object& object, std::string_view name) {
  static const js::object none;
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_object() ? value->as_object() : none;
}

template <class Visit>
void each_object_at(const js::object& object, std::string_view name, const Visit& visit) {
  const auto* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return;
  for (const auto& one : list->as_array())
    if (one.is_object()) visit(one.as_object());
}

SignedContent::Fields fields_at(const js::object& object, std::string_view name) {
  SignedContent::Fields fields;
  for (const auto& [field, value] : object_at(object, name))
    if (value.is_string()) fields.emplace_back(field, value.as_string());
  return fields;
}

}  // namespace

Result<SignedContent> read_signed_content(std::string_view content) {
  boost::system::error_code problem;
  const js::value value = js::parse(js::string_view(content.data(), content.size()), problem);
  if (problem || !value.is_object()) return fail(ErrorKind::fault, "a signed report is not what its layout says");
  const auto& report = value.as_object();
  SignedContent read;
  read.as = text_at(report, "as");
  read.board_fr = text_at(object_at(report, "board"), "name_fr");
  read.board_en = text_at(object_at(report, "board"), "name_en");
  read.day = text_at(object_at(report, "meeting"), "day");
  read.question = fields_at(report, "question");
  read.file = fields_at(report, "file");
  read.decision = fields_at(report, "decision");
  each_object_at(report, "present", [&](const js::object& one) {
    const auto specialty = value_in(board::specialty_words, text_at(one, "specialty"));
    read.present.push_back({text_at(one, "name"), specialty.value_or(board::Specialty::other)});
  });
  each_object_at(report, "actions", [&](const js::object& one) {
    read.actions.push_back({text_at(one, "what"), text_at(one, "owner"), text_at(one, "due")});
  });
  return read;
}

std::string field_text(const std::string& field, const std::string& text, Language language, const CentreName& name_of_centre) {
  const auto* rule = board::field_named(field);
  if (rule == nullptr) return text;
  if (rule->kind == board::FieldKind::centre) return name_of_centre(text);
  if (rule->kind == board::FieldKind::choice) return std::string(board_choice_words(field, text).in(language));
  return text;
}

}  // namespace repere::web
