// What every engine must do for persons and the files of cases.
#include "storage/people/people_desk.hpp"

namespace repere::storage {

using namespace std::chrono_literals;
using access::Act;
using access::Role;
using workflows::Person;

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
