#pragma once
#include "base/date.hpp"
#include "storage/people/packed.hpp"
#include "workflows/cases/name_folding.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// What two records of one person have in common: family name, first given name and birth date, folded and keyed.
inline std::string name_hash(workflows::Secrets& secrets, std::string_view family, std::string_view given,
                             const PartialDate& birth) {
  std::string text;
  pack(text, workflows::folded_name(family));
  pack(text, workflows::folded_first_name(given));
  pack(text, birth.text());
  return secrets.hash(workflows::HashedFor::person_name, text);
}

}  // namespace repere::storage
