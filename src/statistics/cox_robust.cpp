#include "statistics/cox_robust.hpp"

#include <cmath>
#include <limits>

#include "statistics/cox_cluster_scores.hpp"
#include "statistics/cox_residuals.hpp"
#include "statistics/cox_row_walk.hpp"
#include "statistics/cox_score_squares.hpp"

namespace repere::statistics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// R's own: a pivot below it makes a column redundant.
const double pivot_tolerance = std::pow(std::numeric_limits<double>::epsilon(), 0.75);

// Shape: the clusters' scores
CoxScoreSquares squares_of_scores(const PaddedRows& scores, std::size_t p, std::size_t count) {
  RowGrams squares(p, 1);
  std::fill_n(squares.weight(0), RowGrams::block, 1.0);
  for (std::size_t first = 0; first < count; first += RowGrams::block)
    squares.add(scores.row(first), scores.stride(), std::min<std::size_t>(RowGrams::block, count - first));
  return {squares.sums(0), squares.products(0)};
}

// Of many clusters one sum of scores is held at a time.
std::array<CoxScoreSquares, 2> squares_of_clusters(const CoxFit& fit, const Codes& clusters) {
  const std::size_t n = fit.kept->rows(), p = fit.kept->covariates, count = clusters.count;
  std::vector<std::uint32_t> cluster(n);
  for (std::size_t i = 0; i < n; ++i) cluster[i] = clusters[fit.kept->sets.row[i]];
  const auto at_fit = CoxEventTimes::of(fit);
  const auto at_zero = CoxEventTimes::at_zero(fit);
  if (count < n / 8) {
    const auto scores = cox_cluster_scores({at_fit.get(), &at_zero}, cluster, count);
    return {squares_of_scores(scores[0], p, count), squares_of_scores(scores[1], p, count)};
  }
  const auto alone = [&](const CoxEventTimes& times) {
    return squares_of_scores(cox_cluster_scores({&times}, cluster, count)[0], p, count);
  };
  return {alone(*at_fit), alone(at_zero)};
}

CoxScoreSquares squares_of_rows(const CoxEventTimes& times) {
  const std::vector<double>& weight = times.rows().weight;
  // With weights the squares have other weights than the sum.
  RowGrams grams(times.rows().covariates, weight.empty() ? 1 : 2);
  const std::size_t last = weight.empty() ? 0 : 1;
  CoxRowWalk(times).run([&](const CoxRowWalk::Chunk& chunk) {
    std::fill_n(grams.weight(0), chunk.rows, 1.0);
    for (std::size_t i = 0; i < chunk.rows && !weight.empty(); ++i) {
      grams.weight(1)[i] = weight[chunk.position[i]];
      grams.weight(0)[i] = weight[chunk.position[i]] * weight[chunk.position[i]];
    }
    grams.add(chunk.score.row(0), chunk.score.stride(), chunk.rows);
  });
  return {grams.sums(last), grams.products(0)};
}

/// The clusters' weighted score residuals, their sum and the sum of their outer products: at the fit, and at 0.
std::array<CoxScoreSquares, 2> squares_of(const CoxFit& fit, const Codes& clusters) {
  if (!clusters.code.empty()) return squares_of_clusters(fit, clusters);
  if (auto squares = cox_score_squares(fit)) return *std::move(squares);
  return {squares_of_rows(*CoxEventTimes::of(fit)), squares_of_rows(CoxEventTimes::at_zero(fit))};
}

std::size_t clusters_in_use(const Codes& clusters, std::size_t rows) {
  if (clusters.code.empty()) return rows;
  std::vector<std::uint8_t> used(clusters.count);
  for (const auto code : clusters.code) used[code] = 1;
  return static_cast<std::size_t>(std::count(used.begin(), used.end(), 1));
}

// b' V^- b over the columns that have a coefficient.
double generalized_square(const Matrix& matrix, const std::vector<double>& b,
                          const std::vector<std::size_t>& columns) {
  Matrix of_known(columns.size());
  std::vector<double> known;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    known.push_back(b[columns[j]]);
    for (std::size_t k = 0; k < columns.size(); ++k) of_known(j, k) = matrix(columns[j], columns[k]);
  }
  return dot(known, Factors(of_known, pivot_tolerance).solve(known));
}

class Robust {
 public:
  Robust(const CoxFit& fit, const Codes& clusters) : fit_(fit), rows_(*fit.kept), clusters_(clusters) {
    for (std::size_t j = 0; j < rows_.covariates; ++j)
      if (!std::isnan(fit.coefficient[j])) known_.push_back(j);
  }

  CoxRobust run() {
    result_.clusters = clusters_in_use(clusters_, rows_.rows());
    if (result_.clusters < 2 || known_.empty()) return nothing_to_say();
    auto [at_fit, at_zero] = squares_of(fit_, clusters_);
    fill_covariance(at_fit.squares);
    test_score(std::move(at_zero));
    if (result_.clusters <= known_.size())
      result_.warnings.push_back(
          "there are " + std::to_string(result_.clusters) + " clusters for " + std::to_string(known_.size()) +
          " coefficients: the robust tests of all of them together are not to be used");
    return std::move(result_);
  }

 private:
  CoxRobust nothing_to_say() {
    result_.covariance = Matrix(rows_.covariates);
    for (std::size_t j = 0; j < rows_.covariates; ++j)
      for (std::size_t k = 0; k < rows_.covariates; ++k) result_.covariance(j, k) = nan;
    result_.std_error.assign(rows_.covariates, nan);
    result_.wald = result_.score = {nan, static_cast<double>(known_.size()), nan};
    if (result_.clusters < 2)
      result_.warnings.push_back(
          "all rows are in one cluster: nothing shows how much clusters differ, and there is no robust "
          "variance");
    return std::move(result_);
  }

  void fill_covariance(const Matrix& squares) {
    const std::size_t p = rows_.covariates;
    const Matrix bread = scaled_covariance(fit_);
    Matrix half(p);
    result_.covariance = Matrix(p);
    for (std::size_t i = 0; i < p; ++i)
      for (std::size_t j = 0; j < p; ++j)
        for (std::size_t k = 0; k < p; ++k) half(i, j) += bread(i, k) * squares(k, j);
    for (std::size_t i = 0; i < p; ++i)
      for (std::size_t j = i; j < p; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < p; ++k) sum += half(i, k) * bread(k, j);
        result_.covariance(i, j) = sum * rows_.scale[i] * rows_.scale[j];
      }
    result_.covariance.mirror_upper();
    result_.std_error.assign(p, nan);
    for (const std::size_t j : known_) result_.std_error[j] = std::sqrt(result_.covariance(j, j));
    result_.wald = test(generalized_square(result_.covariance, fit_.coefficient, known_));
  }

  // At coefficients of 0, and as R has it without the offset.
  void test_score(CoxScoreSquares null) {
    std::vector<std::size_t> all(rows_.covariates);
    for (std::size_t j = 0; j < all.size(); ++j) {
      all[j] = j;
      null.total[j] /= rows_.scale[j];
      for (std::size_t k = 0; k < all.size(); ++k) null.squares(j, k) /= rows_.scale[j] * rows_.scale[k];
    }
    result_.score = test(generalized_square(null.squares, null.total, all));
  }

  ChiSquaredTest test(double chi2) const {
    return chi_squared_test(chi2, static_cast<double>(known_.size()));
  }

  const CoxFit& fit_;
  const CoxRows& rows_;
  const Codes& clusters_;
  std::vector<std::size_t> known_;
  CoxRobust result_;
};

}  // namespace

Result<CoxRobust> cox_robust(const CoxFit& fit, const Codes& clusters) {
  if (auto good = check_kept(fit); !good) return tl::unexpected(good.error());
  if (auto good = check(clusters, fit.kept->rows(), "clusters"); !good) return tl::unexpected(good.error());
  if (fit.ties == Ties::exact)
    return fail(ErrorKind::unsupported,
                "after exact ties there is no robust variance; fit with Efron's or Breslow's ties");
  return Robust(fit, clusters).run();
}

}  // namespace repere::statistics
