#pragma once
#include "web/people/person_forms.hpp"
#include "workflows/referrals/open_case.hpp"

// From a referral's page to its case, and back.
namespace repere::web {

/// The link to the case that a referral became, or the form that opens one; empty when the caller may do neither.
/// Errors: those of reading which case it is
Result<std::string> case_of_referral(const PeopleWorld& world, const Request& request,
                                     const referral::Referral& one, const workflows::SamePerson& same);
/// Whether the caller may join this referral to a case that is there.
bool may_join(const Request& request, const referral::Referral& one);
/// The form's route, under the referral's; `page` is the page on which it stands.
Route open_case_route(const PeopleWorld& world, FormPlace page);

/// The referrals that became a case, with their documents, for the case's page; and the newest of them that waits for a board.
struct CaseReferrals {
  std::string html;
  referral::ReferralId waiting;  ///< 0: none
};
Result<CaseReferrals> referrals_shown(const PeopleWorld& world, const Request& request, PatientId patient);

}  // namespace repere::web
