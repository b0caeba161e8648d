#pragma once
#include <span>

#include "domain/registry/tables.hpp"

namespace repere::registry {

/// Leaves these patients, in this order, with their tumours and acts; tumours follow their patients, acts their tumours.
/// Shape: kept are row numbers of registry.patients, each once
void keep_patients(Registry& registry, std::span<const std::uint32_t> kept);

}  // namespace repere::registry
