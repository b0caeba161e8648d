// How much boards did and how long each step took: a centre's own figures and the network's, on every engine.
#include "domain/referral/sample_answers.hpp"
#include "storage/boards/held_meeting_suite.hpp"
#include "workflows/referrals/handle_referral.hpp"
#include "workflows/referrals/send_referral.hpp"

namespace repere::storage {
namespace {

using study::Milestone;

class BoardStatistics : public HeldMeetings {
 protected:
  // Two signed cases: the first came by a referral on the day of its placing, after a first consultation ten days before.
  void SetUp() override {
    HeldMeetings::SetUp();
    if (!is_open()) return;
    placed_on_ = std::chrono::floor<std::chrono::days>(clock_.now());
    auto referred = placing(0);
    referred.referral = referral_seen_on(placed_on_ - std::chrono::days(10));
    const auto first = workflows::place_on_agenda(*boards_, secretary(), referred);
    ASSERT_DONE(first);
    first_ = *first;
    second_ = place(1);
    go_to_meeting();
    join_all();
    for (const auto id : {first_, second_}) {
      decide(id);
      ASSERT_DONE(workflows::end_case(*boards_, secretary(), id));
      ASSERT_DONE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version));
    }
    ASSERT_DONE(workflows::end_meeting(*boards_, secretary(), meeting_));
    until_ = std::chrono::floor<std::chrono::days>(clock_.now());
  }

  access::ReferralId referral_seen_on(Day day) {
    auto answers = referral::sample_answers();
    answers["first_seen"] = PartialDate::of_day(day).text();
    answers["history"] = "Masse apparue en un mois";
    workflows::NoScanner scanner;
    const workflows::Submission submission{"form-1", centre_, Confidential<referral::Answers>(answers), Text("phrase choisie ici"), true, {}, {}};
    EXPECT_TRUE(workflows::send_referral(*means_, scanner, sample::reference().referral_expectations, {}, submission, {}));
    const auto inbox = workflows::list_referrals(*means_, secretary(), {});
    EXPECT_TRUE(inbox && inbox->size() == 1) << "one was sent";
    return inbox->front().id;
  }
  Result<workflows::Statistics> of(const Asking& who) { return workflows::board_statistics(*boards_, who, centre_, placed_on_, until_); }
  Result<std::vector<workflows::Statistics>> of_all(const Asking& who) { return workflows::statistics_of_centres(*boards_, who, placed_on_, until_); }
  static study::DelaySummary delay(const workflows::Statistics& of, Milestone from, Milestone to) { return study::delays_between(of.milestones, from, to); }

  Day placed_on_{}, until_{};
  PresentationId first_, second_;
};

TEST_P(BoardStatistics, what_the_sender_wrote_is_in_the_file_without_typing_it_again) {
  EXPECT_EQ(board::text_of(file(first_).entries, "first_seen"), PartialDate::of_day(placed_on_ - std::chrono::days(10)).text());
  EXPECT_EQ(board::text_of(file(first_).entries, "history"), "Masse apparue en un mois");
  EXPECT_EQ(board::text_of(file(second_).entries, "history"), "");
}

TEST_P(BoardStatistics, measure_each_step_and_count_what_is_not_known) {
  const auto found = of(coordinator());
  ASSERT_DONE(found);
  EXPECT_EQ(found->activity.meetings, 1);
  EXPECT_EQ(found->activity.decisions, 2);
  const auto contact = delay(*found, Milestone::first_contact, Milestone::referral);
  EXPECT_EQ(contact.cases, 2);
  EXPECT_EQ(contact.unknown, 1);
  EXPECT_EQ(contact.median, 10.0);
  EXPECT_EQ(delay(*found, Milestone::referral, Milestone::board).median, 3.0);
  EXPECT_EQ(delay(*found, Milestone::board, Milestone::report).unknown, 0);
}

TEST_P(BoardStatistics, are_the_networks_for_whoever_may_read_its_figures_and_nobody_elses) {
  const auto network = of_all(asking(Role::director, {}));
  ASSERT_DONE(network);
  ASSERT_EQ(network->size(), 1U);
  EXPECT_EQ(network->front().centre, centre_);
  EXPECT_EQ(network->front().milestones.size(), 2U) << "a director reads no case, and its delays";
  ASSERT_DONE(of(asking(Role::director, {})));
  expect_refused(of(asking(Role::coordinator, other_, 6)), ErrorKind::forbidden, "");
  EXPECT_TRUE(of_all(asking(Role::coordinator, other_, 6))->empty());
}

TEST_P(BoardStatistics, leave_out_who_objects_to_the_registry) {
  ASSERT_DONE(workflows::record_objection(*means_, surgeon(), patients_[0], access::Objection::registration, "test"));
  const auto found = of(coordinator());
  ASSERT_DONE(found);
  EXPECT_EQ(found->milestones.size(), 1U);
  EXPECT_EQ(delay(*found, Milestone::first_contact, Milestone::referral).unknown, 1);
}

TEST_P(BoardStatistics, a_first_consultation_is_a_day_that_has_been) {
  const auto id = place_on_next(2);
  const auto write_day = [&](const std::string& text) { return workflows::write_entry(*boards_, secretary(), id, {"first_seen", 0, {}, {}, Text(text)}); };
  expect_refused(write_day("mardi"), ErrorKind::incorrect, "not a day");
  expect_refused(write_day("2026-11"), ErrorKind::incorrect, "not a day");
  expect_refused(write_day(PartialDate::of_day(until_ + std::chrono::days(2)).text()), ErrorKind::incorrect, "future");
  ASSERT_DONE(write_day(PartialDate::of_day(until_ - std::chrono::days(2)).text()));
}

INSTANTIATE_TEST_SUITE_P(Engines, BoardStatistics, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
