// What every engine must do for messages: queued with what they tell, handed over once, and answerable for ever.
#include "storage/messages/sent_suite.hpp"

namespace repere::storage {
namespace {

using message::Happening;
using message::Kind;
using message::State;
using message::Way;
using workflows::Sending;

TEST_P(Outbox, a_signed_report_waits_for_sender_treating_physician_and_correspondents_in_the_same_transaction) {
  const auto id = signed_report();
  const auto all = sent(id);
  ASSERT_EQ(all.size(), 3U);
  std::map<std::string, Way> ways;
  for (const auto& one : all) {
    ways[one.recipient.name.reveal()] = one.recipient.way;
    EXPECT_EQ(one.kind, Kind::report_signed);
    EXPECT_EQ(one.state, State::waiting);
    EXPECT_EQ(one.centre, centre_);
  }
  EXPECT_EQ(ways["Traitant ESSAI"], Way::mssante);
  EXPECT_EQ(ways["Confrère ESSAI"], Way::email);
  EXPECT_EQ(ways["Sans Adresse ESSAI"], Way::by_hand);
}

TEST_P(Outbox, a_signature_that_is_refused_sends_nothing) {
  add_correspondents();
  const auto id = place();
  go_to_meeting();
  join_all();
  ASSERT_DONE(workflows::begin_case(*boards_, secretary(), id));
  EXPECT_FALSE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version)) << "nothing is decided";
  EXPECT_TRUE(sent(id).empty());
}

TEST_P(Outbox, advice_without_quorum_is_not_sent) {
  add_correspondents();
  const auto id = place();
  go_to_meeting();
  join(3, Specialty::surgeon);
  decide(id);
  ASSERT_DONE(workflows::sign(*boards_, coordinator(), id, file(id).presentation.version));
  EXPECT_TRUE(sent(id).empty());
}

TEST_P(Outbox, an_addendum_goes_to_the_same_people) {
  const auto id = signed_report();
  ASSERT_DONE(workflows::add_addendum(*boards_, coordinator(), id, Text("Côté droit, non gauche.")));
  EXPECT_EQ(sent(id).size(), 6U);
  EXPECT_EQ(sent(id)[0].kind, Kind::addendum);
}

TEST_P(Outbox, nobody_is_written_to_twice_under_one_address) {
  add("Le Même ESSAI", "Confrere@Essai.example", message::Part::correspondent);
  const auto id = signed_report();
  EXPECT_EQ(sent(id).size(), 3U) << "capital letters make no other address";
}

TEST_P(Outbox, what_is_due_is_handed_over_with_no_name_in_it_and_stands_in_history_and_trail) {
  const auto id = signed_report();
  EXPECT_EQ(send_all(), 2) << "the third has no address";
  ASSERT_EQ(email_.mails.size(), 1U);
  ASSERT_EQ(mssante_.mails.size(), 1U);
  const auto& mail = email_.mails.front();
  EXPECT_EQ(mail.to.reveal(), "confrere@essai.example");
  EXPECT_NE(mail.body.find("https://repere.example/x/"), std::string::npos);
  EXPECT_EQ(mail.body.find(file(id).presentation.pseudonym), std::string::npos);
  EXPECT_FALSE(mail.attachment);
  const auto one = to("Confrère ESSAI", id);
  EXPECT_EQ(one.state, State::handed_over);
  EXPECT_EQ(one.answer, "250");
  EXPECT_EQ(one.handed_over, clock_.now());
  EXPECT_EQ(history(one.id), (std::vector{Happening::queued, Happening::attempted, Happening::handed_over}));
  EXPECT_EQ(lines(workflows::Deed::data_sent), 2);
}

TEST_P(Outbox, is_tried_again_later_with_the_same_message_id_and_given_up_at_last) {
  const auto id = signed_report();
  email_.answers.assign(100, {workflows::MailAnswer::Kind::later, "451"});
  ASSERT_DONE(workflows::withdraw_message(*means_, secretary(), to("Traitant ESSAI", id).id));
  int tries = 0;
  while (to("Confrère ESSAI", id).state == State::waiting && tries < 60) {
    ASSERT_DONE(workflows::send_next(*outbox_));
    EXPECT_EQ(*workflows::send_next(*outbox_), Sending::nothing_due) << "not before its time";
    clock_.at = std::max(clock_.at + 1min, to("Confrère ESSAI", id).due);
    ++tries;
  }
  EXPECT_EQ(to("Confrère ESSAI", id).state, State::gave_up);
  EXPECT_EQ(tries, 22);
  for (const auto& mail : email_.mails) EXPECT_EQ(mail.message_id, email_.mails.front().message_id);
  email_.answers.clear();
  ASSERT_DONE(workflows::send_again(*means_, secretary(), to("Confrère ESSAI", id).id));
  EXPECT_EQ(*workflows::send_next(*outbox_), Sending::handed_over);
}

TEST_P(Outbox, what_is_refused_for_good_is_not_tried_again_by_itself) {
  const auto id = signed_report();
  email_.answers = {{workflows::MailAnswer::Kind::refused, "550"}};
  EXPECT_EQ(send_all(), 2);
  const auto one = to("Confrère ESSAI", id);
  EXPECT_EQ(one.state, State::refused);
  EXPECT_EQ(one.answer, "550");
  clock_.at += 100h;
  EXPECT_EQ(*workflows::send_next(*outbox_), Sending::nothing_due);
  const auto failed = workflows::messages_of_centre(*means_, secretary(), true);
  ASSERT_DONE(failed);
  EXPECT_EQ(failed->size(), 2U) << "the refused one, and the one to pass on by hand";
}

TEST_P(Outbox, is_claimed_by_one_and_comes_back_when_its_holder_died) {
  const auto id = signed_report();
  const auto claim = [&] {
    std::optional<message::Message> held;
    EXPECT_TRUE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      auto found = work.messages().claim(clock_.now(), workflows::sending_lease, {Way::email});
      if (!found) return tl::unexpected(found.error());
      held = std::move(*found);
      return {};
    }));
    return held;
  };
  const auto first = claim();
  ASSERT_TRUE(first);
  EXPECT_FALSE(claim()) << "one message by e-mail, and it is held";
  clock_.at += workflows::sending_lease + 1s;
  const auto second = claim();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->id, first->id);
  EXPECT_EQ(second->attempts, 2);
  const auto late = transactions_->write([&](workflows::Work& work) {
    return work.messages().happened(first->id, {0, clock_.now(), Happening::put_off, {}, "451"}, clock_.now(), first->attempts);
  });
  expect_refused(late, ErrorKind::conflict, "another attempt");
  EXPECT_EQ(to("Confrère ESSAI", id).state, State::waiting);
}

TEST_P(Outbox, withdrawn_opens_nothing_any_more_and_is_not_sent) {
  const auto id = signed_report();
  const auto one = to("Confrère ESSAI", id);
  const std::string token = workflows::link_token_of(secrets_, one.id);
  ASSERT_DONE(workflows::proof_of_link(*means_, token));
  ASSERT_DONE(workflows::withdraw_message(*means_, secretary(), one.id));
  expect_refused(workflows::proof_of_link(*means_, token), ErrorKind::not_found, "withdrawn");
  EXPECT_EQ(send_all(), 1);
  EXPECT_TRUE(email_.mails.empty());
  expect_refused(workflows::send_again(*means_, secretary(), one.id), ErrorKind::conflict, "stands otherwise");
}

TEST_P(Outbox, a_link_by_ordinary_mail_needs_the_code_of_the_telephone_and_leaves_a_receipt) {
  const auto id = signed_report();
  const auto one = to("Confrère ESSAI", id);
  const std::string token = workflows::link_token_of(secrets_, one.id);
  EXPECT_EQ(*workflows::proof_of_link(*means_, token), message::Proof::telephoned_code);
  expect_refused(workflows::open_sent_report(*means_, token, "0000 0000", {}), ErrorKind::forbidden, "code is not right");
  const auto shown = workflows::show_to_pass_on(*means_, secretary(), one.id);
  ASSERT_DONE(shown);
  EXPECT_EQ(shown->token, token);
  ASSERT_EQ(shown->code.size(), 9U);
  const auto pass = workflows::open_sent_report(*means_, token, shown->code, {});
  ASSERT_DONE(pass);
  const auto read = workflows::read_sent_report(*boards_, token, *pass, {});
  ASSERT_DONE(read);
  EXPECT_EQ(read->report.signature.presentation, id);
  EXPECT_EQ(to("Confrère ESSAI", id).opened, clock_.now());
  EXPECT_EQ(lines(workflows::deed_of(Act::read_sent_report)), 2) << "the wrong code and the reading";
  ASSERT_DONE(workflows::make_new_code(*means_, secretary(), one.id));
  expect_refused(workflows::read_sent_report(*boards_, token, *pass, {}), ErrorKind::forbidden, "again");
  expect_refused(workflows::open_sent_report(*means_, token, shown->code, {}), ErrorKind::forbidden, "code");
}

TEST_P(Outbox, a_link_dies_after_ten_wrong_codes_from_wherever) {
  const auto id = signed_report();
  const auto one = to("Confrère ESSAI", id);
  const std::string token = workflows::link_token_of(secrets_, one.id);
  for (int i = 0; i < message::most_wrong_codes; ++i) {
    const workflows::Origin origin{"192.0.2." + std::to_string(i), "test", "r"};
    EXPECT_FALSE(workflows::open_sent_report(*means_, token, "1111 1111", origin));
  }
  const std::string code = workflows::telephone_code_of(secrets_, one);
  expect_refused(workflows::open_sent_report(*means_, token, code, {}), ErrorKind::forbidden, "too many wrong codes");
  ASSERT_DONE(workflows::make_new_code(*means_, secretary(), one.id));
  ASSERT_DONE(workflows::open_sent_report(*means_, token, workflows::show_to_pass_on(*means_, secretary(), one.id)->code, {}));
}

TEST_P(Outbox, a_link_by_secure_mail_opens_alone_until_it_is_over) {
  const auto id = signed_report();
  const std::string token = workflows::link_token_of(secrets_, to("Traitant ESSAI", id).id);
  EXPECT_EQ(*workflows::proof_of_link(*means_, token), message::Proof::link);
  const auto pass = workflows::open_sent_report(*means_, token, {}, {});
  ASSERT_DONE(pass);
  ASSERT_DONE(workflows::read_sent_report(*boards_, token, *pass, {}));
  const std::string other = workflows::link_token_of(secrets_, to("Confrère ESSAI", id).id);
  EXPECT_FALSE(workflows::read_sent_report(*boards_, other, *pass, {})) << "a pass opens its own message alone";
  clock_.at += 31min;
  expect_refused(workflows::read_sent_report(*boards_, token, *pass, {}), ErrorKind::forbidden, "again");
  clock_.at += 24h * 30;
  expect_refused(workflows::proof_of_link(*means_, token), ErrorKind::not_found, "over");
}

TEST_P(Outbox, who_has_no_business_with_the_case_neither_sees_nor_sends_its_messages) {
  const auto id = signed_report();
  const auto one = to("Confrère ESSAI", id);
  const auto foreign = asking(Role::secretary, other_, 2);
  EXPECT_EQ(workflows::messages_of_case(*means_, foreign, patients_[0]).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(workflows::withdraw_message(*means_, foreign, one.id));
  EXPECT_FALSE(workflows::show_to_pass_on(*means_, foreign, one.id));
  EXPECT_FALSE(workflows::show_to_pass_on(*means_, asking(Role::pathologist, centre_, 2), one.id)) << "reads, does not send";
  EXPECT_FALSE(workflows::message_history(*means_, foreign, one.id));
  EXPECT_FALSE(workflows::correspondents_of(*means_, foreign, patients_[0]));
}

TEST_P(Outbox, correspondents_are_refused_with_words_that_say_what_to_do) {
  const auto refused = [&](const char* name, const char* address) {
    message::Correspondent one;
    one.patient = patients_[0];
    one.name = Text(name);
    one.address = Text(address);
    const auto added = workflows::add_correspondent(*means_, secretary(), one);
    return added ? std::string() : added.error().message;
  };
  EXPECT_NE(refused(" ", "a@essai.example").find("name is missing"), std::string::npos);
  EXPECT_NE(refused("Essai", "a@essai.example\r\nBcc: b@c.example").find("address is none"), std::string::npos);
  EXPECT_NE(refused("Essai", "1@patient.mssante.fr").find("patient's own box"), std::string::npos);
}

TEST_P(Outbox, an_erased_person_takes_names_and_addresses_along) {
  const auto id = signed_report();
  const auto permit = access::authorise(asking(Role::auditor, {}).caller, Act::erase_person, access::of_the_network());
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) {
    return work.persons().erase(*permit, patients_[0], "test", clock_.now());
  }));
  const auto all = sent(id);
  ASSERT_EQ(all.size(), 3U) << "that something was sent stays known";
  for (const auto& one : all) EXPECT_TRUE(one.erased && one.recipient.address.reveal().empty());
  EXPECT_EQ(send_all(), 2);
  EXPECT_TRUE(email_.mails.empty() && mssante_.mails.empty());
}

TEST_P(Outbox, history_is_neither_changed_nor_deleted) {
  signed_report();
  for (const char* sql : {"DELETE FROM message_event", "UPDATE message_event SET what = 2", "DELETE FROM message",
                          "UPDATE message SET sealed = NULL", "UPDATE message SET centre = 'x'", "DELETE FROM correspondent"}) {
    const auto done = transactions_->database().write([&](Connection& connection) { return connection.execute(sql); });
    EXPECT_FALSE(done) << sql;
  }
}

TEST_P(Outbox, members_are_told_of_a_meeting_that_is_moved_and_who_moved_it_is_not) {
  const auto permit = access::authorise(coordinator().caller, Act::manage_board, access::of_centre(centre_));
  ASSERT_DONE(transactions_->write([&](workflows::Work& work) {
    return work.boards().set_members(*permit, board_.id,
                                     {{accounts_[2], {}, centre_, Specialty::surgeon}, {accounts_[3], {}, centre_, Specialty::oncologist}},
                                     clock_.now());
  }));
  const auto meeting = *workflows::list_meetings(*means_, {board_.id, {}, {}, {}, false, 10});
  const auto local = board::local_of(clock_.now() + 240h + 24h * 7, board_.zone);
  board::LocalTime to{local.day, 600};
  while (board::holiday_on(to.day)) to.day += std::chrono::days(1);
  ASSERT_DONE(workflows::move_meeting(*means_, secretary(), next_, meeting.back().meeting.version, to, "salle prise"));
  const auto all = workflows::messages_of_centre(*means_, secretary(), false);
  ASSERT_DONE(all);
  ASSERT_EQ(all->size(), 1U) << "the secretary moved it";
  EXPECT_EQ(all->front().recipient.account, accounts_[3]);
  EXPECT_EQ(all->front().kind, Kind::meeting_moved);
  EXPECT_EQ(send_all(), 1);
  EXPECT_EQ(email_.mails.front().to.reveal(), "person3@repere.example");
}

TEST_P(Outbox, a_worker_empties_it_by_itself_until_it_is_stopped) {
  const auto id = signed_report();
  workflows::OutboxWorker worker(*outbox_, {}, 10ms);
  for (int i = 0; i < 500 && worker.counts().handed_over < 2; ++i) std::this_thread::sleep_for(10ms);
  worker.stop();
  EXPECT_EQ(worker.counts().handed_over, 2U);
  EXPECT_EQ(to("Confrère ESSAI", id).state, State::handed_over);
}

TEST_P(Outbox, the_sender_of_a_referral_is_told_and_their_link_opens_with_the_code_they_chose) {
  workflows::NoScanner scanner;
  workflows::Submission submission{"form-1", centre_, Confidential<referral::Answers>(referral::sample_answers()),
                                   Text("phrase choisie ici"), true, {}, {}};
  const auto sent = workflows::send_referral(*means_, scanner, sample::reference().referral_expectations, {}, submission, {});
  ASSERT_DONE(sent);
  ASSERT_TRUE(sent->refused.empty());
  const auto inbox = workflows::list_referrals(*means_, secretary(), {});
  ASSERT_DONE(inbox);
  ASSERT_EQ(inbox->size(), 1U);
  const auto id = inbox->front().id;
  EXPECT_EQ(send_all(), 0) << "nothing is sent before somebody took a step: the address is what a stranger typed";
  workflows::Step step;
  step.what = referral::Happening::asked;
  step.version = inbox->front().version;
  step.text = Text("Imagerie ?");
  ASSERT_DONE(workflows::take_step(*means_, secretary(), id, step));
  const auto all = workflows::messages_of_referral(*means_, secretary(), id);
  ASSERT_DONE(all);
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().kind, Kind::question_to_sender);
  EXPECT_EQ(message::proof_of(all->front()), message::Proof::sender_code);
  const std::string token = workflows::link_token_of(secrets_, all->front().id);
  EXPECT_FALSE(workflows::open_tracking(*means_, token, Text("autre phrase"), {}));
  const auto pass = workflows::open_tracking(*means_, token, Text("phrase choisie ici"), {});
  ASSERT_DONE(pass);
  EXPECT_EQ(*workflows::referral_of_pass(*means_, *pass), id);
  EXPECT_TRUE(workflows::messages_of_referral(*means_, secretary(), id)->front().opened);
  ASSERT_DONE(workflows::withdraw_message(*means_, secretary(), all->front().id));
  EXPECT_FALSE(workflows::open_tracking(*means_, token, Text("phrase choisie ici"), {}));
  ASSERT_DONE(workflows::open_tracking(*means_, sent->token, Text("phrase choisie ici"), {}));
}

INSTANTIATE_TEST_SUITE_P(Engines, Outbox, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
