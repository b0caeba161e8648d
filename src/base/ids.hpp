#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace repere {

/// A number that names one thing of one sort; two sorts cannot be mixed up. 0 names nothing yet.
template <class Tag>
struct Id {
  std::int64_t value = 0;
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

using PatientId = Id<struct PatientTag>;
using TumourId = Id<struct TumourTag>;
using RevisionId = Id<struct RevisionTag>;

/// The row number of an entry in a list that was loaded at start (a histotype, a site, a centre).
/// Shape: 0 <= value < number of entries; 0xFFFF is no entry
template <class Tag>
struct Index {
  static constexpr std::uint16_t none = 0xFFFF;
  std::uint16_t value = none;
  constexpr explicit operator bool() const { return value != none; }
  constexpr auto operator<=>(const Index&) const = default;
};

}  // namespace repere
