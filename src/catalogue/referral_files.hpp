#pragma once
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/referral/referral.hpp"

namespace repere {

/// What a centre owes a referral, by age group and place.
struct LoadedExpectations {
  Edition edition;
  std::vector<referral::Expectation> lines;
};

/// Reads expectations.csv.
/// Errors: not_found if it or its sidecar is missing; incorrect with every problem, also when a line for an age group and a
///   place is missing or twice there
Result<LoadedExpectations> load_expectations(const std::filesystem::path& file);

}  // namespace repere
