#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

using registry::Tumour;

// The histotype of a case, in whose terms class, lineage and group are said.
const Histotype* histotype_at(const CohortSource& s, std::size_t row) {
  const HistotypeIndex index = s.tumour(row).histotype;
  return index ? &s.reference.histotypes[index] : nullptr;
}

std::vector<Level> lineage_levels(const ReferenceData& reference) {
  std::vector<Level> levels;
  for (const Histotype& one : reference.histotypes)
    if (level_with(levels, one.lineage) == CohortColumn::no_code)
      levels.push_back({one.lineage, label_of_lineage(one.lineage), true});
  return levels;
}

// What a column says of each histotype, looked up once for each of them.
template <class LevelCode>
void fill_from_histotype(const CohortSource& s, CohortColumn& c, LevelCode level_code) {
  std::vector<std::uint16_t> code;
  for (const Histotype& one : s.reference.histotypes) code.push_back(level_with(c.levels, level_code(one)));
  fill_codes(s, c, [&](std::size_t row) {
    const HistotypeIndex index = s.tumour(row).histotype;
    return index ? code[index.value] : CohortColumn::no_code;
  });
}

std::vector<Variable> diagnosis_variables() {
  return {
      {"diagnosis_date",
       Type::date,
       "",
       {"Date du diagnostic", "Date of diagnosis"},
       {"Première histologie ; date partielle admise.", "First histology; may be partial."},
       "Blay 2019",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         c.first.assign(s.size(), CohortColumn::no_day);
         c.last.assign(s.size(), CohortColumn::no_day);
         for (std::size_t row = 0; row < s.size(); ++row) {
           const auto& date = s.tumour(row).diagnosis;
           if (!date) continue;
           c.first[row] = days_between(Day{}, date->first());
           c.last[row] = days_between(Day{}, date->last());
         }
       }},
      {"diagnosis_year",
       Type::number,
       "year",
       {"Année du diagnostic", "Year of diagnosis"},
       {"Année de la date du diagnostic.", "Year of the date of diagnosis."},
       "Blay 2019",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_numbers(s, c, [&](std::size_t row) -> std::optional<double> {
           const auto& date = s.tumour(row).diagnosis;
           return date ? std::optional<double>(date->year()) : std::nullopt;
         });
       }},
      {"incident",
       Type::answer,
       "",
       {"Cas incident", "Incident case"},
       {"Oui : nouveau cas de son année ; non : diagnostiqué plus tôt, vu maintenant.",
        "Yes: new case of its year; no: diagnosed earlier, seen now."},
       "Blay 2019",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) { return answer_of(s.tumour(row).incident); });
       }},
  };
}

std::vector<Variable> histology_variables() {
  return {
      {"histotype",
       Type::category,
       "",
       {"Histotype", "Histotype"},
       {"Entrée de la classification OMS 2020.", "Entry of the WHO 2020 classification."},
       "WHO 2020",
       [](const ReferenceData& reference) {
         std::vector<Level> levels;
         for (const Histotype& one : reference.histotypes)
           levels.push_back({one.code, {one.name_fr, one.name_en}, true});
         return levels;
       },
       "knowledge/classification/histotypes.csv",
       [](const CohortSource& s, CohortColumn& c) {
         fill_codes(s, c, [&](std::size_t row) { return s.tumour(row).histotype.value; });
       }},
      {"class",
       Type::category,
       "",
       {"Classe de la tumeur", "Class of the tumour"},
       {"Classe de l'histotype ; les GIST sont comptées avec les sarcomes, histology_group les distingue.",
        "Class of the histotype; GIST counts among the sarcomas, histology_group tells it apart."},
       "knowledge/classification (our assignment)",
       [](const ReferenceData&) { return levels_of(tumour_class_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, tumour_class_words, [&](std::size_t row) -> std::optional<TumourClass> {
           const Histotype* histotype = histotype_at(s, row);
           return histotype ? std::optional(histotype->tumour_class) : std::nullopt;
         });
       }},
      {"lineage",
       Type::category,
       "",
       {"Lignée", "Lineage"},
       {"Lignée de l'histotype.", "Lineage of the histotype."},
       "WHO 2020",
       lineage_levels,
       "knowledge/classification/histotypes.csv",
       [](const CohortSource& s, CohortColumn& c) {
         fill_from_histotype(s, c, [](const Histotype& one) { return std::string_view(one.lineage); });
       }},
      {"histology_group",
       Type::category,
       "",
       {"Groupe histologique", "Histology group"},
       {"Groupe d'analyse de l'histotype.", "Analysis group of the histotype."},
       "convention of this program",
       [](const ReferenceData& reference) {
         std::vector<Level> levels;
         for (const HistologyGroup& one : reference.groups)
           levels.push_back({one.code, {one.name_fr, one.name_en}, true});
         return levels;
       },
       "knowledge/classification/histology_groups.csv",
       [](const CohortSource& s, CohortColumn& c) {
         fill_from_histotype(s, c, [](const Histotype& one) { return std::string_view(one.group); });
       }},
  };
}

std::vector<Variable> extent_variables() {
  return {
      {"size_mm",
       Type::number,
       "mm",
       {"Taille", "Size"},
       {"Plus grand diamètre.", "Largest diameter."},
       "ESMO 2012",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_numbers(s, c, [&](std::size_t row) { return s.tumour(row).size_mm; });
       }},
      {"depth",
       Type::category,
       "",
       {"Profondeur", "Depth"},
       {"Par rapport à l'aponévrose superficielle.", "Relative to the investing fascia."},
       "IDEA4RC; ESMO 1601O",
       [](const ReferenceData&) { return levels_of(depth_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, depth_words, [&](std::size_t row) { return s.tumour(row).depth; });
       }},
      {"grade",
       Type::category,
       "",
       {"Grade FNCLCC", "FNCLCC grade"},
       {"Tel qu'enregistré.", "As recorded."},
       "ESMO 2012; Guillou 1997",
       [](const ReferenceData&) { return levels_of(grade_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, grade_words, [&](std::size_t row) { return s.tumour(row).grade; });
       }},
      {"metastatic",
       Type::answer,
       "",
       {"Métastatique au diagnostic", "Metastatic at diagnosis"},
       {"Tel qu'enregistré.", "As recorded."},
       "Blay 2019",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) { return answer_of(s.tumour(row).metastatic); });
       }},
      {"multifocal",
       Type::answer,
       "",
       {"Multifocale", "Multifocal"},
       {"Tel qu'enregistré.", "As recorded."},
       "BlueBerry",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) { return answer_of(s.tumour(row).multifocal); });
       }},
      {"radiotherapy_induced",
       Type::answer,
       "",
       {"Radio-induite", "Radiotherapy-induced"},
       {"Tel qu'enregistré.", "As recorded."},
       "IDEA4RC",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) { return answer_of(s.tumour(row).radiotherapy_induced); });
       }},
      {"performance_status",
       Type::number,
       "",
       {"Indice de performance OMS", "WHO performance status"},
       {"0 à 4, au diagnostic.", "0 to 4, at diagnosis."},
       "IDEA4RC",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_numbers(s, c, [&](std::size_t row) -> std::optional<double> {
           const auto& status = s.tumour(row).performance_status;
           return status ? std::optional(static_cast<double>(*status)) : std::nullopt;
         });
       }},
  };
}

}  // namespace

std::vector<Variable> tumour_variables() {
  std::vector<Variable> all;
  for (auto part : {diagnosis_variables, histology_variables, extent_variables})
    for (Variable& one : part()) all.push_back(std::move(one));
  return all;
}

}  // namespace repere::study
