#pragma once
#include <string>

#include "domain/classification/histotypes.hpp"
#include "domain/registry/answers.hpp"

namespace repere::synthetic {

/// The molecular test that is usual for a histotype, read from the classification's words about it.
struct MolecularHabit {
  std::string target;  ///< "MDM2", "SS18::SSX1"; empty: none is usual
  registry::MolecularTechnique technique = registry::MolecularTechnique::unknown;
};

MolecularHabit molecular_habit(const Histotype& histotype);

}  // namespace repere::synthetic
