#include "statistics/fine_gray_variance.hpp"

#include <algorithm>

#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

// Rows whose scores are held before their products are added.
constexpr std::size_t buffered = 1024;

// A sum of weights and of weights times x, or times the mean of x.
struct Sums {
  double weight = 0;
  std::vector<double> x;

  explicit Sums(std::size_t p) : x(p) {}
  void add(double w, const double* values) {
    weight += w;
    for (std::size_t j = 0; j < x.size(); ++j) x[j] += w * values[j];
  }
};

// Sums over blocks from each one to the last, side by side: the weight, then the vector.
class FromHereOn {
 public:
  FromHereOn(std::size_t blocks, std::size_t p) : p_(p), values_((blocks + 1) * (p + 1)) {}
  void set(std::size_t block, double weight, const double* mean) {
    double* here = &values_[block * (p_ + 1)];
    const double* later = here + p_ + 1;
    here[0] = later[0] + weight;
    for (std::size_t j = 0; j < p_; ++j) here[j + 1] = later[j + 1] + weight * mean[j];
  }
  double weight(std::size_t block) const { return values_[block * (p_ + 1)]; }
  const double* x(std::size_t block) const { return &values_[block * (p_ + 1) + 1]; }

 private:
  std::size_t p_;
  std::vector<double> values_;
};

// The rows of one censoring group, in the order of time.
class GroupScores {
 public:
  GroupScores(const CoxRows& rows, const CensoringWeights& weights, std::size_t group,
              const FineGrayLikelihood& likelihood)
      : rows_(rows),
        kind_(weights.kind),
        group_(weights.groups[group]),
        likelihood_(likelihood),
        p_(rows.covariates),
        hazards_(rows.sets.blocks.size(), p_),
        own_events_(rows.sets.blocks.size(), p_),
        q_(p_),
        psi_(p_) {
    for (std::size_t b = rows.sets.blocks.size(); b-- > 0;) {
      const double share = group_.at_block[b];
      const double* mean = &likelihood.mean()[b * p_];
      hazards_.set(b, share * likelihood.hazard()[b], mean);
      // As cmprsk has it, a group's events alone carry its censoring weights here.
      const double hazard_of_one = likelihood.hazard()[b] / rows.sets.blocks[b].deaths();
      own_events_.set(b, share * hazard_of_one * group_.events[b], mean);
    }
  }

  // Adds the outer products of the rows' scores.
  void add_to(Matrix& squares) {
    std::vector<double> scores;
    Sums passed(p_);     // hazards until now, at the means
    Sums competing(p_);  // rows with a competing event before now, by risk / G
    std::size_t next_competing = 0, block = 0;
    for (const auto& time : group_.times) {
      const bool at_event = time.block < rows_.sets.blocks.size() && holds(time);
      for (const std::size_t end = time.block + (at_event ? 1 : 0); block < end; ++block)
        passed.add(likelihood_.hazard()[block], &likelihood_.mean()[block * p_]);
      if (time.count > 0) set_q(time, competing);
      for (std::uint32_t i = time.first_row; i < time.end_row; ++i) {
        const std::uint32_t position = group_.rows[i];
        scores.resize(scores.size() + p_);
        double* score = &scores[scores.size() - p_];
        add_score(position, passed, time, score);
        if (kind_[position] == 2) add_competing(next_competing++, score);
        for (std::size_t j = 0; j < p_; ++j) score[j] += psi_[j];
        if (kind_[position] == 0)
          for (std::size_t j = 0; j < p_; ++j) score[j] += q_[j] / time.at_risk;
      }
      admit(competing);
      if (scores.size() >= buffered * p_) flush(scores, squares);
    }
    flush(scores, squares);
  }

 private:
  // Whether the time is that of its block.
  bool holds(const CensoringWeights::Group::Censored& time) const {
    const RiskSets::Block& block = rows_.sets.blocks[time.block];
    return group_.rows[time.first_row] >= block.first;
  }

  void flush(std::vector<double>& scores, Matrix& squares) const {
    add_weighted_gram(squares, scores, std::vector<double>(scores.size() / p_, 1.0));
    scores.clear();
  }

  // What the rows that had a competing event before lose, at all event times from now on, when one more is censored.
  void set_q(const CensoringWeights::Group::Censored& time, const Sums& competing) {
    const double weight = own_events_.weight(time.block);
    const double* x = own_events_.x(time.block);
    const double at_risk = time.at_risk;
    for (std::size_t j = 0; j < p_; ++j) {
      q_[j] = competing.x[j] * weight - competing.weight * x[j];
      psi_[j] -= q_[j] * time.count / (at_risk * at_risk);
    }
  }

  // Observed less expected, each at its distance from the mean of its time.
  void add_score(std::uint32_t position, const Sums& passed, const CensoringWeights::Group::Censored& time,
                 double* score) const {
    const double* x = rows_.row(position);
    const double risk = likelihood_.risk()[position];
    for (std::size_t j = 0; j < p_; ++j) score[j] = -risk * (x[j] * passed.weight - passed.x[j]);
    if (kind_[position] != 1) return;
    const double* mean = &likelihood_.mean()[time.block * p_];
    for (std::size_t j = 0; j < p_; ++j) score[j] += x[j] - mean[j];
  }

  void add_competing(std::size_t i, double* score) {
    const std::uint32_t position = group_.competing[i];
    const double weight = likelihood_.risk()[position] * group_.inverse_before[i];
    const double* x = rows_.row(position);
    const std::size_t after = group_.first_after[i];
    for (std::size_t j = 0; j < p_; ++j)
      score[j] -= weight * (x[j] * hazards_.weight(after) - hazards_.x(after)[j]);
    waiting_.push_back(i);
  }
  // Those of the time at hand count from the next on.
  void admit(Sums& competing) {
    for (const std::size_t i : waiting_) {
      const std::uint32_t position = group_.competing[i];
      competing.add(likelihood_.risk()[position] * group_.inverse_before[i], rows_.row(position));
    }
    waiting_.clear();
  }

  const CoxRows& rows_;
  const std::vector<std::uint8_t>& kind_;
  const CensoringWeights::Group& group_;
  const FineGrayLikelihood& likelihood_;
  std::size_t p_;
  FromHereOn hazards_, own_events_;
  std::vector<double> q_, psi_;
  std::vector<std::size_t> waiting_;
};

}  // namespace

Matrix fine_gray_score_squares(const CoxRows& rows, const CensoringWeights& weights,
                               const FineGrayLikelihood& likelihood) {
  Matrix squares(rows.covariates);
  for (std::size_t group = 0; group < weights.groups.size(); ++group)
    if (!weights.groups[group].rows.empty()) GroupScores(rows, weights, group, likelihood).add_to(squares);
  squares.mirror_upper();
  return squares;
}

}  // namespace repere::statistics
