#pragma once
// Referrals that are sent, taken up and become cases, on every engine: what the tests of it share.
#include "domain/referral/sample_answers.hpp"
#include "storage/people/people_desk.hpp"
#include "storage/people/workflows_on_engine.hpp"
#include "workflows/cases/change_case.hpp"
#include "workflows/cases/read_case.hpp"
#include "workflows/import_cases.hpp"
#include "workflows/referrals/follow_referral.hpp"
#include "workflows/referrals/handle_referral.hpp"
#include "workflows/referrals/open_case.hpp"
#include "workflows/referrals/send_referral.hpp"

namespace repere::storage {

using access::Role;
using referral::Happening;
using referral::ReferralId;
using workflows::Asking;
using workflows::OpenCase;
using Text = Confidential<std::string>;

class OpenCases : public WorkflowsOnEngine {
 protected:
  void SetUp() override {
    WorkflowsOnEngine::SetUp();
    if (!is_open()) return;
    for (const auto& centre : sample::reference().centres) {
      if (centre.code == Centres::outside_code) continue;
      (centre_.empty() ? centre_ : other_) = centre.code;
      if (!other_.empty()) break;
    }
  }
  Asking at(Role role, const std::string& centre) const {
    return {{access::AccountId{7}, {{role, centre}}, std::nullopt, std::nullopt}, origin_, {}};
  }
  Asking surgeon() const { return at(Role::surgeon, centre_); }
  ReferralId sent(referral::Answers more = {}) {
    workflows::Submission one;
    one.form = "form-" + std::to_string(++forms_);
    one.centre = centre_;
    auto answers = referral::sample_answers();
    for (const auto& [name, value] : more) answers[name] = value;
    one.answers = Confidential<referral::Answers>(answers);
    one.code = Text("oiseau-bleu-7");
    one.consent = true;
    one.files = {{Text("irm.pdf"), Text("%PDF-1.7 contenu")}};
    EXPECT_TRUE(workflows::send_referral(*means_, scanner_,
                                         {{referral::AgeGroup::adult, referral::Place::soft_tissue, 14}}, {},
                                         one, origin_));
    ReferralId newest;
    const auto listed = workflows::list_referrals(*means_, surgeon(), {{}, true, 100});
    for (const auto& summary : *listed) newest = std::max(newest, summary.id);
    return newest;
  }
  void step(ReferralId id, Happening what) {
    ASSERT_DONE(workflows::take_step(*means_, surgeon(), id, {what, version(id), Text("parce que"), {}}));
  }
  ReferralId taken_up(referral::Answers more = {}) {
    const ReferralId id = sent(std::move(more));
    step(id, Happening::accepted);
    return id;
  }
  std::int64_t version(ReferralId id) { return workflows::follow_referral(*means_, id)->version; }
  Result<PatientId> open(const Asking& who, ReferralId id, OpenCase wanted = {}) {
    wanted.referral = id;
    if (wanted.version == 0) wanted.version = version(id);
    return workflows::open_case(*means_, who, sample::reference(), wanted);
  }
  PatientId opened(ReferralId id, OpenCase wanted = {}) {
    const auto made = open(surgeon(), id, std::move(wanted));
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return made.value_or(PatientId{});
  }
  registry::Registry record(const std::string& source) {
    registry::Registry rows;
    EXPECT_TRUE(transactions_->read([&](workflows::Work& work) -> Result<void> {
      auto read = work.record().read(std::nullopt, source);
      if (!read) return tl::unexpected(read.error());
      rows = std::move(*read);
      return {};
    }));
    return rows;
  }
  void import(const registry::Registry& rows) {
    ASSERT_DONE(transactions_->write([&](workflows::Work& work) -> Result<void> {
      REPERE_TRY(work.record().apply(sample::adding(rows)));
      return {};
    }));
  }

  workflows::NoScanner scanner_;
  workflows::Origin origin_{"192.0.2.1", "test", "request-9"};
  std::string centre_, other_;
  int forms_ = 0;
};

}  // namespace repere::storage
