#pragma once
#include "workflows/boards/board_means.hpp"

namespace repere::workflows {

/// A board of the demonstration with a meeting that can be opened now, cases of the centre on its agenda, and a next meeting, so
/// that there is something to see. Nothing is done when there are boards already.
/// Shape: demonstration accounts exist (make_demonstration_links)
Result<void> make_demonstration_board(const BoardMeans& means, const std::string& centre);

}  // namespace repere::workflows
