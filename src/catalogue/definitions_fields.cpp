#include "catalogue/definitions_fields.hpp"

#include <algorithm>

#include "base/nearest_name.hpp"

namespace repere {

Result<toml::table> parse_definition(std::string_view text, std::string_view name) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::incorrect, std::string(name) + ", line " +
                                          std::to_string(error.source().begin.line) + ", column " +
                                          std::to_string(error.source().begin.column) +
                                          ": not TOML: " + std::string(error.description()));
  }
}

std::string DefinitionFields::field(std::string_view key) const {
  if (where_.empty()) return std::string(key);
  return key.empty() ? where_ : where_ + "." + std::string(key);
}

void DefinitionFields::refuse(std::string_view key, std::string_view what) {
  const toml::node* node = key.empty() ? nullptr : table_->get(key);
  const std::size_t line = node ? node->source().begin.line : table_->source().begin.line;
  file_.problems.add(line, field(key), what);
}

const toml::node* DefinitionFields::node(std::string_view key) {
  asked_.emplace_back(key);
  return table_->get(key);
}

const toml::node* DefinitionFields::required(std::string_view key) {
  const toml::node* found = node(key);
  if (!found) refuse(key, "is missing: add it");
  return found;
}

std::string DefinitionFields::text(std::string_view key) {
  const toml::node* found = required(key);
  if (!found) return {};
  const auto* value = found->as_string();
  if (!value) refuse(key, "is not a text: put it in quotes");
  if (value && value->get().empty()) refuse(key, "is empty: fill it in");
  return value ? value->get() : std::string();
}

std::string DefinitionFields::text_or(std::string_view key, std::string_view otherwise) {
  return has(key) ? text(key) : std::string(otherwise);
}

study::Text DefinitionFields::both_languages(std::string_view key) {
  const toml::node* found = required(key);
  if (!found) return {};
  const auto* table = found->as_table();
  if (!table) {
    refuse(key, "is not in two languages: write { fr = \"...\", en = \"...\" }");
    return {};
  }
  DefinitionFields fields(*table, field(key), file_);
  study::Text text{fields.text("fr"), fields.text("en")};
  fields.finish();
  return text;
}

std::vector<std::string> DefinitionFields::texts(std::string_view key) {
  const toml::node* found = required(key);
  if (!found) return {};
  const auto* list = found->as_array();
  std::vector<std::string> values;
  if (list)
    for (const toml::node& one : *list)
      if (const auto* text = one.as_string(); text && !text->get().empty()) values.push_back(text->get());
  if (!list || values.size() != list->size()) refuse(key, "is not a list of texts: write [\"...\", \"...\"]");
  return values;
}

double DefinitionFields::number(std::string_view key) {
  const toml::node* found = required(key);
  const auto value = found ? found->value<double>() : std::optional<double>();
  if (found && (!value || !std::isfinite(*value) || found->is_boolean())) refuse(key, "is not a number");
  return value.value_or(0);
}

double DefinitionFields::number_or(std::string_view key, double otherwise) {
  return has(key) ? number(key) : otherwise;
}

int DefinitionFields::whole(std::string_view key) {
  const toml::node* found = required(key);
  const auto* value = found ? found->as_integer() : nullptr;
  const bool fits = value && value->get() >= -1'000'000 && value->get() <= 1'000'000;
  if (found && !fits) refuse(key, "is not a whole number (between -1000000 and 1000000)");
  return fits ? static_cast<int>(value->get()) : 0;
}

std::vector<double> DefinitionFields::numbers(std::string_view key) {
  const toml::node* found = required(key);
  if (!found) return {};
  const auto* list = found->as_array();
  std::vector<double> values;
  if (list)
    for (const toml::node& one : *list)
      if (const auto value = one.value<double>(); value && std::isfinite(*value) && one.is_number())
        values.push_back(*value);
  if (!list || values.size() != list->size()) refuse(key, "is not a list of numbers: write [365, 730]");
  return values;
}

bool DefinitionFields::flag(std::string_view key) {
  const toml::node* found = required(key);
  const auto* value = found ? found->as_boolean() : nullptr;
  if (found && !value) refuse(key, "is not true or false");
  return value && value->get();
}

PartialDate DefinitionFields::date(std::string_view key) {
  const std::string written = text(key);
  if (written.empty()) return {};
  const auto date = PartialDate::parse(written);
  if (!date) refuse(key, date.error().message);
  return date ? *date : PartialDate{};
}

study::Expression DefinitionFields::expression(std::string_view key) {
  const std::string written = text(key);
  if (written.empty()) return {};
  REPERE_ENSURE(file_.vocabulary != nullptr);
  auto parsed = study::Expression::parse(written, *file_.vocabulary);
  if (parsed) return std::move(*parsed);
  const toml::source_position begin = table_->get(key)->source().begin;
  const auto place = place_in_file(file_.text, {begin.line, begin.column}, parsed.error().place);
  file_.problems.add(place.line, field(key),
                     "column " + std::to_string(place.column) + ": " + parsed.error().what);
  return {};
}

study::Expression DefinitionFields::expression_or_true(std::string_view key) {
  return has(key) ? expression(key) : study::Expression();
}

std::vector<DefinitionFields> DefinitionFields::tables(std::string_view key) {
  const toml::node* found = node(key);
  if (!found) return {};
  const auto* list = found->as_array();
  std::vector<DefinitionFields> all;
  if (list)
    for (const toml::node& one : *list)
      if (const auto* table = one.as_table())
        all.emplace_back(*table, field(key) + "[" + std::to_string(all.size() + 1) + "]", file_);
  if (!list || all.size() != list->size())
    refuse(key, "is not a list of tables: begin each with [[" + std::string(key) +
                    "]], or write [{ ... }, { ... }]");
  return all;
}

std::optional<DefinitionFields> DefinitionFields::table(std::string_view key) {
  const toml::node* found = node(key);
  if (!found) return std::nullopt;
  if (const auto* table = found->as_table()) return DefinitionFields(*table, field(key), file_);
  refuse(key, "is not a table: write { name = value }");
  return std::nullopt;
}

void DefinitionFields::finish() {
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  for (const auto& [key, value] : *table_) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    refuse(key.str(), "is not a key of this table" + did_you_mean(key.str(), known) +
                          "Its keys: " + list_of(known, 30));
  }
}

}  // namespace repere
