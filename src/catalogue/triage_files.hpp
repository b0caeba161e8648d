#pragma once
#include <filesystem>
#include <string_view>

#include "base/result.hpp"
#include "domain/suspicion/rules.hpp"

namespace repere {

/// Reads one rule set; `shared` gives the sources, rules and sentences that every set has before its own, and is empty for the shared
/// file itself (which has no id, title and about).
/// Errors: incorrect with all that is wrong, one line each: file, line, field, what to change. Refused are what is not TOML, an unknown or
///   missing key, an unknown question, answer or source, an id given twice, a threshold outside what can be typed, a statement without
///   source that does not say it is assumed
Result<suspicion::RuleSet> read_rule_set(std::string_view text, std::string_view name,
                                         const suspicion::RuleSet* shared);

/// The rule sets of knowledge/triage: shared.toml and every other .toml file beside it, by name of file.
/// Errors: those of read_rule_set; incorrect if two sets have one id or there is none; not_found, unavailable
Result<suspicion::RuleBook> load_rule_book(const std::filesystem::path& folder);

}  // namespace repere
