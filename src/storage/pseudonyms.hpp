#pragma once
#include <string>
#include <vector>

namespace repere::storage {

/// New pseudonyms: 15 letters and digits (75 random bits) each, that say nothing of the patient and cannot be
/// guessed.
std::vector<std::string> new_pseudonyms(std::size_t count);

}  // namespace repere::storage
