#include <array>

#include "base/result.hpp"
#include "domain/quality/consistency.hpp"

namespace repere::quality {

namespace {
constexpr std::array rules = {
    Rule{RuleId::diagnosis_before_birth, Gravity::refuses, "diagnosis_date", "diagnosis before birth",
         "check the diagnosis date and the patient's birth date"},
    Rule{RuleId::act_before_birth, Gravity::refuses, "date", "act before birth",
         "check the act's date and the patient's birth date"},
    Rule{RuleId::death_before_diagnosis, Gravity::refuses, "date", "death before diagnosis",
         "check the date of death and the diagnosis date"},
    Rule{RuleId::treated_after_death, Gravity::refuses, "date", "sampled or treated after death",
         "check the act's date and the date of death"},
    Rule{RuleId::alive_after_death, Gravity::refuses, "date", "news of a living patient after death",
         "check the news' date and state, and the date of death"},
    Rule{RuleId::two_deaths, Gravity::refuses, "date", "two deaths on different days", "keep one date of death"},
    Rule{RuleId::end_before_start, Gravity::refuses, "end_date", "end before start",
         "check the first and the last day of the treatment"},
    Rule{RuleId::in_the_future, Gravity::refuses, "date", "in the future", "check the date: only what has happened is recorded"},
    Rule{RuleId::after_cut_off, Gravity::warns, "date", "later than the data's cut-off date",
         "check the date, or the cut-off date of the data set"},
    Rule{RuleId::age_contradicts_birth, Gravity::warns, "age_at_diagnosis",
         "age at diagnosis differs by more than a year from birth and diagnosis dates", "check the three; the dates are used"},
    Rule{RuleId::age_improbable, Gravity::warns, "birth_date", "older than 110 years at diagnosis", "check the birth date"},
    Rule{RuleId::size_improbable, Gravity::warns, "size_mm", "larger than 50 cm", "check the unit: sizes are in millimetres"},
    Rule{RuleId::surgery_long_before_diagnosis, Gravity::warns, "date", "surgery more than a year before diagnosis",
         "check the dates: the diagnosis is the first histology"},
    Rule{RuleId::site_contradicts_compartment, Gravity::warns, "compartment", "compartment is not that of the site",
         "check the two; the recorded compartment is used"},
    Rule{RuleId::histotype_unusual_for_compartment, Gravity::warns, "histotype", "bone histotype outside bone",
         "check the histotype and the site"},
    Rule{RuleId::metastases_contradict, Gravity::warns, "metastatic_sites",
         "metastatic sites of a tumour that is said not metastatic", "check the two columns"},
    Rule{RuleId::details_of_an_act_not_done, Gravity::warns, "status", "an act that was not done has a date or a margin",
         "check the status"},
    Rule{RuleId::re_excision_without_resection, Gravity::warns, "kind", "re-excision without an earlier resection",
         "enter the first resection, done elsewhere perhaps"},
    Rule{RuleId::possible_duplicate_patient, Gravity::warns, "patient",
         "same birth date, sex and department as another patient, with a diagnosis within 31 days",
         "check whether the two are one person"},
};
}  // namespace

const Rule& rule(RuleId id) {
  const auto& found = rules[static_cast<std::size_t>(id)];
  REPERE_ENSURE(found.id == id);
  return found;
}

}  // namespace repere::quality
