#include "statistics/cox_firth.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/summation.hpp"

namespace repere::statistics {
namespace {

const double pivot_tolerance = 1e-12;

}  // namespace

// Weighted sums over rows: of 1, x, x x' (upper half, by rows), q and q x, q being x' covariance x.
struct CoxFirth::Sums {
  explicit Sums(std::size_t p) : x(p), xx(p * (p + 1) / 2), qx(p) {}
  double risk = 0, q = 0;
  std::vector<double> x, xx, qx;
};

CoxFirth::CoxFirth(CoxLikelihood& likelihood, const CoxRows& rows, Ties ties)
    : likelihood_(likelihood), rows_(rows), ties_(ties), squares_(rows.rows()), score_(rows.covariates) {}

bool CoxFirth::evaluate(std::span<const double> coefficient) {
  if (!likelihood_.evaluate(coefficient)) return false;
  const Factors factors(likelihood_.information(), pivot_tolerance);
  const Matrix covariance = factors.inverse();
  loglik_ = likelihood_.loglik() + factors.log_determinant() / 2;
  score_ = likelihood_.score();
  const std::size_t p = rows_.covariates;
  for (std::size_t i = 0; i < rows_.rows(); ++i) {
    const double* x = rows_.row(i);
    squares_[i] = 0;
    for (std::size_t j = 0; j < p; ++j)
      for (std::size_t k = 0; k < p; ++k) squares_[i] += x[j] * covariance(j, k) * x[k];
  }
  for (const auto& stratum : rows_.sets.strata)
    rows_.sets.delayed() ? walk_back<ReversibleSum>(stratum, covariance)
                         : walk_back<PlainSum>(stratum, covariance);
  return std::isfinite(loglik_) &&
         std::all_of(score_.begin(), score_.end(), [](double value) { return std::isfinite(value); });
}

// As the likelihood's own walk, with the sums that a third derivative needs.
template <class Sum>
void CoxFirth::walk_back(const RiskSets::Stratum& stratum, const Matrix& covariance) {
  const RiskSets& sets = rows_.sets;
  const std::size_t p = rows_.covariates, half = p * (p + 1) / 2;
  struct {
    Sum risk, q;
    std::vector<Sum> x, xx, qx;
  } at_risk{{}, {}, std::vector<Sum>(p), std::vector<Sum>(half), std::vector<Sum>(p)};
  const auto add_row = [&](std::uint32_t position, double sign, auto&& into) {
    const double r = sign * likelihood_.risk()[position];
    const double* x = rows_.row(position);
    into(r, squares_[position], x);
  };
  const auto to_risk = [&](double r, double q, const double* x) {
    at_risk.risk.add(r);
    at_risk.q.add(r * q);
    for (std::size_t j = 0, jk = 0; j < p; ++j) {
      at_risk.x[j].add(r * x[j]);
      at_risk.qx[j].add(r * q * x[j]);
      for (std::size_t k = j; k < p; ++k) at_risk.xx[jk++].add(r * x[j] * x[k]);
    }
  };
  std::vector<std::uint32_t> by_enter;  // of the stratum, the last to enter first
  if (sets.delayed())
    for (auto at = sets.by_enter.rbegin(); at != sets.by_enter.rend(); ++at)
      if (*at >= stratum.first_row && *at < stratum.end_row) by_enter.push_back(*at);
  auto next_to_leave = by_enter.begin();

  Sums left(p), deaths(p);
  for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
    const RiskSets::Block& block = sets.blocks[b];
    for (std::uint32_t position = block.deaths_end; position < block.end; ++position)
      if (!sets.delayed() || sets.enter[position] <= b) add_row(position, 1, to_risk);
    for (; next_to_leave != by_enter.end() && sets.enter[*next_to_leave] > b; ++next_to_leave)
      add_row(*next_to_leave, -1, to_risk);
    left.risk = at_risk.risk.value();
    left.q = at_risk.q.value();
    for (std::size_t j = 0; j < p; ++j) left.x[j] = at_risk.x[j].value(), left.qx[j] = at_risk.qx[j].value();
    for (std::size_t jk = 0; jk < half; ++jk) left.xx[jk] = at_risk.xx[jk].value();
    deaths = Sums(p);
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
      add_row(position, 1, [&](double r, double q, const double* x) {
        deaths.risk += r;
        deaths.q += r * q;
        for (std::size_t j = 0, jk = 0; j < p; ++j) {
          deaths.x[j] += r * x[j];
          deaths.qx[j] += r * q * x[j];
          for (std::size_t k = j; k < p; ++k) deaths.xx[jk++] += r * x[j] * x[k];
        }
      });
      add_row(position, 1, to_risk);
    }
    add_terms(block, left, deaths, covariance);
  }
}

// Half the derivative of log det I: with m the mean of x at a term and C its covariance there,
// E[(x - m) (x - m)'V(x - m)] = E[x q] - m E[q] - 2 C V m, where V is the inverse of I and q = x'V x.
void CoxFirth::add_terms(const RiskSets::Block& block, const Sums& left, const Sums& deaths,
                         const Matrix& covariance) {
  const std::size_t p = rows_.covariates;
  double weight = 0;
  for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
    weight += rows_.weight.empty() ? 1 : rows_.weight[position];
  const std::uint32_t terms = ties_ == Ties::efron ? block.deaths() : 1;
  std::vector<double> mean(p), v_mean(p);
  for (std::uint32_t term = 0; term < terms; ++term) {
    const double share = static_cast<double>(terms - term) / terms;
    const double denominator = left.risk + share * deaths.risk;
    const double q = (left.q + share * deaths.q) / denominator;
    for (std::size_t j = 0; j < p; ++j) mean[j] = (left.x[j] + share * deaths.x[j]) / denominator;
    for (std::size_t j = 0; j < p; ++j) {
      v_mean[j] = 0;
      for (std::size_t k = 0; k < p; ++k) v_mean[j] += covariance(j, k) * mean[k];
    }
    std::vector<double> twist(p);
    for (std::size_t j = 0; j < p; ++j)
      twist[j] = (left.qx[j] + share * deaths.qx[j]) / denominator - mean[j] * q;
    for (std::size_t j = 0, jk = 0; j < p; ++j)
      for (std::size_t k = j; k < p; ++k, ++jk) {
        const double c = (left.xx[jk] + share * deaths.xx[jk]) / denominator - mean[j] * mean[k];
        twist[j] -= 2 * c * v_mean[k];
        if (k != j) twist[k] -= 2 * c * v_mean[j];
      }
    for (std::size_t j = 0; j < p; ++j) score_[j] += weight / terms / 2 * twist[j];
  }
}

}  // namespace repere::statistics
