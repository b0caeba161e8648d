#include "synthetic/molecular.hpp"

#include <algorithm>

namespace repere::synthetic {
namespace {

bool is_gene(std::string_view word) {
  return word.size() >= 2 && word.size() <= 12 && word[0] >= 'A' && word[0] <= 'Z' &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

}  // namespace

MolecularHabit molecular_habit(const Histotype& histotype) {
  using registry::MolecularTechnique;
  const std::string_view text = histotype.molecular;
  std::string_view first = text.substr(0, text.find_first_of(" ;,/("));
  if (histotype.molecular_class == "complex") return {"genomic profile", MolecularTechnique::cgh_array};
  if (histotype.molecular_class == "viral")
    return {std::string(first), MolecularTechnique::immunohistochemistry};
  const std::size_t dash = first.find('-');
  std::string target;
  if (dash != std::string_view::npos && is_gene(first.substr(0, dash)) && is_gene(first.substr(dash + 1)))
    target = std::string(first.substr(0, dash)) + "::" + std::string(first.substr(dash + 1));
  else if (is_gene(first.substr(0, dash)))
    target = first;
  if (target.empty()) return {};
  if (histotype.molecular_class == "fusion") return {target, MolecularTechnique::rna_sequencing};
  if (histotype.molecular_class == "amplification") return {target, MolecularTechnique::fish};
  if (histotype.molecular_class == "mutation") return {target, MolecularTechnique::dna_sequencing};
  if (histotype.molecular_class == "loss") return {target, MolecularTechnique::immunohistochemistry};
  return {};
}

}  // namespace repere::synthetic
