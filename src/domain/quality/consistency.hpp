#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"

// What cannot be true of a case, and what is odd enough to be looked at. Each rule is our convention unless it says a source.
namespace repere::quality {

/// Refuses: the rows cannot all be true. Warns: possible, but look again.
enum class Gravity : std::uint8_t { refuses, warns };

enum class RuleId : std::uint8_t {
  diagnosis_before_birth, act_before_birth, death_before_diagnosis, treated_after_death, alive_after_death,
  two_deaths, end_before_start, in_the_future,
  after_cut_off, age_contradicts_birth, age_improbable, size_improbable, surgery_long_before_diagnosis, site_contradicts_compartment,
  histotype_unusual_for_compartment, metastases_contradict, details_of_an_act_not_done, re_excision_without_resection,
  possible_duplicate_patient
};

struct Rule {
  RuleId id;
  Gravity gravity;
  std::string_view column;  ///< the column to look at first
  std::string_view what, remedy;
};
/// The rule's words. Shape: every RuleId has one
const Rule& rule(RuleId id);

/// One rule that one row breaks.
struct Finding {
  RuleId rule;
  std::string_view table;   ///< "patients", "tumours" or the name of an act table
  std::uint32_t row = 0;    ///< row number in that table
  std::uint32_t line = 0;   ///< line of its file; 0 when not read from a file
};

/// Checks every row against the others of its case; what is not certain (partial dates that overlap) breaks no rule.
/// Shape:  registry: any order of acts
/// Errors: none; `today` is the last day on which something can have happened
std::vector<Finding> check_consistency(const registry::Registry& registry, const ReferenceData& reference, Day today);

}  // namespace repere::quality
