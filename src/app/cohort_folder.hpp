#pragma once
#include <filesystem>
#include <fstream>
#include <optional>

#include "cli/services.hpp"
#include "exchange/folder/exchange_writer.hpp"
#include "synthetic/cohort.hpp"

namespace repere::app {

/// Writes a synthetic cohort as a folder of the exchange format, and the truth of its dirt beside the tables.
Result<void> write_cohort(const cli::CohortRequest& request, const ReferenceData& reference);

}  // namespace repere::app
