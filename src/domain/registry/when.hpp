#pragma once
#include <cstdint>
#include <optional>

#include "base/date.hpp"

namespace repere::registry {

/// When an act happened: a partial date, whole days since its tumour's origin (the diagnosis), or not recorded.
/// A duration between two acts that are both counted in days is exact, whatever is known of the origin.
class When {
 public:
  enum class Kind : std::uint8_t { not_recorded, date, day };

  constexpr When() = default;
  static constexpr When on(PartialDate date) {
    When when;
    when.kind_ = Kind::date;
    when.date_ = date;
    return when;
  }
  static constexpr When after_origin(std::int32_t days) {
    When when;
    when.kind_ = Kind::day;
    when.day_ = days;
    return when;
  }

  constexpr Kind kind() const { return kind_; }
  constexpr bool recorded() const { return kind_ != Kind::not_recorded; }
  constexpr PartialDate date() const { return date_; }  ///< only when kind() is date
  constexpr std::int32_t day() const { return day_; }   ///< only when kind() is day
  constexpr bool operator==(const When&) const = default;

 private:
  PartialDate date_;
  std::int32_t day_ = 0;
  Kind kind_ = Kind::not_recorded;
};

/// The days after the origin that an act can have happened on, both ends included.
struct DayRange {
  std::int32_t first = 0;
  std::int32_t last = 0;
  constexpr bool exact() const { return first == last; }
  constexpr std::int32_t middle() const { return first + (last - first) / 2; }
  constexpr bool operator==(const DayRange&) const = default;
};

/// Places `when` on the line of days that starts at `origin`.
/// Units:  days since the origin; negative before it
/// Result: nothing when `when` is not recorded, or is a date and there is no origin
inline std::optional<DayRange> days_since_origin(const When& when, const std::optional<PartialDate>& origin) {
  if (when.kind() == When::Kind::day) return DayRange{when.day(), when.day()};
  if (when.kind() != When::Kind::date || !origin) return std::nullopt;
  return DayRange{days_between(origin->last(), when.date().first()), days_between(origin->first(), when.date().last())};
}

/// What is known of the order of two acts.
enum class Order : std::uint8_t { before, same_day, after, not_known };

/// Whether `a` came before `b`: two dates are compared as dates, two day counts as day counts, one of each through the
/// origin. Partial dates that can overlap are not_known.
Order order_of(const When& a, const When& b, const std::optional<PartialDate>& origin);

/// Days from `a` to `b`; the ends of the range are equal when the duration is exact.
std::optional<DayRange> days_from_to(const When& a, const When& b, const std::optional<PartialDate>& origin);

}  // namespace repere::registry
