// What every engine must do for accounts.
#include "storage/people/people_desk.hpp"
#include "workflows/accounts/invitations.hpp"

namespace repere::storage {

using namespace std::chrono_literals;
using access::Role;
using workflows::Account;
using workflows::Deed;

namespace {

Account account(const std::string& login) {
  Account one;
  one.login = login;
  one.name = "Personne Synthétique";
  one.speciality = "surgery";
  one.code_secret = std::string("\0\1\xFF sealed", 10);
  one.appointments = {{{Role::surgeon, "synthetique-07"}, Instant{1000ms}, std::nullopt}};
  return one;
}

access::AccountId added(Desk& desk, const std::string& login) {
  access::AccountId id;
  EXPECT_TRUE(desk.write([&](workflows::Work& work) -> Result<void> {
    const auto made = work.accounts().add(account(login));
    REPERE_TRY(made);
    id = *made;
    return {};
  }));
  return id;
}

}  // namespace

TEST_P(RecordStoreSuite, keeps_accounts_with_their_appointments) {
  Desk desk(connect());
  const access::AccountId id = added(desk, "a@synthetique.example");
  auto read = *desk.stores->accounts().find_by_login("a@synthetique.example");
  EXPECT_EQ(read.id, id);
  EXPECT_EQ(read.version, 1);
  EXPECT_EQ(read.code_secret, account("").code_secret);
  ASSERT_EQ(read.appointments.size(), 1U);
  EXPECT_EQ(read.appointments[0].centre, "synthetique-07");
  read.appointments[0].until = Instant{2000ms};
  read.appointments.push_back({{Role::coordinator, "synthetique-11"}, Instant{2000ms}, std::nullopt});
  const auto stale = read;
  ASSERT_DONE(desk.write([&](workflows::Work& work) { return work.accounts().change(read); }));
  EXPECT_EQ(desk.write([&](workflows::Work& work) { return work.accounts().change(stale); }).error().kind,
            ErrorKind::conflict);
  const auto again = *desk.stores->accounts().find(id);
  ASSERT_EQ(again.appointments.size(), 2U);
  EXPECT_EQ(again.appointments[0].until, Instant{2000ms});
  EXPECT_EQ(desk.stores->accounts().find(access::AccountId{999}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(desk.stores->accounts().all()->size(), 1U);
}

TEST_P(RecordStoreSuite, refuses_a_login_that_is_taken) {
  Desk desk(connect());
  const auto add = [&] {
    return desk.write([&](workflows::Work& work) -> Result<void> {
      REPERE_TRY(work.accounts().add(account("a@synthetique.example")));
      return {};
    });
  };
  ASSERT_DONE(add());
  EXPECT_EQ(add().error().kind, ErrorKind::conflict);
}

TEST_P(RecordStoreSuite, a_recovery_code_is_used_once) {
  Desk desk(connect());
  const access::AccountId id = added(desk, "a@synthetique.example");
  ASSERT_DONE(desk.write([&](workflows::Work& work) { return work.accounts().set_recovery_codes(id, {"h1", "h2"}); }));
  EXPECT_EQ(*desk.stores->accounts().recovery_codes_left(id), 2);
  EXPECT_TRUE(*desk.stores->accounts().use_recovery_code(id, "h1", desk.clock.at));
  EXPECT_FALSE(*desk.stores->accounts().use_recovery_code(id, "h1", desk.clock.at));
  EXPECT_FALSE(*desk.stores->accounts().use_recovery_code(id, "h3", desk.clock.at));
  EXPECT_EQ(*desk.stores->accounts().recovery_codes_left(id), 1);
}

TEST_P(RecordStoreSuite, an_identity_elsewhere_opens_one_account_until_it_is_unbound) {
  Desk desk(connect());
  const auto first = added(desk, "a@synthetique.example"), second = added(desk, "b@synthetique.example");
  ASSERT_DONE(desk.write([&](workflows::Work& work) { return work.accounts().set_subject(first, "https://provider.example", "ps-1"); }));
  EXPECT_EQ(desk.stores->accounts().find_by_subject("https://provider.example", "ps-1")->id, first);
  EXPECT_FALSE(desk.stores->accounts().find_by_subject("https://other.example", "ps-1"));
  EXPECT_EQ(*desk.stores->accounts().issuers_of(first), std::vector<std::string>{"https://provider.example"});
  EXPECT_FALSE(desk.write([&](workflows::Work& work) {
    return work.accounts().set_subject(second, "https://provider.example", "ps-1");
  })) << "two accounts";
  ASSERT_DONE(desk.write([&](workflows::Work& work) { return work.accounts().remove_subjects(first); }));
  EXPECT_TRUE(desk.stores->accounts().issuers_of(first)->empty());
}

TEST_P(RecordStoreSuite, what_ends_a_session_elsewhere_goes_with_the_session) {
  Desk desk(connect());
  workflows::SessionId id;
  ASSERT_DONE(desk.write([&](workflows::Work& work) -> Result<void> {
    const auto added = work.accounts().add(account("a@synthetique.example"));
    REPERE_TRY(added);
    workflows::Session session;
    session.account = *added;
    session.token_hash = "h";
    session.began = session.last_seen = session.ends = session.confirmed_at = desk.clock.at;
    const auto begun = work.sessions().add(session);
    REPERE_TRY(begun);
    id = *begun;
    return work.sessions().keep_provider_token(id, std::string("\0sealed", 7));
  }));
  EXPECT_EQ(*desk.stores->sessions().provider_token(id), std::string("\0sealed", 7));
  ASSERT_DONE(desk.write([&](workflows::Work& work) { return work.sessions().end(id); }));
  EXPECT_EQ(*desk.stores->sessions().provider_token(id), "");
}

TEST_P(RecordStoreSuite, carries_an_account_from_invitation_to_session) {
  Desk desk(connect());
  struct OnDesk final : workflows::Transactions {
    explicit OnDesk(Desk& held) : desk(held) {}
    Result<void> write(const Task& task) override { return desk.write(task); }
    Result<void> read(const Task& task) override { return task(*desk.stores); }
    void later(Task task) override { static_cast<void>(desk.write(task)); }
    Desk& desk;
  } transactions(desk);
  const workflows::Means means{transactions, desk.secrets, desk.clock};
  const workflows::Origin origin{"192.0.2.1", "test", "r1"};
  const auto invited = workflows::invite_first_administrator(means, "admin@synthetique.example", "A");
  ASSERT_DONE(invited);
  const auto begun = workflows::use_link(means, invited->token, secret("corail lampe vitesse nuage"), origin);
  ASSERT_DONE(begun);
  const auto who = workflows::session_of(means, begun->token);
  ASSERT_DONE(who);
  EXPECT_EQ(who->caller.appointments.at(0).role, Role::administrator);
  EXPECT_FALSE(workflows::use_link(means, invited->token, secret("corail lampe vitesse nuage"), origin));
  EXPECT_FALSE(workflows::sign_in(means, {"admin@synthetique.example", secret("wrong")}, origin));
  ASSERT_DONE(
      workflows::sign_in(means, {"admin@synthetique.example", secret("corail lampe vitesse nuage")}, origin));
  ASSERT_DONE(workflows::sign_out(means, *who, origin));
  EXPECT_FALSE(workflows::session_of(means, begun->token));
  EXPECT_TRUE(desk.verify().whole());
  EXPECT_EQ(desk.stores->audit().read(to_read_the_trail(), {})->front().deed, Deed::sign_out);
}

TEST_P(RecordStoreSuite, counts_failed_attempts_by_login_and_address) {
  Desk desk(connect());
  const Instant now = desk.clock.at;
  ASSERT_DONE(desk.write([&](workflows::Work& work) -> Result<void> {
    for (const auto& [login, address, at] : {std::tuple{"l1", "a1", now - 1h},
                                             {"l1", "a1", now - 2s},
                                             {"l1", "a2", now - 1s},
                                             {"l2", "a1", now}})
      REPERE_TRY(work.attempts().add(login, address, at));
    return {};
  }));
  const auto counts = *desk.stores->attempts().count("l1", "a1", now - 10min);
  EXPECT_EQ(counts.login_and_address, 1);
  EXPECT_EQ(counts.login, 2);
  EXPECT_EQ(counts.address, 2);
  EXPECT_EQ(counts.last_of_login_and_address, now - 2s);
}

}  // namespace repere::storage
