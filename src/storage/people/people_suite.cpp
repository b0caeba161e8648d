// What every engine must do for accounts, persons and files.
#include "storage/people/people_desk.hpp"
#include "workflows/accounts/invitations.hpp"

namespace repere::storage {

using namespace std::chrono_literals;
using access::Act;
using access::Role;
using workflows::Account;
using workflows::Deed;
using workflows::Person;

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

}  // namespace

TEST_P(RecordStoreSuite, keeps_accounts_with_their_appointments) {
  Desk desk(connect());
  access::AccountId id;
  ASSERT_DONE(desk.write([&](workflows::Work& work) -> Result<void> {
    const auto added = work.accounts().add(account("a@synthetique.example"));
    REPERE_TRY(added);
    id = *added;
    return {};
  }));
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
  access::AccountId id;
  ASSERT_DONE(desk.write([&](workflows::Work& work) -> Result<void> {
    const auto added = work.accounts().add(account("a@synthetique.example"));
    REPERE_TRY(added);
    id = *added;
    return work.accounts().set_recovery_codes(id, {"h1", "h2"});
  }));
  EXPECT_EQ(*desk.stores->accounts().recovery_codes_left(id), 2);
  EXPECT_TRUE(*desk.stores->accounts().use_recovery_code(id, "h1", desk.clock.at));
  EXPECT_FALSE(*desk.stores->accounts().use_recovery_code(id, "h1", desk.clock.at));
  EXPECT_FALSE(*desk.stores->accounts().use_recovery_code(id, "h3", desk.clock.at));
  EXPECT_EQ(*desk.stores->accounts().recovery_codes_left(id), 1);
}

TEST_P(RecordStoreSuite, an_identity_elsewhere_opens_one_account_until_it_is_unbound) {
  Desk desk(connect());
  access::AccountId first, second;
  ASSERT_DONE(desk.write([&](workflows::Work& work) -> Result<void> {
    auto added = work.accounts().add(account("a@synthetique.example"));
    REPERE_TRY(added);
    first = *added;
    added = work.accounts().add(account("b@synthetique.example"));
    REPERE_TRY(added);
    second = *added;
    return work.accounts().set_subject(first, "https://provider.example", "ps-1");
  }));
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

namespace {

Person person(PatientId patient) {
  Person one;
  one.patient = patient;
  one.birth_name = secret("SYNTHÉTIQUE");
  one.used_name = secret("Exemple-Bœuf");
  one.given_names = secret("Éloïse Anne");
  one.birth = Confidential<std::optional<PartialDate>>(*PartialDate::parse("1980-02-03"));
  one.ins = secret("2 80 02 69 588 157 80");
  one.contact = secret("01 00 00 00 00");
  return one;
}
const access::Standing at_07{"synthetique-07", {}, {}, false};

}  // namespace

TEST_P(RecordStoreSuite, who_a_patient_is_comes_back_and_does_not_stand_in_the_database) {
  Desk desk(connect());
  const auto staff = caller(Role::secretary, "synthetique-07");
  const auto correct = permit(staff, Act::correct_identity, at_07);
  ASSERT_DONE(
      desk.write([&](workflows::Work& work) { return work.persons().write(correct, person(PatientId{3})); }));
  const auto read = desk.stores->persons().read(permit(staff, Act::read_identity, at_07), PatientId{3});
  ASSERT_DONE(read);
  EXPECT_EQ(read->used_name.reveal(), "Exemple-Bœuf");
  EXPECT_EQ(read->birth.reveal()->text(), "1980-02-03");
  EXPECT_EQ(read->contact.reveal(), "01 00 00 00 00");
  EXPECT_EQ(read->version, 1);
  EXPECT_FALSE(desk.stores->persons().read(correct, PatientId{3})) << "the permit was for something else";
  EXPECT_EQ(
      desk.write([&](workflows::Work& work) { return work.persons().write(correct, person(PatientId{3})); })
          .error()
          .kind,
      ErrorKind::conflict);
  auto changed = *read;
  changed.contact = secret("01 00 00 00 01");
  ASSERT_DONE(desk.write([&](workflows::Work& work) { return work.persons().write(correct, changed); }));
  EXPECT_EQ(
      desk.write([&](workflows::Work& work) { return work.persons().write(correct, changed); }).error().kind,
      ErrorKind::conflict);
}

TEST_P(RecordStoreSuite, a_person_is_found_whatever_the_spelling_and_not_after_erasure) {
  Desk desk(connect());
  const auto staff = caller(Role::secretary, "synthetique-07");
  ASSERT_DONE(desk.write([&](workflows::Work& work) {
    return work.persons().write(permit(staff, Act::correct_identity, at_07), person(PatientId{3}));
  }));
  const auto search = permit(staff, Act::search_people, at_07);
  const auto found = [&](workflows::PersonQuery query) {
    return desk.stores->persons().search(search, query)->size();
  };
  const auto birth = *PartialDate::parse("1980-02-03");
  EXPECT_EQ(found({secret("280026958815780"), {}, {}, {}}), 1U);
  EXPECT_EQ(found({{}, secret("synthetique"), secret("ELOISE"), birth}), 1U);
  EXPECT_EQ(found({{}, secret("EXEMPLE BOEUF"), secret("Éloïse"), birth}), 1U);
  EXPECT_EQ(found({{}, secret("EXEMPLE BOEUF"), secret("Éloïse"), *PartialDate::parse("1980-02-04")}), 0U);
  EXPECT_FALSE(desk.stores->persons().search(search, {{}, secret("synthetique"), {}, birth}));
  const auto erase = permit(caller(Role::auditor), Act::erase_person, access::of_the_network());
  ASSERT_DONE(desk.write([&](workflows::Work& work) {
    return work.persons().erase(erase, PatientId{3}, "request of 2026", desk.clock.at);
  }));
  EXPECT_EQ(found({secret("280026958815780"), {}, {}, {}}), 0U);
  EXPECT_EQ(desk.stores->persons().read(permit(staff, Act::read_identity, at_07), PatientId{3}).error().kind,
            ErrorKind::not_found);
}

TEST_P(RecordStoreSuite, each_research_project_has_its_own_pseudonyms) {
  Desk desk(connect());
  const auto researcher = permit(caller(Role::epidemiologist), Act::export_cases, access::of_the_network());
  const auto name = [&](const std::string& project, std::int64_t patient) {
    return *desk.stores->persons().research_pseudonym(researcher, project, PatientId{patient});
  };
  EXPECT_EQ(name("one", 1), name("one", 1));
  EXPECT_NE(name("one", 1), name("one", 2));
  EXPECT_NE(name("one", 1), name("two", 1));
}

TEST_P(RecordStoreSuite, a_file_holds_one_patients_rows_and_nothing_that_identifies) {
  const auto rows = sample::full_registry(4);
  add(rows);
  const auto stored = read();
  Desk desk(connect());
  const PatientId patient{stored.patients.at(1).id};
  const auto standing = desk.stores->cases().standing(patient);
  ASSERT_DONE(standing);
  const auto reader = caller(Role::epidemiologist);
  const auto file = desk.stores->cases().read(permit(reader, Act::read_case, standing->standing), patient);
  ASSERT_DONE(file);
  ASSERT_EQ(file->rows.patients.size(), 1U);
  EXPECT_TRUE(file->rows.patients[0].key.reveal().empty());
  EXPECT_FALSE(file->rows.patients[0].birth.reveal());
  EXPECT_EQ(file->rows.patients[0].department, stored.patients[1].department);
  std::size_t tumours = 0, surgeries = 0;
  for (const auto& tumour : stored.tumours) tumours += tumour.patient == 1;
  for (const auto& surgery : stored.surgeries) surgeries += stored.tumours.at(surgery.tumour).patient == 1;
  EXPECT_EQ(file->rows.tumours.size(), tumours);
  EXPECT_EQ(file->rows.surgeries.size(), surgeries);
  EXPECT_EQ(file->version, 1);
  EXPECT_FALSE(file->pseudonym.empty());
  EXPECT_EQ(desk.stores->cases().standing(PatientId{999'999}).error().kind, ErrorKind::not_found);
}

TEST_P(RecordStoreSuite, several_files_read_together_are_those_read_one_by_one) {
  add(sample::full_registry(5));
  const auto stored = read();
  Desk desk(connect());
  const auto reader = permit(caller(Role::epidemiologist), Act::read_case, access::of_the_network());
  std::vector<PatientId> patients{PatientId{999'999}};
  for (const auto& patient : stored.patients) patients.push_back(PatientId{patient.id});
  const auto standings = desk.stores->cases().standings(patients);
  ASSERT_DONE(standings);
  EXPECT_EQ(standings->size(), stored.patients.size()) << "who is not there is left out";
  std::map<PatientId, access::Permit> wanted;
  for (const PatientId one : patients) wanted.emplace(one, reader);
  auto files = desk.stores->cases().read(wanted);
  ASSERT_DONE(files);
  ASSERT_EQ(files->size(), stored.patients.size());
  for (const auto& [patient, file] : *files) {
    const auto alone = desk.stores->cases().read(reader, patient);
    ASSERT_DONE(alone);
    EXPECT_EQ(sample::text_of(file.rows), sample::text_of(alone->rows));
    EXPECT_EQ(file.pseudonym, alone->pseudonym);
    EXPECT_EQ(file.version, alone->version);
    EXPECT_EQ(file.rows.datasets.at(0).source, alone->rows.datasets.at(0).source);
    EXPECT_EQ(file.standing.standing.responsible_centre, standings->at(patient).standing.responsible_centre);
  }
  const PatientId objecting{stored.patients.front().id};
  ASSERT_DONE(desk.write([&](workflows::Work& work) {
    return work.cases().set_objection(permit(caller(Role::auditor), Act::record_objection, access::of_the_network()), objecting,
                                      access::Objection::research, "letter", desk.clock.at);
  }));
  EXPECT_FALSE(desk.stores->cases().read(wanted)->contains(objecting));
  EXPECT_TRUE(desk.stores->cases().read({})->empty());
  EXPECT_EQ(desk.stores->cases().read({{objecting, permit(caller(Role::epidemiologist), Act::list_cases, access::of_the_network())}}).error().kind,
            ErrorKind::fault);
}

// Four people who were diagnosed on days of their own, as a source tells them.
registry::Registry four_people(const std::string& source) {
  auto rows = sample::full_registry(6, source);
  using namespace std::chrono;
  for (std::size_t i = 0; i < rows.patients.size(); ++i) {
    rows.patients[i].birth = Confidential<std::optional<PartialDate>>(PartialDate::of_day(Day(1961y / 3 / 9) + days(i)));
    rows.patients[i].sex = registry::Sex::female;
    rows.patients[i].department = "69";
  }
  for (auto& tumour : rows.tumours) tumour.diagnosis = PartialDate::of_day(Day(2014y / 2 / 3) + days(tumour.patient));
  return rows;
}

TEST_P(RecordStoreSuite, whom_two_sources_describe_alike_are_told_and_nearly_alike_are_not) {
  add(four_people("one"));
  auto other = four_people("other");
  other.patients.at(1).sex = registry::Sex::unknown;
  other.patients.at(2).birth = Confidential<std::optional<PartialDate>>(PartialDate::of_year(1961));
  for (auto& tumour : other.tumours)
    if (tumour.patient == 3) tumour.diagnosis = PartialDate::of_month(2014, 2);
  add(other);
  Desk desk(connect());
  const auto reader = permit(caller(Role::epidemiologist), Act::read_case, access::of_the_network());
  const auto first = workflows::CaseFilter{};
  const auto listed = desk.stores->cases().list(permit(caller(Role::epidemiologist), Act::list_cases, access::of_the_network()),
                                                caller(Role::epidemiologist), first);
  ASSERT_DONE(listed);
  std::vector<std::pair<PatientId, PatientId>> pairs;
  for (const auto& one : *listed) {
    const auto twins = desk.stores->persons().twins(reader, one.patient);
    ASSERT_DONE(twins);
    for (const PatientId twin : *twins)
      if (const std::pair found(one.patient, twin); std::find(pairs.begin(), pairs.end(), found) == pairs.end()) pairs.push_back(found);
  }
  ASSERT_EQ(pairs.size(), 2U) << "the first of each source, seen from either";
  EXPECT_EQ(pairs[0].first, pairs[1].second);
  EXPECT_EQ(pairs[0].second, pairs[1].first);
  EXPECT_EQ(desk.stores->persons().twins(permit(caller(Role::epidemiologist), Act::list_cases, access::of_the_network()), PatientId{1}).error().kind,
            ErrorKind::fault);
}

TEST_P(RecordStoreSuite, a_list_holds_what_the_callers_centre_may_see_and_objections_hold_at_once) {
  const auto rows = sample::full_registry(6);
  add(rows);
  Desk desk(connect());
  const auto researcher = caller(Role::epidemiologist);
  const auto list = [&](const access::Caller& who, const workflows::CaseFilter& filter) {
    const auto standing = access::is_of_a_centre(who.appointments[0].role)
                              ? access::of_centre(who.appointments[0].centre)
                              : access::of_the_network();
    const auto cases = desk.stores->cases().list(permit(who, Act::list_cases, standing), who, filter);
    EXPECT_TRUE(cases) << cases.error().message;
    return *cases;
  };
  const auto all = list(researcher, {});
  ASSERT_FALSE(all.empty());
  const std::string centre = all.front().centre;
  const auto own = list(caller(Role::surgeon, centre), {});
  ASSERT_FALSE(own.empty());
  for (const auto& one : own) EXPECT_EQ(one.centre, centre);
  EXPECT_TRUE(list(caller(Role::surgeon, "synthetique-none"), {}).empty());

  const PatientId patient = own.front().patient;
  const auto other = std::find_if(
      all.begin(), all.end(), [&](const auto& one) { return one.centre != centre && !one.centre.empty(); });
  if (other != all.end()) {
    const auto clinician = caller(Role::clinician, centre);
    ASSERT_DONE(desk.write([&](workflows::Work& work) {
      return work.cases().share(permit(clinician, Act::share_case, access::of_centre(centre)), patient,
                                other->centre, "second opinion", desk.clock.at);
    }));
    const auto theirs = list(caller(Role::surgeon, other->centre), {});
    EXPECT_TRUE(std::any_of(theirs.begin(), theirs.end(),
                            [&](const auto& one) { return one.patient == patient && one.shared; }));
    EXPECT_EQ(desk.stores->cases().standing(patient)->standing.shared_with.back(), other->centre);
  }
  const auto objecting = permit(caller(Role::auditor), Act::record_objection, access::of_the_network());
  ASSERT_DONE(desk.write([&](workflows::Work& work) {
    return work.cases().set_objection(objecting, patient, access::Objection::research, "letter",
                                      desk.clock.at);
  }));
  const auto has = [&](const auto& cases) {
    return std::any_of(cases.begin(), cases.end(), [&](const auto& one) { return one.patient == patient; });
  };
  EXPECT_FALSE(has(list(researcher, {})));
  EXPECT_TRUE(has(list(caller(Role::surgeon, centre), {})));
  EXPECT_EQ(desk.stores->cases()
                .read(permit(researcher, Act::read_case, access::of_the_network()), patient)
                .error()
                .kind,
            ErrorKind::not_found);
}

}  // namespace repere::storage
