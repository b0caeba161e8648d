#include "statistics/cox_event_times.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/summation.hpp"

namespace repere::statistics {
namespace {

std::vector<double> risks(const CoxRows& rows, std::span<const double> coefficient) {
  const std::size_t n = rows.rows(), p = rows.covariates;
  std::vector<double> risk(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double* x = rows.row(i);
    double eta = rows.offset.empty() ? 0 : rows.offset[i];
    for (std::size_t j = 0; j < p; ++j) eta += coefficient[j] * x[j];
    risk[i] = std::exp(eta);
  }
  if (!rows.weight.empty())
    for (std::size_t i = 0; i < n; ++i) risk[i] *= rows.weight[i];
  return risk;
}

}  // namespace

CoxEventTimes CoxEventTimes::at(const CoxRows& rows, Ties ties, std::span<const double> coefficient) {
  return {rows, ties, risks(rows, coefficient)};
}

CoxEventTimes CoxEventTimes::with(const CoxRows& rows, Ties ties, std::vector<double> risk) {
  return {rows, ties, std::move(risk)};
}

CoxEventTimes::CoxEventTimes(const CoxRows& rows, Ties ties, std::vector<double> risk)
    : rows_(rows),
      ties_(ties),
      risk_(std::move(risk)),
      times_(rows.sets.blocks.size()),
      left_(rows.sets.blocks.size() * rows.covariates) {
  for (const auto& stratum : rows.sets.strata)
    rows.sets.delayed() ? walk_back<ReversibleSum>(stratum) : walk_back<PlainSum>(stratum);
}

// From the last event time of the stratum to the first. With delayed entry rows leave the sums again; when
// nobody is left the sums start anew.
template <class Sum>
void CoxEventTimes::walk_back(const RiskSets::Stratum& stratum) {
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
  auto later = sets.by_enter.end();
  if (sets.delayed())
    later =
        std::lower_bound(sets.by_enter.begin(), sets.by_enter.end(), stratum.end_block,
                         [&](std::uint32_t position, std::uint32_t b) { return sets.enter[position] < b; });

  for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
    const RiskSets::Block& block = sets.blocks[b];
    for (std::uint32_t position = block.deaths_end; position < block.end; ++position)
      if (!sets.delayed() || sets.enter[position] <= b) add(position, 1), ++rows_at_risk;
    if (sets.delayed())
      for (; later != sets.by_enter.begin() && sets.enter[*(later - 1)] > b; --later) {
        add(*(later - 1), -1);
        if (--rows_at_risk == 0) risk = Sum(), std::fill(x.begin(), x.end(), Sum());
      }
    for (std::size_t j = 0; j < p; ++j) left_[b * p + j] = x[j].value();
    const double risk_left = risk.value();
    double risk_of_deaths = 0;
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
      risk_of_deaths += risk_[position];
      times_[b].weight += rows_.weight.empty() ? 1 : rows_.weight[position];
      add(position, 1);
    }
    rows_at_risk += block.deaths();
    finish_time(b, risk_left, risk_of_deaths);
  }
}

void CoxEventTimes::finish_time(std::uint32_t b, double risk_left, double risk_of_deaths) {
  Time& time = times_[b];
  const std::uint32_t terms = ties_ == Ties::efron ? rows_.sets.blocks[b].deaths() : 1;
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
}

void CoxEventTimes::sum_deaths(std::uint32_t b, std::span<double> out) const {
  const RiskSets::Block& block = rows_.sets.blocks[b];
  std::fill(out.begin(), out.end(), 0.0);
  for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
    const double* x = rows_.row(position);
    for (std::size_t j = 0; j < out.size(); ++j) out[j] += risk_[position] * x[j];
  }
}

}  // namespace repere::statistics
