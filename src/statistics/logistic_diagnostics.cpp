#include <algorithm>
#include <cmath>
#include <numeric>

#include "statistics/logistic.hpp"
#include "statistics/logistic_likelihood.hpp"
#include "statistics/rank_tests.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<std::size_t> order_by(std::span<const double> score) {
  std::vector<std::size_t> order(score.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return score[i] < score[j]; });
  return order;
}

// Rows with one score, and how much weight of either outcome lies below and in them.
class Discriminating {
 public:
  Discriminating(std::span<const double> score, std::span<const std::uint8_t> outcome,
                 std::span<const double> weight)
      : score_(score), outcome_(outcome), weight_(weight), order_(order_by(score)) {
    for (std::size_t row = 0; row < score.size(); ++row) {
      total_[outcome[row]] += weight_of(row);
      ++count_[outcome[row]];
    }
  }

  Discrimination result() {
    Discrimination result;
    const double pairs = total_[0] * total_[1];
    if (!(pairs > 0)) return result;
    for_each_row([&](std::size_t row, double below, double same) {
      if (!outcome_[row]) return;
      const double weight = weight_of(row);
      result.concordant += weight * below;
      result.tied_x += weight * same;
      result.discordant += weight * (total_[0] - below - same);
    });
    result.value = (result.concordant + result.tied_x / 2) / pairs;
    double jackknife = 0, spread[2] = {0, 0};
    for_each_row([&](std::size_t row, double below, double same) {
      const int mine = outcome_[row];
      const double won = (mine ? below : total_[1] - below - same) + same / 2;
      const double away = won / total_[1 - mine] - result.value;
      const double change = weight_of(row) / total_[mine] * away;
      jackknife += change * change;
      spread[mine] += away * away;
    });
    result.std_error = std::sqrt(jackknife);
    if (weight_.empty() && count_[0] > 1 && count_[1] > 1)
      result.delong_error =
          std::sqrt(spread[0] / (count_[0] - 1) / count_[0] + spread[1] / (count_[1] - 1) / count_[1]);
    return result;
  }

 private:
  double weight_of(std::size_t row) const { return weight_.empty() ? 1 : weight_[row]; }

  // visit(row, weight of the other outcome at lower scores, at the same score)
  template <class Visit>
  void for_each_row(const Visit& visit) {
    double below[2] = {0, 0};
    for (std::size_t first = 0; first < order_.size();) {
      double same[2] = {0, 0};
      std::size_t end = first;
      for (; end < order_.size() && score_[order_[end]] == score_[order_[first]]; ++end)
        same[outcome_[order_[end]]] += weight_of(order_[end]);
      for (std::size_t i = first; i < end; ++i) {
        const int other = 1 - outcome_[order_[i]];
        visit(order_[i], below[other], same[other]);
      }
      for (const int k : {0, 1}) below[k] += same[k];
      first = end;
    }
  }

  std::span<const double> score_;
  std::span<const std::uint8_t> outcome_;
  std::span<const double> weight_;
  std::vector<std::size_t> order_;
  double total_[2] = {0, 0}, count_[2] = {0, 0};
};

}  // namespace

Discrimination discrimination(std::span<const double> score, std::span<const std::uint8_t> outcome,
                              std::span<const double> weight) {
  return Discriminating(score, outcome, weight).result();
}

std::vector<CalibrationGroup> calibration_groups(std::span<const double> probability,
                                                 std::span<const std::uint8_t> outcome,
                                                 std::span<const double> weight, std::size_t groups) {
  const auto order = order_by(probability);
  std::vector<double> sorted;
  for (const std::size_t row : order) sorted.push_back(probability[row]);
  std::vector<double> ends;
  for (std::size_t k = 1; k <= groups; ++k) {
    const double end = quantile_of_sorted(sorted, static_cast<double>(k) / static_cast<double>(groups));
    if (ends.empty() || end > ends.back()) ends.push_back(end);
  }
  // The lowest value belongs to the first group that ends above it.
  if (ends.size() > 1 && ends.front() == sorted.front()) ends.erase(ends.begin());
  std::vector<CalibrationGroup> result;
  std::size_t i = 0;
  for (const double end : ends) {
    CalibrationGroup group{nan, nan, 0, 0, 0};
    for (; i < order.size() && (sorted[i] <= end || end == ends.back()); ++i) {
      const double one = weight.empty() ? 1 : weight[order[i]];
      if (group.rows == 0) group.lowest = sorted[i];
      group.highest = sorted[i];
      group.rows += one;
      group.observed += outcome[order[i]] ? one : 0;
      group.expected += one * sorted[i];
    }
    if (group.rows > 0) result.push_back(group);
  }
  return result;
}

ChiSquaredTest hosmer_lemeshow_test(std::span<const CalibrationGroup> groups) {
  const int df = std::max(0, static_cast<int>(groups.size()) - 2);
  if (df == 0) return {nan, 0, nan};
  double chi2 = 0;
  for (const auto& group : groups) {
    const double away = group.observed - group.expected;
    chi2 += away * away / group.expected + away * away / (group.rows - group.expected);
  }
  return chi_squared_test(chi2, df);
}

namespace {

// The rows of a fitted model, each at its linear predictor, in columns that are good for computing.
class Influence {
 public:
  Influence(const LogisticModel& model, const LogisticFit& fit) : rows_(model, true), model_(model) {
    for (const std::size_t covariate : fit.without_coefficient) rows_.leave_out(covariate + 1);
    b_.assign(rows_.columns, 0);
    for (std::size_t j = 0; j < rows_.columns; ++j) {
      if (std::isnan(fit.coefficient[j])) continue;
      b_[j] += fit.coefficient[j] * rows_.scale[j];
      b_[0] += j > 0 ? fit.coefficient[j] * rows_.centre[j] : 0;
    }
    const auto value = LogisticLikelihood(rows_, false, 1).at(b_);
    const Factors factors(value.information, 1e-15);
    inverse_ = factors.inverse();
    rank_ = static_cast<double>(factors.rank());
  }

  std::vector<double> of(LogisticResidual kind) const {
    std::vector<double> result;
    for (std::size_t row = 0; row < rows_.rows; ++row) {
      const auto point = logistic_point(rows_.predictor(row, b_), model_.outcome[row] != 0);
      const double weight = rows_.weight_of(row),
                   pearson = std::sqrt(weight / point.variance) * point.residual;
      switch (kind) {
        case LogisticResidual::response:
          result.push_back(point.residual);
          break;
        case LogisticResidual::deviance:
          result.push_back(std::copysign(std::sqrt(-2 * weight * point.loglik), point.residual));
          break;
        case LogisticResidual::pearson:
          result.push_back(pearson);
          break;
        case LogisticResidual::leverage:
          result.push_back(leverage(row, point));
          break;
        case LogisticResidual::cook: {
          const double h = leverage(row, point), standardised = pearson / (1 - h);
          result.push_back(standardised * standardised * h / rank_);
          break;
        }
        case LogisticResidual::dfbeta:
          add_dfbeta(row, point, point.residual, result);
          break;
        case LogisticResidual::dfbeta_deviance:
          add_dfbeta(row, point, std::copysign(std::sqrt(-2 * point.loglik * point.variance), point.residual),
                     result);
          break;
      }
    }
    return result;
  }

 private:
  std::vector<double> along(std::size_t row) const {
    const std::size_t p = rows_.columns;
    std::vector<double> result(p, 0);
    for (std::size_t j = 0; j < p; ++j)
      for (std::size_t k = 0; k < p; ++k) result[j] += inverse_(j, k) * rows_.x[row * p + k];
    return result;
  }
  double leverage(std::size_t row, const LogisticPoint& point) const {
    const auto toward = along(row);
    return rows_.weight_of(row) * point.variance *
           dot(toward, std::span(rows_.x).subspan(row * rows_.columns, rows_.columns));
  }
  void add_dfbeta(std::size_t row, const LogisticPoint& point, double residual,
                  std::vector<double>& result) const {
    auto change = along(row);
    const double share = rows_.weight_of(row) * residual / (1 - leverage(row, point));
    for (double& part : change) part *= share;
    for (const double part : rows_.in_units(change)) result.push_back(part);
  }

  LogisticRows rows_;
  const LogisticModel& model_;
  std::vector<double> b_;
  Matrix inverse_;
  double rank_ = 0;
};

}  // namespace

Result<std::vector<double>> logistic_residuals(const LogisticModel& model, const LogisticFit& fit,
                                               LogisticResidual kind) {
  if (fit.coefficient.size() != model.covariates.size() + 1 || fit.rows != model.outcome.size())
    return fail(ErrorKind::incorrect, "the fit is of another model");
  return Influence(model, fit).of(kind);
}

}  // namespace repere::statistics
