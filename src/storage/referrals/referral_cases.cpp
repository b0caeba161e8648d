// The cases that referrals became.
#include "storage/referrals/sql_referrals.hpp"
#include "storage/source_identities.hpp"

namespace repere::storage {

using access::Act;
using referral::ReferralId;

Result<std::optional<PatientId>> SqlReferrals::case_of(ReferralId id) {
  std::optional<PatientId> patient;
  REPERE_TRY(each_row(
      statements_, "SELECT patient FROM referral_case WHERE referral = $1",
      [&](const Statement& row) { patient = PatientId{row.whole(0)}; }, id.value));
  return patient;
}

Result<std::vector<ReferralId>> SqlReferrals::referrals_of(PatientId patient) {
  std::vector<ReferralId> all;
  REPERE_TRY(each_row(
      statements_, "SELECT referral FROM referral_case WHERE patient = $1 ORDER BY referral",
      [&](const Statement& row) { all.push_back(ReferralId{row.whole(0)}); }, patient.value));
  return all;
}

Result<void> SqlReferrals::bind(const access::Permit& permit, ReferralId id, PatientId patient, Instant at) {
  REPERE_TRY(check_permit(permit, Act::edit_case));
  const auto added = change(statements_,
                            "INSERT INTO referral_case (referral, patient, account, at) VALUES ($1, $2, $3, "
                            "$4) ON CONFLICT DO NOTHING",
                            id.value, patient.value, permit.account().value, at);
  if (!added) return tl::unexpected(added.error());
  if (*added == 0) return fail(ErrorKind::conflict, "this referral has its case already: open that one");
  return {};
}

Result<PatientId> SqlReferrals::patient_called(const access::Permit& permit, const std::string& source,
                                               const Confidential<std::string>& key) {
  REPERE_TRY(check_permit(permit, Act::edit_case));
  std::optional<PatientId> patient;
  REPERE_TRY(each_row(
      statements_,
      "SELECT i.patient FROM source_identity i JOIN dataset d ON d.id = i.dataset WHERE d.source = $1 AND "
      "d.until IS NULL "
      "AND i.key_hash = $2 AND i.until IS NULL",
      [&](const Statement& row) { patient = PatientId{row.whole(0)}; }, source,
      hash_of_key(secrets_, source, key)));
  if (!patient) return fail(ErrorKind::not_found, "there is no such patient");
  return *patient;
}

}  // namespace repere::storage
