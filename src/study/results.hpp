#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "domain/registry/records.hpp"
#include "study/text.hpp"

// What a study run found. The report, the JSON and the CSV files are all written from this and add no number of their own.
namespace repere::study {

/// Which cases were read, and by what.
struct DataIdentity {
  std::vector<registry::Dataset> datasets;
  std::size_t patients = 0, tumours = 0, acts = 0;
  std::string origin;                    ///< "folder of the exchange format" or "record, revision 3": no path, no address
  std::optional<std::int64_t> revision;  ///< of the record, when it was read from one
  bool synthetic = false;                ///< one data set at least is synthetic: shown across every page and figure
  std::string program_version;
  Instant generated_at;
};

/// One step of the population flow.
struct FlowStep {
  Text label;
  std::string expression;            ///< as the study file has it; empty for the first step (all tumours)
  std::size_t kept = 0;
  std::size_t excluded = 0;          ///< the expression is false
  std::size_t excluded_unknown = 0;  ///< the expression cannot be answered: a value is missing
};

/// A group that results are given for: a period, in or out of the network, or all.
struct Column {
  std::string id;  ///< "2010-2012", "inside", "all"
  Text label;
  std::size_t n = 0;
};

/// Table 1: a cell is a count with its share, or a median with quartiles.
struct DescriptionCell {
  std::size_t n = 0;                          ///< cases with this level; or with a value, in a median row
  std::optional<double> share;                ///< of the cases of the column whose value is known; nothing when there is none
  std::optional<double> median, q1, q3;       ///< median rows
};
struct DescriptionRow {
  std::string variable;   ///< "age"
  std::string level;      ///< "F"; empty in a median row; "missing" in the row that counts missing values
  Text label;             ///< of the variable in its first row, of the level in the others
  bool heading = false;   ///< names the variable; its cells are empty unless it is a median row
  std::vector<DescriptionCell> cells;  ///< one a column
};
struct Description {
  std::vector<Column> columns;  ///< all, then the periods
  std::vector<DescriptionRow> rows;
};

/// A proportion with its unknowns said.
struct Proportion {
  std::size_t yes = 0, no = 0, unknown = 0;
  std::size_t denominator = 0;         ///< as the definition counts it (unknowns in or out)
  std::optional<double> value;         ///< nothing when the denominator is 0
  std::optional<double> lower, upper;  ///< Wilson, at the study's level
  std::optional<double> least, most;   ///< if every unknown were a no; if every unknown were a yes
};
struct Difference {
  std::optional<double> value, lower, upper;  ///< inside minus outside (Newcombe 1998, method 10)
};
/// A duration's distribution in days, for indicators that are delays.
struct Delay {
  std::size_t n = 0, unknown = 0;
  std::optional<double> median, q1, q3;
};
struct IndicatorCell {
  Proportion all, inside, outside, network_unknown;
  Difference inside_minus_outside;
  std::optional<Delay> delay_all, delay_inside, delay_outside;  ///< only in delay indicators
  std::size_t denominator_unknown = 0;  ///< left out: whether the case belongs in the denominator cannot be answered
};
struct IndicatorResult {
  std::string id, version;
  Text title, numerator, denominator;
  Text unknowns;               ///< how unknowns are treated, in words
  Text network_of;             ///< which act decides in or out of the network, in words
  std::vector<std::string> sources;
  bool is_delay = false;
  bool higher_is_better = true;
  std::vector<Column> periods;        ///< all, then the periods
  std::vector<IndicatorCell> cells;   ///< one a period
  std::optional<double> trend_z, trend_p;  ///< Cochran-Armitage over the periods, all cases; nothing with fewer than two periods
};

/// One survival curve. Units: days; survival in [0, 1]
struct CurvePoint {
  double time = 0, at_risk = 0;
  std::optional<double> survival, std_error, lower, upper;
};
struct Curve {
  std::string id;
  Text label;
  std::size_t n = 0, events = 0;
  std::optional<double> median, median_lower, median_upper;  ///< nothing: not reached
  std::vector<double> time, n_risk, n_event, n_censor, survival, std_error, lower, upper;  ///< a limit not estimable is NaN
  std::vector<CurvePoint> at;         ///< at the study's days
  std::vector<double> risk_times, risk_counts;  ///< numbers at risk to print under the figure
  std::optional<double> follow_up_median;       ///< reverse Kaplan-Meier, days
};
struct Test {
  double chi2 = 0, df = 0, p = 1;
};
struct SurvivalResult {
  std::string id;            ///< "os-by-period"
  std::string endpoint;      ///< "os"
  Text title;
  Text definition;           ///< origin, events, censoring and what is done with partial dates, in words
  Text by;                   ///< what the groups are; empty text when there is one curve
  std::string confidence;    ///< log, log-log, plain ...
  double level = 0.95;
  std::vector<Curve> curves;
  std::optional<Test> logrank;
  std::size_t left_out = 0;  ///< cases without the dates that the endpoint needs, or without a group
  std::vector<Text> left_out_reasons;  ///< with their counts
};

/// One line of a model.
struct ModelTerm {
  std::string variable, level;  ///< level empty for a number
  Text label;                   ///< "Grade FNCLCC 3", "Âge (pour 10 ans)"
  bool reference = false;       ///< the reference level: hazard ratio 1, no test
  std::size_t n = 0, events = 0;  ///< with this level
  std::optional<double> coef, se, hr, hr_lower, hr_upper, z, p;  ///< nothing: constant, collinear, or reference
};
struct ModelResult {
  std::string id, endpoint;
  Text title, definition;
  std::string ties;
  std::size_t n = 0, events = 0, left_out = 0;
  std::vector<Text> left_out_reasons;
  std::vector<ModelTerm> terms;
  double loglik_null = 0, loglik = 0;
  Test lr, wald, score;
  std::optional<double> concordance, concordance_se;
  int iterations = 0;
  std::vector<Text> warnings;  ///< separation, constant and collinear columns, in words
};

/// A word of the report and what it means here.
struct Definition {
  Text term, meaning;
  std::string source;
};

struct StudyResults {
  std::string id, version;
  Text title, purpose;
  std::vector<std::string> sources;
  std::vector<Text> assumptions;  ///< what the sources do not say and this study settles
  double level = 0.95;
  DataIdentity data;
  std::vector<FlowStep> flow;
  std::vector<Column> periods;    ///< without "all"
  Description description;
  std::vector<IndicatorResult> indicators;
  std::vector<SurvivalResult> survival;
  std::vector<ModelResult> models;
  std::vector<Definition> definitions;
  std::vector<Text> notes;        ///< left out and why, warnings of the data
};

}  // namespace repere::study
