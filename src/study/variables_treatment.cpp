#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

template <class Row>
void fill_done(const CohortSource& s, CohortColumn& c, const ActsOf<Row>& acts) {
  fill_answers(s, c, [&](std::size_t row) {
    return std::optional(was_done(acts[row], [](const Row&) { return true; }));
  });
}

}  // namespace

std::vector<Variable> treatment_variables() {
  return {
      {"biopsy",
       Type::answer,
       "",
       {"Biopsie, à tout moment", "Biopsy at any time"},
       {"Oui : au moins une biopsie faite.", "Yes: at least one biopsy was done."},
       "convention of this program",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) { fill_done(s, c, s.pathway.biopsies); }},
      {"radiotherapy",
       Type::answer,
       "",
       {"Radiothérapie", "Radiotherapy"},
       {"Oui : au moins une radiothérapie faite, à tout moment.",
        "Yes: at least one radiotherapy was done, at any time."},
       "IDEA4RC",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) { fill_done(s, c, s.pathway.radiotherapies); }},
      {"systemic_treatment",
       Type::answer,
       "",
       {"Traitement systémique", "Systemic treatment"},
       {"Oui : au moins un traitement systémique fait, à tout moment.",
        "Yes: at least one systemic treatment was done, at any time."},
       "IDEA4RC",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) { fill_done(s, c, s.pathway.systemic_treatments); }},
  };
}

}  // namespace repere::study
