#include "statistics/fine_gray_robust.hpp"

#include <algorithm>

#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

// Sums over blocks, side by side: of hazards, then of hazards times the mean of x.
class Running {
 public:
  Running(std::size_t blocks, std::size_t p) : width_(p + 1), values_((blocks + 1) * (p + 1)) {}
  // What is at `to` becomes what is at `from` and the block's own.
  void set(std::size_t to, std::size_t from, double hazard, const double* mean, bool alone = false) {
    double* sum = at(to);
    const double* before = at(from);
    for (std::size_t j = 0; j < width_; ++j)
      sum[j] = (alone ? 0 : before[j]) + hazard * (j == 0 ? 1 : mean[j - 1]);
  }
  double* at(std::size_t block) { return &values_[block * width_]; }

 private:
  std::size_t width_;
  std::vector<double> values_;
};

class RobustScores {
 public:
  RobustScores(const CoxRows& rows, const FineGrayLikelihood& likelihood)
      : rows_(rows),
        likelihood_(likelihood),
        p_(rows.covariates),
        blocks_(rows.sets.blocks.size()),
        scores_(rows.rows() * p_) {}

  // Each row as long as it is under observation.
  void add_own_times() {
    Running before(blocks_, p_);
    for (std::size_t b = 0; b < blocks_; ++b) before.set(b + 1, b, likelihood_.hazard()[b], mean(b));
    for (std::size_t b = 0; b < blocks_; ++b) {
      const RiskSets::Block& block = rows_.sets.blocks[b];
      for (std::uint32_t position = block.first; position < block.end; ++position) {
        const std::size_t enter = rows_.sets.delayed() ? rows_.sets.enter[position] : 0;
        if (enter <= b) {
          subtract(position, likelihood_.risk()[position], before.at(b + 1));
          subtract(position, -likelihood_.risk()[position], before.at(enter));
        }
        if (position < block.deaths_end) add_event(position, b);
      }
    }
  }

  // Rows of a group with a competing event, from then on.
  void add_times_after(const CensoringWeights::Group& group) {
    Running later(blocks_, p_);
    for (std::size_t b = blocks_; b-- > 0;) {
      const bool alone = b + 1 == blocks_ || group.era_of_block[b] != group.era_of_block[b + 1];
      later.set(b, b + 1, group.at_block[b] * likelihood_.hazard()[b], mean(b), alone);
    }
    for (std::size_t i = 0; i < group.competing.size(); ++i) {
      const std::size_t after = group.first_after[i];
      if (after == blocks_ || group.era[i] != group.era_of_block[after]) continue;
      subtract(group.competing[i], likelihood_.risk()[group.competing[i]] * group.inverse_before[i],
               later.at(after));
    }
  }

  Matrix squares() const {
    Matrix result(p_);
    add_weighted_gram(result, scores_, std::vector<double>(rows_.rows(), 1.0));
    result.mirror_upper();
    return result;
  }

 private:
  const double* mean(std::size_t block) const { return &likelihood_.mean()[block * p_]; }

  void subtract(std::uint32_t position, double risk, const double* sums) {
    const double* x = rows_.row(position);
    double* score = &scores_[position * p_];
    for (std::size_t j = 0; j < p_; ++j) score[j] -= risk * (x[j] * sums[0] - sums[j + 1]);
  }

  void add_event(std::uint32_t position, std::size_t block) {
    const double weight = rows_.weight.empty() ? 1 : rows_.weight[position];
    const double* x = rows_.row(position);
    for (std::size_t j = 0; j < p_; ++j) scores_[position * p_ + j] += weight * (x[j] - mean(block)[j]);
  }

  const CoxRows& rows_;
  const FineGrayLikelihood& likelihood_;
  std::size_t p_, blocks_;
  std::vector<double> scores_;
};

}  // namespace

Matrix fine_gray_robust_squares(const CoxRows& rows, const CensoringWeights& weights,
                                const FineGrayLikelihood& likelihood) {
  RobustScores scores(rows, likelihood);
  scores.add_own_times();
  for (const auto& group : weights.groups) scores.add_times_after(group);
  return scores.squares();
}

}  // namespace repere::statistics
