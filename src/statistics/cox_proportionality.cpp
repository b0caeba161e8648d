#include "statistics/cox_proportionality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "statistics/cox_code_moments.hpp"
#include "statistics/cox_residuals.hpp"
#include "statistics/cox_row_walk.hpp"
#include "statistics/kaplan_meier.hpp"
#include "statistics/lanes.hpp"
#include "statistics/row_runs.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
// Of the information on the drift, what is left once the coefficients have theirs is rounding below this share.
constexpr double rounding_share = 1e-11;

// --- g at each event time ---

// 1 less the curve just before each tick.
std::vector<double> curve_before(const CoxRows& rows, const TimeAxis& axis, const SurvivalCurve& curve) {
  std::vector<double> of_tick(axis.ticks()), result;
  std::size_t passed = 0;
  for (std::size_t tick = 0; tick < of_tick.size(); ++tick) {
    const double time = axis.value(static_cast<std::uint32_t>(tick));
    while (passed < curve.time.size() && curve.time[passed] < time) ++passed;
    of_tick[tick] = passed == 0 ? 0 : 1 - curve.survival[passed - 1];
  }
  for (const auto& block : rows.sets.blocks) result.push_back(of_tick[block.tick]);
  return result;
}

// The same of rows that stand in the order of time and were all there from the beginning.
std::vector<double> curve_before(const CoxRows& rows) {
  double survival = 1;
  std::vector<double> result;
  for (const auto& block : rows.sets.blocks) {
    result.push_back(1 - survival);
    const auto at_risk = static_cast<double>(rows.rows() - block.first);
    survival *= (at_risk - block.deaths()) / at_risk;
  }
  return result;
}

std::vector<double> ranks(const CoxRows& rows, const TimeAxis& axis) {
  std::vector<double> count(axis.ticks()), rank(axis.ticks());
  for (const auto tick : axis.exit()) ++count[tick];
  double below = 0;
  for (std::size_t tick = 0; tick < rank.size(); ++tick) {
    rank[tick] = below + (count[tick] + 1) / 2;
    below += count[tick];
  }
  std::vector<double> result;
  for (const auto& block : rows.sets.blocks) result.push_back(rank[block.tick]);
  return result;
}

Result<std::vector<double>> transformed(const FollowUp& data, const CoxRows& rows, TimeTransform transform) {
  if (transform == TimeTransform::km && rows.sets.strata.size() == 1 && !rows.sets.delayed())
    return curve_before(rows);
  const auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());
  if (transform == TimeTransform::rank) return ranks(rows, *axis);
  if (transform == TimeTransform::km) {
    const auto curves = kaplan_meier({data.time, data.event, data.entry, {}});
    if (!curves) return tl::unexpected(curves.error());
    return curve_before(rows, *axis, (*curves)[0]);
  }
  std::vector<double> result;
  for (const auto& block : rows.sets.blocks) {
    const double time = axis->value(block.tick);
    if (transform == TimeTransform::log && time == 0)
      return fail(
          ErrorKind::incorrect,
          "the test of proportional hazards cannot take the logarithm of an event at time 0; take km, "
          "identity or rank");
    result.push_back(transform == TimeTransform::log ? std::log(time) : time);
  }
  return result;
}

// The test does not mind where g has its zero or its unit: mean 0 over the events and a mean distance of 1
// keep the digits.
void centre(std::vector<double>& g, const RiskSets& sets) {
  double sum = 0, events = 0, distance = 0;
  for (std::size_t b = 0; b < g.size(); ++b) {
    sum += sets.blocks[b].deaths() * g[b];
    events += sets.blocks[b].deaths();
  }
  // The mean of equal values may differ from them by rounding, which must not pass for variation.
  if (std::all_of(g.begin(), g.end(), [&](double value) { return value == g[0]; })) {
    std::fill(g.begin(), g.end(), 0.0);
    return;
  }
  for (std::size_t b = 0; b < g.size(); ++b) {
    g[b] -= sum / events;
    distance += sets.blocks[b].deaths() * std::abs(g[b]);
  }
  if (distance > 0)
    for (double& value : g) value *= events / distance;
}

// --- the score of the drift, and the information on coefficients and drift ---

/// Matrices weighted by 1, g and g^2.
using Moments = std::array<Matrix, 3>;

// Sums of weight * x x' for three weights that rows have in common but for a factor of their own. Runs of rows that stand
// one behind the other in memory are put together to blocks.
class MomentSums {
 public:
  explicit MomentSums(std::size_t p) : p_(p), grams_(p, 3) {}
  /// Shape: x[rows * p], which stay until take(); own[rows]
  void add(const double* x, const double* own, std::size_t rows, const std::array<double, 3>& common) {
    if (rows >= long_run) return grams_.add_run(x, p_, rows, own, common.data());
    for (std::size_t i = 0; i < rows; ++i, x += p_) {
      if (held_ == RowGrams::block || x != first_ + held_ * p_) flush(x);
      for (std::size_t k = 0; k < 3; ++k) grams_.weight(k)[held_] = own[i] * common[k];
      ++held_;
    }
  }
  Moments take() {
    flush(nullptr);
    return {grams_.products(0), grams_.products(1), grams_.products(2)};
  }

 private:
  static constexpr std::size_t long_run =
      32;  // from here on three sums of the run cost less than three of each row

  void flush(const double* next) {
    if (held_ > 0) {
      ask_for_rows(first_ + RowGrams::block * p_, p_, held_);
      grams_.add(first_, p_, held_);
    }
    first_ = next;
    held_ = 0;
  }

  std::size_t p_;
  RowGrams grams_;
  const double* first_ = nullptr;  // of the rows that are held back
  std::size_t held_ = 0;
};

// Event times that are taken together. Shape: left and deaths, count * p and 8 more
struct SomeTimes {
  const CoxEventTimes::Time* time;
  const double *left, *deaths, *g;
  std::size_t count;
};

// The outer products of the means over the terms of one event time: with l the sum over those left and d over
// those who die, a l l' + b (l d' + d l') + c d d' = a (l + b/a d)(l + b/a d)' + (c - b^2/a) d d'. Writes the two vectors of
// each time, and takes g times the means off the score.
// Shape: means[2 * count * padded(p)]; score[padded(p)]
REPERE_HOT_LOOP void write_means(const SomeTimes& of, std::size_t p, double* means, double* score) {
  const std::size_t stride = padded(p);
  for (std::size_t k = 0; k < p; k += 8) {
    Lanes sum = load(score + k);
    for (std::size_t b = 0; b < of.count; ++b) {
      const CoxEventTimes::Time& time = of.time[b];
      const Lanes left = load(of.left + b * p + k), deaths = load(of.deaths + b * p + k);
      sum -= of.g[b] * (time.hazard * left + time.hazard_of_deaths * deaths);
      store(means + 2 * b * stride + k, left + (time.square_share / time.square) * deaths);
      store(means + (2 * b + 1) * stride + k, deaths);
    }
    store(score + k, sum);
  }
}

class DriftInformation {
 public:
  DriftInformation(const CoxEventTimes& times, const std::vector<double>& g)
      : times_(times),
        rows_(times.rows()),
        g_(g),
        p_(rows_.covariates),
        score_(padded(p_)),
        sum_(padded(p_)) {
    if (rows_.codes.count() > 0 && !rows_.sets.delayed()) of_codes_.emplace(rows_);
  }

  void run() {
    add_rows();
    if (of_codes_) score_ = of_codes_->sum();
    score_.resize(padded(p_));
    moments_ = of_codes_ ? of_codes_->squares() : rows_sum_.take();
    const Moments of_means = squares_of_means();
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t i = 0; i < p_; ++i)
        for (std::size_t j = i; j < p_; ++j)
          moments_[k](i, j) = moments_[k](j, i) = moments_[k](i, j) - of_means[k](i, j);
  }
  const std::vector<double>& score() const { return score_; }
  const Moments& moments() const { return moments_; }

 private:
  // Row i counts x x' with risk times the sum over its event times of hazard, hazard g and hazard g^2.
  void add_rows() {
    const RiskSets& sets = rows_.sets;
    std::vector<std::array<double, 3>> before(sets.delayed() ? sets.blocks.size() + 1 : 0);
    for (const auto& stratum : sets.strata) {
      std::array<double, 3> now{};
      for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
        const RiskSets::Block& block = sets.blocks[b];
        if (sets.delayed()) before[b] = now;
        std::array<double, 3> at_event = now;
        double hazard = times_.times()[b].hazard, of_deaths = times_.times()[b].hazard_of_deaths;
        for (std::size_t k = 0; k < 3; ++k, hazard *= g_[b], of_deaths *= g_[b]) {
          at_event[k] += of_deaths;
          now[k] += hazard;
        }
        if (of_codes_) {
          add_coded({block.first, block.deaths_end, at_event, g_[b]});
          add_coded({block.deaths_end, block.end, now, 0});
          continue;
        }
        add_deaths(b);
        const auto add = [&](std::uint32_t first, std::uint32_t end, const std::array<double, 3>& hazards) {
          if (first < end) rows_sum_.add(rows_.row(first), &times_.risk()[first], end - first, hazards);
        };
        if (!sets.delayed()) {
          add(block.first, block.deaths_end, at_event);
          add(block.deaths_end, block.end, now);
          continue;
        }
        for (std::uint32_t i = block.first; i < block.end; ++i) {
          if (sets.enter[i] > b) continue;
          std::array<double, 3> hazards = i < block.deaths_end ? at_event : now;
          for (std::size_t k = 0; k < 3; ++k) hazards[k] -= before[sets.enter[i]][k];
          add(i, i + 1, hazards);
        }
      }
    }
    flush_coded();
  }

  // Some cells at a time.
  void add_coded(const CoxCodeMoments::Cell& cell) {
    cells_.push_back(cell);
    if (cells_.size() == 128) flush_coded();
  }
  void flush_coded() {
    if (of_codes_)
      of_codes_->add(cells_, times_.risk().data(), rows_.weight.empty() ? nullptr : rows_.weight.data());
    cells_.clear();
  }

  void add_deaths(std::uint32_t b) {
    const RiskSets::Block& block = rows_.sets.blocks[b];
    ones_.resize(std::max<std::size_t>(ones_.size(), block.deaths()), 1.0);
    std::fill(sum_.begin(), sum_.end(), 0.0);
    add_weighted_rows(rows_.row(block.first), p_,
                      rows_.weight.empty() ? ones_.data() : &rows_.weight[block.first], block.deaths(),
                      sum_.data());
    for (std::size_t j = 0; j < p_; ++j) score_[j] += g_[b] * sum_[j];
  }

  Moments squares_of_means() {
    constexpr std::size_t some = RowGrams::block / 2;
    const std::size_t stride = padded(p_);
    RowGrams grams(p_, 3);
    LargeArray<double> means(RowGrams::block * stride);
    for (std::size_t first = 0; first < g_.size(); first += some) {
      const std::size_t count = std::min(some, g_.size() - first);
      write_means(
          {&times_.times()[first], times_.left(first).data(), times_.deaths(first).data(), &g_[first], count},
          p_, means.data(), score_.data());
      for (std::size_t b = 0; b < count; ++b) weigh_means(first + b, 2 * b, grams);
      grams.add(means.data(), stride, 2 * count);
    }
    return {grams.products(0), grams.products(1), grams.products(2)};
  }
  // The vectors of time b, that of deaths being left out where only one row dies.
  void weigh_means(std::size_t b, std::size_t at, RowGrams& grams) {
    const CoxEventTimes::Time& time = times_.times()[b];
    const bool tied = rows_.sets.blocks[b].deaths() > 1;
    double of_both = time.square, of_deaths = 0;
    if (tied)
      of_deaths = std::max(0.0, time.square_share2 - time.square_share * (time.square_share / time.square));
    for (std::size_t k = 0; k < 3; ++k, of_both *= g_[b], of_deaths *= g_[b]) {
      grams.weight(k)[at] = of_both;
      grams.weight(k)[at + 1] = of_deaths;
    }
  }

  const CoxEventTimes& times_;
  const CoxRows& rows_;
  const std::vector<double>& g_;
  std::size_t p_;
  MomentSums rows_sum_{p_};
  std::optional<CoxCodeMoments> of_codes_;  // instead, of coded rows
  std::vector<CoxCodeMoments::Cell> cells_;
  Moments moments_;
  std::vector<double> score_, ones_;  // score: and up to whole vectors
  LargeArray<double> sum_;
};

Matrix part(const Matrix& matrix, const std::vector<std::size_t>& columns) {
  Matrix result(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i)
    for (std::size_t j = 0; j < columns.size(); ++j) result(i, j) = matrix(columns[i], columns[j]);
  return result;
}

// The information on the drift that the coefficients leave: I_gg - I_gb I_bb^-1 I_bg. What is rounding is 0.
Matrix left_for_drift(const Matrix& of_coefficients, const Matrix& mixed, const Matrix& of_drift) {
  const std::size_t p = mixed.size();
  const Factors factors(of_coefficients, std::numeric_limits<double>::min());
  Matrix result = of_drift;
  std::vector<double> column(p);
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t i = 0; i < p; ++i) column[i] = mixed(i, j);
    const std::vector<double> solved = factors.solve(column);
    for (std::size_t i = 0; i < p; ++i)
      for (std::size_t k = 0; k < p; ++k) result(i, j) -= mixed(i, k) * solved[k];
  }
  for (std::size_t j = 0; j < p; ++j)
    if (!(result(j, j) > rounding_share * of_drift(j, j)))
      for (std::size_t k = 0; k < p; ++k) result(j, k) = result(k, j) = 0;
  return result;
}

void fill_tests(ProportionalityTest& result, const DriftInformation& drift,
                const std::vector<std::size_t>& known) {
  const auto& moments = drift.moments();
  const Matrix information =
      left_for_drift(part(moments[0], known), part(moments[1], known), part(moments[2], known));
  std::vector<double> z;  // the score of each drift by its own error
  for (std::size_t j = 0; j < known.size(); ++j) {
    const bool testable = information(j, j) > 0;
    z.push_back(testable ? drift.score()[known[j]] / std::sqrt(information(j, j)) : nan);
    result.terms[known[j]] = chi_squared_test(z[j] * z[j], 1);
  }
  Matrix correlation(known.size());
  for (std::size_t j = 0; j < known.size(); ++j)
    for (std::size_t k = 0; k < known.size(); ++k)
      correlation(j, k) = information(j, k) / std::sqrt(information(j, j) * information(k, k));
  const Factors factors(correlation, rounding_share);
  const bool all = factors.rank() == known.size();
  result.global = chi_squared_test(all ? dot(z, factors.solve(z)) : nan, static_cast<int>(known.size()));
  if (!all)
    result.warnings.push_back(
        "the test of proportional hazards has too few event times for some covariate, or for all of them "
        "together: their chi-squared is not available");
}

}  // namespace

Result<ProportionalityTest> cox_proportionality(const FollowUp& data, const CoxFit& fit,
                                                TimeTransform transform) {
  if (auto good = check_kept(fit); !good) return tl::unexpected(good.error());
  const CoxRows& rows = *fit.kept;
  ProportionalityTest result;
  result.terms.assign(rows.covariates, {nan, 0, nan});
  std::vector<std::size_t> known;
  for (std::size_t j = 0; j < rows.covariates; ++j)
    if (!std::isnan(fit.coefficient[j])) known.push_back(j);
  if (known.empty()) {
    result.global = {nan, 0, nan};
    return result;
  }
  auto g = transformed(data, rows, transform);
  if (!g) return tl::unexpected(g.error());
  centre(*g, rows.sets);
  const auto times = CoxEventTimes::of(fit);
  DriftInformation drift(*times, *g);
  drift.run();
  fill_tests(result, drift, known);
  return result;
}

}  // namespace repere::statistics
