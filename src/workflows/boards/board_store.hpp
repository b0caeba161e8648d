#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/board/presentation.hpp"
#include "domain/board/follow_up.hpp"
#include "domain/access/permit.hpp"

// Boards, meetings and presentations as they are kept. What is written about a patient is sealed under the patient's own
// key; nothing that was written is ever overwritten.
namespace repere::workflows {

struct MeetingFilter {
  board::BoardId board;               ///< 0: every one
  std::string centre;                 ///< that holds it or sits in it; empty: every one
  std::optional<Instant> from, until; ///< of the start, until excluded
  bool cancelled_too = false;
  int most = 200;
};

/// A meeting with what a list shows of it.
struct MeetingLine {
  board::Meeting meeting;
  board::Board board;
  int cases = 0;  ///< on the agenda: those carried over and withdrawn not counted
};

/// A text of the file that one field held, oldest first.
using EntryHistory = std::vector<board::Entry>;

/// How a decision compares with what was done, in somebody's words. The newest counts.
struct Judgement {
  board::PresentationId presentation;
  board::Followed followed = board::Followed::not_yet;
  Confidential<std::string> reason;
  access::AccountId account;
  Instant at{};
};

struct PresentationFilter {
  board::MeetingId meeting;
  PatientId patient;
  access::ReferralId referral;
  std::string centre;                       ///< of the board; empty: every one
  std::string concerns;                     ///< a centre that holds the board or presents the case; empty: every one
  std::optional<Instant> from, until;       ///< of the meeting's start
};

/// As the audit trail names them.
inline std::string object_of(board::MeetingId id) { return "meeting " + std::to_string(id.value); }
inline std::string object_of(board::PresentationId id) { return "presentation " + std::to_string(id.value); }
inline std::string object_of(board::BoardId id) { return "board " + std::to_string(id.value); }

/// Whose permit each asks for stands beside it. Reading boards and meetings says nothing of a patient and asks for none.
class BoardStore {
 public:
  virtual ~BoardStore() = default;

  virtual Result<std::vector<board::Board>> boards() = 0;
  /// Errors of each find: not_found
  virtual Result<board::Board> find(board::BoardId id) = 0;
  /// manage_board. Adds it when its id is 0. Errors: conflict on another version
  virtual Result<board::BoardId> put(const access::Permit& permit, const board::Board& board) = 0;
  virtual Result<std::vector<board::Member>> members(board::BoardId id) = 0;
  /// manage_board. The whole list.
  virtual Result<void> set_members(const access::Permit& permit, board::BoardId id,
                                   const std::vector<board::Member>& members, Instant at) = 0;
  /// The boards of which an account is a member.
  virtual Result<std::vector<board::BoardId>> boards_of(access::AccountId account) = 0;
  /// A feed's secret: hash → account. manage_board is not asked: it is one's own.
  virtual Result<void> set_feed(access::AccountId account, const std::string& token_hash, Instant at) = 0;
  virtual Result<std::optional<access::AccountId>> feed_of(const std::string& token_hash) = 0;

  virtual Result<board::Meeting> find(board::MeetingId id) = 0;
  virtual Result<std::vector<MeetingLine>> meetings(const MeetingFilter& filter) = 0;
  /// manage_board, or record_decision to open and end it. Adds it when its id is 0. Errors: conflict on another version;
  /// conflict when the board has a meeting at this moment
  virtual Result<board::MeetingId> put(const access::Permit& permit, const board::Meeting& meeting) = 0;

  /// record_decision.
  virtual Result<void> join(const access::Permit& permit, board::MeetingId id, const board::Stay& stay) = 0;
  virtual Result<void> leave(const access::Permit& permit, board::MeetingId id, std::int64_t number, Instant at) = 0;
  virtual Result<std::vector<board::Stay>> stays(board::MeetingId id) = 0;
  /// Those who are in another open meeting now: "two meetings at once for one member".
  virtual Result<std::optional<board::MeetingId>> elsewhere(access::AccountId account, board::MeetingId but,
                                                            Instant at) = 0;

  virtual Result<board::Presentation> find(board::PresentationId id) = 0;
  /// By meeting and place on the agenda.
  virtual Result<std::vector<board::Presentation>> presentations(const PresentationFilter& filter) = 0;
  /// prepare_board, record_decision or sign_decision. Adds it (at the end of the agenda when position is 0) when its id
  /// is 0; needs are written with it. Errors: conflict on another version; conflict when the case is on this meeting's
  /// agenda already
  virtual Result<board::PresentationId> put(const access::Permit& permit, const board::Presentation& presentation) = 0;
  /// prepare_board. The agenda in this order; raises no version of a presentation.
  virtual Result<void> set_order(const access::Permit& permit, board::MeetingId id,
                                 const std::vector<board::PresentationId>& order) = 0;

  /// prepare_board or record_decision. Writes a field's next version. Errors: conflict when the field has another
  /// version than `entry.version` (the one it was written from) or the presentation is signed
  virtual Result<std::int64_t> write(const access::Permit& permit, board::PresentationId id, const board::Entry& entry) = 0;
  /// read_case, prepare_board, record_decision or sign_decision. What fields hold now; empty when the person was erased.
  virtual Result<board::Entries> entries(const access::Permit& permit, board::PresentationId id) = 0;
  /// The entries of all presentations of a meeting, in the order of presentations(): one query each for an agenda.
  virtual Result<std::vector<board::Entries>> entries_of_meeting(const access::Permit& permit, board::MeetingId id) = 0;
  /// What one field holds now in each of these presentations; those where it is empty are left out. One query.
  virtual Result<std::map<board::PresentationId, Confidential<std::string>>> texts_of(const access::Permit& permit, const PresentationFilter& filter,
                                                                                      const std::string& field) = 0;
  /// When the referral of each of these presentations was received; those without one are left out. Asks for no permit: it says
  /// nothing of a patient.
  virtual Result<std::map<board::PresentationId, Instant>> referred(const PresentationFilter& filter) = 0;
  virtual Result<EntryHistory> history(const access::Permit& permit, board::PresentationId id, const std::string& field) = 0;

  /// prepare_board or record_decision. Adds it when its id is 0.
  virtual Result<board::ActionId> put(const access::Permit& permit, const board::Action& action) = 0;
  virtual Result<std::vector<board::Action>> actions(const access::Permit& permit, board::PresentationId id) = 0;
  virtual Result<board::Action> find(const access::Permit& permit, board::ActionId id) = 0;
  /// Of the centre's boards, or of an account's own; those not done first by due day.
  virtual Result<std::vector<board::Action>> open_actions(const access::Permit& permit, const std::string& centre,
                                                          access::AccountId owner) = 0;

  /// sign_decision. Errors: conflict when it is signed already
  virtual Result<void> sign(const access::Permit& permit, const board::Signature& signature) = 0;
  /// As entries; read_referral too, for whoever sent the patient: `report_for_sender` decides which.
  virtual Result<std::optional<board::Signature>> signature(const access::Permit& permit, board::PresentationId id) = 0;
  /// Without its content: for counts and lists.
  virtual Result<std::vector<board::Signature>> signatures(const PresentationFilter& filter) = 0;
  virtual Result<void> add(const access::Permit& permit, board::PresentationId id, const board::Addendum& addendum) = 0;
  virtual Result<std::vector<board::Addendum>> addenda(const access::Permit& permit, board::PresentationId id) = 0;

  /// edit_case, prepare_board or record_decision.
  virtual Result<void> judge(const access::Permit& permit, const Judgement& judgement) = 0;
  virtual Result<std::optional<Judgement>> judgement(const access::Permit& permit, board::PresentationId id) = 0;
};

}  // namespace repere::workflows
