#pragma once
#include <string_view>

#include "storage/boards/conditions.hpp"
#include "storage/people/case_rows.hpp"
#include "storage/people/person_keys.hpp"
#include "storage/people/query.hpp"
#include "workflows/boards/board_store.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// Boards, meetings and presentations in SQL: what is written about a patient sealed under the patient's own key.
/// Units: one transaction at a time writes (Connection::begin_write), so that the next number of a row is its own
class SqlBoards final : public workflows::BoardStore {
 public:
  SqlBoards(Statements& statements, workflows::Secrets& secrets, const workflows::Clock& clock)
      : statements_(statements), secrets_(secrets), clock_(clock), keys_(statements, secrets) {}

  Result<std::vector<board::Board>> boards() override;
  Result<board::Board> find(board::BoardId id) override;
  Result<board::BoardId> put(const access::Permit& permit, const board::Board& board) override;
  Result<std::vector<board::Member>> members(board::BoardId id) override;
  Result<void> set_members(const access::Permit& permit, board::BoardId id,
                           const std::vector<board::Member>& members, Instant at) override;
  Result<std::vector<board::BoardId>> boards_of(access::AccountId account) override;
  Result<void> set_feed(access::AccountId account, const std::string& token_hash, Instant at) override;
  Result<std::optional<access::AccountId>> feed_of(const std::string& token_hash) override;
  Result<board::Meeting> find(board::MeetingId id) override;
  Result<std::vector<workflows::MeetingLine>> meetings(const workflows::MeetingFilter& filter) override;
  Result<board::MeetingId> put(const access::Permit& permit, const board::Meeting& meeting) override;
  Result<void> join(const access::Permit& permit, board::MeetingId id, const board::Stay& stay) override;
  Result<void> leave(const access::Permit& permit, board::MeetingId id, std::int64_t number,
                     Instant at) override;
  Result<std::vector<board::Stay>> stays(board::MeetingId id) override;
  Result<std::optional<board::MeetingId>> elsewhere(access::AccountId account, board::MeetingId but,
                                                    Instant at) override;
  Result<board::Presentation> find(board::PresentationId id) override;
  Result<std::vector<board::Presentation>> presentations(
      const workflows::PresentationFilter& filter) override;
  Result<board::PresentationId> put(const access::Permit& permit,
                                    const board::Presentation& presentation) override;
  Result<void> set_order(const access::Permit& permit, board::MeetingId id,
                         const std::vector<board::PresentationId>& order) override;
  Result<std::int64_t> write(const access::Permit& permit, board::PresentationId id,
                             const board::Entry& entry) override;
  Result<board::Entries> entries(const access::Permit& permit, board::PresentationId id) override;
  Result<std::vector<board::Entries>> entries_of_meeting(const access::Permit& permit,
                                                         board::MeetingId id) override;
  Result<std::map<board::PresentationId, Confidential<std::string>>> texts_of(const access::Permit& permit, const workflows::PresentationFilter& filter,
                                                                              const std::string& field) override;
  Result<std::map<board::PresentationId, Instant>> referred(const workflows::PresentationFilter& filter) override;
  Result<workflows::EntryHistory> history(const access::Permit& permit, board::PresentationId id,
                                          const std::string& field) override;
  Result<board::ActionId> put(const access::Permit& permit, const board::Action& action) override;
  Result<std::vector<board::Action>> actions(const access::Permit& permit, board::PresentationId id) override;
  Result<board::Action> find(const access::Permit& permit, board::ActionId id) override;
  Result<std::vector<board::Action>> open_actions(const access::Permit& permit, const std::string& centre,
                                                  access::AccountId owner) override;
  Result<void> sign(const access::Permit& permit, const board::Signature& signature) override;
  Result<std::optional<board::Signature>> signature(const access::Permit& permit,
                                                    board::PresentationId id) override;
  Result<std::vector<board::Signature>> signatures(const workflows::PresentationFilter& filter) override;
  Result<void> add(const access::Permit& permit, board::PresentationId id,
                   const board::Addendum& addendum) override;
  Result<std::vector<board::Addendum>> addenda(const access::Permit& permit,
                                               board::PresentationId id) override;
  Result<void> judge(const access::Permit& permit, const workflows::Judgement& judgement) override;
  Result<std::optional<workflows::Judgement>> judgement(const access::Permit& permit,
                                                        board::PresentationId id) override;

 private:
  /// Whose a presentation is, and whether its texts still change.
  struct Subject {
    board::PresentationId id;
    PatientId patient;
    board::Stage stage = board::Stage::placed;
    bool is_signed = false;
  };
  static Result<void> check_reading(const access::Permit& permit);
  static Result<void> check_reading_report(const access::Permit& permit);
  Result<Subject> subject_of(board::PresentationId id);
  Result<std::string> seal(const Subject& subject, std::string_view what,
                           const Confidential<std::string>& text);
  Result<Confidential<std::string>> open(const workflows::SealedPersonKey& key, board::PresentationId id,
                                         std::string_view what, const std::string& sealed);
  Result<Confidential<std::string>> open_of(board::PresentationId id, std::string_view what,
                                            const std::string& sealed);
  Result<bool> is_on_agenda(const board::Presentation& presentation);
  Result<board::PresentationId> add(const board::Presentation& presentation);
  Result<board::PresentationId> replace(const board::Presentation& presentation);
  Result<void> put_needs(board::PresentationId id, const std::vector<board::Need>& needs);
  Result<std::vector<board::Action>> actions_where(const Conditions& conditions, const std::string& order);

  Statements& statements_;
  workflows::Secrets& secrets_;
  const workflows::Clock& clock_;
  PersonKeys keys_;
};

}  // namespace repere::storage
