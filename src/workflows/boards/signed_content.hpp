#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/board/presentation.hpp"

namespace repere::workflows {

/// What a signature froze ("board report 1", workflows/boards/report_content.hpp), read back.
struct SignedContent {
  using Fields = std::vector<std::pair<std::string, std::string>>;  ///< name of the field, text
  struct Person {
    std::string name, centre;  ///< centre: its code
    board::Specialty specialty = board::Specialty::other;
  };
  struct Task {
    std::string what, owner;
    std::string due;  ///< "2026-12-03"; may be empty
  };
  /// The tumour as the registry knew it; empty where it did not, and in reports that were signed before it was kept.
  struct Tumour {
    std::string histotype, site;  ///< codes
    std::string diagnosis;        ///< "2026-11", may be partial
    std::string size_mm, grade, metastatic;  ///< as the exchange format writes them
    std::string sex;
  };
  std::string as;  ///< a word of board::stage_words
  std::string signed_by, signed_at;
  std::string sort, board_centre, board_fr, board_en;
  std::string starts;  ///< of the meeting, UTC
  std::string day;     ///< of the meeting, on the board's clock
  std::string pseudonym, passage, rule;
  std::string asked_by;  ///< code of the centre that presented the case; may be empty
  std::optional<bool> complete;  ///< whether its file was; nothing when that was not kept
  bool quorum = false;
  Tumour tumour;
  Fields question, file, decision;
  std::vector<Person> present;
  std::vector<Task> actions;
};
/// Errors: fault when the content is not of this layout
Result<SignedContent> read_signed_content(std::string_view content);

}  // namespace repere::workflows
