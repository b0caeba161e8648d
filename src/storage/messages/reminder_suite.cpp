// Reminders on every engine: once for each thing and day, one message a person, nothing of what was done meanwhile.
#include "storage/messages/sent_suite.hpp"
#include "workflows/boards/checklist.hpp"
#include "workflows/boards/own_duties.hpp"
#include "workflows/messages/remind_owners.hpp"

namespace repere::storage {
namespace {

using message::Kind;
using message::State;
using workflows::Sending;

// It is Sunday 17 March 2030; cases are on the agenda of Wednesday 20 March, and "informed" is due on Monday.
class Reminders : public Outbox {
 protected:
  void SetUp() override {
    Outbox::SetUp();
    message_rules_.reminders = {{message::Duty::checklist, 1, 2, 3, 7, true, "test"}, {message::Duty::action, 1, 7, 2, 7, true, "test"}};
    message_rules_.leaving = {message::Way::email, message::Way::mssante};
  }
  void give(PresentationId id, std::size_t account) {
    auto need = file(id).presentation.needs.at(0);
    need.owner = accounts_[account];
    ASSERT_DONE(workflows::set_need(*boards_, secretary(), id, file(id).presentation.version, need));
  }
  void finish(PresentationId id) {
    auto need = file(id).presentation.needs.at(0);
    need.done = clock_.now();
    ASSERT_DONE(workflows::set_need(*boards_, secretary(), id, file(id).presentation.version, need));
  }
  void go_to(Day day, std::chrono::minutes utc) { clock_.at = Instant(day) + utc; }
  int queued() {
    const auto all = workflows::queue_reminders(*means_);
    EXPECT_TRUE(all) << all.error().message;
    return all.value_or(-1);
  }
  std::vector<message::Message> reminders_of(std::size_t patient) {
    auto all = workflows::messages_of_case(*means_, secretary(), patients_.at(patient));
    EXPECT_TRUE(all) << all.error().message;
    std::erase_if(*all, [](const auto& one) { return one.kind != Kind::reminder; });
    return *all;
  }
  board::ActionId action_for(PresentationId id, const char* name, Day due) {
    board::Action action;
    action.presentation = id;
    action.what = Text("Demander la relecture");
    action.owner_name = name;
    action.due = due;
    const auto made = workflows::put_action(*boards_, coordinator(), action);
    EXPECT_TRUE(made) << made.error().message;
    return made.value_or(board::ActionId{});
  }
  static constexpr Day tuesday{2030y / 3 / 19};
};

TEST_P(Reminders, what_is_due_for_one_person_is_one_message_and_leaves_once) {
  const auto first = place(0), second = place(1), third = place(2);
  give(first, 3);
  give(second, 3);
  give(third, 4);
  go_to(tuesday, 5h + 59min);
  EXPECT_EQ(queued(), 0) << "before seven in Paris";
  const auto version = file(first).presentation.version;
  go_to(tuesday, 6h);
  EXPECT_EQ(queued(), 2) << "one for each of two people";
  EXPECT_EQ(queued(), 0);
  EXPECT_EQ(send_all(), 2);
  go_to(tuesday, 20h);
  EXPECT_EQ(queued(), 0) << "not every time the clock passes";
  ASSERT_EQ(email_.mails.size(), 2U);
  EXPECT_EQ(email_.mails[0].to.reveal(), "person3@repere.example");
  EXPECT_EQ(email_.mails[1].to.reveal(), "person4@repere.example");
  for (const auto& mail : email_.mails) EXPECT_EQ(mail.body.find(file(first).presentation.pseudonym), std::string::npos);
  ASSERT_EQ(reminders_of(0).size(), 1U);
  EXPECT_EQ(reminders_of(0)[0].id, reminders_of(1)[0].id) << "it stands with each case that it is about";
  EXPECT_EQ(reminders_of(0)[0].recipient.part, message::Part::owner);
  EXPECT_EQ(reminders_of(0)[0].state, State::handed_over);
  const auto need = file(first).presentation.needs.at(0);
  EXPECT_EQ(need.reminded, Instant(tuesday) + 6h);
  EXPECT_FALSE(need.reminded_by) << "nobody pressed a button";
  EXPECT_EQ(file(first).presentation.version, version) << "whoever has the page open may still write";
}

TEST_P(Reminders, come_again_so_many_times_until_the_meeting) {
  const auto id = place_on_next(0);  // Wednesday 27 March: due on Monday 25
  give(id, 3);
  std::vector<int> days;
  for (int day = 18; day <= 31; ++day) {
    go_to(2030y / 3 / day, 9h);
    if (queued() == 1) days.push_back(day);
    send_all();
  }
  EXPECT_EQ(days, std::vector<int>{26}) << "every second day would be the 28th, after the meeting";
}

TEST_P(Reminders, what_was_done_meanwhile_is_not_told) {
  const auto id = place();
  give(id, 3);
  go_to(tuesday, 9h);
  ASSERT_EQ(queued(), 1);
  finish(id);
  EXPECT_EQ(*workflows::send_next(*outbox_), Sending::not_wanted);
  EXPECT_EQ(*workflows::send_next(*outbox_), Sending::nothing_due);
  EXPECT_TRUE(email_.mails.empty());
  EXPECT_EQ(reminders_of(0)[0].state, State::withdrawn);
}

TEST_P(Reminders, that_somebody_asks_for_gather_for_ten_minutes_and_leave_once_a_day) {
  const auto first = place(0), second = place(1);
  give(first, 3);
  give(second, 3);
  EXPECT_EQ(*workflows::remind(*boards_, secretary(), first, "informed"), true) << "on a Sunday too: somebody wants it";
  EXPECT_EQ(*workflows::remind(*boards_, secretary(), first, "informed"), false) << "it is noted, no second message leaves";
  EXPECT_EQ(send_all(), 0);
  clock_.at += 5min;
  EXPECT_EQ(*workflows::remind(*boards_, secretary(), second, "informed"), true);
  clock_.at += 5min;
  EXPECT_EQ(send_all(), 1);
  ASSERT_EQ(email_.mails.size(), 1U);
  EXPECT_EQ(reminders_of(1)[0].id, reminders_of(0)[0].id);
  EXPECT_EQ(file(first).presentation.needs.at(0).reminded_by, accounts_[2]);
}

TEST_P(Reminders, go_to_nobody_without_a_way_or_without_a_right) {
  const auto id = place();
  EXPECT_EQ(*workflows::remind(*boards_, secretary(), id, "informed"), false) << "nobody sees to it yet";
  give(id, 3);
  message_rules_.leaving.clear();
  EXPECT_EQ(*workflows::remind(*boards_, secretary(), id, "informed"), false) << "no mail server is configured";
  go_to(tuesday, 9h);
  EXPECT_EQ(queued(), 0);
  message_rules_.leaving = {message::Way::email};
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
    auto account = work.accounts().find(accounts_[3]);
    if (!account) return tl::unexpected(account.error());
    account->appointments.at(0).until = clock_.now();
    return work.accounts().change(*account);
  }));
  EXPECT_EQ(queued(), 0) << "they work here no more and may not see the case";
  EXPECT_TRUE(reminders_of(0).empty());
}

TEST_P(Reminders, of_a_board_s_actions_go_to_the_colleague_who_is_named) {
  const auto id = place();
  go_to_meeting();
  join_all();
  decide(id);
  action_for(id, "personne  3", 2030y / 3 / 22);
  const auto other = action_for(id, "Dr Dehors Essai", 2030y / 3 / 22);
  ASSERT_DONE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version));
  send_all();
  email_.mails.clear();
  go_to(2030y / 3 / 23, 9h);
  EXPECT_EQ(queued(), 0) << "Saturday";
  go_to(2030y / 3 / 25, 9h);
  EXPECT_EQ(queued(), 1) << "whoever has no account is told by the secretaries";
  go_to(2030y / 3 / 25, 15h);
  ASSERT_DONE(workflows::hand_over_action(*boards_, coordinator(), id, {other, 1, "Personne 3", Day(2030y / 3 / 22)}));
  EXPECT_EQ(queued(), 1) << "it joins the message that has not left";
  EXPECT_EQ(send_all(), 1);
  ASSERT_EQ(email_.mails.size(), 1U);
  EXPECT_EQ(email_.mails[0].to.reveal(), "person3@repere.example");
  const auto own = workflows::own_duties(*boards_, asking(Role::surgeon, centre_, 3));
  ASSERT_DONE(own);
  ASSERT_EQ(own->size(), 2U);
  EXPECT_EQ(own->front().what.reveal(), "Demander la relecture");
  EXPECT_EQ(own->front().days_late, 3);
  EXPECT_TRUE(workflows::own_duties(*boards_, asking(Role::surgeon, centre_, 4))->empty());
  go_to(2030y / 4 / 1, 9h);
  EXPECT_EQ(queued(), 1) << "a week later";
  go_to(2030y / 4 / 16, 9h);
  EXPECT_EQ(queued(), 0) << "twice and no more";
}

TEST_P(Reminders, are_seen_by_the_centres_of_their_cases_and_by_nobody_else) {
  const auto id = place();
  give(id, 3);
  go_to(tuesday, 9h);
  ASSERT_EQ(queued(), 1);
  const auto one = reminders_of(0).at(0);
  EXPECT_TRUE(workflows::message_history(*means_, secretary(), one.id));
  EXPECT_FALSE(workflows::message_history(*means_, asking(Role::secretary, other_, 6), one.id));
  ASSERT_DONE(workflows::withdraw_message(*means_, secretary(), one.id));
  EXPECT_EQ(send_all(), 0);
  for (const char* sql : {"DELETE FROM message_about", "UPDATE message_about SET account = 1"}) {
    const auto done = transactions_->database().write([&](Connection& connection) { return connection.execute(sql); });
    EXPECT_FALSE(done) << sql;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Reminders, testing::ValuesIn(all_engines()), [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
