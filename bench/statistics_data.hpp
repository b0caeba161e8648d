#pragma once
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "statistics/cox.hpp"
#include "statistics/follow_up.hpp"
#include "statistics/large_array.hpp"

// The synthetic columns that all measurements of statistics/ share, and how a measurement is registered. The same
// columns are written for R by `statistics_columns`, so that both sides compute on the same rows.
namespace repere::bench {

/// Follow-up of `rows` synthetic cases; row i is the same whatever the number of rows.
/// They are held as the survival commands hold what they read of a file.
/// Shape: every column [rows]
/// Units: days 0 .. 4000, many tied; about four in ten have the event
struct Outcome {
  statistics::LargeArray<std::int32_t> days;
  statistics::LargeArray<std::int32_t> entry;  ///< of a delayed entry, below days; for one row in three 0
  statistics::LargeArray<std::uint8_t> event;
  statistics::LargeArray<std::uint8_t> cause;     ///< 0 where the event is 0, else 1 or 2
  statistics::LargeArray<std::uint32_t> group;    ///< 0, 1, 2: `grade` of the covariates
  statistics::LargeArray<std::uint32_t> stratum;  ///< 0 .. 4
  statistics::LargeArray<std::uint32_t> cluster;  ///< 0 .. 25
  statistics::LargeArray<double> weight;          ///< 1, 2 or 3

  statistics::FollowUp follow_up() const { return {days, event, {}, {}}; }
  statistics::Codes groups() const { return {group, 3}; }
  statistics::Codes strata() const { return {stratum, 5}; }
  statistics::Codes clusters() const { return {cluster, 26}; }
};

/// Twelve covariates of the same rows.
struct Covariates {
  std::vector<std::string> names;
  std::vector<statistics::LargeArray<double>> columns;

  std::vector<statistics::Covariate> model() const;
};

/// What was made last is kept: ask for one size after the other.
const Outcome& outcome(std::size_t rows);
/// Age in whole years, and eleven columns of 0 and 1: sex, grade (2), size, depth, metastatic, period (2), reference
/// centre, site (2). Some ten thousand different rows.
const Covariates& patterned_covariates(std::size_t rows);
/// Twelve real-valued columns, each row different: the above plus normal noise.
const Covariates& dense_covariates(std::size_t rows);

/// The days with a fraction, a different one for each row: times that have to be sorted.
statistics::LargeArray<double> real_days(const Outcome& outcome);

/// Registers `name/43975/threads:1`, `name/1000000/threads:1` and, where LARGE=yes is set, 10,000,000; with two_threads
/// also `threads:2`. `run` reads state.range(0) as the rows and state.range(1) as the threads, and ends with count().
bool measure(const char* name, void (*run)(benchmark::State&), bool two_threads = true);

/// Says how many bytes of input columns each row has: bench/statistics prints the share of the machine's bandwidth.
void count(benchmark::State& state, std::size_t bytes_a_row);

}  // namespace repere::bench
