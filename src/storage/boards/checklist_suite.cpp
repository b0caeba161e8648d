// What a file needs, who sees to it until when, and how the case stands on its agenda: on every engine.
#include "storage/boards/held_meeting_suite.hpp"
#include "workflows/boards/agenda_slot.hpp"
#include "workflows/boards/checklist.hpp"
#include "workflows/boards/colleagues.hpp"
#include "workflows/boards/plan_meetings.hpp"

namespace repere::storage {
namespace {

using board::Need;

// It is Sunday 17 March 2030; the case is on the agenda of Wednesday 20 March, and "informed" is due two days before.
class Checklists : public HeldMeetings {
 protected:
  Need need(PresentationId id) {
    const auto needs = file(id).presentation.needs;
    EXPECT_EQ(needs.size(), 1U);
    return needs.at(0);
  }
  std::int64_t version(PresentationId id) { return file(id).presentation.version; }
  Result<void> set(PresentationId id, const Need& wanted) {
    return workflows::set_need(*boards_, secretary(), id, version(id), wanted);
  }
  std::vector<workflows::OverdueNeed> overdue(const Asking& who, const std::string& centre) {
    const auto lines = workflows::list_overdue(*boards_, who, centre);
    EXPECT_TRUE(lines) << lines.error().message;
    return lines ? *lines : std::vector<workflows::OverdueNeed>{};
  }
};

TEST_P(Checklists, a_line_has_somebody_who_sees_to_it_until_a_day) {
  const auto id = place();
  EXPECT_EQ(need(id).due, Day(2030y / 3 / 18)) << "the rule says two days before the meeting";
  EXPECT_FALSE(need(id).owner);
  Need wanted = need(id);
  wanted.owner = accounts_[3];
  wanted.due = Day(2030y / 3 / 19);
  ASSERT_DONE(set(id, wanted));
  EXPECT_EQ(need(id).owner, accounts_[3]);
  EXPECT_EQ(need(id).due, Day(2030y / 3 / 19));
  EXPECT_FALSE(need(id).done) << "who sees to it has not done it";
  wanted.owner = accounts_[6];
  expect_refused(set(id, wanted), ErrorKind::incorrect, "no centre that sits");
  wanted.owner = access::AccountId{999};
  expect_refused(set(id, wanted), ErrorKind::incorrect, "choose one of the list");
  wanted.owner = {};
  wanted.code = "no such line";
  expect_refused(set(id, wanted), ErrorKind::incorrect, "no such line");
  expect_refused(workflows::set_need(*boards_, secretary(), id, 1, need(id)), ErrorKind::conflict, "meanwhile");
}

TEST_P(Checklists, those_who_may_own_a_line_work_at_a_centre_of_the_board) {
  const auto id = place();
  const auto colleagues = workflows::colleagues_of(*means_, secretary(), id);
  ASSERT_DONE(colleagues);
  EXPECT_EQ(colleagues->size(), 6U) << "six of eight work at this centre";
  EXPECT_EQ(colleagues->front().name, "Personne 0");
  EXPECT_EQ(colleagues->front().centre, centre_);
  expect_refused(workflows::colleagues_of(*means_, asking(Role::secretary, other_, 6), id), ErrorKind::not_found, "");
}

TEST_P(Checklists, what_is_late_is_listed_reminded_and_leaves_the_list_when_it_is_done) {
  const auto id = place();
  clock_.at = Instant(Day(2030y / 3 / 18)) + 20h;
  EXPECT_TRUE(overdue(secretary(), centre_).empty()) << "on its day it is not late";
  clock_.at = Instant(Day(2030y / 3 / 20)) + 8h;
  Need owned = need(id);
  owned.owner = accounts_[3];
  ASSERT_DONE(set(id, owned));
  auto lines = overdue(secretary(), centre_);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].days_late, 2);
  EXPECT_EQ(lines[0].owner, "Personne 3");
  EXPECT_EQ(lines[0].presentation.id, id);
  EXPECT_EQ(lines[0].meeting.id, meeting_);
  EXPECT_FALSE(lines[0].need.reminded);
  const auto agenda = workflows::read_agenda(*boards_, secretary(), meeting_);
  ASSERT_DONE(agenda);
  EXPECT_EQ(agenda->lines.at(0).overdue, std::vector<std::string>{"informed"});
  ASSERT_DONE(workflows::remind(*boards_, secretary(), id, "informed"));
  lines = overdue(secretary(), centre_);
  ASSERT_EQ(lines.size(), 1U) << "a reminder does not do it";
  EXPECT_EQ(lines[0].need.reminded, clock_.now());
  EXPECT_EQ(lines[0].need.reminded_by, accounts_[2]);
  Need done = need(id);
  done.done = clock_.now();
  done.reminded.reset();
  ASSERT_DONE(set(id, done));
  EXPECT_TRUE(need(id).reminded) << "that somebody was reminded is not taken back";
  EXPECT_TRUE(overdue(secretary(), centre_).empty());
  expect_refused(workflows::remind(*boards_, secretary(), id, "informed"), ErrorKind::conflict, "nobody has to be reminded");
  expect_refused(workflows::remind(*boards_, secretary(), id, "no such line"), ErrorKind::incorrect, "no such line");
}

TEST_P(Checklists, another_centre_s_late_files_are_nobody_s_business) {
  place();
  clock_.at = Instant(Day(2030y / 3 / 20)) + 8h;
  const auto stranger = asking(Role::secretary, other_, 6);
  EXPECT_TRUE(overdue(stranger, other_).empty());
  expect_refused(workflows::list_overdue(*boards_, stranger, centre_), ErrorKind::not_found, "");
  EXPECT_EQ(overdue(secretary(), centre_).size(), 1U);
}

TEST_P(Checklists, what_leaves_an_agenda_is_reminded_no_more) {
  const auto id = place();
  ASSERT_DONE(workflows::withdraw(*boards_, secretary(), id, version(id), "Consentement retiré"));
  clock_.at = Instant(Day(2030y / 3 / 20)) + 8h;
  EXPECT_TRUE(overdue(secretary(), centre_).empty());
  expect_refused(workflows::remind(*boards_, secretary(), id, "informed"), ErrorKind::conflict, "no longer on this agenda");
}

// The symptom: a case that was carried over a week was "overdue" the next morning.
TEST_P(Checklists, days_count_from_the_meeting_that_a_case_is_carried_to) {
  const auto id = place();
  ASSERT_DONE(workflows::carry_over(*boards_, secretary(), id, version(id), next_, "IRM à refaire", false));
  const auto copy = file(id).presentation.next;
  EXPECT_EQ(need(copy).due, Day(2030y / 3 / 25)) << "the next meeting is on the 27th";
}

TEST_P(Checklists, days_count_from_the_meeting_s_new_day) {
  const auto id = place(), done = place(1);
  Need finished = need(done);
  finished.done = clock_.now();
  ASSERT_DONE(set(done, finished));
  ASSERT_DONE(workflows::move_meeting(*means_, secretary(), meeting_, 1, {Day(2030y / 3 / 22), 14 * 60}, "Salle en travaux"));
  EXPECT_EQ(need(id).due, Day(2030y / 3 / 20));
  EXPECT_EQ(need(done).due, Day(2030y / 3 / 18)) << "what is done was due when it was";
}

TEST_P(Checklists, a_case_has_its_minutes_and_somebody_who_presents_it) {
  const auto id = place();
  const auto slot = [&](int minutes, access::AccountId presenter) {
    return workflows::set_slot(*boards_, secretary(), id, version(id), {minutes, presenter});
  };
  ASSERT_DONE(slot(15, accounts_[3]));
  EXPECT_EQ(file(id).presentation.minutes, 15);
  EXPECT_EQ(workflows::read_agenda(*boards_, secretary(), meeting_)->lines.at(0).presenter, "Personne 3");
  expect_refused(slot(0, {}), ErrorKind::incorrect, "1 to 120");
  expect_refused(slot(121, {}), ErrorKind::incorrect, "1 to 120");
  expect_refused(slot(15, accounts_[7]), ErrorKind::incorrect, "no centre that sits");
  ASSERT_DONE(slot(6, {}));
  EXPECT_EQ(workflows::read_agenda(*boards_, secretary(), meeting_)->lines.at(0).presenter, "");
}

TEST_P(Checklists, a_case_is_registered_without_discussion_by_a_rule_and_back) {
  const auto id = place();
  const auto passage = [&](const std::string& rule) { return workflows::set_passage(*boards_, secretary(), id, version(id), rule); };
  expect_refused(passage("because"), ErrorKind::incorrect, "choose which");
  ASSERT_DONE(passage("standard"));
  EXPECT_EQ(file(id).presentation.passage, Passage::registered_only);
  EXPECT_EQ(file(id).presentation.rule, "standard");
  ASSERT_DONE(passage(""));
  EXPECT_EQ(file(id).presentation.passage, Passage::discussion);
  EXPECT_EQ(file(id).presentation.rule, "");
  go_to_meeting();
  ASSERT_DONE(workflows::begin_case(*boards_, secretary(), id));
  expect_refused(passage("standard"), ErrorKind::conflict, "stays for discussion");
}

INSTANTIATE_TEST_SUITE_P(Engines, Checklists, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
