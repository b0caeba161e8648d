#include "domain/access/permit.hpp"

#include <algorithm>

namespace repere::access {
namespace {

constexpr std::size_t shortest_reason = 10;  // characters: "urgence" alone says nothing to who reviews it

const std::vector<Appointment>& appointments_of(const Caller& caller) {
  static const std::vector<Appointment> visitor{{Role::visitor, {}}};
  return caller.appointments.empty() ? visitor : caller.appointments;
}

bool in_scope(const Caller& caller, Act act) {
  return !caller.scope || std::find(caller.scope->begin(), caller.scope->end(), act) != caller.scope->end();
}

// Acts of which a refusal must not say whether the case exists.
bool is_about_one_case(Act act) {
  return (act <= Act::record_reading && act != Act::list_cases && act != Act::search_people &&
          act != Act::refer_patient) ||
         act == Act::read_messages || act == Act::send_messages;
}

tl::unexpected<Error> refused(Act act, bool opens_with_a_reason) {
  if (opens_with_a_reason)
    return fail(ErrorKind::forbidden,
                "this case is of another centre: in an emergency, give the reason (10 characters at least); "
                "the access is "
                "recorded, and reviewed by the data protection officer");
  if (is_about_one_case(act))
    return fail(ErrorKind::not_found,
                "there is no such case here, or it is not of your centre and was not sent to it");
  return fail(ErrorKind::forbidden,
              "your role does not allow this (" + std::string(word_in(act_words, act)) + ")");
}

}  // namespace

Relation relation_of(const Caller& caller, const Appointment& appointment, const Standing& standing) {
  const bool sent_it = standing.is_the_callers || (standing.sender && standing.sender == caller.account);
  if (!is_of_a_centre(appointment.role)) return sent_it ? Relation::own : Relation::foreign;
  if (appointment.centre.empty()) return Relation::foreign;  // an appointment that names no centre opens none
  if (appointment.centre == standing.responsible_centre) return Relation::own;
  const auto& shared = standing.shared_with;
  if (std::find(shared.begin(), shared.end(), appointment.centre) != shared.end()) return Relation::shared;
  return sent_it && standing.responsible_centre.empty() ? Relation::own : Relation::foreign;
}

Result<Permit> authorise(const Caller& caller, Act act, const Standing& standing,
                         std::string_view emergency_reason) {
  bool opens_with_a_reason = false;
  if (in_scope(caller, act)) {
    for (const auto& appointment : appointments_of(caller)) {
      const Relation relation = relation_of(caller, appointment, standing);
      const Answer answer = answer_to(appointment.role, act, relation);
      if (answer == Answer::yes) return Permit(caller.account, act, appointment.role, relation, {});
    }
    for (const auto& appointment : appointments_of(caller)) {
      const Relation relation = relation_of(caller, appointment, standing);
      if (answer_to(appointment.role, act, relation) != Answer::break_glass) continue;
      opens_with_a_reason = true;
      if (emergency_reason.size() >= shortest_reason)
        return Permit(caller.account, act, appointment.role, relation, std::string(emergency_reason));
    }
  }
  return refused(act, opens_with_a_reason);
}

Result<void> check_permit(const Permit& permit, Act act) {
  if (permit.act() == act) return {};
  return fail(ErrorKind::fault, "something was asked for with a permit for something else");
}

bool may_ever(const Caller& caller, Act act) {
  if (!in_scope(caller, act)) return false;
  return std::any_of(
      appointments_of(caller).begin(), appointments_of(caller).end(), [act](const Appointment& appointment) {
        return std::any_of(relation_words.begin(), relation_words.end(), [&](const auto& relation) {
          return answer_to(appointment.role, act, relation.value) == Answer::yes;
        });
      });
}

}  // namespace repere::access
