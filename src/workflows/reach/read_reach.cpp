#include "workflows/reach/read_reach.hpp"

namespace repere::workflows {

Result<reach::Report> read_reach(const Means& means, ReachStore& store, const Asking& asking, int weeks) {
  const auto permit = authorise_for(means, asking, access::Act::manage_network, access::of_the_network());
  if (!permit) return tl::unexpected(permit.error());
  const Day today = std::chrono::floor<std::chrono::days>(means.clock.now());
  const auto counts = store.read(*permit, reach::week_of(today) - std::chrono::days(7 * (weeks - 1)));
  if (!counts) return tl::unexpected(counts.error());
  return reach::report_of(*counts, today, weeks);
}

}  // namespace repere::workflows
