#include "domain/board/presentation.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "base/words_of_text.hpp"

namespace repere::board {

const FieldRule* field_named(std::string_view name) {
  for (const FieldRule& rule : field_rules)
    if (rule.name == name) return &rule;
  return nullptr;
}

registry::DecisionModality registry_modality(std::string_view field) {
  using registry::DecisionModality;
  constexpr std::array all{DecisionModality::surgery,           DecisionModality::radiotherapy,
                           DecisionModality::systemic_treatment, DecisionModality::further_diagnosis,
                           DecisionModality::second_reading,    DecisionModality::surveillance,
                           DecisionModality::palliative_care,   DecisionModality::trial};
  static_assert(all.size() == modality_fields.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (field == modality_fields[i]) return all[i];
  return DecisionModality::other;
}

std::string_view text_of(const Entries& entries, std::string_view field) {
  const auto found = entries.find(field);
  return found == entries.end() ? std::string_view() : std::string_view(found->second.text.reveal());
}

Result<void> check_entry(std::string_view field, std::string_view text) {
  const FieldRule* rule = field_named(field);
  if (rule == nullptr) return fail(ErrorKind::incorrect, "there is no such field");
  const std::string name(field);
  if (text.size() > rule->longest)
    return fail(ErrorKind::incorrect, name + ": the text is too long: at most " + std::to_string(rule->longest) + " bytes");
  if (first_bad_utf8(text)) return fail(ErrorKind::incorrect, name + ": the text is not UTF-8");
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool breaks = c == '\n' || c == '\r' || c == '\t';
    if (byte < 0x20 && !(breaks && rule->kind == FieldKind::text))
      return fail(ErrorKind::incorrect, name + ": the text has a character that cannot be shown: remove it");
  }
  if (rule->kind == FieldKind::choice && !text.empty() && !has_word(rule->choices, text))
    return fail(ErrorKind::incorrect, name + " takes one of: " + std::string(rule->choices));
  if (rule->kind == FieldKind::day && !text.empty()) {
    const auto day = PartialDate::parse(text);
    if (!day || !day->exact()) return fail(ErrorKind::incorrect, name + " is not a day: write YYYY-MM-DD");
  }
  return {};
}

std::vector<std::string> missing_for_signature(const Presentation& presentation, const Entries& entries) {
  std::vector<std::string> missing;
  const auto there = [&](std::string_view field) { return !is_blank(text_of(entries, field)); };
  const bool registered = presentation.passage == Passage::registered_only;
  for (const FieldRule& rule : field_rules)
    if (rule.required && !there(rule.name) && !(registered && rule.name == "agreement")) missing.emplace_back(rule.name);
  if (std::none_of(modality_fields.begin(), modality_fields.end(), there)) missing.emplace_back("modality");
  const auto agreement = text_of(entries, "agreement");
  if ((agreement == "majority" || agreement == "divided") && !there("dissent")) missing.emplace_back("dissent");
  if (text_of(entries, "guideline") == "departed" && !there("guideline_reason")) missing.emplace_back("guideline_reason");
  if (there("surgery") && !there("planned_centre")) missing.emplace_back("planned_centre");
  if (registered && presentation.rule.empty()) missing.emplace_back("rule");
  return missing;
}

}  // namespace repere::board
