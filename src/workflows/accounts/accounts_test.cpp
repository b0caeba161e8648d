// Accounts from the invitation to the last session, on stores in memory.
#include <gtest/gtest.h>

#include "workflows/accounts/appointing.hpp"
#include "workflows/accounts/invitations.hpp"
#include "workflows/accounts/managing.hpp"
#include "workflows/accounts/memory_work.hpp"
#include "workflows/accounts/own_sessions.hpp"
#include "workflows/accounts/passwords.hpp"
#include "workflows/accounts/second_factor.hpp"

namespace repere::workflows {
namespace {

using namespace std::chrono_literals;
using access::Role;

Confidential<std::string> secret(const std::string& text) { return Confidential<std::string>(text); }
const auto good_password = secret("corail lampe vitesse nuage");
const Origin here{"192.0.2.17", "Firefox, Linux", "request-1"};
const Origin elsewhere{"198.51.100.4", "unknown", "request-2"};

class Accounts : public testing::Test {
 protected:
  // Takes an invitation through password and codes to a complete session.
  SignedIn enter(const std::string& link) {
    auto begun = use_link(means, link, good_password, here);
    EXPECT_TRUE(begun) << begun.error().message;
    const auto half = session_of(means, begun->token);
    const auto setup = begin_code_setup(means, *half, "Repère");
    clock.at += 30s;
    const auto ready = finish_code_setup(means, *half, setup.sealed, clock.code(), here);
    EXPECT_TRUE(ready) << ready.error().message;
    recovery = ready->recovery_codes;
    token = ready->begun.token;
    return *session_of(means, token);
  }
  SignedIn administrator() {
    const auto invited =
        invite_first_administrator(means, "admin@synthetique.example", "Administration Synthétique");
    EXPECT_TRUE(invited);
    return enter(invited->token);
  }
  SignedIn person(const SignedIn& by, const std::string& login, access::Appointment appointment) {
    const auto invited =
        invite_person(means, by, {login, "Personne Synthétique", {}, "fr", {appointment}}, here);
    EXPECT_TRUE(invited) << invited.error().message;
    return enter(invited->token);
  }
  std::size_t lines(Deed deed) const {
    return static_cast<std::size_t>(
        std::count_if(transactions.state.trail.begin(), transactions.state.trail.end(),
                      [deed](const AuditEntry& entry) { return entry.deed == deed; }));
  }

  MemoryTransactions transactions;
  PlainSecrets secrets;
  SetClock clock;
  Means means{transactions, secrets, clock};
  std::string token;
  std::vector<std::string> recovery;
};

TEST_F(Accounts, the_first_one_comes_from_a_link_and_there_is_only_one_first) {
  const SignedIn admin = administrator();
  EXPECT_FALSE(admin.session.needs_second_factor);
  EXPECT_EQ(admin.caller.appointments.at(0).role, Role::administrator);
  const auto second = invite_first_administrator(means, "other@synthetique.example", "Autre");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::conflict);
}

TEST_F(Accounts, a_link_works_once_and_not_for_ever) {
  const auto invited = invite_first_administrator(means, "admin@synthetique.example", "A");
  ASSERT_TRUE(use_link(means, invited->token, good_password, here));
  EXPECT_FALSE(use_link(means, invited->token, good_password, here));
  EXPECT_FALSE(use_link(means, "token-999", good_password, here));
  transactions.state = {};
  const auto late = invite_first_administrator(means, "admin@synthetique.example", "A");
  clock.at += invitation_lasts;
  EXPECT_FALSE(use_link(means, late->token, good_password, here));
}

TEST_F(Accounts, a_weak_password_does_not_use_up_the_link) {
  const auto invited = invite_first_administrator(means, "admin@synthetique.example", "A");
  EXPECT_FALSE(use_link(means, invited->token, secret("court"), here));
  EXPECT_TRUE(use_link(means, invited->token, good_password, here));
}

TEST_F(Accounts, signing_in_takes_the_password_then_a_code_and_the_token_changes) {
  const SignedIn admin = administrator();
  const auto begun = sign_in(means, {" Admin@Synthetique.example ", good_password}, here);
  ASSERT_TRUE(begun) << begun.error().message;
  const auto half = session_of(means, begun->token);
  ASSERT_TRUE(half);
  EXPECT_TRUE(half->session.needs_second_factor);
  EXPECT_FALSE(give_second_factor(means, *half, "000000", here));
  clock.at += 30s;
  const auto whole = give_second_factor(means, *half, clock.code(), here);
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_NE(whole->token, begun->token);
  EXPECT_FALSE(session_of(means, begun->token)) << "the token of the half session still opens one";
  EXPECT_FALSE(session_of(means, whole->token)->session.needs_second_factor);
}

TEST_F(Accounts, a_code_is_used_once) {
  administrator();
  clock.at += 30s;
  const std::string code = clock.code();
  const auto first = sign_in(means, {"admin@synthetique.example", good_password}, here);
  ASSERT_TRUE(give_second_factor(means, *session_of(means, first->token), code, here));
  const auto second = sign_in(means, {"admin@synthetique.example", good_password}, here);
  EXPECT_FALSE(give_second_factor(means, *session_of(means, second->token), code, here));
}

TEST_F(Accounts, a_recovery_code_opens_once) {
  administrator();
  ASSERT_EQ(recovery.size(), 10U);
  for (const bool works : {true, false}) {
    const auto begun = sign_in(means, {"admin@synthetique.example", good_password}, here);
    EXPECT_EQ(give_second_factor(means, *session_of(means, begun->token), recovery.front(), here).has_value(),
              works);
  }
}

TEST_F(Accounts, whatever_is_wrong_the_answer_and_the_work_are_the_same) {
  administrator();
  const int before = secrets.passwords_checked;
  const auto unknown = sign_in(means, {"nobody@synthetique.example", good_password}, here);
  const auto wrong = sign_in(means, {"admin@synthetique.example", secret("not the one at all")}, here);
  const auto formless = sign_in(means, {"no address", good_password}, here);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message, wrong.error().message);
  EXPECT_EQ(unknown.error().message, formless.error().message);
  EXPECT_EQ(secrets.passwords_checked, before + 3);
  EXPECT_EQ(lines(Deed::sign_in_refused), 3U);
}

TEST_F(Accounts, failures_slow_down_their_own_address_and_nobody_else) {
  administrator();
  for (int i = 0; i < 40; ++i)
    static_cast<void>(sign_in(means, {"admin@synthetique.example", secret("guess")}, elsewhere));
  const auto slowed = sign_in(means, {"admin@synthetique.example", secret("guess")}, elsewhere);
  ASSERT_FALSE(slowed);
  EXPECT_EQ(slowed.error().kind, ErrorKind::busy);
  EXPECT_TRUE(sign_in(means, {"admin@synthetique.example", good_password}, here))
      << "the owner was locked out";
  clock.at += 16min;
  EXPECT_EQ(sign_in(means, {"admin@synthetique.example", secret("guess")}, elsewhere).error().kind,
            ErrorKind::forbidden);
}

TEST_F(Accounts, an_address_that_tries_many_logins_is_slowed_too) {
  for (int i = 0; i < 60; ++i)
    static_cast<void>(
        sign_in(means, {"p" + std::to_string(i) + "@synthetique.example", secret("guess")}, elsewhere));
  EXPECT_EQ(sign_in(means, {"fresh@synthetique.example", secret("guess")}, elsewhere).error().kind,
            ErrorKind::busy);
}

TEST_F(Accounts, sessions_end_when_idle_too_long_ended_or_the_account_is_closed) {
  const SignedIn admin = administrator();
  const std::string first = token;
  const SignedIn surgeon = person(admin, "surgeon@synthetique.example", {Role::surgeon, "synthetique-07"});
  const std::string second = token;
  clock.at += 29min;
  EXPECT_TRUE(session_of(means, second));
  clock.at += 2min;
  EXPECT_FALSE(session_of(means, second));

  const SignedIn back = person(admin, "surgeon2@synthetique.example", {Role::surgeon, "synthetique-07"});
  const std::string third = token;
  ASSERT_TRUE(close_account(means, admin, back.account.id, here));
  EXPECT_FALSE(session_of(means, third));
  EXPECT_FALSE(sign_in(means, {"surgeon2@synthetique.example", good_password}, here));

  for (int i = 0; i < 30; ++i) {  // in use all the time, but over after twelve hours
    clock.at += 25min;
    if (const auto who = session_of(means, first)) note_use(means, *who);
  }
  EXPECT_FALSE(session_of(means, first));
}

TEST_F(Accounts, people_see_and_end_their_own_sessions_only) {
  const SignedIn admin = administrator();
  const SignedIn surgeon = person(admin, "surgeon@synthetique.example", {Role::surgeon, "synthetique-07"});
  const auto theirs = own_sessions(means, surgeon);
  ASSERT_EQ(theirs->size(), 1U);
  EXPECT_EQ(theirs->front().address_hint, "192.0.2.x");
  EXPECT_EQ(end_own_session(means, surgeon, admin.session.id, here).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(end_own_session(means, surgeon, surgeon.session.id, here));
  EXPECT_FALSE(session_of(means, token));
}

TEST_F(Accounts, a_coordinator_appoints_at_their_centre_only) {
  const SignedIn admin = administrator();
  const SignedIn coordinator =
      person(admin, "coordinator@synthetique.example", {Role::coordinator, "synthetique-07"});
  EXPECT_TRUE(invite_person(means, coordinator,
                            {"s@synthetique.example", "S", {}, "fr", {{Role::secretary, "synthetique-07"}}},
                            here));
  EXPECT_TRUE(invite_person(means, coordinator,
                            {"r@synthetique.example", "R", {}, "fr", {{Role::referrer, {}}}}, here));
  for (const access::Appointment& other : {access::Appointment{Role::secretary, "synthetique-11"},
                                           {Role::administrator, {}},
                                           {Role::auditor, {}}}) {
    const auto refused =
        invite_person(means, coordinator, {"x@synthetique.example", "X", {}, "fr", {other}}, here);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  }
  EXPECT_FALSE(appoint(means, coordinator, admin.account.id, admin.account.version,
                       {{Role::secretary, "synthetique-07"}}, here));
  EXPECT_FALSE(appoint(means, coordinator, coordinator.account.id, coordinator.account.version,
                       {{Role::administrator, {}}}, here));
}

TEST_F(Accounts, a_role_of_a_centre_names_it_and_a_role_of_the_network_does_not) {
  const SignedIn admin = administrator();
  for (const access::Appointment& wrong :
       {access::Appointment{Role::surgeon, {}}, {Role::auditor, "synthetique-07"}, {Role::visitor, {}}})
    EXPECT_EQ(
        invite_person(means, admin, {"x@synthetique.example", "X", {}, "fr", {wrong}}, here).error().kind,
        ErrorKind::incorrect);
  EXPECT_EQ(invite_person(means, admin, {"x@synthetique.example", "X", {}, "fr", {}}, here).error().kind,
            ErrorKind::incorrect);
}

TEST_F(Accounts, a_changed_appointment_holds_at_the_next_request_and_history_stays) {
  const SignedIn admin = administrator();
  const SignedIn surgeon = person(admin, "surgeon@synthetique.example", {Role::surgeon, "synthetique-07"});
  EXPECT_EQ(appoint(means, admin, surgeon.account.id, surgeon.account.version - 1,
                    {{Role::surgeon, "synthetique-11"}}, here)
                .error()
                .kind,
            ErrorKind::conflict);
  ASSERT_TRUE(appoint(means, admin, surgeon.account.id, surgeon.account.version,
                      {{Role::surgeon, "synthetique-11"}}, here));
  const auto now = session_of(means, token);
  ASSERT_EQ(now->caller.appointments.size(), 1U);
  EXPECT_EQ(now->caller.appointments.front().centre, "synthetique-11");
  EXPECT_EQ(now->account.appointments.size(), 2U);
}

TEST_F(Accounts, the_last_administrator_stays) {
  const SignedIn admin = administrator();
  EXPECT_EQ(close_account(means, admin, admin.account.id, here).error().kind, ErrorKind::conflict);
  const SignedIn second = person(admin, "admin2@synthetique.example", {Role::administrator, {}});
  EXPECT_TRUE(close_account(means, second, admin.account.id, here));
  EXPECT_FALSE(close_account(means, second, second.account.id, here));
}

TEST_F(Accounts, a_new_password_ends_every_session) {
  const SignedIn admin = administrator();
  const SignedIn surgeon = person(admin, "surgeon@synthetique.example", {Role::surgeon, "synthetique-07"});
  const std::string old = token;
  const auto link = make_password_link(means, admin, surgeon.account.id, here);
  ASSERT_TRUE(link);
  ASSERT_TRUE(use_link(means, link->token, secret("autre phrase de passe longue"), here));
  EXPECT_FALSE(session_of(means, old));
  EXPECT_FALSE(sign_in(means, {"surgeon@synthetique.example", good_password}, here));
}

TEST_F(Accounts, a_half_session_cannot_replace_the_codes_of_its_account) {
  administrator();
  const auto half = sign_in(means, {"admin@synthetique.example", good_password}, here);
  const auto who = session_of(means, half->token);
  const auto setup = begin_code_setup(means, *who, "Repère");
  clock.at += 30s;
  EXPECT_EQ(finish_code_setup(means, *who, setup.sealed, clock.code(), here).error().kind,
            ErrorKind::forbidden);
}

TEST_F(Accounts, a_confirmation_is_needed_again_after_a_while) {
  const SignedIn admin = administrator();
  EXPECT_TRUE(check_confirmed(means, admin));
  clock.at += 11min;
  EXPECT_FALSE(check_confirmed(means, *session_of(means, token)));
  EXPECT_FALSE(confirm(means, *session_of(means, token), secret("wrong one"), clock.code(), here));
  ASSERT_TRUE(confirm(means, *session_of(means, token), good_password, clock.code(), here));
  EXPECT_TRUE(check_confirmed(means, *session_of(means, token)));
}

TEST_F(Accounts, a_token_has_a_scope_within_its_makers_rights_and_ends) {
  const SignedIn admin = administrator();
  const SignedIn manager = person(admin, "data@synthetique.example", {Role::data_manager, "synthetique-07"});
  EXPECT_FALSE(make_token(means, manager, "nightly import", {access::Act::sign_decision},
                          std::chrono::days(30), here));
  EXPECT_FALSE(
      make_token(means, manager, "nightly import", {access::Act::read_audit}, std::chrono::days(30), here));
  EXPECT_FALSE(make_token(means, manager, "nightly import", {}, std::chrono::days(30), here));
  EXPECT_FALSE(make_token(means, manager, "", {access::Act::import_cases}, std::chrono::days(30), here));
  const auto made =
      make_token(means, manager, "nightly import", {access::Act::import_cases}, std::chrono::days(30), here);
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->text.starts_with("repere_"));
  const auto caller = caller_of_token(means, made->text);
  ASSERT_TRUE(caller);
  EXPECT_TRUE(access::authorise(*caller, access::Act::import_cases, access::of_centre("synthetique-07")));
  EXPECT_FALSE(access::authorise(*caller, access::Act::read_case, access::of_centre("synthetique-07")));
  ASSERT_TRUE(end_token(means, manager, made->token.id, here));
  EXPECT_FALSE(caller_of_token(means, made->text));
  EXPECT_FALSE(caller_of_token(means, "repere_nothing"));
}

TEST_F(Accounts, what_is_done_stands_in_the_trail) {
  const SignedIn admin = administrator();
  const SignedIn surgeon = person(admin, "surgeon@synthetique.example", {Role::surgeon, "synthetique-07"});
  ASSERT_TRUE(sign_out(means, surgeon, here));
  EXPECT_EQ(lines(Deed::account_invited), 2U);
  EXPECT_EQ(lines(Deed::link_used), 2U);
  EXPECT_EQ(lines(Deed::second_factor_changed), 2U);
  EXPECT_EQ(lines(Deed::sign_out), 1U);
  for (const auto& entry : transactions.state.trail)
    EXPECT_EQ(entry.facts.find("synthetique.example"), std::string::npos);
}

TEST(Passwords, weak_ones_are_refused_in_words) {
  Account account;
  account.login = "prenom.nom@synthetique.example";
  account.name = "Prénom Synthétique";
  for (const char* weak :
       {"", "court", "aaaaaaaaaaaaaaaa", "azertyuiopqs", "123456789012", "mlkjhgfdsqpo",
        "motdepassemotdepasse", "prenom.nom@synthetique.example", "prenom.nom1", "abababababab"})
    EXPECT_FALSE(check_password(secret(weak), account)) << weak;
  EXPECT_FALSE(check_password(secret(std::string(257, 'x')), account));
  for (const char* good : {"corail lampe vitesse nuage", "Tr0ub4dor&3xyz", "été à l'île d'Yeu 1987"})
    EXPECT_TRUE(check_password(secret(good), account)) << good;
}

TEST(Logins, are_addresses_in_lower_case) {
  EXPECT_EQ(*login_from(" Prenom.Nom@Synthetique.Example "), "prenom.nom@synthetique.example");
  for (const char* wrong : {"", "  ", "nobody", "@x.y", "a@", "a@b", "a b@c.d", "a@b@c.d", "a@b.", "<a>@b.c"})
    EXPECT_FALSE(login_from(wrong)) << wrong;
}

TEST_F(Accounts, who_manages_an_account_takes_back_what_lets_somebody_in) {
  const SignedIn admin = administrator();
  const SignedIn other = person(admin, "b@synthetique.example", {Role::data_manager, "synthetique-07"});
  const auto made = make_token(means, other, "machine", {access::Act::import_cases}, std::chrono::days(9), here);
  ASSERT_TRUE(made);
  const auto seen = managed_account(means, admin, other.account.id);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->sessions, 1);
  EXPECT_EQ(seen->tokens, 1);
  EXPECT_EQ(managed_account(means, other, admin.account.id).error().kind, ErrorKind::forbidden);
  EXPECT_FALSE(end_tokens_of(means, other, admin.account.id, here));
  ASSERT_TRUE(end_tokens_of(means, admin, other.account.id, here));
  EXPECT_FALSE(caller_of_token(means, made->text));
  ASSERT_TRUE(reset_second_factor(means, admin, other.account.id, here));
  EXPECT_FALSE(session_of(means, token));
  EXPECT_FALSE(reset_second_factor(means, admin, admin.account.id, here)) << "one's own";
  const auto begun = sign_in(means, {"b@synthetique.example", good_password}, here);
  EXPECT_FALSE(give_second_factor(means, *session_of(means, begun->token), recovery.front(), here))
      << "a recovery code of before the reset";
  ASSERT_TRUE(end_sessions_of(means, admin, other.account.id, here));
  EXPECT_FALSE(session_of(means, begun->token));
}

TEST_F(Accounts, a_closed_account_opens_again_with_a_role_and_without_its_tokens) {
  const SignedIn admin = administrator();
  const SignedIn other = person(admin, "b@synthetique.example", {Role::data_manager, "synthetique-07"});
  const auto made = make_token(means, other, "machine", {access::Act::import_cases}, std::chrono::days(9), here);
  EXPECT_EQ(reopen_account(means, admin, other.account.id, {Role::surgeon, "synthetique-07"}, here).error().kind,
            ErrorKind::conflict);
  ASSERT_TRUE(close_account(means, admin, other.account.id, here));
  EXPECT_FALSE(sign_in(means, {"b@synthetique.example", good_password}, here));
  ASSERT_TRUE(reopen_account(means, admin, other.account.id, {Role::surgeon, "synthetique-07"}, here));
  EXPECT_TRUE(sign_in(means, {"b@synthetique.example", good_password}, here));
  EXPECT_FALSE(caller_of_token(means, made->text)) << "a token came back";
}

// The clock is set back an hour after somebody signed in, failed, confirmed, was appointed, lost a role.
TEST_F(Accounts, a_clock_that_is_set_back_locks_nobody_out_and_opens_nothing) {
  const SignedIn admin = administrator();
  const SignedIn surgeon = person(admin, "chirurgie@synthetique.example", {Role::surgeon, "FR-A"});
  const SignedIn other = person(admin, "autre@synthetique.example", {Role::surgeon, "FR-A"});
  ASSERT_TRUE(appoint(means, admin, other.account.id, other.account.version, {{Role::clinician, "FR-A"}}, here));
  const std::string of_other = token;
  for (int i = 0; i < 6; ++i) EXPECT_FALSE(sign_in(means, {"chirurgie@synthetique.example", secret("faux")}, here));
  EXPECT_EQ(sign_in(means, {"chirurgie@synthetique.example", good_password}, here).error().kind, ErrorKind::busy);

  clock.at -= 1h;
  const auto still = session_of(means, of_other);
  ASSERT_TRUE(still) << "a session goes on";
  ASSERT_EQ(still->caller.appointments.size(), 1U);
  EXPECT_EQ(still->caller.appointments[0].role, Role::clinician) << "the new role holds, the old one does not return";
  EXPECT_FALSE(check_confirmed(means, *still)) << "how old the confirmation is, nobody knows";
  note_use(means, *still);
  EXPECT_EQ(session_of(means, of_other)->session.last_seen, clock.at) << "it is idle from now on";
  const auto begun = sign_in(means, {"chirurgie@synthetique.example", good_password}, here);
  ASSERT_TRUE(begun) << "failures of a time to come lock nobody out: " << begun.error().message;
  const std::string code = clock.code();
  ASSERT_TRUE(give_second_factor(means, *session_of(means, begun->token), code, here)) << "nor does a code of then";
  const auto again = sign_in(means, {"chirurgie@synthetique.example", good_password}, here);
  EXPECT_FALSE(give_second_factor(means, *session_of(means, again->token), code, here)) << "a code is used once";
  for (int i = 0; i < 6; ++i) EXPECT_FALSE(sign_in(means, {"chirurgie@synthetique.example", secret("faux")}, here));
  EXPECT_EQ(sign_in(means, {"chirurgie@synthetique.example", good_password}, here).error().kind, ErrorKind::busy)
      << "new failures count";
}

}  // namespace
}  // namespace repere::workflows
