// What account holders sent, as they and nobody else read it: on every engine.
#include "storage/referrals/two_centres.hpp"
#include "workflows/audit/read_trail.hpp"
#include "workflows/referrals/follow_referral.hpp"
#include "workflows/referrals/own_referrals.hpp"

namespace repere::storage {
namespace {

using access::Role;
using referral::Happening;
using referral::ReferralId;
using referral::State;
using workflows::Asking;
using Text = Confidential<std::string>;

class OwnReferrals : public TwoCentres {
 protected:
  Asking referrer() const { return at(Role::referrer, centre_, 21); }
  Asking other_referrer() const { return at(Role::referrer, centre_, 22); }
  Asking surgeon() const { return at(Role::surgeon, centre_, 7); }

  ReferralId send(const access::Caller& caller) {
    const auto sent = workflows::send_referral(*means_, scanner_, {}, caller, submission("form-" + std::to_string(++forms_)), origin_);
    EXPECT_TRUE(sent) << sent.error().message;
    return newest();
  }
  std::vector<ReferralId> own(const Asking& who) {
    const auto listed = workflows::own_referrals(*means_, who);
    EXPECT_TRUE(listed) << listed.error().message;
    std::vector<ReferralId> ids;
    for (const auto& one : *listed) ids.push_back(one.id);
    return ids;
  }
  void step(ReferralId id, Happening what, const std::string& text) {
    const auto now = workflows::follow_referral(*means_, id);
    ASSERT_DONE(workflows::take_step(*means_, surgeon(), id, {what, now->version, Text(text), {}}));
  }
};

TEST_P(OwnReferrals, each_sees_what_they_sent_and_nothing_else_the_newest_first) {
  const ReferralId first = send(referrer().caller);
  const ReferralId without_account = send({});
  const ReferralId theirs = send(other_referrer().caller);
  clock_.at += std::chrono::hours(1);
  const ReferralId second = send(referrer().caller);
  EXPECT_EQ(own(referrer()), (std::vector{second, first}));
  EXPECT_EQ(own(other_referrer()), std::vector{theirs});
  EXPECT_TRUE(own(surgeon()).empty()) << "what a centre receives is not what its surgeon sent";
  for (const ReferralId id : {theirs, without_account, ReferralId{999}}) {
    const auto read = workflows::own_referral(*means_, referrer(), id);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, ErrorKind::not_found);
    EXPECT_EQ(read.error().message, "you have sent no such referral") << "what is not there and what is not theirs get one answer";
  }
  EXPECT_TRUE(own({{}, origin_, {}}).empty()) << "what was sent without account is nobody's in particular";
  const auto nobody = workflows::own_referral(*means_, {{}, origin_, {}}, without_account);
  ASSERT_FALSE(nobody) << "a referral without account belongs to its link and code alone";
}

TEST_P(OwnReferrals, the_sender_reads_the_answer_and_their_documents) {
  const ReferralId id = send(referrer().caller);
  step(id, Happening::answered, "Adressez-nous le patient en consultation.");
  const auto read = workflows::own_referral(*means_, referrer(), id);
  ASSERT_DONE(read);
  EXPECT_EQ(read->state, State::answered);
  EXPECT_EQ(read->answers.reveal().at("birth_name"), "ESSAI");
  EXPECT_EQ(read->events.back().text.reveal(), "Adressez-nous le patient en consultation.");
  EXPECT_EQ(workflows::own_document(*means_, referrer(), id, 1)->content.reveal(), "%PDF-1.7 contenu");
  EXPECT_EQ(workflows::own_document(*means_, referrer(), id, 2).error().kind, ErrorKind::not_found);
  EXPECT_EQ(workflows::own_document(*means_, other_referrer(), id, 1).error().kind, ErrorKind::not_found);
}

TEST_P(OwnReferrals, the_sender_completes_what_was_asked_for) {
  const ReferralId id = send(referrer().caller), theirs = send(other_referrer().caller);
  step(id, Happening::asked, "Il manque l’IRM.");
  const auto complete = [&](const Asking& who, ReferralId which, const std::string& content) {
    return workflows::complete_own(*means_, scanner_, who, which, Text("La voici."), {{Text("irm-2.pdf"), Text(content)}});
  };
  const auto refused = complete(referrer(), id, "");
  ASSERT_DONE(refused);
  EXPECT_FALSE(refused->empty()) << "an empty file is none";
  EXPECT_EQ(workflows::own_referral(*means_, referrer(), id)->files.size(), 1U);
  EXPECT_FALSE(complete(referrer(), theirs, "%PDF-1.7 autre"));
  const auto done = complete(referrer(), id, "%PDF-1.7 deux");
  ASSERT_DONE(done);
  EXPECT_TRUE(done->empty());
  const auto now = workflows::own_referral(*means_, referrer(), id);
  EXPECT_EQ(now->files.size(), 2U);
  EXPECT_NE(now->state, State::incomplete) << "it is the centre's turn again";
}

TEST_P(OwnReferrals, each_reading_and_each_refusal_stands_in_the_trail) {
  const ReferralId id = send(referrer().caller);
  ASSERT_DONE(workflows::own_referral(*means_, referrer(), id));
  ASSERT_FALSE(workflows::own_referral(*means_, other_referrer(), id));
  workflows::AuditFilter filter;
  const auto lines = workflows::read_trail(*means_, at(Role::auditor, {}, 9), filter);
  ASSERT_DONE(lines);
  int read = 0, refused = 0;
  for (const auto& line : *lines) {
    if (line.account == access::AccountId{21} && line.object == "referral " + std::to_string(id.value) &&
        line.deed == workflows::deed_of(access::Act::read_referral))
      ++read;
    if (line.account == access::AccountId{22}) ++refused;
  }
  EXPECT_EQ(read, 1);
  EXPECT_EQ(refused, 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnReferrals, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
