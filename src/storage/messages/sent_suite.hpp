#pragma once
// Signed reports and their messages, on every engine: what the tests of the outbox share.
#include <deque>

#include "domain/message/letter.hpp"
#include "domain/referral/sample_answers.hpp"
#include "storage/boards/held_meeting_suite.hpp"
#include "workflows/boards/plan_meetings.hpp"
#include "workflows/messages/correspondents.hpp"
#include "workflows/messages/empty_outbox.hpp"
#include "workflows/messages/handle_messages.hpp"
#include "workflows/messages/outbox_worker.hpp"
#include "workflows/messages/read_messages.hpp"
#include "workflows/messages/sent_report.hpp"
#include "workflows/referrals/follow_referral.hpp"
#include "workflows/referrals/handle_referral.hpp"
#include "workflows/referrals/send_referral.hpp"

namespace repere::storage {

// A mail server that keeps what it gets and answers as it is told, and "250" then.
struct KeptMail final : workflows::MailServer {
  std::vector<workflows::Mail> mails;
  std::deque<workflows::MailAnswer> answers;
  workflows::MailAnswer hand_over(const workflows::Mail& mail) override {
    mails.push_back(mail);
    if (answers.empty()) return {workflows::MailAnswer::Kind::taken, "250"};
    auto answer = answers.front();
    answers.pop_front();
    return answer;
  }
};

inline message::Rules sample_message_rules() {
  message::Rules rules;
  for (const auto& kind : message::kind_words)
    rules.texts.texts.push_back({kind.value, "Un message", "A message", "{centre} : {link}", "{centre}: {link}"});
  rules.texts.domains = {{"mssante.fr", true, false, "test"}, {"patient.mssante.fr", false, true, "test"}};
  return rules;
}

class Outbox : public HeldMeetings {
 protected:
  void SetUp() override {
    HeldMeetings::SetUp();
    if (!is_open()) return;
    means_->messages = &message_rules_;
    outbox_.emplace(workflows::OutboxMeans{
        *means_, &email_, &mssante_, "repere.example",
        [](const message::Message&, const std::string& token) { return "https://repere.example/x/" + token; }, {}, {}});
  }
  void add(const char* name, const char* address, message::Part part) {
    message::Correspondent one;
    one.patient = patients_[0];
    one.part = part;
    one.name = Text(name);
    one.address = Text(address);
    ASSERT_DONE(workflows::add_correspondent(*means_, secretary(), one));
  }
  void add_correspondents() {
    add("Traitant ESSAI", "traitant@ch-essai.mssante.fr", message::Part::treating_physician);
    add("Confrère ESSAI", "confrere@essai.example", message::Part::correspondent);
    add("Sans Adresse ESSAI", "", message::Part::correspondent);
  }
  PresentationId signed_report() {
    add_correspondents();
    const auto id = place();
    go_to_meeting();
    join_all();
    decide(id);
    const auto done = workflows::sign(*boards_, coordinator(), id, file(id).presentation.version);
    EXPECT_TRUE(done) << done.error().message;
    return id;
  }
  std::vector<message::Message> sent(PresentationId id) {
    auto all = workflows::messages_of_case(*means_, secretary(), patients_[0]);
    EXPECT_TRUE(all) << all.error().message;
    std::erase_if(*all, [&](const auto& one) { return one.presentation != id; });
    return all ? *all : std::vector<message::Message>();
  }
  message::Message to(const std::string& name, PresentationId id) {
    for (auto& one : sent(id))
      if (one.recipient.name.reveal() == name) return one;
    ADD_FAILURE() << "nothing was sent to " << name;
    return {};
  }
  int send_all() {
    int times = 0;
    for (;;) {
      const auto done = workflows::send_next(*outbox_);
      EXPECT_TRUE(done) << done.error().message;
      if (!done || *done == workflows::Sending::nothing_due) return times;
      ++times;
    }
  }
  std::vector<message::Happening> history(message::MessageId id) {
    std::vector<message::Happening> all;
    const auto read = workflows::message_history(*means_, secretary(), id);
    EXPECT_TRUE(read) << read.error().message;
    for (const auto& one : read->events) all.push_back(one.what);
    return all;
  }
  int lines(workflows::Deed deed) {
    workflows::AuditFilter filter;
    filter.deed = deed;
    const auto all = workflows::read_trail(*means_, asking(Role::auditor, {}), filter);
    EXPECT_TRUE(all) << all.error().message;
    return static_cast<int>(all->size());
  }

  message::Rules message_rules_ = sample_message_rules();
  KeptMail email_, mssante_;
  std::optional<workflows::OutboxMeans> outbox_;
};

}  // namespace repere::storage
