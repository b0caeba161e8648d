#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/board/presentation.hpp"
#include "domain/registry/records.hpp"

// What became of a decision.
namespace repere::board {

/// What the registry says of one modality that was decided, without anybody's judgement.
struct Done {
  std::string modality;  ///< a name of modality_fields
  Followed followed = Followed::not_yet;
  std::string what_fr, what_en;  ///< "opéré le 2026-11-20 dans un autre centre que prévu"
  bool overdue = false;
};

/// Compares a signed decision with the acts after it: the modality done, where it was planned, in time.
/// Shape: acts of one tumour; `decided` the day of the meeting; `modalities` those proposed; `planned_centre` may be none
std::vector<Done> done_of(const registry::Registry& rows, std::uint32_t tumour, Day decided,
                          const std::vector<std::string>& modalities, CentreIndex planned_centre,
                          std::string_view urgency, Day today);
Followed followed_of(const std::vector<Done>& done);

}  // namespace repere::board
