#pragma once
#include <string>
#include <vector>

#include "synthetic/course.hpp"

namespace repere::synthetic {

/// Adds the rows of one case to a registry: keys, dates and what every act has.
class ActWriter {
 public:
  ActWriter(registry::Registry& registry, const Plan& plan, const CentrePicker& centres,
            const CaseFacts& facts, const Course& course, Random& random);

  const CaseFacts& facts;
  const Course& course;
  const Plan& plan;
  const CentrePicker& centres;
  Random& random;
  registry::Registry& registry;

  /// Whether an act on this day is known: after birth and not after the last news.
  bool known(int day) const { return day <= course.end && day >= earliest_; }
  registry::When on(int day) const;
  /// The same day, now and then known to the month only; for acts whose order nothing depends on.
  registry::When about(int day) const;
  /// Adds a row to `rows` for an act on `day`; its key ends in `letter` and a number.
  template <class Row>
  Row& add(std::vector<Row>& rows, char letter, registry::When when, CentreIndex centre) {
    Row& row = rows.emplace_back();
    row.tumour = tumour_;
    row.key = key_of(letter);
    row.when = when;
    row.centre = centre;
    return row;
  }

 private:
  std::string key_of(char letter);
  std::string patient_;
  std::uint32_t tumour_ = 0;
  int earliest_ = 0;
  std::uint8_t counts_[26]{};
};

/// "S0000001"
std::string patient_key(std::int64_t number);

void write_patient_and_tumour(registry::Registry& registry, const CaseFacts& facts, const Course& course,
                              Random& random);
void write_diagnosis_acts(ActWriter& writer);
void write_treatment_acts(ActWriter& writer);
void write_follow_up_acts(ActWriter& writer);

}  // namespace repere::synthetic
