#pragma once
#include <array>
#include <string>
#include <vector>

#include "study/endpoint.hpp"
#include "study/groups.hpp"
#include "study/population.hpp"

namespace repere::study {

/// The times of every endpoint of a study, computed once.
class Endpoints {
 public:
  Endpoints(const Cohort& cohort, const StudyDefinition& study);
  struct One {
    const EndpointDefinition* definition;
    EndpointTimes times;
  };
  /// Null when the study has no endpoint of this name.
  const One* find(std::string_view id) const;
  const std::vector<One>& all() const { return all_; }

 private:
  std::vector<One> all_;
};

/// The cases that an analysis can use, in its own order, and how many it left out for which reason.
struct Observed {
  std::vector<std::uint32_t> rows;  ///< of the cohort
  std::vector<std::int32_t> days;
  std::vector<std::uint8_t> event;
  std::array<std::size_t, left_out_kinds> left_out{};
  std::size_t inexact = 0;  ///< used, their time resting on a partial date
};

/// Shape: the rows of `rows` whose time is known
Observed observed(const EndpointTimes& times, const std::vector<std::uint32_t>& rows);

/// What was left out and why, in words: `open` cases because a filter cannot be answered, then what
/// `observed` counts.
std::vector<Text> reasons_of(std::size_t open, const Observed& observed);

}  // namespace repere::study
