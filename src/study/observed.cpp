#include "study/observed.hpp"

namespace repere::study {

Endpoints::Endpoints(const Cohort& cohort, const StudyDefinition& study) {
  for (const EndpointDefinition& one : study.endpoints) all_.push_back({&one, endpoint_times(cohort, one)});
}

const Endpoints::One* Endpoints::find(std::string_view id) const {
  for (const One& one : all_)
    if (one.definition->id == id) return &one;
  return nullptr;
}

Observed observed(const EndpointTimes& times, const std::vector<std::uint32_t>& rows) {
  Observed found;
  found.rows.reserve(rows.size());
  found.days.reserve(rows.size());
  found.event.reserve(rows.size());
  for (const std::uint32_t row : rows) {
    if (times.why[row] != LeftOut::none) {
      ++found.left_out[static_cast<std::size_t>(times.why[row])];
      continue;
    }
    found.rows.push_back(row);
    found.days.push_back(times.days[row]);
    found.event.push_back(times.event[row]);
    found.inexact += times.inexact[row];
  }
  return found;
}

std::vector<Text> reasons_of(std::size_t open, const Observed& observed) {
  std::vector<Text> reasons;
  if (open > 0)
    reasons.push_back(
        {std::to_string(open) + " pour qui le filtre ne peut être répondu (valeur manquante)",
         std::to_string(open) + " for whom the filter cannot be answered (a value is missing)"});
  for (std::size_t why = 1; why < left_out_kinds; ++why)
    if (observed.left_out[why] > 0)
      reasons.push_back(words_of(static_cast<LeftOut>(why), observed.left_out[why]));
  return reasons;
}

}  // namespace repere::study
