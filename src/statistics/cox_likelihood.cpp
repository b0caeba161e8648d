#include "statistics/cox_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/cox_event_sums.hpp"
#include "statistics/summation.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

// Less than this share of what was subtracted is rounding.
constexpr double rounding_share = 1e-12;

}  // namespace

CoxLikelihood::CoxLikelihood(const CoxRows& rows, Ties ties)
    : rows_(rows),
      ties_(ties),
      score_(rows.covariates),
      information_(rows.covariates),
      eta_(rows.rows()),
      risk_(rows.rows()),
      expected_(rows.rows()),
      hazard_(rows.sets.blocks.size()),
      hazard_of_deaths_(rows.sets.blocks.size()) {
  deaths_.x.resize(rows.covariates);
}

bool CoxLikelihood::evaluate(std::span<const double> coefficient) {
  compute_risks(coefficient);
  loglik_ = 0;
  in_range_ = true;
  information_ = Matrix(rows_.covariates);
  for (const auto& stratum : rows_.sets.strata)
    rows_.sets.delayed() ? walk_back<ReversibleSum>(stratum) : walk_back<PlainSum>(stratum);
  spread_hazards();
  sum_over_rows();
  const auto finite = [](double value) { return std::isfinite(value); };
  return in_range_ && finite(loglik_) && std::all_of(score_.begin(), score_.end(), finite) &&
         std::all_of(information_.values().begin(), information_.values().end(), finite);
}

void CoxLikelihood::compute_risks(std::span<const double> coefficient) {
  const std::size_t n = rows_.rows(), p = rows_.covariates;
  for (std::size_t i = 0; i < n; ++i) {
    const double* x = rows_.row(i);
    double eta = rows_.offset.empty() ? 0 : rows_.offset[i];
    for (std::size_t j = 0; j < p; ++j) eta += coefficient[j] * x[j];
    eta_[i] = eta;
  }
  const bool at_0 = rows_.offset.empty() &&
                    std::all_of(coefficient.begin(), coefficient.end(), [](double b) { return b == 0; });
  for (std::size_t i = 0; i < n; ++i) risk_[i] = at_0 ? 1 : std::exp(eta_[i]);
  if (!rows_.weight.empty())
    for (std::size_t i = 0; i < n; ++i) risk_[i] *= rows_.weight[i];
}

// From the last event time of the stratum to the first, with the sums of risk and risk * x over those at
// risk.
template <class Sum>
void CoxLikelihood::walk_back(const RiskSets::Stratum& stratum) {
  const RiskSets& sets = rows_.sets;
  const std::size_t p = rows_.covariates;
  Sum risk;
  std::vector<Sum> x(p);
  std::vector<double> x_left(p);
  std::size_t rows_at_risk = 0;
  const auto add = [&](std::uint32_t position, double sign) {
    const double r = sign * risk_[position];
    risk.add(r);
    for (std::size_t j = 0; j < p; ++j) x[j].add(r * rows_.row(position)[j]);
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
    for (std::size_t j = 0; j < p; ++j) x_left[j] = x[j].value();
    sum_deaths(block);
    add_event_time(b, risk.value(), x_left.data());
    risk.add(deaths_.risk);
    for (std::size_t j = 0; j < p; ++j) x[j].add(deaths_.x[j]);
    rows_at_risk += block.deaths();
  }
}

void CoxLikelihood::sum_deaths(const RiskSets::Block& block) {
  deaths_.weight = deaths_.risk = 0;
  double predictors =
      0;  // of this time first: the sum over all is so large that each row would lose digits in it
  std::fill(deaths_.x.begin(), deaths_.x.end(), 0.0);
  for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
    const double weight = rows_.weight.empty() ? 1 : rows_.weight[position];
    const double* x = rows_.row(position);
    deaths_.weight += weight;
    deaths_.risk += risk_[position];
    for (std::size_t j = 0; j < deaths_.x.size(); ++j) deaths_.x[j] += risk_[position] * x[j];
    predictors += weight * eta_[position];
  }
  loglik_ += predictors;
}

// With d tied deaths Efron lets each of d terms see a share 1, (d-1)/d, ... 1/d of them; Breslow lets all see
// all. The terms' outer products of (x_left + share x_deaths) / denominator are summed in closed form.
void CoxLikelihood::add_event_time(std::uint32_t b, double risk_left, const double* x_left) {
  const RiskSets::Block& block = rows_.sets.blocks[b];
  const bool efron = ties_ == Ties::efron;
  const EventSums sums = event_sums(efron ? block.deaths() : 1, deaths_.weight, risk_left, deaths_.risk);
  in_range_ = in_range_ && has_squares(risk_left + deaths_.risk);
  loglik_ -= sums.log_denominators;
  hazard_[b] = sums.hazard;
  hazard_of_deaths_[b] = sums.hazard_of_deaths;
  subtract_outer(information_, x_left, deaths_.x.data(), sums.left_left, sums.left_deaths,
                 sums.deaths_deaths);
}

void CoxLikelihood::spread_hazards() {
  const RiskSets& sets = rows_.sets;
  std::fill(expected_.begin(), expected_.end(), 0.0);
  std::vector<double> before(sets.delayed() ? sets.blocks.size() + 1 : 0);
  for (const auto& stratum : sets.strata) {
    double sum = 0;
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
      const RiskSets::Block& block = sets.blocks[b];
      if (sets.delayed()) before[b] = sum;
      const auto since_entry = [&](std::uint32_t position) {
        return sets.delayed() ? sum - before[sets.enter[position]] : sum;
      };
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        expected_[position] = risk_[position] * (since_entry(position) + hazard_of_deaths_[b]);
      sum += hazard_[b];
      for (std::uint32_t position = block.deaths_end; position < block.end; ++position)
        if (!sets.delayed() || sets.enter[position] <= b)
          expected_[position] = risk_[position] * since_entry(position);
    }
  }
}

void CoxLikelihood::sum_over_rows() {
  const std::size_t n = rows_.rows(), p = rows_.covariates;
  const Matrix means = information_;  // minus the outer products of the means
  add_weighted_gram(information_, rows_.x, expected_);
  drop_rounding(means);
  information_.mirror_upper();
  std::vector<double> residual(n);
  for (std::size_t i = 0; i < n; ++i) residual[i] = -expected_[i];
  for (const auto& block : rows_.sets.blocks)
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
      residual[position] += rows_.weight.empty() ? 1 : rows_.weight[position];
  std::fill(score_.begin(), score_.end(), 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < p; ++j) score_[j] += residual[i] * rows_.row(i)[j];
}

// Where all who are at risk together have one value, the two parts of the information are equal and their
// difference is rounding; it must not pass for information.
void CoxLikelihood::drop_rounding(const Matrix& means) {
  const std::size_t p = rows_.covariates;
  for (std::size_t j = 0; j < p; ++j) {
    if (std::abs(information_(j, j)) > rounding_share * std::abs(means(j, j))) continue;
    for (std::size_t k = 0; k < p; ++k) information_(std::min(j, k), std::max(j, k)) = 0;
  }
}

}  // namespace repere::statistics
