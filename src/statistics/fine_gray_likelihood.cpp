#include "statistics/fine_gray_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/instruction_sets.hpp"
#include "statistics/summation.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

// Less than this share of what was subtracted is rounding.
constexpr double rounding_share = 1e-12;

// The predictors x'b of rows that stand side by side.
REPERE_HOT_LOOP void add_products(const double* x, std::size_t rows, std::size_t p, const double* coefficient,
                                  double* result) {
  for (std::size_t i = 0; i < rows; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < p; ++j) sum += coefficient[j] * x[i * p + j];
    result[i] = sum;
  }
}

// Adds weight * x of rows that stand side by side, four at a time so that the sums are read and written less often.
REPERE_HOT_LOOP void add_weighted(const double* x, const double* weight, std::size_t rows, std::size_t p,
                                  double* sum) {
  std::size_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    const double* x0 = x + i * p;
    const double* x1 = x0 + p;
    const double* x2 = x1 + p;
    const double* x3 = x2 + p;
    const double w0 = weight[i], w1 = weight[i + 1], w2 = weight[i + 2], w3 = weight[i + 3];
    for (std::size_t j = 0; j < p; ++j) sum[j] += (w0 * x0[j] + w1 * x1[j]) + (w2 * x2[j] + w3 * x3[j]);
  }
  for (; i < rows; ++i)
    for (std::size_t j = 0; j < p; ++j) sum[j] += weight[i] * x[i * p + j];
}

}  // namespace

FineGrayLikelihood::FineGrayLikelihood(const CoxRows& rows, const CensoringWeights& weights)
    : rows_(rows),
      weights_(weights),
      score_(rows.covariates),
      information_(rows.covariates),
      risk_(rows.rows()),
      expected_(rows.rows()),
      events_(rows.sets.blocks.size()),
      total_(rows.sets.blocks.size()),
      mean_(rows.sets.blocks.size() * rows.covariates),
      hazard_(rows.sets.blocks.size()),
      before_(rows.sets.blocks.size() + 1) {
  for (std::size_t b = 0; b < events_.size(); ++b) {
    const RiskSets::Block& block = rows.sets.blocks[b];
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
      events_[b] += weight_of(position);
  }
}

bool FineGrayLikelihood::evaluate(std::span<const double> coefficient) {
  compute_risks(coefficient);
  rows_.sets.delayed() ? sum_those_who_came_and_remain() : sum_those_who_remain();
  for (const auto& group : weights_.groups) add_those_with_competing_events(group);
  sum_blocks();
  spread_hazards();
  sum_over_rows();
  const auto finite = [](double value) { return std::isfinite(value); };
  return finite(loglik_) && std::all_of(score_.begin(), score_.end(), finite) &&
         std::all_of(information_.values().begin(), information_.values().end(), finite);
}

// The logarithms of the risks of those who have the event are a part of the likelihood.
void FineGrayLikelihood::compute_risks(std::span<const double> coefficient) {
  add_products(rows_.x.data(), rows_.rows(), rows_.covariates, coefficient.data(), risk_.data());
  loglik_ = 0;
  for (const auto& block : rows_.sets.blocks)
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
      loglik_ += weight_of(position) * risk_[position];
  for (double& risk : risk_) risk = std::exp(risk);
  for (std::size_t i = 0; i < rows_.weight.size(); ++i) risk_[i] *= rows_.weight[i];
}

void FineGrayLikelihood::sum_those_who_remain() {
  const std::size_t p = rows_.covariates;
  double total = 0;
  std::vector<double> x(p, 0.0);
  for (std::size_t b = rows_.sets.blocks.size(); b-- > 0;) {
    const RiskSets::Block& block = rows_.sets.blocks[b];
    for (std::uint32_t position = block.first; position < block.end; ++position) total += risk_[position];
    add_weighted(rows_.row(block.first), &risk_[block.first], block.end - block.first, p, x.data());
    total_[b] = total;
    std::copy(x.begin(), x.end(), &mean_[b * p]);
  }
}

// A row that has not come yet at a block is taken out when the blocks before its first are reached.
void FineGrayLikelihood::sum_those_who_came_and_remain() {
  const std::size_t p = rows_.covariates;
  std::vector<ReversibleSum> sums(p + 1);
  const auto add = [&](std::uint32_t position, double sign) {
    const double risk = sign * risk_[position];
    sums[p].add(risk);
    for (std::size_t j = 0; j < p; ++j) sums[j].add(risk * rows_.row(position)[j]);
  };
  std::size_t late = rows_.sets.by_enter.size(), rows = 0;
  for (std::size_t b = rows_.sets.blocks.size(); b-- > 0;) {
    for (; late > 0 && rows_.sets.enter[rows_.sets.by_enter[late - 1]] > b; --late, --rows)
      add(rows_.sets.by_enter[late - 1], -1);
    if (rows == 0) std::fill(sums.begin(), sums.end(), ReversibleSum());  // nobody: no rounding either
    const RiskSets::Block& block = rows_.sets.blocks[b];
    for (std::uint32_t position = block.first; position < block.end; ++position)
      if (rows_.sets.enter[position] <= b) add(position, 1), ++rows;
    total_[b] = sums[p].value();
    for (std::size_t j = 0; j < p; ++j) mean_[b * p + j] = sums[j].value();
  }
}

void FineGrayLikelihood::add_those_with_competing_events(const CensoringWeights::Group& group) {
  const std::size_t p = rows_.covariates;
  double total = 0;
  std::vector<double> x(p, 0.0);
  std::size_t next = 0;
  for (std::size_t b = 0; b < total_.size(); ++b) {
    if (b > 0 && group.era_of_block[b] != group.era_of_block[b - 1]) {
      total = 0;
      std::fill(x.begin(), x.end(), 0.0);
    }
    for (; next < group.competing.size() && group.first_after[next] <= b; ++next) {
      if (group.era[next] != group.era_of_block[b]) continue;
      const double weight = risk_[group.competing[next]] * group.inverse_before[next];
      total += weight;
      add_weighted(rows_.row(group.competing[next]), &weight, 1, p, x.data());
    }
    total_[b] += group.at_block[b] * total;
    for (std::size_t j = 0; j < p; ++j) mean_[b * p + j] += group.at_block[b] * x[j];
  }
}

void FineGrayLikelihood::sum_blocks() {
  const std::size_t p = rows_.covariates;
  information_ = Matrix(p);
  for (std::size_t b = 0; b < total_.size(); ++b) {
    const double events = events_[b];
    loglik_ -= events * std::log(total_[b]);
    hazard_[b] = events / total_[b];
    double* mean = &mean_[b * p];
    for (std::size_t j = 0; j < p; ++j) mean[j] /= total_[b];
    for (std::size_t j = 0; j < p; ++j)
      for (std::size_t k = j; k < p; ++k) information_(j, k) -= events * mean[j] * mean[k];
  }
}

void FineGrayLikelihood::spread_hazards() {
  std::fill(expected_.begin(), expected_.end(), 0.0);
  for (std::size_t b = 0; b < hazard_.size(); ++b) {
    before_[b + 1] = before_[b] + hazard_[b];
    const RiskSets::Block& block = rows_.sets.blocks[b];
    for (std::uint32_t position = block.first; position < block.end; ++position) {
      const std::size_t enter = rows_.sets.delayed() ? rows_.sets.enter[position] : 0;
      if (enter <= b) expected_[position] = risk_[position] * (before_[b + 1] - before_[enter]);
    }
  }
  for (const auto& group : weights_.groups) {
    double still_to_come = 0;
    std::size_t b = hazard_.size();
    for (std::size_t i = group.competing.size(); i-- > 0;) {
      while (b > group.first_after[i]) {
        --b;
        if (b + 1 < hazard_.size() && group.era_of_block[b] != group.era_of_block[b + 1]) still_to_come = 0;
        still_to_come += group.at_block[b] * hazard_[b];
      }
      if (b == hazard_.size() || group.era[i] != group.era_of_block[b]) continue;
      expected_[group.competing[i]] += risk_[group.competing[i]] * group.inverse_before[i] * still_to_come;
    }
  }
}

void FineGrayLikelihood::sum_over_rows() {
  const std::size_t p = rows_.covariates;
  const Matrix means = information_;  // minus the outer products of the means
  add_weighted_gram(information_, rows_.x, expected_);
  // Where all who are at risk together have one value, the difference is rounding and must not pass for information.
  for (std::size_t j = 0; j < p; ++j) {
    if (std::abs(information_(j, j)) > rounding_share * std::abs(means(j, j))) continue;
    for (std::size_t k = 0; k < p; ++k) information_(std::min(j, k), std::max(j, k)) = 0;
  }
  information_.mirror_upper();
  std::vector<double> residual(expected_.size());
  for (std::size_t i = 0; i < residual.size(); ++i) residual[i] = -expected_[i];
  for (const auto& block : rows_.sets.blocks)
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
      residual[position] += weight_of(position);
  std::fill(score_.begin(), score_.end(), 0.0);
  add_weighted(rows_.x.data(), residual.data(), residual.size(), p, score_.data());
}

}  // namespace repere::statistics
