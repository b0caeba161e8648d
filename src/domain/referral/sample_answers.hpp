#pragma once
// For tests: the shortest form that is taken; its people do not exist.
#include "domain/referral/referral.hpp"

namespace repere::referral {

inline Answers sample_answers() {
  return {{"sender_name", "Médecin Synthétique"},
          {"sender_profession", "general_practitioner"},
          {"sender_email", "medecin@synthetique.example"},
          {"birth_name", "ESSAI"},
          {"given_names", "Donnée"},
          {"birth_date", "1970-05-17"},
          {"place", "soft_tissue"},
          {"question", "Que faire ?"}};
}

}  // namespace repere::referral
