#pragma once
#include <string>
#include <utility>
#include <vector>

#include "report/board/board_sheet.hpp"

// What a board has in hand before it sits: the agenda of a meeting, and one case's file.
namespace repere::report {

/// What both say at their head and foot, in the reader's language.
struct SheetHead {
  Language language = Language::fr;
  std::string title, subtitle;  ///< subtitle: board and day
  std::vector<std::pair<std::string, std::string>> facts;
  std::string printed;  ///< "imprimé le 25/11/2026 14:30", at the foot of every page
  Instant created{};
  bool synthetic = false;
};

/// A case on the agenda. Texts in the reader's language; `who` is a pseudonym unless the caller may name the patient.
struct AgendaRow {
  int place = 0;
  std::string time;  ///< "14:06"
  std::string minutes, who, tumour, question, presenter, passage, readiness;
};
struct AgendaSheet {
  SheetHead head;
  std::vector<AgendaRow> rows;
  std::vector<std::string> left;  ///< no longer on it, each with the reason
};
Document agenda_document(const AgendaSheet& sheet);

/// A line of the timeline or of the checklist.
struct FileMoment {
  std::string when, what, details;
};
struct FileNeed {
  std::string what, state, due;
};
struct FileSheet {
  SheetHead head;
  std::vector<SheetPart> before;  ///< question and state, before the timeline
  std::string tumour;
  std::vector<FileMoment> timeline;
  std::vector<SheetPart> after;   ///< imaging, pathology
  std::vector<FileNeed> checklist;
};
Document file_document(const FileSheet& sheet);

}  // namespace repere::report
