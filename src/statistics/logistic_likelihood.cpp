#include "statistics/logistic_likelihood.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/parallel.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

// The square of the distance to the maximum, in standard errors, at which there is nothing left to gain.
constexpr double decrement_reached = 1e-24;
// Far from the maximum a step may overshoot: none is longer than this many mean distances of a covariate.
constexpr double longest_step = 5;
constexpr int most_halvings = 30;

}  // namespace

LogisticRows::LogisticRows(const LogisticModel& model, bool centred)
    : rows(model.outcome.size()),
      columns(model.covariates.size() + 1),
      x(rows * columns),
      centre(columns, 0),
      scale(columns, 1),
      outcome(model.outcome),
      weight(model.weight),
      offset(model.offset) {
  for (std::size_t row = 0; row < rows; ++row) x[row * columns] = 1;
  for (std::size_t j = 1; j < columns; ++j) {
    const auto& values = model.covariates[j - 1].values;
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(rows);
    double distance = 0;
    for (const double value : values) distance += std::abs(value - mean) / static_cast<double>(rows);
    // A constant column is 0 all through, whatever the rounding of its mean.
    const bool constant = std::all_of(values.begin(), values.end(), [&](double v) { return v == values[0]; });
    if (centred) centre[j] = constant ? values[0] : mean;
    scale[j] = constant || !(distance > 0) ? 1 : distance;
    for (std::size_t row = 0; row < rows; ++row) x[row * columns + j] = (values[row] - centre[j]) / scale[j];
  }
}

double LogisticRows::predictor(std::size_t row, std::span<const double> b) const {
  double sum = offset_of(row);
  for (std::size_t j = 0; j < columns; ++j) sum += x[row * columns + j] * b[j];
  return sum;
}

void LogisticRows::leave_out(std::size_t column) {
  for (std::size_t row = 0; row < rows; ++row) x[row * columns + column] = 0;
}

std::vector<double> LogisticRows::in_units(std::span<const double> b) const {
  std::vector<double> result(b.begin(), b.end());
  for (std::size_t j = 1; j < columns; ++j) {
    result[j] = b[j] / scale[j];
    result[0] -= result[j] * centre[j];
  }
  return result;
}

Matrix LogisticRows::in_units(const Matrix& covariance) const {
  // coefficient = A b, A having 1 / scale on its diagonal and -centre / scale in its first row.
  Matrix half(columns), result(columns);
  for (std::size_t k = 0; k < columns; ++k)
    for (std::size_t i = 0; i < columns; ++i) {
      half(i, k) = covariance(i, k) / scale[i];
      if (i > 0) half(0, k) -= covariance(i, k) * centre[i] / scale[i];
    }
  for (std::size_t i = 0; i < columns; ++i)
    for (std::size_t k = 0; k < columns; ++k) {
      result(i, k) = half(i, k) / scale[k];
      if (k > 0) result(i, 0) -= half(i, k) * centre[k] / scale[k];
    }
  for (std::size_t i = 0; i < columns; ++i)
    for (std::size_t k = 0; k < i; ++k) result(i, k) = result(k, i);
  return result;
}

LogisticPoint logistic_point(double predictor, bool outcome) {
  const double e = std::exp(-std::abs(predictor)), small = e / (1 + e), large = 1 / (1 + e);
  const double probability = predictor > 0 ? large : small;
  const double residual = outcome ? (predictor > 0 ? small : large) : -probability;
  const double sign = outcome ? predictor : -predictor;
  return {probability, residual, small * large, std::min(sign, 0.0) - std::log1p(e)};
}

// Adds row by row, chunk by chunk, in an order that the number of threads does not change. `row` gives what is added to the
// log likelihood, what the row of x is multiplied with in the score, and in the information.
template <class Row>
LogisticValue LogisticLikelihood::sum(const Row& row) const {
  const std::size_t p = rows_.columns, chunks = chunks_of(rows_.rows);
  std::vector<LogisticValue> parts(chunks);
  in_parallel(threads_, chunks, [&](std::size_t chunk) {
    LogisticValue& part = parts[chunk];
    part.score.assign(p, 0);
    part.information = Matrix(p);
    const std::size_t first = chunk * chunk_rows, end = std::min(rows_.rows, first + chunk_rows);
    std::vector<double> multiplier(end - first);
    for (std::size_t i = first; i < end; ++i) {
      const auto [loglik, residual, variance] = row(i);
      part.loglik += loglik;
      multiplier[i - first] = variance;
      for (std::size_t j = 0; j < p; ++j) part.score[j] += residual * rows_.x[i * p + j];
    }
    add_weighted_gram(part.information, std::span(rows_.x).subspan(first * p, (end - first) * p), multiplier);
  });
  LogisticValue value{0, std::vector<double>(p, 0), Matrix(p)};
  for (const auto& part : parts) {
    value.loglik += part.loglik;
    for (std::size_t j = 0; j < p; ++j) {
      value.score[j] += part.score[j];
      for (std::size_t k = j; k < p; ++k) value.information(j, k) += part.information(j, k);
    }
  }
  value.information.mirror_upper();
  return value;
}

namespace {
struct Added {
  double loglik, residual, variance;
};
}  // namespace

LogisticValue LogisticLikelihood::at(std::span<const double> b) const {
  LogisticValue value = sum([&](std::size_t row) {
    const auto point = logistic_point(rows_.predictor(row, b), rows_.outcome[row] != 0);
    const double weight = rows_.weight_of(row);
    return Added{weight * point.loglik, weight * point.residual, weight * point.variance};
  });
  if (firth_) penalise(value, b);
  return value;
}

// Half the logarithm of the determinant of the information; its derivative pulls each row towards one half, by its leverage.
void LogisticLikelihood::penalise(LogisticValue& value, std::span<const double> b) const {
  const std::size_t p = rows_.columns;
  const Factors factors(value.information, 1e-15);
  const Matrix inverse = factors.inverse();
  const LogisticValue pull = sum([&](std::size_t row) {
    const auto point = logistic_point(rows_.predictor(row, b), rows_.outcome[row] != 0);
    const double* x = &rows_.x[row * p];
    double form = 0;
    for (std::size_t j = 0; j < p; ++j) {
      double along = 0;
      for (std::size_t k = 0; k < p; ++k) along += inverse(j, k) * x[k];
      form += x[j] * along;
    }
    const double leverage = rows_.weight_of(row) * point.variance * form;
    return Added{0, leverage * (0.5 - point.probability), 0};
  });
  for (std::size_t j = 0; j < p; ++j) value.score[j] += pull.score[j];
  value.loglik += factors.log_determinant() / 2;
}

LogisticLikelihood::Start LogisticLikelihood::start() const {
  double deviance = 0;
  for (std::size_t row = 0; row < rows_.rows; ++row) {
    const double weight = rows_.weight_of(row);
    deviance -= 2 * weight * std::log((weight + 0.5) / (weight + 1));
  }
  LogisticValue value = sum([&](std::size_t row) {
    const double weight = rows_.weight_of(row);
    const double likely = (weight + 0.5) / (weight + 1);  // of the outcome that the row has
    const double sign = rows_.outcome[row] ? 1 : -1;
    const double variance = likely * (1 - likely);
    const double working =
        sign * (std::log(likely / (1 - likely)) + (1 - likely) / variance) - rows_.offset_of(row);
    return Added{0, weight * variance * working, weight * variance};
  });
  return {std::move(value), deviance};
}

namespace {

// The step to the maximum of the parabola through where we stand, over the coefficients that are free.
std::vector<double> step_of(const LogisticValue& value, const std::vector<bool>& fixed, double& decrement) {
  Matrix free = value.information;
  std::vector<double> score = value.score;
  for (std::size_t j = 0; j < fixed.size(); ++j) {
    if (!fixed[j]) continue;
    score[j] = 0;
    for (std::size_t k = 0; k < fixed.size(); ++k) free(j, k) = free(k, j) = 0;
  }
  auto step = Factors(free, 1e-15).solve(score);
  decrement = dot(step, score);
  return step;
}

}  // namespace

LogisticMaximum climb(const LogisticLikelihood& likelihood, std::vector<double> b,
                      const std::vector<bool>& fixed, int max_iterations) {
  LogisticMaximum best{std::move(b), {}, {}, 0, false};
  best.value = likelihood.at(best.b);
  double decrement = 0;
  best.next_step = step_of(best.value, fixed, decrement);
  double before = std::numeric_limits<double>::infinity();
  while (best.iterations < max_iterations) {
    if (decrement <= decrement_reached) break;
    // The last digits no longer get better: this is the maximum, as far as doubles go.
    if (decrement < 1e-18 && decrement >= before) break;
    before = decrement;
    ++best.iterations;
    double longest = 0;
    for (const double part : best.next_step) longest = std::max(longest, std::abs(part));
    double share = longest > longest_step ? longest_step / longest : 1;
    LogisticValue next;
    std::vector<double> place = best.b;
    bool higher = false;
    for (int halving = 0; halving < most_halvings && !higher; ++halving, share /= 2) {
      for (std::size_t j = 0; j < place.size(); ++j) place[j] = best.b[j] + share * best.next_step[j];
      next = likelihood.at(place);
      // Near the maximum the likelihood cannot tell two places apart: rounding is no loss.
      higher = next.loglik >= best.value.loglik - 1e-12 * (1 + std::abs(best.value.loglik));
    }
    if (!higher) break;
    best.b = std::move(place);
    best.value = std::move(next);
    best.next_step = step_of(best.value, fixed, decrement);
  }
  best.converged = decrement <= 1e-16;
  return best;
}

}  // namespace repere::statistics
