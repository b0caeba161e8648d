#include <cmath>
#include <tuple>

#include "study/age.hpp"
#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

using registry::Patient;

std::optional<NumberRange> age_of(const Patient& patient, const registry::Tumour& tumour) {
  const std::optional<PartialDate>& birth = patient.birth.reveal();
  if (birth && tumour.diagnosis) {
    const double high = age_on(tumour.diagnosis->last(), birth->first());
    if (high < 0) return std::nullopt;
    const double low = age_on(tumour.diagnosis->first(), birth->last());
    const double middle = age_on(tumour.diagnosis->middle(), birth->middle());
    return NumberRange{std::max(0.0, middle), std::max(0.0, low), high};
  }
  if (const auto& age = tumour.age_at_diagnosis) return NumberRange{*age, *age, *age};
  return std::nullopt;
}

// The rank of each tumour among its patient's, by the middle of its date of diagnosis, then by row.
void fill_ranks(const CohortSource& source, CohortColumn& column) {
  const auto day = [&](std::size_t row) {
    const auto& diagnosis = source.tumour(row).diagnosis;
    return diagnosis ? diagnosis->middle() : Day::max();
  };
  std::vector<std::uint32_t> tumours_of(source.registry.patients.size(), 0);
  for (std::size_t row = 0; row < source.size(); ++row) ++tumours_of[source.tumour(row).patient];
  std::vector<std::tuple<std::uint32_t, Day, std::size_t>> several;
  column.value.assign(source.size(), 1);
  for (std::size_t row = 0; row < source.size(); ++row)
    if (tumours_of[source.tumour(row).patient] > 1)
      several.emplace_back(source.tumour(row).patient, day(row), row);
  std::sort(several.begin(), several.end());
  for (std::size_t i = 1; i < several.size(); ++i)
    if (std::get<0>(several[i]) == std::get<0>(several[i - 1]))
      column.value[std::get<2>(several[i])] = column.value[std::get<2>(several[i - 1])] + 1;
}

Variable answer_field(std::string id, Text label, Text meaning, std::string source,
                      void (*fill)(const CohortSource&, CohortColumn&)) {
  return {std::move(id), Type::answer, "",  std::move(label), std::move(meaning), std::move(source),
          nullptr,       "",           fill};
}

}  // namespace

std::vector<Variable> patient_variables() {
  return {
      {"age",
       Type::number,
       "years",
       {"Âge au diagnostic", "Age at diagnosis"},
       {"De la naissance au diagnostic, en années : anniversaires passés et part de l'année en cours. Avec "
        "des dates "
        "partielles, un intervalle dont la valeur est prise au milieu de chaque date. À défaut, l'âge que la "
        "source "
        "donne.",
        "From birth to diagnosis, in years: birthdays passed and the part of the current year. With partial "
        "dates a "
        "range, whose value takes the middle of each date. Failing that, the age that the source gives."},
       "Blay 2019",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_ranges(s, c, [&](std::size_t row) { return age_of(s.patient(row), s.tumour(row)); });
       }},
      {"sex",
       Type::category,
       "",
       {"Sexe", "Sex"},
       {"Tel qu'enregistré.", "As recorded."},
       "Blay 2019",
       [](const ReferenceData&) { return levels_of(registry::words_for<registry::Sex>); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, registry::words_for<registry::Sex>,
                    [&](std::size_t row) { return s.patient(row).sex; });
       }},
      {"department",
       Type::category,
       "",
       {"Département de résidence", "Department of residence"},
       {"Code INSEE.", "INSEE code."},
       "BMC Cancer 2021 (IGéAS)",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         LevelsMet met(c);
         fill_codes(s, c, [&](std::size_t row) { return met.code_of(s.patient(row).department); });
       }},
      answer_field("prior_cancer", {"Antécédent de cancer", "Prior cancer"},
                   {"Tel qu'enregistré.", "As recorded."}, "Blay 2019",
                   [](const CohortSource& s, CohortColumn& c) {
                     fill_answers(s, c,
                                  [&](std::size_t row) { return answer_of(s.patient(row).prior_cancer); });
                   }),
      answer_field("prior_radiotherapy", {"Antécédent de radiothérapie", "Prior radiotherapy"},
                   {"Tel qu'enregistré.", "As recorded."}, "Blay 2019",
                   [](const CohortSource& s, CohortColumn& c) {
                     fill_answers(
                         s, c, [&](std::size_t row) { return answer_of(s.patient(row).prior_radiotherapy); });
                   }),
      {"predisposition",
       Type::category,
       "",
       {"Prédisposition génétique", "Genetic predisposition"},
       {"Telle qu'enregistrée.", "As recorded."},
       "Blay 2019",
       [](const ReferenceData&) { return levels_of(registry::words_for<registry::Predisposition>); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, registry::words_for<registry::Predisposition>,
                    [&](std::size_t row) { return s.patient(row).predisposition; });
       }},
      {"tumour_rank",
       Type::number,
       "",
       {"Rang de la tumeur chez le patient", "Rank of the tumour in the patient"},
       {"1 pour la première tumeur enregistrée d'un patient, par date de diagnostic (milieu d'une date "
        "partielle), puis "
        "par ordre d'enregistrement.",
        "1 for a patient's first recorded tumour, by date of diagnosis (the middle of a partial date), then "
        "by order of "
        "record."},
       "convention of this program",
       nullptr,
       "",
       fill_ranks},
      {"source",
       Type::category,
       "",
       {"Jeu de données", "Data set"},
       {"Nom court du jeu de données d'où vient le cas.",
        "Short name of the data set that the case comes from."},
       "convention of this program",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         LevelsMet met(c);
         fill_codes(s, c, [&](std::size_t row) {
           const std::size_t dataset = s.patient(row).dataset;
           return dataset < s.registry.datasets.size() ? met.code_of(s.registry.datasets[dataset].source)
                                                       : CohortColumn::no_code;
         });
       }},
  };
}

}  // namespace repere::study
