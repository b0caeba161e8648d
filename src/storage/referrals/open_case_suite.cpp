// From a referral to a case, on every engine.
#include "storage/referrals/opened_suite.hpp"

namespace repere::storage {
namespace {

TEST_P(OpenCases, a_case_holds_what_the_referral_said_and_nothing_else) {
  const ReferralId id = taken_up({{"sex", "male"},
                                  {"postcode", "20230"},
                                  {"size_mm", "85"},
                                  {"done_imaging", "mri"},
                                  {"done_biopsy", "needle"},
                                  {"done_surgery", "no"},
                                  {"patient_telephone", "+33 1 99 00 00 00"}});
  const PatientId patient = opened(id);
  const auto file = workflows::read_case(*means_, surgeon(), patient);
  ASSERT_DONE(file);
  EXPECT_EQ(file->standing.standing.responsible_centre, centre_);
  ASSERT_EQ(file->rows.tumours.size(), 1U);
  EXPECT_EQ(file->rows.patients[0].sex, registry::Sex::male);
  EXPECT_EQ(file->rows.patients[0].department, "2B");
  EXPECT_EQ(file->rows.patients[0].prior_radiotherapy, registry::Answer::not_asked);
  EXPECT_EQ(file->rows.tumours[0].compartment, Compartment::soft_tissue);
  EXPECT_EQ(file->rows.tumours[0].size_mm, 85);
  EXPECT_FALSE(file->rows.tumours[0].diagnosis || file->rows.tumours[0].histotype ||
               file->rows.tumours[0].site);
  ASSERT_EQ(file->rows.imaging.size(), 1U);
  EXPECT_EQ(file->rows.imaging[0].modality, registry::ImagingModality::mri);
  EXPECT_FALSE(file->rows.imaging[0].when.recorded());
  EXPECT_EQ(file->rows.biopsies.size(), 1U);
  EXPECT_TRUE(file->rows.surgeries.empty());
  EXPECT_EQ(file->rows.datasets[0].source, "network-entry");
  EXPECT_FALSE(file->rows.datasets[0].synthetic);
  const auto person = workflows::read_identity(*means_, surgeon(), patient);
  ASSERT_DONE(person);
  EXPECT_EQ(person->birth_name.reveal(), "ESSAI");
  EXPECT_EQ(person->given_names.reveal(), "Donnée");
  EXPECT_EQ(person->birth.reveal()->text(), "1970-05-17");
  EXPECT_EQ(person->contact.reveal(), "+33 1 99 00 00 00");
  EXPECT_EQ(*workflows::case_of(*means_, surgeon(), id), patient);
  const auto referrals = workflows::referrals_of_case(*means_, surgeon(), patient);
  ASSERT_DONE(referrals);
  ASSERT_EQ(referrals->size(), 1U);
  EXPECT_EQ(referrals->at(0).files.at(0).name.reveal(), "irm.pdf");
}

TEST_P(OpenCases, a_site_says_its_compartment_and_one_that_is_none_is_refused) {
  const ReferralId id = taken_up();
  OpenCase wanted;
  wanted.site = "nowhere";
  EXPECT_EQ(open(surgeon(), id, wanted).error().kind, ErrorKind::incorrect);
  const Site& site = *sample::reference().sites.begin();
  wanted.site = site.code;
  const auto file = workflows::read_case(*means_, surgeon(), opened(id, wanted));
  EXPECT_EQ(sample::reference().sites[file->rows.tumours.at(0).site].code, site.code);
  EXPECT_FALSE(file->rows.tumours[0].compartment);
}

TEST_P(OpenCases, it_is_opened_once_and_only_of_what_was_taken_up) {
  const ReferralId id = sent();
  EXPECT_EQ(open(surgeon(), id).error().kind, ErrorKind::conflict) << "nobody took it up";
  step(id, Happening::accepted);
  OpenCase stale;
  stale.version = 1;
  EXPECT_EQ(open(surgeon(), id, stale).error().kind, ErrorKind::conflict);
  EXPECT_FALSE(*workflows::case_of(*means_, surgeon(), id));
  opened(id);
  OpenCase again;
  again.anyway = true;
  EXPECT_EQ(open(surgeon(), id, again).error().kind, ErrorKind::conflict);
  EXPECT_EQ(record("network-entry").patients.size(), 1U);
  const ReferralId over = sent({{"birth_name", "AUTRE"}});
  step(over, Happening::closed);
  EXPECT_EQ(open(surgeon(), over).error().kind, ErrorKind::conflict);
  const ReferralId answered = sent({{"birth_name", "TROISIEME"}});
  step(answered, Happening::answered);
  EXPECT_TRUE(opened(answered));
}

TEST_P(OpenCases, another_centre_opens_nothing_and_sees_nothing) {
  const ReferralId id = taken_up();
  EXPECT_EQ(open(at(Role::surgeon, other_), id).error().kind, ErrorKind::not_found);
  EXPECT_EQ(open(at(Role::pathologist, centre_), id).error().kind, ErrorKind::forbidden);
  const PatientId patient = opened(id);
  EXPECT_FALSE(workflows::case_of(*means_, at(Role::surgeon, other_), id));
  EXPECT_FALSE(workflows::referrals_of_case(*means_, at(Role::surgeon, other_), patient));
}

TEST_P(OpenCases, somebody_who_is_known_is_told_bound_or_said_to_be_another_person) {
  const PatientId first = opened(taken_up());
  const ReferralId again = taken_up({{"birth_name", "essai"}});
  const auto told = open(surgeon(), again);
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().kind, ErrorKind::conflict);
  EXPECT_NE(told.error().message.find("case " + std::to_string(first.value)), std::string::npos)
      << told.error().message;
  OpenCase known;
  known.known = PatientId{999'999};
  EXPECT_EQ(open(at(Role::secretary, centre_), again, known).error().kind, ErrorKind::not_found);
  known.known = first;
  EXPECT_EQ(opened(again, known), first);
  EXPECT_EQ(workflows::referrals_of_case(*means_, surgeon(), first)->size(), 2U);
  OpenCase other;
  other.anyway = true;
  EXPECT_NE(opened(taken_up(), other), first);
  EXPECT_EQ(record("network-entry").patients.size(), 2U);
}

TEST_P(OpenCases, a_demonstration_stays_synthetic_and_an_import_does_not_meet_it) {
  const auto rows = sample::full_registry(4);
  ASSERT_TRUE(rows.datasets.at(0).synthetic);
  import(rows);
  const std::string source = rows.datasets[0].source, before = sample::text_of(record(source));
  for (const auto& centre : record(source).centres)
    if (centre.fictitious) centre_ = centre.code;
  const PatientId patient = opened(taken_up());
  EXPECT_TRUE(workflows::read_case(*means_, surgeon(), patient)->rows.datasets[0].synthetic);
  EXPECT_EQ(sample::text_of(record(source)), before) << "the other source is as it was";
  EXPECT_EQ(record("network-entry-synthetic").tumours.size(), 1U);
  bool synthetic = false;
  ASSERT_DONE(transactions_->read([&](workflows::Work& work) -> Result<void> {
    const auto all = work.cases().all_synthetic();
    synthetic = all && *all;
    return {};
  }));
  EXPECT_TRUE(synthetic);
  import(sample::full_registry(2, "another-source"));
  EXPECT_EQ(record("network-entry-synthetic").patients.at(0).key.reveal().substr(0, 2), "R-");
}

TEST_P(OpenCases, who_is_erased_is_erased_in_the_referral_too) {
  const ReferralId id = taken_up();
  const PatientId patient = opened(id);
  ASSERT_DONE(workflows::erase_person(*means_, at(Role::auditor, {}), patient, "demande de la personne"));
  const auto left = workflows::read_referral(*means_, surgeon(), id);
  ASSERT_DONE(left);
  EXPECT_TRUE(left->erased);
  EXPECT_TRUE(left->answers.reveal().empty());
  EXPECT_EQ(workflows::read_referral_document(*means_, surgeon(), id, 1).error().kind, ErrorKind::not_found);
  // The name is free again: nothing is left that would know it.
  EXPECT_TRUE(workflows::same_person(*means_, surgeon(), taken_up())->patients.empty());
}

TEST_P(OpenCases, the_trail_says_who_opened_it_and_stays_whole) {
  const PatientId patient = opened(taken_up());
  workflows::AuditFilter filter;
  filter.patient = patient;
  std::vector<workflows::AuditLine> lines;
  workflows::TrailReport report;
  ASSERT_DONE(transactions_->read([&](workflows::Work& work) -> Result<void> {
    const auto permit =
        access::authorise({access::AccountId{1}, {{Role::auditor, {}}}, std::nullopt, std::nullopt},
                          access::Act::read_audit, access::of_the_network());
    lines = *work.audit().read(*permit, filter);
    report = *work.audit().verify(std::nullopt);
    return {};
  }));
  EXPECT_TRUE(report.whole());
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].object, "referral 1");
  EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const auto& line) {
    return line.after && line.after->reveal().find("\"compartment\":\"soft_tissue\"") != std::string::npos;
  }));
}

INSTANTIATE_TEST_SUITE_P(Engines, OpenCases, testing::ValuesIn(all_engines()),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace repere::storage
