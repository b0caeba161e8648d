// Messages that came back, on every engine: noted by people, sent to another address, everything kept.
#include "storage/messages/sent_suite.hpp"

namespace repere::storage {
namespace {

using message::Happening;
using message::ReturnReason;
using message::State;
using message::Way;

class Returned : public Outbox {
 protected:
  message::Message find(message::MessageId id) {
    const auto read = workflows::message_history(*means_, secretary(), id);
    EXPECT_TRUE(read) << read.error().message;
    return read ? read->message : message::Message{};
  }
  void send_to_refused(message::MessageId id, const char* address, ErrorKind kind, const char* words) {
    expect_refused(workflows::send_to_other_address(*means_, secretary(), id, Text(address)), kind, words);
  }
};

TEST_P(Returned, is_not_delivered_opens_nothing_and_waits_for_somebody) {
  const auto id = signed_report();
  const auto one = to("Confrère ESSAI", id);
  expect_refused(workflows::note_return(*means_, secretary(), one.id, ReturnReason::wrong_address), ErrorKind::conflict, "stands otherwise");
  send_all();
  ASSERT_DONE(workflows::note_return(*means_, secretary(), one.id, ReturnReason::wrong_address));
  EXPECT_EQ(find(one.id).state, State::returned);
  EXPECT_EQ(find(one.id).answer, "wrong_address");
  EXPECT_EQ(history(one.id).back(), Happening::returned);
  const std::string token = workflows::link_token_of(secrets_, one.id);
  expect_refused(workflows::proof_of_link(*means_, token), ErrorKind::not_found, "");
  expect_refused(workflows::show_to_pass_on(*means_, secretary(), one.id), ErrorKind::conflict, "came back");
  const auto unsettled = workflows::messages_of_centre(*means_, secretary(), true);
  ASSERT_DONE(unsettled);
  EXPECT_EQ(unsettled->size(), 2U) << "this one, and the one to pass on by hand";
  EXPECT_GE(lines(workflows::deed_of(Act::send_messages)), 1) << "who said so stands in the trail";
  ASSERT_DONE(workflows::send_again(*means_, secretary(), one.id));
  EXPECT_EQ(find(one.id).state, State::waiting) << "the box was emptied: the same address again";
  ASSERT_DONE(workflows::proof_of_link(*means_, token));
}

TEST_P(Returned, goes_to_another_address_and_the_case_s_correspondent_with_it) {
  const auto id = signed_report();
  const auto one = to("Confrère ESSAI", id);
  send_all();
  email_.mails.clear();
  ASSERT_DONE(workflows::note_return(*means_, secretary(), one.id, ReturnReason::left));
  const auto again = workflows::send_to_other_address(*means_, secretary(), one.id, Text("confrere@autre.example"));
  ASSERT_DONE(again);
  EXPECT_EQ(find(one.id).state, State::replaced);
  EXPECT_EQ(find(one.id).recipient.address.reveal(), "confrere@essai.example") << "where it went first stays known";
  const auto made = find(*again);
  EXPECT_EQ(made.recipient.name.reveal(), "Confrère ESSAI");
  EXPECT_EQ(made.presentation, id);
  EXPECT_EQ(made.kind, one.kind);
  EXPECT_EQ(send_all(), 1);
  ASSERT_EQ(email_.mails.size(), 1U);
  EXPECT_EQ(email_.mails[0].to.reveal(), "confrere@autre.example");
  EXPECT_FALSE(workflows::proof_of_link(*means_, workflows::link_token_of(secrets_, one.id)));
  EXPECT_TRUE(workflows::proof_of_link(*means_, workflows::link_token_of(secrets_, *again)));
  const auto people = workflows::correspondents_of(*means_, secretary(), patients_[0]);
  ASSERT_DONE(people);
  ASSERT_EQ(people->size(), 3U);
  EXPECT_EQ(people->back().address.reveal(), "confrere@autre.example") << "the next report goes there";
  expect_refused(workflows::send_again(*means_, secretary(), one.id), ErrorKind::conflict, "stands otherwise");
}

TEST_P(Returned, one_that_had_no_address_or_was_refused_gets_one) {
  email_.answers = {{workflows::MailAnswer::Kind::refused, "550"}};
  const auto id = signed_report();
  send_all();
  const auto refused = to("Confrère ESSAI", id), none = to("Sans Adresse ESSAI", id);
  ASSERT_EQ(refused.state, State::refused);
  ASSERT_DONE(workflows::send_to_other_address(*means_, secretary(), refused.id, Text("bonne@essai.example")));
  const auto made = workflows::send_to_other_address(*means_, secretary(), none.id, Text("nouveau@ch-essai.mssante.fr"));
  ASSERT_DONE(made);
  EXPECT_EQ(find(*made).recipient.way, Way::mssante);
  EXPECT_EQ(send_all(), 2);
}

TEST_P(Returned, refuses_an_address_that_is_none_a_patient_s_or_the_same) {
  const auto id = signed_report();
  send_all();
  const auto one = to("Confrère ESSAI", id);
  ASSERT_DONE(workflows::note_return(*means_, secretary(), one.id, ReturnReason::other));
  send_to_refused(one.id, "confrere", ErrorKind::incorrect, "address is none");
  send_to_refused(one.id, "1@patient.mssante.fr", ErrorKind::incorrect, "patient's own box");
  send_to_refused(one.id, "CONFRERE@essai.example", ErrorKind::incorrect, "that it went to");
  EXPECT_EQ(find(one.id).state, State::returned) << "whole or not at all";
  expect_refused(workflows::note_return(*means_, secretary(), to("Sans Adresse ESSAI", id).id, ReturnReason::other), ErrorKind::conflict, "no mail");
  EXPECT_FALSE(workflows::note_return(*means_, asking(Role::secretary, other_, 2), to("Traitant ESSAI", id).id, ReturnReason::other));
  EXPECT_FALSE(workflows::send_to_other_address(*means_, asking(Role::pathologist, centre_, 2), one.id, Text("x@essai.example"))) << "reads, does not send";
}

TEST_P(Returned, a_sender_s_link_opens_nothing_while_it_is_returned) {
  workflows::NoScanner scanner;
  workflows::Submission submission{"form-1", centre_, Confidential<referral::Answers>(referral::sample_answers()),
                                   Text("phrase choisie ici"), true, {}, {}};
  ASSERT_DONE(workflows::send_referral(*means_, scanner, sample::reference().referral_expectations, {}, submission, {}));
  const auto inbox = workflows::list_referrals(*means_, secretary(), {});
  ASSERT_DONE(inbox);
  workflows::Step step;
  step.what = referral::Happening::asked;
  step.version = inbox->front().version;
  step.text = Text("Imagerie ?");
  ASSERT_DONE(workflows::take_step(*means_, secretary(), inbox->front().id, step));
  ASSERT_EQ(send_all(), 1);
  const auto one = workflows::messages_of_referral(*means_, secretary(), inbox->front().id)->front();
  ASSERT_DONE(workflows::note_return(*means_, secretary(), one.id, ReturnReason::wrong_address));
  EXPECT_FALSE(workflows::open_tracking(*means_, workflows::link_token_of(secrets_, one.id), Text("phrase choisie ici"), {}));
  const auto again = workflows::send_to_other_address(*means_, secretary(), one.id, Text("expediteur@autre.example"));
  ASSERT_DONE(again);
  EXPECT_TRUE(workflows::open_tracking(*means_, workflows::link_token_of(secrets_, *again), Text("phrase choisie ici"), {}));
  EXPECT_FALSE(workflows::open_tracking(*means_, workflows::link_token_of(secrets_, one.id), Text("phrase choisie ici"), {}));
}

INSTANTIATE_TEST_SUITE_P(Engines, Returned, testing::ValuesIn(all_engines()), [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
