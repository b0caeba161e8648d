// Referrals as their senders and the centres use them, on every engine: the policy, the trail and the store together.
#include "storage/referrals/two_centres.hpp"
#include "workflows/cases/persons.hpp"
#include "workflows/referrals/follow_referral.hpp"

namespace repere::storage {
namespace {

using access::Role;
using referral::Happening;
using referral::ReferralId;
using referral::State;
using workflows::Asking;
using workflows::Refused;
using workflows::Sent;
using workflows::Step;
using workflows::Submission;
using Reason = Refused::Reason;
using Text = Confidential<std::string>;

const std::vector<referral::Expectation> expectations{
    {referral::AgeGroup::adult, referral::Place::soft_tissue, 14, "IRM", "MRI", "test"},
    {referral::AgeGroup::child, referral::Place::soft_tissue, 2, "IRM", "MRI", "test"}};

class Malicious final : public workflows::DocumentScanner {
 public:
  explicit Malicious(ErrorKind kind) : kind_(kind) {}
  Result<void> check(std::string_view) override { return fail(kind_, "no"); }

 private:
  ErrorKind kind_;
};

class Referrals : public TwoCentres {
 protected:
  Sent send(const Submission& submission) {
    auto sent = workflows::send_referral(*means_, scanner_, expectations, {}, submission, origin_);
    EXPECT_TRUE(sent) << (sent ? "" : sent.error().message);
    return sent ? *sent : Sent{};
  }
  Asking secretary() const { return at(Role::secretary, centre_); }
  std::vector<referral::Summary> inbox(const Asking& who, bool over_too = false) {
    const auto listed = workflows::list_referrals(*means_, who, {{}, over_too, 100});
    EXPECT_TRUE(listed) << (listed ? "" : listed.error().message);
    return listed ? *listed : std::vector<referral::Summary>{};
  }
  ReferralId sent_one() {
    send(submission());
    return inbox(secretary()).at(0).id;
  }
  Result<void> step(const Asking& who, ReferralId id, Happening what, const std::string& text = "because",
                    const std::string& to = {}) {
    const auto now = workflows::follow_referral(*means_, id);
    return workflows::take_step(*means_, who, id, Step{what, now->version, Text(text), to});
  }
  std::size_t kept() {
    return inbox(secretary(), true).size() + inbox(at(Role::secretary, other_), true).size();
  }
};

TEST_P(Referrals, a_referral_arrives_whole_and_is_followed_with_link_and_code) {
  const Sent sent = send(submission());
  EXPECT_TRUE(sent.refused.empty());
  EXPECT_EQ(sent.number.size(), 11U) << sent.number;
  const auto pass = workflows::open_tracking(*means_, sent.token, Text("oiseau-bleu-7"), origin_);
  ASSERT_DONE(pass);
  const auto id = workflows::referral_of_pass(*means_, *pass);
  ASSERT_DONE(id);
  const auto seen = workflows::follow_referral(*means_, *id);
  ASSERT_DONE(seen);
  EXPECT_EQ(seen->state, State::received);
  EXPECT_EQ(seen->number, sent.number);
  EXPECT_EQ(seen->answers.reveal().at("birth_name"), "ESSAI");
  ASSERT_EQ(seen->files.size(), 1U);
  EXPECT_EQ(seen->files[0].name.reveal(), "irm.pdf");
  EXPECT_EQ(seen->files[0].type, "application/pdf");
  EXPECT_EQ(workflows::follow_document(*means_, *id, 1)->content.reveal(), "%PDF-1.7 contenu");
  EXPECT_EQ(workflows::follow_document(*means_, *id, 2).error().kind, ErrorKind::not_found);
}

TEST_P(Referrals, the_same_form_twice_is_one_referral) {
  const Sent first = send(submission()), again = send(submission());
  EXPECT_TRUE(again.again);
  EXPECT_EQ(again.number, first.number);
  EXPECT_EQ(again.token, first.token);
  EXPECT_NE(send(submission("form-2")).number, first.number);
  EXPECT_EQ(kept(), 2U);
}

TEST_P(Referrals, what_is_wrong_is_said_and_nothing_is_kept) {
  const auto refused = [&](auto change) {
    Submission one = submission();
    change(one);
    return send(one).refused;
  };
  EXPECT_EQ(refused([](Submission& one) { one.consent = false; }).reasons, std::vector{Reason::no_consent});
  EXPECT_EQ(refused([](Submission& one) { one.code = Text("1234567"); }).reasons,
            std::vector{Reason::code_too_short});
  EXPECT_EQ(refused([](Submission& one) { one.centre = "nowhere"; }).reasons,
            std::vector{Reason::unknown_centre});
  EXPECT_EQ(refused([](Submission& one) { one.centre = "OUTSIDE"; }).reasons,
            std::vector{Reason::unknown_centre});
  EXPECT_EQ(refused([](Submission& one) { one.answers = {}; }).fields.size(), 8U);
  const auto file = [&](std::string content) {
    return refused([&](Submission& one) {
             one.files.push_back({Text("rapport.pdf"), Text(std::move(content))});
           })
        .reasons;
  };
  EXPECT_EQ(file(""), std::vector{Reason::file_empty});
  EXPECT_EQ(file("MZ\x90"), std::vector{Reason::file_is_program}) << "whatever it calls itself";
  EXPECT_EQ(file("PK\x03\x04"), std::vector{Reason::file_is_archive});
  EXPECT_EQ(file(std::string(128, '\0') + "DICM"), std::vector{Reason::file_is_dicom});
  EXPECT_EQ(file("hello"), std::vector{Reason::file_is_unknown});
  EXPECT_EQ(file("%PDF-" + std::string(workflows::document_limits.bytes, 'x')),
            std::vector{Reason::file_too_large});
  EXPECT_EQ(refused([](Submission& one) { one.files.resize(11, one.files[0]); }).reasons,
            std::vector{Reason::too_many_files});
  EXPECT_EQ(kept(), 0U);
}

TEST_P(Referrals, a_scanner_refuses_and_a_missing_one_keeps_nothing) {
  Malicious malicious(ErrorKind::forbidden), absent(ErrorKind::unavailable);
  const auto found = workflows::send_referral(*means_, malicious, expectations, {}, submission(), origin_);
  ASSERT_DONE(found);
  EXPECT_EQ(found->refused.reasons, std::vector{Reason::file_is_malicious});
  const auto unchecked = workflows::send_referral(*means_, absent, expectations, {}, submission(), origin_);
  EXPECT_EQ(unchecked.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(kept(), 0U);
}

TEST_P(Referrals, neither_link_nor_code_alone_opens_and_guessing_is_slowed) {
  const Sent sent = send(submission());
  const auto wrong_code = workflows::open_tracking(*means_, sent.token, Text("oiseau-bleu-8"), origin_);
  const auto wrong_link =
      workflows::open_tracking(*means_, std::string(64, '0'), Text("oiseau-bleu-7"), origin_);
  EXPECT_EQ(wrong_code.error().kind, ErrorKind::forbidden);
  EXPECT_EQ(wrong_link.error().message, wrong_code.error().message);
  for (int i = 0; i < 5; ++i)
    static_cast<void>(workflows::open_tracking(*means_, sent.token, Text("guess"), origin_));
  EXPECT_EQ(workflows::open_tracking(*means_, sent.token, Text("oiseau-bleu-7"), origin_).error().kind,
            ErrorKind::busy);
  EXPECT_TRUE(
      workflows::open_tracking(*means_, sent.token, Text("oiseau-bleu-7"), {"198.51.100.9", "test", "r"}))
      << "somebody else's guesses lock nobody out";
}

TEST_P(Referrals, a_pass_is_not_forged_and_ends) {
  const Sent sent = send(submission());
  const auto pass = workflows::open_tracking(*means_, sent.token, Text("oiseau-bleu-7"), origin_);
  ASSERT_DONE(pass);
  std::string other = *pass;
  other[0] = other[0] == '1' ? '2' : '1';
  for (const std::string& bad : {other, std::string(), std::string(".."), pass->substr(0, pass->size() - 1)})
    EXPECT_EQ(workflows::referral_of_pass(*means_, bad).error().kind, ErrorKind::forbidden) << bad;
  clock_.at += std::chrono::minutes(31);
  EXPECT_FALSE(workflows::referral_of_pass(*means_, *pass));
}

TEST_P(Referrals, only_the_receiving_centre_sees_it) {
  const ReferralId id = sent_one();
  EXPECT_TRUE(inbox(at(Role::secretary, other_)).empty());
  EXPECT_EQ(workflows::read_referral(*means_, at(Role::surgeon, other_), id).error().kind,
            ErrorKind::not_found);
  EXPECT_EQ(workflows::read_referral(*means_, at(Role::surgeon, other_), ReferralId{999}).error().kind,
            ErrorKind::not_found);
  EXPECT_FALSE(workflows::list_referrals(*means_, at(Role::epidemiologist, {}), {}));
  EXPECT_FALSE(workflows::read_referral(*means_, at(Role::administrator, {}), id));
  EXPECT_FALSE(workflows::read_referral_document(*means_, at(Role::surgeon, other_), id, 1));
  EXPECT_FALSE(step(at(Role::secretary, other_), id, Happening::closed));
  EXPECT_FALSE(workflows::follow_referral(*means_, id)->opened) << "nobody of the centre has looked";
  const auto read = workflows::read_referral(*means_, secretary(), id);
  ASSERT_DONE(read);
  EXPECT_TRUE(read->opened);
  EXPECT_EQ(read->events.back().what, Happening::opened);
}

TEST_P(Referrals, what_is_missing_is_asked_for_and_brought) {
  const ReferralId id = sent_one();
  ASSERT_DONE(step(secretary(), id, Happening::asked, "L’IRM, s’il vous plaît."));
  const auto asked = workflows::follow_referral(*means_, id);
  EXPECT_EQ(asked->state, State::incomplete);
  EXPECT_EQ(asked->events.back().text.reveal(), "L’IRM, s’il vous plaît.");
  const auto refused = workflows::complete_referral(*means_, scanner_, id, Text(), {}, origin_);
  ASSERT_DONE(refused);
  EXPECT_FALSE(refused->empty());
  const auto brought = workflows::complete_referral(*means_, scanner_, id, Text("La voici"),
                                                    {{Text("irm2.pdf"), Text("%PDF-1.7 irm")}}, origin_);
  ASSERT_DONE(brought);
  EXPECT_TRUE(brought->empty());
  const auto now = workflows::follow_referral(*means_, id);
  EXPECT_EQ(now->state, State::received);
  EXPECT_EQ(now->files.size(), 2U);
}

TEST_P(Referrals, a_redirected_one_is_at_the_other_centre_and_still_seen_by_the_first) {
  const ReferralId id = sent_one();
  EXPECT_EQ(step(secretary(), id, Happening::redirected, "r", centre_).error().kind, ErrorKind::incorrect);
  EXPECT_EQ(step(secretary(), id, Happening::redirected, "r", "nowhere").error().kind, ErrorKind::incorrect);
  EXPECT_EQ(step(secretary(), id, Happening::redirected, " ", other_).error().kind, ErrorKind::incorrect);
  ASSERT_DONE(step(secretary(), id, Happening::redirected, "Centre pédiatrique", other_));
  EXPECT_EQ(inbox(at(Role::secretary, other_)).at(0).id, id);
  EXPECT_EQ(inbox(secretary()).at(0).id, id);
  ASSERT_DONE(step(at(Role::secretary, other_), id, Happening::accepted, ""));
  EXPECT_EQ(workflows::follow_referral(*means_, id)->centre, other_);
}

TEST_P(Referrals, the_answer_is_a_physicians_and_read_by_the_sender) {
  const ReferralId id = sent_one();
  EXPECT_FALSE(step(secretary(), id, Happening::answered, "Adressez-nous ce patient."));
  ASSERT_DONE(step(at(Role::surgeon, centre_), id, Happening::answered, "Adressez-nous ce patient."));
  const auto seen = workflows::follow_referral(*means_, id);
  EXPECT_EQ(seen->state, State::answered);
  EXPECT_EQ(seen->events.back().text.reveal(), "Adressez-nous ce patient.");
  EXPECT_EQ(step(secretary(), id, Happening::closed).error().kind, ErrorKind::conflict);
  ASSERT_DONE(step(at(Role::surgeon, centre_), id, Happening::answered, "Complément."));
  EXPECT_TRUE(inbox(secretary()).empty());
  EXPECT_EQ(inbox(secretary(), true).size(), 1U);
}

TEST_P(Referrals, a_step_upon_an_old_reading_is_refused) {
  const ReferralId id = sent_one();
  const auto old = workflows::follow_referral(*means_, id);
  ASSERT_DONE(step(secretary(), id, Happening::asked, "L’IRM"));
  const auto stale = workflows::take_step(*means_, secretary(), id,
                                          Step{Happening::closed, old->version, Text("doublon"), {}});
  EXPECT_EQ(stale.error().kind, ErrorKind::conflict);
  EXPECT_EQ(workflows::follow_referral(*means_, id)->state, State::incomplete);
}

TEST_P(Referrals, the_longest_awaited_comes_first_and_a_child_waits_least) {
  send(submission("form-1"));
  Submission child = submission("form-2");
  auto answers = child.answers.reveal();
  answers["birth_date"] = "1969-01-01";  // a child at the clock of the tests
  child.answers = Confidential<referral::Answers>(answers);
  clock_.at = Instant(std::chrono::sys_days(std::chrono::year(1980) / 1 / 1));
  auto adult = submission("form-3");
  answers["birth_date"] = "1950-01-01";
  adult.answers = Confidential<referral::Answers>(answers);
  send(adult);
  send(child);
  const auto listed = inbox(secretary());
  ASSERT_EQ(listed.size(), 3U);
  EXPECT_EQ(listed[0].age, referral::AgeGroup::child);
  EXPECT_EQ(listed[1].age, referral::AgeGroup::adult);
  EXPECT_LT(listed[0].due, listed[1].due);
}

TEST_P(Referrals, another_referral_of_the_same_person_is_proposed) {
  send(submission("form-1"));
  Submission again = submission("form-2");
  auto answers = again.answers.reveal();
  answers["birth_name"] = "essai";
  answers["given_names"] = "DONNÉE Autre";
  again.answers = Confidential<referral::Answers>(answers);
  send(again);
  const auto listed = inbox(secretary());
  ASSERT_EQ(listed.size(), 2U);
  const auto same = workflows::same_person(*means_, secretary(), listed[0].id);
  ASSERT_DONE(same);
  ASSERT_EQ(same->referrals.size(), 1U);
  EXPECT_EQ(same->referrals[0].id, listed[1].id);
}

INSTANTIATE_TEST_SUITE_P(Engines, Referrals, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
