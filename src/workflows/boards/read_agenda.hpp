#pragma once
#include "workflows/boards/board_means.hpp"

namespace repere::workflows {

/// An agenda: every case with what is written about it and what is missing.
struct AgendaLine {
  board::Presentation presentation;
  board::Entries entries;
  bool ready = false;
  std::vector<std::string> missing;  ///< codes of required needs not done
  std::string histotype;             ///< code; of the tumour
  std::string site;
};
struct Agenda {
  board::Board board;
  board::Meeting meeting;
  std::vector<AgendaLine> lines;
};
/// Lines whose case the caller may not see are left out.
Result<Agenda> read_agenda(const BoardMeans& means, const Asking& asking, board::MeetingId id);

}  // namespace repere::workflows
