#pragma once
#include <string_view>
#include <vector>

#include "domain/classification/histology_groups.hpp"
#include "domain/classification/histotypes.hpp"
#include "domain/classification/literature.hpp"
#include "domain/classification/sites.hpp"
#include "domain/edition.hpp"
#include "domain/network/centre_counts.hpp"
#include "domain/network/centres.hpp"
#include "domain/referral/referral.hpp"

namespace repere {

/// What the network agrees on and the program only reads: classification, sites, centres; each with its
/// edition.
struct ReferenceData {
  Histotypes histotypes;
  HistologyGroups groups;
  Sites sites;
  Centres centres;
  Disagreements disagreements;
  PublishedCounts published_counts;
  CentreCounts centre_counts;
  std::vector<referral::Expectation> referral_expectations;
  std::vector<Edition> editions;  ///< of every file that was read

  /// The edition of a file ("histotypes", "centres" ...); null when it was not read.
  const Edition* edition(std::string_view id) const {
    for (const Edition& one : editions)
      if (one.id == id) return &one;
    return nullptr;
  }

  /// The analysis group of a histotype; the none index for the none index.
  HistologyGroupIndex group_of(HistotypeIndex histotype) const {
    return histotype ? groups.find(histotypes[histotype].group) : HistologyGroupIndex{};
  }
};

}  // namespace repere
