#include "workflows/boards/signed_content.hpp"

#include <boost/json/parse.hpp>

namespace repere::workflows {

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

std::optional<bool> answer_at(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_bool() ? std::optional(value->as_bool()) : std::nullopt;
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
  const auto &board = object_at(report, "board"), &meeting = object_at(report, "meeting"), &of_case = object_at(report, "case");
  const auto& tumour = object_at(report, "tumour");
  SignedContent read;
  read.as = text_at(report, "as");
  read.signed_by = text_at(report, "signed_by");
  read.signed_at = text_at(report, "signed_at");
  read.sort = text_at(board, "sort");
  read.board_centre = text_at(board, "centre");
  read.board_fr = text_at(board, "name_fr");
  read.board_en = text_at(board, "name_en");
  read.starts = text_at(meeting, "starts");
  read.day = text_at(meeting, "day");
  read.pseudonym = text_at(of_case, "pseudonym");
  read.passage = text_at(of_case, "passage");
  read.rule = text_at(of_case, "rule");
  read.asked_by = text_at(of_case, "asked_by");
  read.complete = answer_at(of_case, "complete");
  read.quorum = answer_at(object_at(report, "quorum"), "reached").value_or(false);
  read.tumour = {text_at(tumour, "histotype"), text_at(tumour, "site"),  text_at(tumour, "diagnosis_date"), text_at(tumour, "size_mm"),
                 text_at(tumour, "grade"),     text_at(tumour, "metastatic"), text_at(tumour, "sex")};
  read.question = fields_at(report, "question");
  read.file = fields_at(report, "file");
  read.decision = fields_at(report, "decision");
  each_object_at(report, "present", [&](const js::object& one) {
    const auto specialty = value_in(board::specialty_words, text_at(one, "specialty"));
    read.present.push_back({text_at(one, "name"), text_at(one, "centre"), specialty.value_or(board::Specialty::other)});
  });
  each_object_at(report, "actions", [&](const js::object& one) {
    read.actions.push_back({text_at(one, "what"), text_at(one, "owner"), text_at(one, "due")});
  });
  return read;
}

}  // namespace repere::workflows
