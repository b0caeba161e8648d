#pragma once
#include "web/people/person_forms.hpp"
#include "workflows/referrals/judge_same_person.hpp"

// "Perhaps known already": who has the same name and birth date as a referral's patient, and what people said of it.
namespace repere::web {

/// Those proposed, with the forms that say the same or another person; those set apart, and the joining, with the way back. Empty
/// when there is nobody.
Result<std::string> same_persons_shown(const PeopleWorld& world, const Request& request, const referral::Referral& one,
                                       const workflows::SamePerson& same, const std::vector<workflows::SameJudgement>& said);
/// The route of these forms, under the referral's; `page` is the page on which they stand.
Route same_person_route(const PeopleWorld& world, FormPlace page);

}  // namespace repere::web
