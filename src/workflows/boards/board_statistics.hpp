#pragma once
#include "study/board_activity.hpp"
#include "workflows/boards/board_means.hpp"

namespace repere::workflows {

/// What a centre's boards did in a period.
struct Statistics {
  std::string centre;
  Day from{}, until{};
  study::Activity activity;
  std::vector<study::Milestones> milestones;  ///< of each signed case; who objects to the registry is not among them
};
/// read_indicators of the centre.
Result<Statistics> board_statistics(const BoardMeans& means, const Asking& asking, const std::string& centre, Day from,
                                    Day until);
/// The same of each centre that holds a board and whose indicators the caller may read, by code.
Result<std::vector<Statistics>> statistics_of_centres(const BoardMeans& means, const Asking& asking, Day from, Day until);

}  // namespace repere::workflows
