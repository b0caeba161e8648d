#pragma once
#include "web/pages/bilingual.hpp"
#include "workflows/audit/audit_trail.hpp"

// The deeds of the audit trail as people read them.
namespace repere::web {

/// "Préparation d’une RCP", "Board prepared". Shape: every deed has words of its own
Bilingual words_of(workflows::Deed deed);
Bilingual words_of(workflows::Outcome outcome);

}  // namespace repere::web
