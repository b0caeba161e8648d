#pragma once
#include "storage/people/case_rows.hpp"
#include "storage/people/query.hpp"
#include "workflows/referrals/referral_store.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// Referrals in SQL: who and what sealed under the referral's own key, what routes and counts it in clear.
class SqlReferrals final : public workflows::ReferralStore {
 public:
  SqlReferrals(Statements& statements, workflows::Secrets& secrets, KnownCentres& centres)
      : statements_(statements), secrets_(secrets), centres_(centres) {}

  Result<std::vector<Centre>> receiving_centres() override;
  Result<referral::ReferralId> add(const access::Permit& permit, const workflows::NewReferral& referral) override;
  Result<std::optional<referral::Summary>> of_submission(const std::string& submission_hash) override;
  Result<Lock> of_token(const std::string& token_hash) override;
  Result<access::Standing> standing(referral::ReferralId id) override;
  Result<referral::Referral> read(const access::Permit& permit, referral::ReferralId id) override;
  Result<workflows::NewDocument> document(const access::Permit& permit, referral::ReferralId id,
                                          std::int64_t number) override;
  Result<std::vector<referral::Summary>> list(const access::Permit& permit, const access::Caller& caller,
                                              const workflows::ReferralFilter& filter) override;
  Result<std::vector<referral::Summary>> sent_by(const access::Permit& permit, access::AccountId sender) override;
  Result<workflows::SamePerson> same_person(const access::Permit& permit, referral::ReferralId id) override;
  Result<void> happened(const access::Permit& permit, referral::ReferralId id, std::int64_t version,
                        const referral::Event& event, const std::string& to_centre) override;
  Result<void> add_document(const access::Permit& permit, referral::ReferralId id, Instant at,
                            const workflows::NewDocument& document) override;
  Result<std::optional<PatientId>> case_of(referral::ReferralId id) override;
  Result<std::vector<referral::ReferralId>> referrals_of(PatientId patient) override;
  Result<void> bind(const access::Permit& permit, referral::ReferralId id, PatientId patient, Instant at) override;
  Result<void> unbind(const access::Permit& permit, referral::ReferralId id, PatientId patient) override;
  Result<void> judge(const access::Permit& permit, const workflows::SameJudgement& said) override;
  Result<std::vector<workflows::SameJudgement>> judgements(const access::Permit& permit, referral::ReferralId id) override;
  Result<PatientId> patient_called(const access::Permit& permit, const std::string& source,
                                   const Confidential<std::string>& key) override;

 private:
  struct Held;
  Result<Held> held(referral::ReferralId id);
  Result<void> put_document(const Held& held, Instant at, const workflows::NewDocument& document);
  Result<void> put_event(const Held& held, const referral::Event& event);
  Result<std::vector<referral::Event>> events_of(const Held& held);
  Result<std::vector<referral::Document>> documents_of(const Held& held);
  Result<Confidential<std::string>> open(const Held& held, std::string_view what, const std::string& sealed);

  Statements& statements_;
  workflows::Secrets& secrets_;
  KnownCentres& centres_;
};

}  // namespace repere::storage
