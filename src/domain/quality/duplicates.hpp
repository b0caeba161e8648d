#pragma once
#include <cstdint>
#include <vector>

#include "domain/registry/records.hpp"

namespace repere::quality {

/// The patients (row numbers, ascending) that may be an earlier row's person again: same exact birth date, sex and
/// department, and a diagnosis within 31 days of one of the other's. Our convention: narrow on purpose, it is a warning.
std::vector<std::uint32_t> possible_duplicates(const registry::Registry& registry);

}  // namespace repere::quality
