#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::PathologyReading;
using registry::Reading;
using registry::When;

bool by_expert(const PathologyReading& reading) {
  return reading.reading == Reading::second || reading.reading == Reading::third;
}

// The earliest expert reading that was done; the first in the record where dates leave it open.
const PathologyReading* first_expert_reading(std::span<const PathologyReading> readings,
                                             const std::optional<PartialDate>& origin) {
  const PathologyReading* first = nullptr;
  for (const PathologyReading& one : readings) {
    if (one.status != ActStatus::done || !by_expert(one)) continue;
    if (!first || (!first->when.recorded() && one.when.recorded()) ||
        registry::order_of(one.when, first->when, origin) == registry::Order::before)
      first = &one;
  }
  return first;
}

// When the tissue was taken: what the expert reading says, else what another reading of the tumour says.
When sampled(std::span<const PathologyReading> readings, const PathologyReading& expert) {
  if (expert.sampled.recorded()) return expert.sampled;
  for (const PathologyReading& one : readings)
    if (one.sampled.recorded()) return one.sampled;
  return {};
}

std::optional<registry::DayRange> reading_delay(const CohortSource& s, std::size_t row) {
  const auto& origin = s.tumour(row).diagnosis;
  const auto readings = s.pathway.pathology[row];
  const PathologyReading* expert = first_expert_reading(readings, origin);
  if (!expert) return std::nullopt;
  return delay_between(sampled(readings, *expert), expert->when, origin);
}

AnswerCode reading_within_30_days(const CohortSource& s, std::size_t row) {
  const AnswerCode read = was_done(s.pathway.pathology[row], by_expert);
  if (read != AnswerCode::yes) return read;
  const auto delay = reading_delay(s, row);
  if (!delay) return AnswerCode::unknown;
  if (delay->last < 30) return AnswerCode::yes;
  return delay->first >= 30 ? AnswerCode::no : AnswerCode::unknown;
}

AnswerCode board_in_time(const CohortSource& s, std::size_t row) {
  const auto sarcoma = [](const registry::BoardPresentation& one) {
    return one.board != registry::BoardType::local;
  };
  const auto* first = s.pathway.first_surgery[row];
  return first ? was_done_before(s.pathway.boards[row], first->when, s.tumour(row).diagnosis, sarcoma)
               : was_done(s.pathway.boards[row], sarcoma);
}

std::optional<registry::Concordance> concordance(std::span<const PathologyReading> readings) {
  std::optional<registry::Concordance> found;
  for (const PathologyReading& one : readings) {
    if (one.status != ActStatus::done || !by_expert(one) || !one.concordance) continue;
    if (!found || one.reading == Reading::third) found = one.concordance;
  }
  return found;
}

}  // namespace

std::vector<Variable> pathology_variables() {
  return {
      {"second_reading",
       Type::answer,
       "",
       {"Relecture experte", "Expert second reading"},
       {"Oui : une deuxième ou troisième lecture par un expert du réseau a été faite.",
        "Yes: a second or third reading by an expert of the network was done."},
       "Coindre, USCAP 2012",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return std::optional(was_done(s.pathway.pathology[row], by_expert));
         });
       }},
      {"second_reading_delay_days",
       Type::number,
       "days",
       {"Délai de relecture", "Delay of the second reading"},
       {"Jours du prélèvement à la première lecture experte. Un intervalle quand une date est partielle ; "
        "non renseigné "
        "sans relecture, sans date, ou quand la relecture précède sûrement le prélèvement.",
        "Days from sampling to the first expert reading. A range when a date is partial; missing without a "
        "second "
        "reading, without a date, or when the reading surely precedes the sampling."},
       "IGéAS, BMC Cancer 2021; DEEPSARC",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_days(s, c, [&](std::size_t row) { return reading_delay(s, row); });
       }},
      {"early_access",
       Type::answer,
       "",
       {"Accès précoce à l'expertise", "Early access to expertise"},
       {"Relecture experte moins de 30 jours après le prélèvement, et RCP sarcome avant la première "
        "chirurgie (à tout "
        "moment sans chirurgie : notre convention).",
        "Expert reading less than 30 days after sampling, and sarcoma board before first surgery (at any "
        "time without "
        "surgery: our convention)."},
       "IGéAS, BMC Cancer 2021 s12885-021-08393-4",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return std::optional(all_of(reading_within_30_days(s, row), board_in_time(s, row)));
         });
       }},
      {"concordance",
       Type::category,
       "",
       {"Concordance de la relecture", "Concordance of the second reading"},
       {"Telle que la source l'écrit pour la relecture ; la troisième lecture prime.",
        "As the source states it of the second reading; a third reading prevails."},
       "Ray-Coquard 2012",
       [](const ReferenceData&) { return levels_of(registry::words_for<registry::Concordance>); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, registry::words_for<registry::Concordance>,
                    [&](std::size_t row) { return concordance(s.pathway.pathology[row]); });
       }},
  };
}

}  // namespace repere::study
