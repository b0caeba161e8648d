// What was said about a referral and a person who may be the same.
#include "storage/boards/board_rows.hpp"
#include "storage/referrals/sql_referrals.hpp"

namespace repere::storage {

using access::Act;
using referral::ReferralId;
using workflows::SameJudgement;

namespace {

// What the sealed bytes belong to: they open nowhere else.
std::string reason_of(ReferralId id, std::int64_t number) {
  return "referral " + std::to_string(id.value) + " judgement " + std::to_string(number);
}

struct SealedJudgement {
  SameJudgement judgement;
  std::string sealed;
  workflows::SealedPersonKey key;
};

}  // namespace

Result<void> SqlReferrals::judge(const access::Permit& permit, const SameJudgement& said) {
  REPERE_TRY(check_one_of(permit, {Act::handle_referral, Act::edit_case}));
  const auto next = next_number(statements_, "referral_judgement");
  if (!next) return tl::unexpected(next.error());
  const std::int64_t number = *next;
  workflows::SealedPersonKey key;
  REPERE_TRY(each_row(
      statements_, "SELECT sealed_key FROM referral WHERE id = $1", [&](const Statement& row) { key = bytes_at(row, 0); }, said.referral.value));
  if (key.empty()) return fail(ErrorKind::conflict, "this referral was erased");
  std::string sealed;
  if (!said.reason.reveal().empty()) {
    auto made = secrets_.seal_for(key, reason_of(said.referral, number), said.reason);
    if (!made) return tl::unexpected(made.error());
    sealed = std::move(*made);
  }
  REPERE_TRY(change(statements_,
                    "INSERT INTO referral_judgement (number, referral, other, patient, said, account, at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    number, said.referral.value, said.other.value, said.patient.value, static_cast<int>(said.said), said.account.value, said.at,
                    Bytes{sealed}));
  return {};
}

Result<std::vector<SameJudgement>> SqlReferrals::judgements(const access::Permit& permit, ReferralId id) {
  REPERE_TRY(check_one_of(permit, {Act::read_referral, Act::handle_referral, Act::edit_case}));
  std::vector<SealedJudgement> held;
  REPERE_TRY(each_row(
      statements_,
      "SELECT j.referral, j.number, j.other, j.patient, j.said, j.account, j.at, j.sealed, r.sealed_key FROM referral_judgement j "
      "JOIN referral r ON r.id = j.referral WHERE j.referral = $1 OR j.other = $2 ORDER BY j.number",
      [&](const Statement& row) {
        held.push_back({{row.whole(1), ReferralId{row.whole(0)}, ReferralId{row.whole(2)}, PatientId{row.whole(3)},
                         static_cast<workflows::Said>(row.whole(4)), access::AccountId{row.whole(5)}, instant_at(row, 6), {}},
                        bytes_at(row, 7), bytes_at(row, 8)});
      },
      id.value, id.value));
  std::vector<SameJudgement> all;
  for (SealedJudgement& one : held) {
    if (!one.key.empty() && !one.sealed.empty()) {
      auto reason = secrets_.open_for(one.key, reason_of(one.judgement.referral, one.judgement.number), one.sealed);
      if (!reason) return tl::unexpected(reason.error());
      one.judgement.reason = std::move(*reason);
    }
    all.push_back(std::move(one.judgement));
  }
  return all;
}

Result<void> SqlReferrals::unbind(const access::Permit& permit, ReferralId id, PatientId patient) {
  REPERE_TRY(check_permit(permit, Act::edit_case));
  const auto gone = change(statements_, "DELETE FROM referral_case WHERE referral = $1 AND patient = $2", id.value, patient.value);
  if (!gone) return tl::unexpected(gone.error());
  return *gone == 0 ? Result<void>(fail(ErrorKind::conflict, "this referral is not this case's: look at it again")) : Result<void>();
}

}  // namespace repere::storage
