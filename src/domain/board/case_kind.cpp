#include "domain/board/case_kind.hpp"

#include <algorithm>

namespace repere::board {

using registry::Answer;
using registry::Registry;

namespace {

constexpr double adult_age = 18;  // Source: the age of majority

// Acts of one tumour that were done.
template <class Row>
std::vector<const Row*> done_of_tumour(const std::vector<Row>& rows, std::uint32_t tumour) {
  std::vector<const Row*> done;
  for (const Row& row : rows)
    if (row.tumour == tumour && row.status == registry::ActStatus::done) done.push_back(&row);
  return done;
}

std::optional<bool> is_child(const registry::Patient& patient, const registry::Tumour& tumour, Day on) {
  if (const auto& birth = patient.birth.reveal()) {
    const auto years = days_between(birth->first(), on) / 365.25;
    return years < adult_age;
  }
  if (!tumour.age_at_diagnosis) return std::nullopt;
  const double since = tumour.diagnosis ? days_between(tumour.diagnosis->middle(), on) / 365.25 : 0;
  return *tumour.age_at_diagnosis + std::max(since, 0.0) < adult_age;
}

// An excision that was not planned, without a biopsy known to come before it.
bool operated_without_diagnosis(const Registry& rows, std::uint32_t tumour) {
  const auto surgeries = done_of_tumour(rows.surgeries, tumour);
  const auto biopsies = done_of_tumour(rows.biopsies, tumour);
  return std::any_of(surgeries.begin(), surgeries.end(), [&](const registry::Surgery* surgery) {
    if (surgery->planned != Answer::no) return false;
    return std::none_of(biopsies.begin(), biopsies.end(), [&](const registry::Biopsy* biopsy) {
      return registry::order_of(biopsy->when, surgery->when, rows.tumours[tumour].diagnosis) == registry::Order::before;
    });
  });
}

}  // namespace

CaseKind case_kind_of(const Registry& rows, std::uint32_t tumour, const Sites& sites, Day on) {
  CaseKind kind;
  const registry::Tumour& one = rows.tumours.at(tumour);
  kind.child = is_child(rows.patients.at(one.patient), one, on);
  if (one.compartment)
    kind.bone = *one.compartment == Compartment::bone;
  else if (one.site)
    kind.bone = sites[one.site].compartment == Compartment::bone;
  kind.operated_without_diagnosis = operated_without_diagnosis(rows, tumour);
  kind.has_imaging = !done_of_tumour(rows.imaging, tumour).empty();
  kind.has_biopsy = !done_of_tumour(rows.biopsies, tumour).empty();
  const auto readings = done_of_tumour(rows.pathology, tumour);
  kind.has_pathology = !readings.empty();
  kind.has_second_reading = std::any_of(readings.begin(), readings.end(), [](const auto* reading) {
    return reading->reading && *reading->reading != registry::Reading::first;
  });
  return kind;
}

std::optional<Unsuited> unsuited(const Board& board, const CaseKind& kind) {
  if (board.closed) return Unsuited{"elle ne siège plus", "it sits no more"};
  if (kind.child.value_or(false) && !board.takes_children)
    return Unsuited{"elle ne prend pas d’enfants", "it takes no children"};
  if (!kind.child.value_or(true) && board.sort == Sort::paediatric)
    return Unsuited{"elle ne prend que des enfants", "it takes children only"};
  if (kind.bone && !board.takes_bone) return Unsuited{"elle ne prend pas de tumeurs osseuses", "it takes no bone tumours"};
  if (!kind.bone && board.sort == Sort::bone)
    return Unsuited{"elle ne prend que des tumeurs osseuses", "it takes bone tumours only"};
  return std::nullopt;
}

}  // namespace repere::board
