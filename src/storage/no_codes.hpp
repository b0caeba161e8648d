#pragma once
#include "domain/registry/values.hpp"

namespace repere::storage {

/// The lists for tables that name no code of a catalogue.
const registry::Codes& no_codes();

}  // namespace repere::storage
