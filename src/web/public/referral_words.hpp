#pragma once
#include "domain/referral/referral.hpp"
#include "web/pages/bilingual.hpp"
#include "workflows/referrals/documents.hpp"

// What referrals are called on pages, in both languages.
namespace repere::web {

/// The label of a field of the form, and a hint under it (may be empty).
struct FieldWords {
  std::string_view name;
  Bilingual label, hint;
};
const FieldWords& words_of(std::string_view field);
/// A word of a choice ("general_practitioner") as people read it.
std::string_view choice_words(std::string_view word, Language language);
Bilingual words_of(referral::Part part);
Bilingual words_of(referral::State state);
Bilingual words_of(referral::Happening what);
Bilingual words_of(referral::AgeGroup age);
Bilingual words_of(referral::Place place);
/// What is wrong and what to do, without the field's name.
Bilingual words_of(referral::Fault fault);
Bilingual words_of(workflows::Refused::Reason reason);

/// "25/11/2026 11:30" or "2026-11-25 11:30 (Paris)" of an instant, on the clock of the network.
std::string moment_text(Instant at, Language language);
std::string day_text(Day day, Language language);
/// An exact date as its day; what is known to the month or the year stays as it is written.
std::string date_text(const PartialDate& date, Language language);
/// The same of a text; what is no date stays as it is.
std::string date_text(const std::string& text, Language language);

}  // namespace repere::web
