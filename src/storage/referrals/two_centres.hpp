#pragma once
// Referrals on every engine: two centres that receive patients, whoever works there, and a form that is enough.
#include "domain/referral/sample_answers.hpp"
#include "storage/people/workflows_on_engine.hpp"
#include "workflows/referrals/handle_referral.hpp"
#include "workflows/referrals/send_referral.hpp"

namespace repere::storage {

class TwoCentres : public WorkflowsOnEngine {
 protected:
  void SetUp() override {
    WorkflowsOnEngine::SetUp();
    if (!is_open()) return;
    for (const auto& centre : sample::reference().centres) {
      if (centre.code == Centres::outside_code) continue;
      (centre_.empty() ? centre_ : other_) = centre.code;
      if (!other_.empty()) break;
    }
    ASSERT_FALSE(other_.empty());
  }
  workflows::Asking at(access::Role role, const std::string& centre, std::int64_t account = 7) const {
    return {{access::AccountId{account}, {{role, centre}}, std::nullopt, std::nullopt}, origin_, {}};
  }
  workflows::Submission submission(const std::string& form = "form-1", const referral::Answers& more = {}) const {
    auto answers = referral::sample_answers();
    for (const auto& [name, value] : more) answers[name] = value;
    using Text = Confidential<std::string>;
    return {form, centre_, Confidential<referral::Answers>(answers), Text("oiseau-bleu-7"), true, {}, {{Text("irm.pdf"), Text("%PDF-1.7 contenu")}}};
  }
  /// The one of the first centre that was sent last.
  referral::ReferralId newest() {
    referral::ReferralId found;
    const auto listed = workflows::list_referrals(*means_, at(access::Role::surgeon, centre_), {{}, true, 100});
    for (const auto& summary : *listed) found = std::max(found, summary.id);
    return found;
  }

  workflows::NoScanner scanner_;
  workflows::Origin origin_{"192.0.2.1", "test", "request-9"};
  std::string centre_, other_;
  int forms_ = 0;
};

}  // namespace repere::storage
