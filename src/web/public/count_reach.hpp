#pragma once
#include <functional>
#include <optional>

#include "domain/reach/reach.hpp"

namespace repere::web {

/// Hears that something happened on a public page, and from which row of the departments when a place was given. It returns at
/// once. Empty where nobody counts.
using CountReach = std::function<void(reach::Counted, std::optional<std::size_t> department)>;

inline void tell(const CountReach& count, reach::Counted what, std::optional<std::size_t> department = std::nullopt) {
  if (count) count(what, department);
}

}  // namespace repere::web
