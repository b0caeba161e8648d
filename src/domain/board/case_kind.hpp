#pragma once
#include <optional>
#include <string>

#include "domain/board/meeting.hpp"
#include "domain/registry/records.hpp"

namespace repere::board {

/// What a case is, as far as rules look at it.
struct CaseKind {
  std::optional<bool> child;  ///< not known: nothing
  bool bone = false;
  bool operated_without_diagnosis = false;  ///< an excision that was not planned, without biopsy before
  bool has_imaging = false, has_pathology = false, has_second_reading = false, has_biopsy = false;
};
/// Shape: acts of one tumour (`tumour` is its row); `on` is the day of the meeting
CaseKind case_kind_of(const registry::Registry& rows, std::uint32_t tumour, const Sites& sites, Day on);

/// Why a board may not take a case; empty when it may. Words for people: French, English.
struct Unsuited {
  std::string fr, en;
};
std::optional<Unsuited> unsuited(const Board& board, const CaseKind& kind);

}  // namespace repere::board
