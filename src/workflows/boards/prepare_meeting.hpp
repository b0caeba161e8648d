#pragma once
#include "domain/board/board_rules.hpp"
#include "domain/reference_data.hpp"
#include "workflows/boards/board_store.hpp"
#include "workflows/cases/asking.hpp"

// From a case to an agenda: placing, completing, ordering, carrying over.
namespace repere::workflows {

/// What boards need beside the means of every workflow.
struct BoardMeans {
  const Means& means;
  const ReferenceData& reference;
  const board::BoardRules& rules;
};

struct Placing {
  board::MeetingId meeting;
  PatientId patient;
  TumourId tumour;  ///< 0: the patient's only one
  access::ReferralId referral;
  board::Passage passage = board::Passage::discussion;
  std::string rule;  ///< of registered only
  Confidential<std::string> question;
  std::string reason;      ///< a choice of the field "reason"
  bool consent = false;    ///< the patient was told and agrees that the board's centres see the file
  std::string late_reason; ///< after the agenda closed: why it cannot wait
};
/// Places a case; the board's centres may see it from then on. What the registry holds answers the checklist.
/// Errors: incorrect without a question, a reason or (when the board is of another centre) consent, for a board that
///   may not take the case (child, bone: said with a board that may), for registered only without its rule; conflict when
///   the agenda is closed (a coordinator gives `late_reason`), full (the next meeting is named), the case is on it
///   already, the meeting is over or cancelled
Result<board::PresentationId> place_on_agenda(const BoardMeans& means, const Asking& asking, const Placing& placing);

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
/// The same within a transaction; the caller records the reading. Errors: as access::authorise for read_case
Result<BoardFile> board_file_in(Work& work, const BoardMeans& means, const Asking& asking, board::PresentationId id);
Result<BoardFile> read_board_file(const BoardMeans& means, const Asking& asking, board::PresentationId id);

/// Writes one field. Errors: incorrect with what the field takes; conflict when somebody wrote it meanwhile (`now` in
///   written_by_others) or it is signed
Result<std::int64_t> write_entry(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                 const board::Entry& entry);
Result<EntryHistory> entry_history(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                   const std::string& field);

/// One line of the checklist: done, waived (with a note), its owner, its day.
Result<void> set_need(const BoardMeans& means, const Asking& asking, board::PresentationId id, std::int64_t version,
                      const board::Need& need);
Result<void> set_order(const BoardMeans& means, const Asking& asking, board::MeetingId id,
                       const std::vector<board::PresentationId>& order);
/// Minutes and presenter.
Result<void> set_place(const BoardMeans& means, const Asking& asking, board::PresentationId id, std::int64_t version,
                       int minutes, access::AccountId presenter);
/// To a later meeting, of this board or another one (then as place_on_agenda: consent, suitability). What was written goes
/// along. Returns the new presentation.
Result<board::PresentationId> carry_over(const BoardMeans& means, const Asking& asking, board::PresentationId id,
                                         std::int64_t version, board::MeetingId to, const std::string& reason,
                                         bool consent);
/// Errors: incorrect without a reason
Result<void> withdraw(const BoardMeans& means, const Asking& asking, board::PresentationId id, std::int64_t version,
                      const std::string& reason);

}  // namespace repere::workflows
