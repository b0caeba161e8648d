#include "statistics/cox_exact.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/summation.hpp"

namespace repere::statistics {
namespace {

// A variance below this share of what its terms could be is rounding.
constexpr double rounding_share = 1e-24;

}  // namespace

CoxExact::Subsets::Subsets(std::size_t covariates)
    : p_(covariates), half_(covariates * (covariates + 1) / 2), shift_(covariates) {}

void CoxExact::Subsets::start(std::size_t sizes) {
  rows_ = 0;
  ratio_.assign(sizes + 1, 0);
  mean_.assign((sizes + 1) * p_, 0);
  covariance_.assign((sizes + 1) * half_, 0);
}

// Totals obey total'[k] = total[k] + risk * total[k - 1]: the new row is in a subset of size k with the chance
// risk * ratio[k] / (1 + risk * ratio[k]). Only ratios are held, so that nothing overflows however many rows
// and deaths there are. From the largest size down, since each needs the old values of the one below.
void CoxExact::Subsets::add(double risk, const double* x, std::size_t sizes) {
  for (std::size_t size = std::min(sizes, rows_ + 1); size > 0; --size) {
    const double grown_below = 1 + risk * ratio_[size - 1];
    if (size > rows_) {  // the one subset that holds every row
      ratio_[size] = grown_below / risk;
      mix(size, 1, x);
    } else {
      const double odds = risk * ratio_[size];
      ratio_[size] *= grown_below / (1 + odds);
      mix(size, odds / (1 + odds), x);
    }
  }
  ++rows_;
}

// The subsets of one size become a mixture: a share `with` of them is one of the size below and the new row.
void CoxExact::Subsets::mix(std::size_t size, double with, const double* x) {
  double* mean = &mean_[size * p_];
  const double* below = mean - p_;
  double* covariance = &covariance_[size * half_];
  const double* covariance_below = covariance - half_;
  for (std::size_t j = 0; j < p_; ++j) shift_[j] = below[j] + x[j] - mean[j];
  const double without = 1 - with;
  for (std::size_t j = 0; j < p_; ++j) {
    const double spread = with * without * shift_[j];
    for (std::size_t k = j; k < p_; ++k, ++covariance, ++covariance_below)
      *covariance = without * *covariance + with * *covariance_below + spread * shift_[k];
  }
  for (std::size_t j = 0; j < p_; ++j) mean[j] += with * shift_[j];
}

double CoxExact::Subsets::log_total(std::size_t size) const {
  LogOfProduct product;
  for (std::size_t k = 1; k <= size; ++k) product.multiply(ratio_[k]);
  return -product.value();
}

CoxExact::CoxExact(const CoxRows& rows)
    : rows_(rows),
      subsets_(rows.covariates),
      eta_(rows.rows()),
      risk_(rows.rows()),
      score_(rows.covariates),
      information_(rows.covariates),
      largest_(rows.covariates, 0) {
  for (std::size_t i = 0; i < rows.rows(); ++i)
    for (std::size_t j = 0; j < rows.covariates; ++j)
      largest_[j] = std::max(largest_[j], std::abs(rows.row(i)[j]));
}

bool CoxExact::evaluate(std::span<const double> coefficient) {
  compute_risks(coefficient);
  loglik_ = 0;
  std::fill(score_.begin(), score_.end(), 0.0);
  information_ = Matrix(rows_.covariates);
  for (const auto& stratum : rows_.sets.strata)
    rows_.sets.delayed() ? gather_each(stratum) : walk_back(stratum);
  drop_rounding();
  information_.mirror_upper();
  const auto finite = [](double value) { return std::isfinite(value); };
  return finite(loglik_) && std::all_of(score_.begin(), score_.end(), finite) &&
         std::all_of(information_.values().begin(), information_.values().end(), finite);
}

void CoxExact::compute_risks(std::span<const double> coefficient) {
  for (std::size_t i = 0; i < rows_.rows(); ++i)
    eta_[i] =
        (rows_.offset.empty() ? 0 : rows_.offset[i]) + dot(coefficient, {rows_.row(i), rows_.covariates});
  // The likelihood does not change when all risks are multiplied by one number.
  const double most = *std::max_element(eta_.begin(), eta_.end());
  for (std::size_t i = 0; i < rows_.rows(); ++i) risk_[i] = std::exp(eta_[i] -= most);
}

// Everyone is at risk from the start: walking back in time rows are only added, and one walk serves all event
// times. Sizes above the deaths of every earlier time are of no more use.
void CoxExact::walk_back(const RiskSets::Stratum& stratum) {
  const auto& blocks = rows_.sets.blocks;
  std::vector<std::size_t> most(stratum.end_block - stratum.first_block);
  std::size_t deaths = 0;
  for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b)
    most[b - stratum.first_block] = deaths = std::max<std::size_t>(deaths, blocks[b].deaths());
  subsets_.start(deaths);
  for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
    for (std::uint32_t position = blocks[b].end; position-- > blocks[b].first;)
      subsets_.add(risk_[position], rows_.row(position), most[b - stratum.first_block]);
    add_event_time(blocks[b]);
  }
}

// A row cannot be taken out of the subsets again without losing digits: each event time starts afresh.
void CoxExact::gather_each(const RiskSets::Stratum& stratum) {
  for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
    const RiskSets::Block& block = rows_.sets.blocks[b];
    subsets_.start(block.deaths());
    for (std::uint32_t position = block.first; position < stratum.end_row; ++position)
      if (rows_.sets.enter[position] <= b) subsets_.add(risk_[position], rows_.row(position), block.deaths());
    add_event_time(block);
  }
}

void CoxExact::add_event_time(const RiskSets::Block& block) {
  const std::size_t deaths = block.deaths();
  for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
    loglik_ += eta_[position];
    for (std::size_t j = 0; j < score_.size(); ++j) score_[j] += rows_.row(position)[j];
  }
  loglik_ -= subsets_.log_total(deaths);
  const double* mean = subsets_.mean(deaths);
  const double* covariance = subsets_.covariance(deaths);
  for (std::size_t j = 0; j < score_.size(); ++j) {
    score_[j] -= mean[j];
    for (std::size_t k = j; k < score_.size(); ++k) information_(j, k) += *covariance++;
  }
}

void CoxExact::drop_rounding() {
  double deaths = 0;
  for (const auto& block : rows_.sets.blocks) deaths += block.deaths();
  for (std::size_t j = 0; j < score_.size(); ++j) {
    if (information_(j, j) > rounding_share * deaths * largest_[j] * largest_[j]) continue;
    for (std::size_t k = 0; k < score_.size(); ++k) information_(std::min(j, k), std::max(j, k)) = 0;
  }
}

}  // namespace repere::statistics
