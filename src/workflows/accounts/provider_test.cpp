// What an identity of another provider opens, on stores in memory.
#include <gtest/gtest.h>

#include "workflows/accounts/invitations.hpp"
#include "workflows/accounts/memory_work.hpp"
#include "workflows/accounts/provider_sign_in.hpp"
#include "workflows/accounts/provider_visit.hpp"

namespace repere::workflows {
namespace {

using namespace std::chrono_literals;

const Origin here{"192.0.2.17", "Firefox, Linux", "request-1"};
const std::string back = "https://repere.example/connexion/retour";

// A provider that believes every code.
class Believing final : public IdentityProvider {
 public:
  const std::string& title() const override { return title_; }
  Result<std::string> address_to_sign_in(const ProviderQuestion& question) override {
    asked = question;
    return "https://provider.example/?state=" + question.state;
  }
  Result<ProviderPerson> person_of(const std::string& code, const ProviderQuestion& question, Instant) override {
    EXPECT_EQ(question.nonce, asked.nonce);
    EXPECT_EQ(question.verifier, asked.verifier);
    EXPECT_EQ(question.ask_again_after, asked.ask_again_after);
    if (code == "bad") return fail(ErrorKind::forbidden, "the ID token is over (exp)");
    return ProviderPerson{"https://provider.example", code, true, Confidential<std::string>("id token")};
  }
  std::string address_to_sign_out(const Confidential<std::string>&, const std::string&) override { return {}; }
  ProviderQuestion asked;

 private:
  std::string title_ = "Synthetic provider";
};

class Provider : public testing::Test {
 protected:
  static ProviderPerson person(const std::string& subject, bool two_factors = true) {
    return {"https://provider.example", subject, two_factors, Confidential<std::string>("id token")};
  }
  SignedIn administrator() {
    const auto invited = invite_first_administrator(means, "admin@synthetique.example", "Administration Synthétique");
    const auto begun = use_invitation_by_provider(means, invited->token, person("first"), here);
    EXPECT_TRUE(begun) << begun.error().message;
    return *session_of(means, begun->token);
  }
  std::size_t lines(Deed deed) const {
    return static_cast<std::size_t>(std::count_if(transactions.state.trail.begin(), transactions.state.trail.end(),
                                                  [deed](const AuditEntry& entry) { return entry.deed == deed; }));
  }
  MemoryTransactions transactions;
  PlainSecrets secrets;
  SetClock clock;
  Means means{transactions, secrets, clock};
  Believing provider;
};

TEST_F(Provider, the_answer_counts_for_the_browser_that_asked_and_for_ten_minutes) {
  const auto left = leave_for_provider(means, provider, {Visit::Purpose::binding, "7"}, back);
  ASSERT_TRUE(left);
  const std::string state = provider.asked.state;
  const auto arrived = come_back(means, provider, left->ticket, state, "somebody", back, here);
  ASSERT_TRUE(arrived) << arrived.error().message;
  EXPECT_EQ(arrived->visit.purpose, Visit::Purpose::binding);
  EXPECT_EQ(arrived->visit.detail, "7");
  const auto refused = [&](const std::string& ticket, const std::string& given) {
    return come_back(means, provider, ticket, given, "somebody", back, here).error().kind == ErrorKind::incorrect;
  };
  EXPECT_TRUE(refused(left->ticket, "another state"));
  EXPECT_TRUE(refused({}, state));
  std::string forged = left->ticket;
  forged.back() = '8';
  EXPECT_TRUE(refused(forged, state)) << "another account was put into the ticket";
  const auto other = leave_for_provider(means, provider, {}, back);
  EXPECT_TRUE(refused(other->ticket, state)) << "another visit's state";
  clock.at += visit_lasts;
  EXPECT_TRUE(refused(left->ticket, state));
}

TEST_F(Provider, an_answer_that_cannot_be_trusted_stands_in_the_trail_without_a_value) {
  const auto left = leave_for_provider(means, provider, {}, back);
  EXPECT_EQ(come_back(means, provider, left->ticket, provider.asked.state, "bad", back, here).error().kind, ErrorKind::forbidden);
  ASSERT_EQ(lines(Deed::sign_in_refused), 1U);
  EXPECT_EQ(transactions.state.trail.back().facts, R"x({"step":"provider","why":"the ID token is over (exp)"})x");
}

TEST_F(Provider, nobody_gets_an_account_by_signing_in_elsewhere) {
  administrator();
  const auto begun = sign_in_by_provider(means, person("stranger"), here);
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().kind, ErrorKind::not_found);
  EXPECT_EQ(transactions.state.accounts.size(), 1U);
  EXPECT_EQ(lines(Deed::sign_in_refused), 1U);
}

TEST_F(Provider, an_invitation_binds_once_and_the_identity_signs_in_from_then_on) {
  const auto invited = invite_first_administrator(means, "admin@synthetique.example", "A");
  ASSERT_TRUE(use_invitation_by_provider(means, invited->token, person("first"), here));
  EXPECT_FALSE(use_invitation_by_provider(means, invited->token, person("second"), here)) << "used twice";
  const auto begun = sign_in_by_provider(means, person("first"), here);
  ASSERT_TRUE(begun);
  const auto who = session_of(means, begun->token);
  EXPECT_FALSE(who->session.needs_second_factor);
  EXPECT_EQ(transactions.state.trail.back().facts, R"({"by":"provider","complete":true})");
  EXPECT_EQ(provider_hint_of(means, *who)->reveal(), "id token");
  EXPECT_FALSE(sign_in(means, {"admin@synthetique.example", Confidential<std::string>("")}, here))
      << "an account without a password has none to guess";
}

TEST_F(Provider, one_identity_opens_one_account) {
  const SignedIn admin = administrator();
  const auto second = invite_person(means, admin, {"b@synthetique.example", "B", {}, "fr", {{access::Role::auditor, {}}}}, here);
  ASSERT_TRUE(second);
  EXPECT_EQ(use_invitation_by_provider(means, second->token, person("first"), here).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(use_invitation_by_provider(means, second->token, person("second"), here)) << "the refusal used the link up";
}

TEST_F(Provider, one_factor_there_leaves_the_second_to_be_given_here) {
  administrator();
  const auto begun = sign_in_by_provider(means, person("first", false), here);
  ASSERT_TRUE(begun);
  EXPECT_TRUE(session_of(means, begun->token)->session.needs_second_factor);
}

TEST_F(Provider, a_closed_account_stays_closed) {
  const SignedIn admin = administrator();
  transactions.state.accounts.at(admin.account.id.value).state = AccountState::closed;
  EXPECT_EQ(sign_in_by_provider(means, person("first"), here).error().kind, ErrorKind::not_found);
}

TEST_F(Provider, binding_needs_a_fresh_confirmation_and_unbinding_a_password) {
  SignedIn admin = administrator();
  EXPECT_EQ(unbind_from_providers(means, admin, here).error().kind, ErrorKind::conflict);
  transactions.state.accounts.at(admin.account.id.value).password_hash = "plain x";
  ASSERT_TRUE(unbind_from_providers(means, admin, here));
  EXPECT_FALSE(*is_bound_to_provider(means, admin.account.id));
  ASSERT_TRUE(bind_to_provider(means, admin, person("first"), here));
  EXPECT_EQ(bind_to_provider(means, admin, person("second"), here).error().kind, ErrorKind::conflict);
  clock.at += 11min;
  EXPECT_EQ(bind_to_provider(means, admin, person("first"), here).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(lines(Deed::provider_bound), 2U);
  EXPECT_EQ(lines(Deed::provider_unbound), 1U);
}

TEST_F(Provider, confirming_takes_the_same_person_with_two_factors) {
  const SignedIn admin = administrator();
  clock.at += 11min;
  EXPECT_FALSE(confirm_by_provider(means, admin, person("stranger"), here));
  EXPECT_FALSE(confirm_by_provider(means, admin, person("first", false), here));
  ASSERT_TRUE(confirm_by_provider(means, admin, person("first"), here));
  EXPECT_EQ(transactions.state.sessions.at(admin.session.id.value).confirmed_at, clock.at);
}

}  // namespace
}  // namespace repere::workflows
