#pragma once
#include "domain/network/regions.hpp"
#include "study/edition/edition.hpp"
#include "study/run.hpp"

namespace repere::study {

/// Computes a study for everybody to read: its indicators by period, side of the network, region and centre, its curves, activity and
/// coverage, all with small numbers protected.
/// Errors: as run_study; incorrect when there are fewer cases than the threshold, or a table cannot be protected
Result<PublishedEdition> make_edition(const Study& study, const registry::Registry& registry,
                                      const ReferenceData& reference, const Regions& regions,
                                      const EditionRequest& request, const RunContext& context);

/// Whether a text may name an edition: a year and a number, "2026-1".
bool is_edition_id(std::string_view text);

}  // namespace repere::study
