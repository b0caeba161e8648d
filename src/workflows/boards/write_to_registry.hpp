#pragma once
#include "workflows/boards/board_file.hpp"

namespace repere::workflows {

/// The presentation and a decision for each modality become acts of the registry, dated with the meeting: nothing is typed
/// again, and the indicators move. Advice without quorum is none.
/// Errors: forbidden when the caller may not edit the case; unavailable
Result<void> write_to_registry(Work& work, const BoardMeans& means, const Asking& asking, const BoardFile& file);

}  // namespace repere::workflows
