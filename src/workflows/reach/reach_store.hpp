#pragma once
#include "domain/access/permit.hpp"
#include "domain/reach/reach.hpp"

namespace repere::workflows {

/// The counts of the public pages: a number for each week, what was counted, and department. Thread-safe.
class ReachStore {
 public:
  virtual ~ReachStore() = default;
  /// Adds to what stands there already: all of it, or nothing.
  /// Errors: busy, unavailable
  virtual Result<void> add(const std::vector<reach::Count>& counts) = 0;
  /// Those from a week on, by week, what, and department.
  virtual Result<std::vector<reach::Count>> read(const access::Permit& permit, Day from) = 0;
};

}  // namespace repere::workflows
