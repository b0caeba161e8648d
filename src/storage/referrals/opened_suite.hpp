#pragma once
// Referrals that are sent, taken up and become cases, on every engine: what the tests of it share.
#include "storage/people/people_desk.hpp"
#include "storage/referrals/two_centres.hpp"
#include "workflows/cases/change_case.hpp"
#include "workflows/cases/read_case.hpp"
#include "workflows/import_cases.hpp"
#include "workflows/referrals/follow_referral.hpp"
#include "workflows/referrals/open_case.hpp"

namespace repere::storage {

using access::Role;
using referral::Happening;
using referral::ReferralId;
using workflows::Asking;
using workflows::OpenCase;
using Text = Confidential<std::string>;

class OpenCases : public TwoCentres {
 protected:
  Asking surgeon() const { return at(Role::surgeon, centre_); }
  ReferralId sent(referral::Answers more = {}) {
    EXPECT_TRUE(workflows::send_referral(*means_, scanner_, {{referral::AgeGroup::adult, referral::Place::soft_tissue, 14}}, {},
                                         submission("form-" + std::to_string(++forms_), more), origin_));
    return newest();
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
};

}  // namespace repere::storage
