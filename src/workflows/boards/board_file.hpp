#pragma once
#include "workflows/boards/board_means.hpp"

namespace repere::workflows {

/// One case's file for the board.
struct BoardFile {
  board::Board board;
  board::Meeting meeting;
  board::Presentation presentation;
  board::Entries entries;
  CaseFile file;                                ///< the registry's rows
  std::vector<board::Action> actions;
  std::optional<board::Signature> signature;
  std::vector<board::Addendum> addenda;
  std::vector<board::Presentation> others;      ///< earlier and later presentations of the same case
  std::vector<board::Stay> stays;
  board::Quorum quorum;                         ///< now, or at the end of the discussion
};
/// All of it, or what people write about the case alone: without the registry's rows and the case's other presentations.
enum class FileDepth { whole, texts };
Result<BoardFile> read_board_file(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                  FileDepth depth = FileDepth::whole);
/// The same within a transaction; the caller records the reading. Errors: as access::authorise for read_case
Result<BoardFile> board_file_in(Work& work, const BoardMeans& means, const Asking& asking, board::PresentationId id);

}  // namespace repere::workflows
