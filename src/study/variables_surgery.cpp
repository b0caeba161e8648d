#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::Surgery;
using registry::SurgeryKind;

const Text& without_surgery() {
  static const Text text{" Non renseigné sans première chirurgie.", " Missing without a first surgery."};
  return text;
}

Text with_note(Text text) {
  text.fr += without_surgery().fr;
  text.en += without_surgery().en;
  return text;
}

AnswerCode operated(std::span<const Surgery> surgeries) {
  return was_done(surgeries, [](const Surgery& one) { return of_primary(one); });
}

// The margin after the last surgery of the primary of the first campaign: the last one done, by the order in
// which comes_first() puts them.
const Surgery* last_surgery_of(std::span<const Surgery> surgeries, const std::optional<PartialDate>& origin) {
  const Surgery* last = nullptr;
  for (const Surgery& one : surgeries)
    if (one.status == ActStatus::done && of_primary(one) && (!last || comes_first(*last, one, origin)))
      last = &one;
  return last;
}

std::optional<AnswerCode> re_excision(std::span<const Surgery> surgeries, const Surgery* first) {
  if (!first) return std::nullopt;
  if (first->kind == SurgeryKind::re_excision) return AnswerCode::yes;
  AnswerCode answer = AnswerCode::not_recorded;
  for (const Surgery& one : surgeries) {
    if (&one == first || !of_primary(one)) continue;
    const bool kind_known = one.kind && one.kind != SurgeryKind::unknown;
    if (kind_known && one.kind != SurgeryKind::re_excision) continue;
    if (one.status == ActStatus::done && kind_known) return AnswerCode::yes;
    // Done again, but nobody wrote whether it was for margins.
    answer = weaker_answer(answer, one.status == ActStatus::done ? ActStatus::unknown : one.status);
  }
  return answer;
}

// Yes when one surgery of the primary says yes; else the least certain of what they say.
std::optional<AnswerCode> rupture(std::span<const Surgery> surgeries) {
  std::optional<AnswerCode> answer;
  for (const Surgery& one : surgeries) {
    if (one.status != ActStatus::done || !of_primary(one)) continue;
    const auto said = answer_of(one.rupture);
    if (said == AnswerCode::yes) return said;
    if (said && (!answer || *said > *answer)) answer = said;
  }
  return answer;
}

std::optional<AnswerCode> opposite(std::optional<AnswerCode> answer) {
  if (answer == AnswerCode::yes) return AnswerCode::no;
  if (answer == AnswerCode::no) return AnswerCode::yes;
  return answer;
}

std::vector<Variable> first_surgery_variables() {
  return {
      {"operated",
       Type::answer,
       "",
       {"Opéré de la tumeur primitive", "Operated on the primary tumour"},
       {"Oui : au moins une chirurgie faite de la tumeur primitive (exérèse, reprise, réduction, ou nature "
        "non connue). "
        "Sinon ce que disent les lignes de chirurgie ; aucun acte enregistré quand il n'y en a pas.",
        "Yes: at least one surgery of the primary tumour was done (resection, re-excision, debulking, or its "
        "kind is not "
        "known). Else what the rows of surgery say; no act recorded when there is none."},
       "convention of this program",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c,
                      [&](std::size_t row) { return std::optional(operated(s.pathway.surgeries[row])); });
       }},
      {"first_surgery_days",
       Type::number,
       "days",
       {"Du diagnostic à la première chirurgie", "From diagnosis to first surgery"},
       {"Jours du diagnostic à la première chirurgie ; négatif quand le diagnostic est fait sur la pièce. Un "
        "intervalle "
        "quand une date est partielle.",
        "Days from diagnosis to first surgery; negative when the diagnosis is made on the specimen. A range "
        "when a date is "
        "partial."},
       "convention of this program",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_days(s, c, [&](std::size_t row) -> std::optional<registry::DayRange> {
           const Surgery* first = s.pathway.first_surgery[row];
           if (!first) return std::nullopt;
           return registry::days_since_origin(first->when, s.tumour(row).diagnosis);
         });
       }},
      {"first_surgery_margin",
       Type::category,
       "",
       {"Marge à la première chirurgie", "Margin at first surgery"},
       with_note({"Résidu tumoral de la première chirurgie.", "Residual tumour of the first surgery."}),
       "ESMO 2018",
       [](const ReferenceData&) { return levels_of(margin_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, margin_words, [&](std::size_t row) {
           const Surgery* first = s.pathway.first_surgery[row];
           return first ? first->margin : std::optional<Margin>{};
         });
       }},
      {"final_margin",
       Type::category,
       "",
       {"Marge finale", "Final margin"},
       with_note({"Résidu tumoral de la dernière chirurgie de la tumeur primitive (reprise comprise).",
                  "Residual tumour of the last surgery of the primary tumour (re-excision included)."}),
       "ESMO 2018",
       [](const ReferenceData&) { return levels_of(margin_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, margin_words, [&](std::size_t row) {
           const Surgery* last = last_surgery_of(s.pathway.surgeries[row], s.tumour(row).diagnosis);
           return last ? last->margin : std::optional<Margin>{};
         });
       }},
  };
}

std::vector<Variable> later_surgery_variables() {
  return {
      {"re_excision",
       Type::answer,
       "",
       {"Reprise chirurgicale", "Re-excision"},
       with_note({"Oui : une reprise de la tumeur primitive a été faite. Inconnu quand une autre chirurgie "
                  "de la tumeur "
                  "primitive a été faite sans que sa nature soit connue.",
                  "Yes: a re-excision of the primary tumour was done. Unknown when another surgery of the "
                  "primary was done "
                  "whose kind is not known."}),
       "Blay 2017; Gouin 2024",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return re_excision(s.pathway.surgeries[row], s.pathway.first_surgery[row]);
         });
       }},
      {"unplanned_excision",
       Type::answer,
       "",
       {"Exérèse non planifiée", "Unplanned excision"},
       with_note({"Oui : la première chirurgie est enregistrée comme non planifiée (sans que le diagnostic "
                  "ait été évoqué).",
                  "Yes: the first surgery is recorded as not planned (the diagnosis was not thought of)."}),
       "Gouin 2024; Decanter 2019",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) -> std::optional<AnswerCode> {
           const Surgery* first = s.pathway.first_surgery[row];
           return first ? opposite(answer_of(first->planned)) : std::nullopt;
         });
       }},
      {"rupture",
       Type::answer,
       "",
       {"Rupture ou effraction tumorale", "Tumour rupture or spillage"},
       with_note(
           {"Oui : une chirurgie de la tumeur primitive l'a ouverte. Sinon la moins certaine des réponses.",
            "Yes: a surgery of the primary tumour opened it. Else the least certain of the answers."}),
       "BlueBerry",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) { return rupture(s.pathway.surgeries[row]); });
       }},
      {"amputation",
       Type::answer,
       "",
       {"Amputation", "Amputation"},
       {"Oui : au moins une amputation faite, quelle qu'en soit la cause.",
        "Yes: at least one amputation was done, whatever its cause."},
       "convention of this program",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return std::optional(was_done(s.pathway.amputations[row], [](const auto&) { return true; }));
         });
       }},
  };
}

}  // namespace

std::vector<Variable> surgery_variables() {
  std::vector<Variable> all = first_surgery_variables();
  for (Variable& one : later_surgery_variables()) all.push_back(std::move(one));
  return all;
}

}  // namespace repere::study
