#pragma once
// For tests of the board store: a new database of each engine, boards and cases that are obviously made up.
#include "storage/people/people_desk.hpp"
#include "storage/people/workflows_on_engine.hpp"
#include "workflows/boards/board_store.hpp"

namespace repere::storage {

class Boards : public WorkflowsOnEngine {
 protected:
  using Text = Confidential<std::string>;
  static constexpr const char* centre = "A";

  static access::Permit may(access::Act act) {
    for (const auto& role : access::role_words)
      if (const auto permit = access::authorise(caller(role.value, centre), act, access::of_centre(centre)))
        return *permit;
    throw std::logic_error("nobody may do this");
  }
  template <class Do>
  void done(Do&& what) {
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) { return what(work.boards()); }));
  }
  template <class Do>
  Error refused(Do&& what) {
    const auto tried = transactions_->write([&](workflows::Work& work) -> Result<void> {
      const auto answer = what(work.boards());
      return answer ? Result<void>() : tl::unexpected(answer.error());
    });
    EXPECT_FALSE(tried);
    return tried ? Error{} : tried.error();
  }
  template <class T, class Do>
  T read(Do&& what) {
    T found{};
    EXPECT_TRUE(transactions_->read([&](workflows::Work& work) -> Result<void> {
      auto answer = what(work.boards());
      if (!answer) {
        ADD_FAILURE() << answer.error().message;
        return tl::unexpected(answer.error());
      }
      found = std::move(*answer);
      return {};
    }));
    return found;
  }
  std::int64_t count(const char* sql) {
    std::int64_t number = -1;
    const auto connection = connect();
    auto statement = connection->prepare(sql);
    if (statement && (*statement)->step().value_or(false)) number = (*statement)->whole(0);
    return number;
  }
  /// Whether the database itself lets somebody do this.
  bool executes(const std::string& sql) { return connect()->execute(sql).has_value(); }

  access::AccountId account(const std::string& login) {
    access::AccountId made;
    EXPECT_TRUE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      workflows::Account one;
      one.login = login;
      one.name = "Dr " + login;
      one.language = "fr";
      const auto added = work.accounts().add(one);
      if (!added) return tl::unexpected(added.error());
      made = *added;
      return {};
    }));
    return made;
  }
  board::Board a_board() const {
    board::Board one;
    one.centre = centre;
    one.sites = {"B", "C-2"};
    one.sort = board::Sort::bone;
    one.name_fr = "RCP os";
    one.name_en = "Bone board";
    one.zone = board::Zone::reunion;
    one.recurrence = {board::Rhythm::monthly, 2, 3, Day(std::chrono::year(2026) / 9 / 3)};
    one.start_minute = 870;
    one.closes_hours_before = 24;
    one.takes_children = one.takes_bone = true;
    return one;
  }
  board::Meeting a_meeting(board::BoardId board, std::chrono::hours later) const {
    board::Meeting one;
    one.board = board;
    one.starts = clock_.at + later;
    one.closes = one.starts - std::chrono::hours(48);
    one.note = "salle 2";
    return one;
  }
  /// The number-th case: its patient and tumour are 1000 and 2000 above.
  board::Presentation a_case(board::MeetingId meeting, std::int64_t number) const {
    board::Presentation one;
    one.meeting = meeting;
    one.patient = PatientId{1000 + number};
    one.tumour = TumourId{2000 + number};
    one.referral = access::ReferralId{5 + number};
    one.passage = board::Passage::registered_only;
    one.rule = "rule-1";
    one.asked_by = centre;
    return one;
  }
  board::BoardId put(const board::Board& one) {
    return written<board::BoardId>(access::Act::manage_board, one);
  }
  board::MeetingId put(const board::Meeting& one) {
    return written<board::MeetingId>(access::Act::manage_board, one);
  }
  board::PresentationId put(const board::Presentation& one) {
    return written<board::PresentationId>(access::Act::prepare_board, one);
  }
  board::ActionId put(const board::Action& one) {
    return written<board::ActionId>(access::Act::record_decision, one);
  }
  std::vector<board::PresentationId> agenda(board::MeetingId meeting) {
    workflows::PresentationFilter filter;
    filter.meeting = meeting;
    std::vector<board::PresentationId> ids;
    for (const auto& one :
         read<std::vector<board::Presentation>>([&](auto& store) { return store.presentations(filter); }))
      ids.push_back(one.id);
    return ids;
  }

 private:
  std::unique_ptr<Connection> connect() {
    auto opened = open_connection(place_->url(), OpenMode::existing_only, &secrets_);
    EXPECT_TRUE(opened);
    return std::move(*opened);
  }
  template <class T, class One>
  T written(access::Act act, const One& one) {
    T id{};
    EXPECT_TRUE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      const auto put = work.boards().put(may(act), one);
      if (!put) {
        ADD_FAILURE() << put.error().message;
        return tl::unexpected(put.error());
      }
      id = *put;
      return {};
    }));
    return id;
  }
};

}  // namespace repere::storage
