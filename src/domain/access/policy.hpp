#pragma once
#include "domain/access/acts.hpp"
#include "domain/access/roles.hpp"

namespace repere::access {

/// What the policy says of a role, an act and a relation.
enum class Answer : std::uint8_t {
  no,
  yes,
  break_glass,  ///< in an emergency, with a reason; it is flagged and reviewed
};

/// The one policy table; docs/access.md prints it, and a test holds the two together.
/// Source: CNIL, référentiel "entrepôts de données de santé" (roles, traceability); Code de la santé publique L1110-4
///   (care team and professional secrecy), L1110-12 (who is of the care team). The cells are this network's
///   choice within them.
Answer answer_to(Role role, Act act, Relation relation);

}  // namespace repere::access
