// Every role, every act, own, shared and foreign: what must never be, said as rules apart from the table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "domain/access/objection.hpp"
#include "domain/access/permit.hpp"
#include "domain/access/policy_document.hpp"

namespace repere::access {
namespace {

template <class Visit>
void for_every_cell(const Visit& visit) {
  for (const auto& role : role_words)
    for (const auto& act : act_words)
      for (const auto& relation : relation_words) visit(role.value, act.value, relation.value);
}

std::string name(Role role, Act act, Relation relation) {
  return std::string(word_in(role_words, role)) + " " + std::string(word_in(act_words, act)) + " " +
         std::string(word_in(relation_words, relation));
}

const std::set<Act> acts_on_one_case{Act::read_case,        Act::read_identity, Act::edit_case,
                                     Act::correct_identity, Act::share_case,    Act::prepare_board,
                                     Act::record_decision,  Act::sign_decision, Act::record_reading,
                                     Act::read_messages,    Act::send_messages};
const std::set<Role> care_team{Role::secretary, Role::clinician, Role::surgeon, Role::pathologist,
                               Role::coordinator};
const std::set<Role> physicians{Role::clinician, Role::surgeon, Role::pathologist, Role::coordinator};

TEST(Policy, only_the_care_team_and_the_responsible_centres_staff_see_who_a_patient_is) {
  for_every_cell([](Role role, Act act, Relation relation) {
    if (act != Act::read_identity || answer_to(role, act, relation) == Answer::no) return;
    EXPECT_TRUE(care_team.contains(role) || (role == Role::data_manager && relation == Relation::own))
        << name(role, act, relation);
  });
}

TEST(Policy, nobody_changes_or_opens_the_identity_of_a_foreign_case_without_breaking_the_glass) {
  for_every_cell([](Role role, Act act, Relation relation) {
    if (relation != Relation::foreign || !acts_on_one_case.contains(act)) return;
    const bool pseudonymous_reading = role == Role::epidemiologist && act == Act::read_case;
    if (!pseudonymous_reading) {
      EXPECT_NE(answer_to(role, act, relation), Answer::yes) << name(role, act, relation);
    }
  });
}

TEST(Policy, the_glass_is_broken_by_physicians_only_to_read_and_on_foreign_cases_only) {
  for_every_cell([](Role role, Act act, Relation relation) {
    if (answer_to(role, act, relation) != Answer::break_glass) return;
    EXPECT_TRUE(physicians.contains(role)) << name(role, act, relation);
    EXPECT_EQ(relation, Relation::foreign) << name(role, act, relation);
    EXPECT_TRUE(act == Act::read_case || act == Act::read_identity || act == Act::search_people)
        << name(role, act, relation);
  });
}

TEST(Policy, the_closer_relation_is_never_the_narrower_right) {
  const auto width = [](Answer answer) {
    return answer == Answer::yes ? 2 : answer == Answer::break_glass ? 1 : 0;
  };
  for (const auto& role : role_words)
    for (const auto& act : act_words) {
      const int own = width(answer_to(role.value, act.value, Relation::own));
      const int shared = width(answer_to(role.value, act.value, Relation::shared));
      const int foreign = width(answer_to(role.value, act.value, Relation::foreign));
      EXPECT_GE(own, shared) << role.word << " " << act.word;
      if (!is_of_the_network(role.value)) {
        EXPECT_TRUE(shared >= foreign || foreign == 1) << role.word << " " << act.word;
      }
    }
}

TEST(Policy, visitors_and_referrers_only_send_and_read_their_own) {
  for_every_cell([](Role role, Act act, Relation relation) {
    if (role != Role::visitor && role != Role::referrer) return;
    const bool theirs = relation == Relation::own && (act == Act::refer_patient || act == Act::read_referral ||
                                                      act == Act::read_sent_report);
    EXPECT_EQ(answer_to(role, act, relation), theirs ? Answer::yes : Answer::no) << name(role, act, relation);
  });
}

TEST(Policy, who_runs_the_machines_or_reads_the_trail_sees_no_clinical_content) {
  for_every_cell([](Role role, Act act, Relation relation) {
    if (role != Role::administrator && role != Role::auditor && role != Role::director) return;
    if (acts_on_one_case.contains(act) || act == Act::list_cases || act == Act::export_cases) {
      EXPECT_EQ(answer_to(role, act, relation), Answer::no) << name(role, act, relation);
    }
  });
}

TEST(Policy, some_acts_have_one_role_only) {
  const std::map<Act, std::set<Role>> reserved{
      {Act::sign_decision, {Role::coordinator}},    {Act::record_reading, {Role::pathologist}},
      {Act::read_audit, {Role::auditor}},           {Act::erase_person, {Role::auditor}},
      {Act::import_cases, {Role::data_manager}},    {Act::undo_import, {Role::data_manager}},
      {Act::manage_machines, {Role::administrator}},
      {Act::manage_board, {Role::secretary, Role::coordinator}},
      {Act::read_messages, care_team},
      {Act::send_messages, {Role::secretary, Role::clinician, Role::surgeon, Role::coordinator}},
      {Act::read_sent_report, {Role::visitor, Role::referrer}},
      {Act::answer_referral, {Role::clinician, Role::surgeon, Role::pathologist, Role::coordinator}}};
  for_every_cell([&](Role role, Act act, Relation relation) {
    if (!reserved.contains(act)) return;
    if (!reserved.at(act).contains(role)) {
      EXPECT_EQ(answer_to(role, act, relation), Answer::no) << name(role, act, relation);
    }
  });
}

TEST(Policy, every_act_is_somebodys) {
  for (const auto& act : act_words)
    EXPECT_TRUE(std::any_of(role_words.begin(), role_words.end(), [&](const auto& role) {
      return answer_to(role.value, act.value, Relation::own) == Answer::yes;
    })) << act.word;
}

TEST(Policy, the_document_says_what_the_table_says) {
  const std::string path = std::string(REPERE_SOURCE_DIR) + "/docs/access.md";
  if (std::getenv("REPERE_WRITE_DOCS") != nullptr) std::ofstream(path) << policy_document();
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), policy_document())
      << "docs/access.md is not what the policy table says: run REPERE_WRITE_DOCS=1 access_tests "
         "--gtest_filter=Policy.* and read the difference";
}

Caller at(Role role, std::string centre = {}, std::int64_t account = 7) {
  return {AccountId{account}, {{role, std::move(centre)}}, std::nullopt, std::nullopt};
}
const Standing case_of_07{"synthetique-07", {"synthetique-11"}, {}, false};

// What authorise says is what the table says, whatever the role, the act and the case.
TEST(Permit, is_given_exactly_where_the_table_says_so) {
  for_every_cell([](Role role, Act act, Relation relation) {
    Standing standing = case_of_07;
    std::string centre;
    if (is_of_a_centre(role))
      centre = relation == Relation::own      ? "synthetique-07"
               : relation == Relation::shared ? "synthetique-11"
                                              : "synthetique-99";
    else if (relation == Relation::own)
      standing.is_the_callers = true;
    else if (relation == Relation::shared)
      return;  // only centres share
    const Caller caller = role == Role::visitor ? Caller{} : at(role, centre);
    const auto permit = authorise(caller, act, standing);
    EXPECT_EQ(permit.has_value(), answer_to(role, act, relation) == Answer::yes) << name(role, act, relation);
    const auto emergency = authorise(caller, act, standing, "collapsed in the emergency room");
    EXPECT_EQ(emergency.has_value(), answer_to(role, act, relation) != Answer::no)
        << name(role, act, relation);
    if (emergency) {
      EXPECT_EQ(emergency->broke_the_glass(), answer_to(role, act, relation) == Answer::break_glass);
    }
  });
}

TEST(Permit, a_refusal_about_a_foreign_case_does_not_say_whether_it_exists) {
  const auto refused = authorise(at(Role::secretary, "synthetique-99"), Act::read_case, case_of_07);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
}

TEST(Permit, an_emergency_needs_words) {
  const auto caller = at(Role::surgeon, "synthetique-99");
  EXPECT_FALSE(authorise(caller, Act::read_case, case_of_07, "urgent"));
  EXPECT_TRUE(authorise(caller, Act::read_case, case_of_07, "bleeding after biopsy"));
  EXPECT_FALSE(authorise(caller, Act::edit_case, case_of_07, "bleeding after biopsy"));
}

TEST(Permit, a_token_does_nothing_outside_its_scope) {
  Caller machine = at(Role::data_manager, "synthetique-07");
  machine.scope = std::vector{Act::import_cases};
  EXPECT_TRUE(authorise(machine, Act::import_cases, of_centre("synthetique-07")));
  EXPECT_FALSE(authorise(machine, Act::read_case, case_of_07));
  EXPECT_FALSE(may_ever(machine, Act::read_case));
}

TEST(Permit, the_most_favourable_appointment_counts) {
  Caller caller = at(Role::secretary, "synthetique-99");
  EXPECT_FALSE(authorise(caller, Act::sign_decision, case_of_07));
  caller.appointments.push_back({Role::coordinator, "synthetique-11"});
  const auto permit = authorise(caller, Act::sign_decision, case_of_07);
  ASSERT_TRUE(permit);
  EXPECT_EQ(permit->relation(), Relation::shared);
}

TEST(Permit, an_appointment_without_a_centre_opens_no_case_without_one) {
  EXPECT_FALSE(authorise(at(Role::surgeon), Act::read_case, Standing{}));
}

TEST(Objection, leaves_care_alone_and_stops_what_was_objected_to) {
  EXPECT_TRUE(may_serve(Purpose::care, Objection::registration));
  EXPECT_FALSE(may_serve(Purpose::registry, Objection::registration));
  EXPECT_FALSE(may_serve(Purpose::research, Objection::research));
  EXPECT_TRUE(may_serve(Purpose::registry, Objection::research));
  EXPECT_EQ(purpose_of(*authorise(at(Role::surgeon, "synthetique-07"), Act::read_case, case_of_07)),
            Purpose::care);
  EXPECT_EQ(purpose_of(*authorise(at(Role::epidemiologist), Act::read_case, case_of_07)), Purpose::research);
  EXPECT_EQ(purpose_of(*authorise(at(Role::director), Act::run_study, of_the_network())), Purpose::research);
}

}  // namespace
}  // namespace repere::access
