#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/access/small_numbers.hpp"
#include "domain/words.hpp"
#include "study/results.hpp"

// What the network publishes at a date: figures that no longer move, small numbers protected. Pages, files and the API are
// made from this and add no number of their own.
namespace repere::study {

/// What the data office decides.
struct EditionRequest {
  std::string id;  ///< "2026-1"
  access::SmallNumbers rule;
  std::string licence = "Licence Ouverte 2.0 (Etalab)";
  std::optional<std::string> erratum_of, reason;  ///< the edition that this one corrects, and why
};

/// What the cases of a row have in common.
enum class RowOf : std::uint8_t { total, period, side, period_side, region, centre };
inline constexpr std::array<Word<RowOf>, 6> row_of_words{{{RowOf::total, "total"},
                                                          {RowOf::period, "period"},
                                                          {RowOf::side, "side"},
                                                          {RowOf::period_side, "period_side"},
                                                          {RowOf::region, "region"},
                                                          {RowOf::centre, "centre"}}};

/// The part of a funnel that a row of so many cases falls into by chance.
struct FunnelBand {
  double target = 0;
  double lower_95 = 0, upper_95 = 0, lower_998 = 0, upper_998 = 0;
};

/// One row of a published table. What is nothing is protected, or cannot be computed.
/// Units: shares in [0, 1]; days
struct EditionRow {
  RowOf of = RowOf::total;
  std::string period, side;         ///< ids; empty: all
  std::vector<std::string> places;  ///< codes; several: taken together because one is small
  Text label;
  std::size_t cases = 0;
  std::optional<std::size_t> yes, no, unknown, denominator;
  std::optional<double> value, lower, upper, least, most;
  std::optional<double> q1, median, q3;
  std::optional<FunnelBand> funnel;
  std::array<access::Protection, 3> protection{};  ///< of yes, no, unknown; never published
};

struct EditionIndicator {
  std::string id, version;
  Text title, numerator, denominator, unknowns, network_of;
  std::vector<std::string> sources;
  bool is_delay = false, higher_is_better = true;
  std::vector<EditionRow> rows;
  std::optional<double> trend_p;
};

/// A curve at a grid of days, coarse enough to hide small steps.
/// Units: days; survival and limits in [0, 1], multiples of `step`; at_risk rounded
struct EditionPoint {
  double day = 0, survival = 1, step = 0;
  std::optional<double> lower, upper;
  std::int64_t at_risk = 0;
};
struct EditionCurve {
  std::string id;
  Text label;
  std::int64_t n = 0, events = 0;                            ///< rounded
  std::vector<EditionPoint> points;                          ///< from day 0 on; empty: too few cases
  std::optional<double> median, median_lower, median_upper;  ///< days of the grid; nothing: not reached
};
struct EditionSurvival {
  std::string id, endpoint;
  Text title, definition, by;
  std::string confidence;
  double level = 0.95;
  std::int64_t rounded_to = 1;  ///< numbers of cases are multiples of this
  std::vector<EditionCurve> curves;
  std::optional<double> logrank_p;
};

/// Numbers of cases. A row without places is a period or all.
struct CountRow {
  std::string id;  ///< of the period, region, centre or group; several joined by "+" when taken together
  Text label;
  std::size_t cases = 0;
};
struct EditionActivity {
  std::size_t cases = 0;
  std::vector<CountRow> periods, regions, centres, groups;
};

/// Observed cases beside those that a publication counted in the same years.
struct CoverageRow {
  std::string id;
  Text label;
  std::size_t observed = 0, expected = 0;
  std::optional<double> ratio, lower, upper;
};
struct EditionCoverage {
  std::string source;
  std::vector<CoverageRow> years, lineages, regions;  ///< `lineages` and `regions` over all years
};

struct PublishedEdition {
  EditionRequest request;
  std::string study, study_version;
  Text study_title;
  std::vector<std::string> sources;
  std::vector<Text> assumptions;
  double level = 0.95;
  bool synthetic = false;
  std::string program_version;
  Instant generated_at{};
  std::vector<Column> periods;
  std::vector<EditionIndicator> indicators;
  std::vector<EditionSurvival> survival;
  EditionActivity activity;
  EditionCoverage coverage;
};

}  // namespace repere::study
