#include "statistics/cox_event_times.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "statistics/row_runs.hpp"
#include "statistics/summation.hpp"

namespace repere::statistics {

double weight_of(const CoxRows& rows, std::uint32_t first, std::uint32_t end) {
  if (rows.weight.empty()) return end - first;
  return std::accumulate(rows.weight.begin() + first, rows.weight.begin() + end, 0.0);
}

std::shared_ptr<const CoxEventTimes> CoxEventTimes::of(const CoxFit& fit) {
  if (fit.kept_times) return fit.kept_times;
  // Without any event nothing is estimated and nobody's risk is asked for.
  return std::make_shared<const CoxEventTimes>(at_zero(fit));
}

CoxEventTimes CoxEventTimes::at_zero(const CoxFit& fit) {
  const CoxRows& rows = *fit.kept;
  if (!rows.weight.empty()) return {fit, rows.weight, {}};
  std::vector<double> ones(rows.rows(), 1.0);
  const std::span<const double> risk = ones;
  return {fit, risk, std::move(ones)};
}

CoxEventTimes::CoxEventTimes(const CoxFit& fit, std::span<const double> risk, std::vector<double> own)
    : rows_(*fit.kept),
      ties_(fit.ties),
      risk_(risk),
      own_risk_(std::move(own)),
      times_(rows_.sets.blocks.size()),
      left_(rows_.sets.blocks.size() * rows_.covariates + 8),
      deaths_(left_.size()) {
  for (const auto& stratum : rows_.sets.strata)
    rows_.sets.delayed() ? walk_back_with_entries(stratum) : walk_back(stratum);
}

// From the last event time of the stratum to the first: nobody leaves the sums.
void CoxEventTimes::walk_back(const RiskSets::Stratum& stratum) {
  const std::size_t p = rows_.covariates;
  constexpr std::uint32_t ahead = 128;  // rows
  LargeArray<double> x(padded(p), 0.0), deaths(padded(p));
  double risk = 0;
  for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
    const RiskSets::Block& block = rows_.sets.blocks[b];
    const std::uint32_t rows = block.end - block.first;
    if (block.first >= ahead + rows) ask_for_rows(rows_.row(block.first - ahead - rows), p, rows);
    risk += add_weighted_rows(rows_.row(block.deaths_end), p, risk_.data() + block.deaths_end,
                              block.end - block.deaths_end, x.data());
    std::copy_n(x.begin(), p, &left_[b * p]);
    std::fill(deaths.begin(), deaths.end(), 0.0);
    const double risk_of_deaths =
        add_weighted_rows(rows_.row(block.first), p, &risk_[block.first], block.deaths(), deaths.data());
    std::copy_n(deaths.begin(), p, &deaths_[b * p]);
    add_both(1, deaths.data(), 0, deaths.data(), p, x.data(), x.data());
    finish_time(b, risk, risk_of_deaths);
    risk += risk_of_deaths;
  }
}

// With delayed entry rows leave the sums again; when nobody is left the sums start anew.
void CoxEventTimes::walk_back_with_entries(const RiskSets::Stratum& stratum) {
  using Sum = ReversibleSum;
  const RiskSets& sets = rows_.sets;
  const std::size_t p = rows_.covariates;
  Sum risk;
  std::vector<Sum> x(p);
  std::size_t rows_at_risk = 0;
  const auto add = [&](std::uint32_t position, double sign) {
    const double r = sign * risk_[position];
    const double* row = rows_.row(position);
    risk.add(r);
    for (std::size_t j = 0; j < p; ++j) x[j].add(r * row[j]);
  };
  auto later =
      std::lower_bound(sets.by_enter.begin(), sets.by_enter.end(), stratum.end_block,
                       [&](std::uint32_t position, std::uint32_t b) { return sets.enter[position] < b; });

  for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
    const RiskSets::Block& block = sets.blocks[b];
    for (std::uint32_t position = block.deaths_end; position < block.end; ++position)
      if (sets.enter[position] <= b) add(position, 1), ++rows_at_risk;
    for (; later != sets.by_enter.begin() && sets.enter[*(later - 1)] > b; --later) {
      add(*(later - 1), -1);
      if (--rows_at_risk == 0) risk = Sum(), std::fill(x.begin(), x.end(), Sum());
    }
    for (std::size_t j = 0; j < p; ++j) left_[b * p + j] = x[j].value();
    const double risk_left = risk.value();
    double risk_of_deaths = 0;
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
      risk_of_deaths += risk_[position];
      for (std::size_t j = 0; j < p; ++j) deaths_[b * p + j] += risk_[position] * rows_.row(position)[j];
      add(position, 1);
    }
    rows_at_risk += block.deaths();
    finish_time(b, risk_left, risk_of_deaths);
  }
}

void CoxEventTimes::finish_time(std::uint32_t b, double risk_left, double risk_of_deaths) {
  const RiskSets::Block& block = rows_.sets.blocks[b];
  times_[b] = time_of(ties_, block.deaths(), weight_of(rows_, block.first, block.deaths_end), risk_left,
                      risk_of_deaths);
}

CoxEventTimes::Time CoxEventTimes::time_of(Ties ties, std::uint32_t deaths, double weight_of_all,
                                           double risk_left, double risk_of_deaths) {
  Time time;
  time.weight = weight_of_all;
  const std::uint32_t terms = ties == Ties::efron ? deaths : 1;
  const double weight = time.weight / terms;
  for (std::uint32_t k = 0; k < terms; ++k) {
    const double share = static_cast<double>(terms - k) / terms;
    const double inverse = 1 / (risk_left + share * risk_of_deaths);
    const double hazard = weight * inverse, square = hazard * inverse;
    time.hazard += hazard;
    time.hazard_of_deaths += hazard * share;
    time.square += square;
    time.square_share += square * share;
    time.square_share2 += square * share * share;
  }
  return time;
}

}  // namespace repere::statistics
