#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "domain/access/permit.hpp"
#include "domain/network/centres.hpp"
#include "domain/referral/referral.hpp"

// Referrals as they are kept: what names anybody is sealed under a key of the referral's own.
namespace repere::workflows {

struct NewDocument {
  bool from_centre = false;
  std::string type;  ///< media type, found by looking at the content
  Confidential<std::string> name, content;
};

struct NewReferral {
  referral::Summary summary;  ///< its id is given by the store
  access::AccountId sender;
  std::string token_hash;       ///< of the secret link
  std::string code_hash;        ///< argon2id, of the code that the sender chose
  std::string submission_hash;  ///< of the form it came with: the same form twice is one referral
  Confidential<referral::Answers> answers;
  std::string suspicion;
  std::vector<NewDocument> documents;
};

struct ReferralFilter {
  std::string centre;  ///< empty: every centre of the caller
  bool over_too = false;
  int most = 200;
};

/// What a referral may have to do with: others about the same person (same folded name and birth date), and patients.
struct SamePerson {
  std::vector<referral::Summary> referrals;
  std::vector<PatientId> patients;
};

/// What somebody said about a referral and a person of the same name and birth date. Numbers are stored: never reused.
enum class Said : std::uint8_t {
  same = 1,       ///< joined to that case
  different = 2,  ///< another person
  taken_back = 3, ///< what was said before does not count any more
};
inline constexpr std::array said_words{Word{Said::same, "same"}, Word{Said::different, "different"}, Word{Said::taken_back, "taken_back"}};
struct SameJudgement {
  std::int64_t number = 0;  ///< 1, 2, … of all referrals
  referral::ReferralId referral;
  referral::ReferralId other;  ///< 0: about a patient
  PatientId patient;           ///< 0: about another referral
  Said said = Said::different;
  access::AccountId account;
  Instant at{};
  Confidential<std::string> reason;  ///< empty once the referral was erased
};

/// As the audit trail names a referral.
inline std::string object_of(referral::ReferralId id) { return "referral " + std::to_string(id.value); }

class ReferralStore {
 public:
  virtual ~ReferralStore() = default;
  /// Who may receive a referral: the centres of the network; where the record's data sets brought fictitious ones, those
  /// and no real one.
  virtual Result<std::vector<Centre>> receiving_centres() = 0;
  virtual Result<referral::ReferralId> add(const access::Permit& permit, const NewReferral& referral) = 0;
  /// The referral that came with this form already.
  virtual Result<std::optional<referral::Summary>> of_submission(const std::string& submission_hash) = 0;
  struct Lock {
    referral::ReferralId id;
    std::string code_hash;
  };
  /// Errors: not_found
  virtual Result<Lock> of_token(const std::string& token_hash) = 0;
  /// Errors: not_found
  virtual Result<access::Standing> standing(referral::ReferralId id) = 0;
  /// Errors: not_found
  virtual Result<referral::Referral> read(const access::Permit& permit, referral::ReferralId id) = 0;
  /// Errors: not_found; unavailable when its bytes were changed
  virtual Result<NewDocument> document(const access::Permit& permit, referral::ReferralId id,
                                       std::int64_t number) = 0;
  /// The longest waiting first.
  virtual Result<std::vector<referral::Summary>> list(const access::Permit& permit,
                                                      const access::Caller& caller,
                                                      const ReferralFilter& filter) = 0;
  /// Those that an account sent, the newest first; no sender is nobody.
  virtual Result<std::vector<referral::Summary>> sent_by(const access::Permit& permit, access::AccountId sender) = 0;
  virtual Result<SamePerson> same_person(const access::Permit& permit, referral::ReferralId id) = 0;
  /// Adds what happened; a redirection moves it to `to_centre`.
  /// Errors: conflict when the referral has changed since `version`, or this cannot happen any more
  virtual Result<void> happened(const access::Permit& permit, referral::ReferralId id, std::int64_t version,
                                const referral::Event& event, const std::string& to_centre = {}) = 0;
  virtual Result<void> add_document(const access::Permit& permit, referral::ReferralId id, Instant at,
                                    const NewDocument& document) = 0;

  /// The patient that a referral became; nothing when there is none yet. Says nothing of who it is.
  virtual Result<std::optional<PatientId>> case_of(referral::ReferralId id) = 0;
  /// The referrals that became this patient.
  virtual Result<std::vector<referral::ReferralId>> referrals_of(PatientId patient) = 0;
  /// edit_case. Errors: conflict when the referral has a case already
  virtual Result<void> bind(const access::Permit& permit, referral::ReferralId id, PatientId patient, Instant at) = 0;
  /// edit_case. The referral is this patient's no more; that it was stays in its judgements and in the trail.
  /// Errors: conflict when it is not
  virtual Result<void> unbind(const access::Permit& permit, referral::ReferralId id, PatientId patient) = 0;
  /// handle_referral or edit_case. Only ever added to. Errors: conflict when the referral was erased
  virtual Result<void> judge(const access::Permit& permit, const SameJudgement& said) = 0;
  /// read_referral, handle_referral or edit_case. Said of this referral, and of others about it; the oldest first.
  virtual Result<std::vector<SameJudgement>> judgements(const access::Permit& permit, referral::ReferralId id) = 0;
  /// edit_case. The patient whom a data set calls so: what was just written into the record.
  /// Errors: not_found
  virtual Result<PatientId> patient_called(const access::Permit& permit, const std::string& source,
                                           const Confidential<std::string>& key) = 0;
};

}  // namespace repere::workflows
