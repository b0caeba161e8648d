#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "study/cohort.hpp"
#include "study/definition.hpp"

namespace repere::study {

/// Why a case has no time to an event. The numbers index EndpointTimes::left_out.
enum class LeftOut : std::uint8_t {
  none = 0,
  no_origin,           ///< no first surgery
  no_news,             ///< neither the event nor news that can be placed after the origin
  event_without_date,  ///< the event took place, nobody knows when
  partial_date,        ///< a date is partial and such cases are left out
  negative,            ///< the event or the last news surely precede the origin
};
inline constexpr std::size_t left_out_kinds = 6;

/// What was observed of each case.
/// Shape: days, event, why have one entry a case; days and event count only where why is none
/// Units: whole days since the endpoint's origin
struct EndpointTimes {
  std::vector<std::int32_t> days;
  std::vector<std::uint8_t> event;
  std::vector<LeftOut> why;
  std::vector<std::uint8_t> inexact;  ///< 1: the time rests on a partial date
};

/// The times of an endpoint. Between two day counts a duration is exact, whatever is known of the origin.
/// Ties: the earliest of the endpoint's events counts; without one, censored at death, else at the last news
EndpointTimes endpoint_times(const Cohort& cohort, const EndpointDefinition& endpoint);

/// A duration between two acts, partial dates taken as `rule` says.
/// Result: `why` is none, event_without_date (one is not dated), partial_date or negative. Where a rule makes
/// a
///   duration negative that need not be, it is the middle of those that the dates allow.
struct Duration {
  std::int32_t days = 0;
  LeftOut why = LeftOut::none;
  bool inexact = false;
};
Duration duration_between(const registry::When& from, const registry::When& to,
                          const std::optional<PartialDate>& origin, PartialDates rule);

/// The definition in words: origin, events, censoring, partial dates, and whose convention it is.
Text words_of(const EndpointDefinition& endpoint);

/// "12 cases without first surgery".
Text words_of(LeftOut why, std::size_t count);

}  // namespace repere::study
