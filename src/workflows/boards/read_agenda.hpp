#pragma once
#include <memory>

#include "workflows/boards/board_means.hpp"

namespace repere::workflows {

/// An agenda: every case with what is written about it and what is missing.
struct AgendaLine {
  board::Presentation presentation;
  board::Entries entries;
  bool ready = false;
  std::vector<std::string> missing;  ///< codes of required needs not done
  std::vector<std::string> overdue;  ///< codes of needs whose day is over, required or not
  std::string presenter;             ///< the name; empty: to be named
  std::shared_ptr<const CaseFile> file;  ///< the registry's rows; never null
  std::string histotype;             ///< code; of the tumour
  std::string site;
};
struct Agenda {
  board::Board board;
  board::Meeting meeting;
  std::vector<AgendaLine> lines;
};
/// What is read of each case: what its line says, or the pathway too, which leaves a line in the trail of each patient.
enum class AgendaDepth { lines, pathways };
/// By a number of statements that does not grow with the cases. Lines whose case the caller may not see are left out.
Result<Agenda> read_agenda(const BoardMeans& means, const Asking& asking, board::MeetingId id,
                           AgendaDepth depth = AgendaDepth::lines);

}  // namespace repere::workflows
