#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/logistic.hpp"
#include "statistics/matrix.hpp"

namespace repere::statistics {

/// The rows of a logistic model as its likelihood wants them: column 0 is the intercept, each covariate has its mean taken
/// off (unless told otherwise) and is divided by its mean distance from it.
struct LogisticRows {
  LogisticRows(const LogisticModel& model, bool centred);

  std::size_t rows, columns;
  std::vector<double> x;  // [rows * columns], by rows
  std::vector<double> centre, scale;
  std::span<const std::uint8_t> outcome;
  std::span<const double> weight, offset;

  double weight_of(std::size_t row) const { return weight.empty() ? 1 : weight[row]; }
  double offset_of(std::size_t row) const { return offset.empty() ? 0 : offset[row]; }
  double predictor(std::size_t row, std::span<const double> b) const;
  /// Sets a column to 0: it then has no pivot and no coefficient.
  void leave_out(std::size_t column);
  /// Coefficients, and their covariance, in the units of the covariates.
  std::vector<double> in_units(std::span<const double> b) const;
  Matrix in_units(const Matrix& covariance) const;
};

/// A row at a linear predictor, each number to its last digits also where the probability is near 0 or 1.
struct LogisticPoint {
  double probability;
  double residual;  ///< outcome - probability
  double variance;  ///< probability (1 - probability)
  double loglik;
};
LogisticPoint logistic_point(double predictor, bool outcome);

/// The log likelihood, penalised as Firth or not, with its derivatives, at one place.
struct LogisticValue {
  double loglik = 0;
  std::vector<double> score;
  Matrix information;  // both halves filled
};

class LogisticLikelihood {
 public:
  LogisticLikelihood(const LogisticRows& rows, bool firth, unsigned threads)
      : rows_(rows), firth_(firth), threads_(threads) {}

  LogisticValue at(std::span<const double> b) const;
  /// The weighted least squares step that R's glm begins with, and what its deviance is compared with.
  struct Start {
    LogisticValue value;  // information and right-hand side
    double deviance;
  };
  Start start() const;

 private:
  template <class Row>
  LogisticValue sum(const Row& row) const;
  void penalise(LogisticValue& value, std::span<const double> b) const;

  const LogisticRows& rows_;
  bool firth_;
  unsigned threads_;
};

/// Where the search for a maximum ended.
struct LogisticMaximum {
  std::vector<double> b;
  LogisticValue value;
  std::vector<double> next_step;
  int iterations = 0;
  bool converged = false;
};

/// Newton's method from b, the coefficients that are `fixed` staying where they are.
/// Shape: fixed[columns]
LogisticMaximum climb(const LogisticLikelihood& likelihood, std::vector<double> b,
                      const std::vector<bool>& fixed, int max_iterations);

}  // namespace repere::statistics
