#include "statistics/cox_residuals.hpp"

#include <cmath>
#include <limits>

#include "statistics/cox_row_walk.hpp"

namespace repere::statistics {
namespace {

// sign(m) sqrt(-2 (m + event log(event - m))); 0 where rounding makes the sum positive.
double deviance_of(double martingale, bool event) {
  const double half = martingale + (event ? std::log(1 - martingale) : 0);
  return std::copysign(std::sqrt(std::max(0.0, -2 * half)), martingale);
}

class Residuals {
 public:
  Residuals(const FollowUp& data, const CoxFit& fit, CoxResidualKind kind)
      : data_(data),
        fit_(fit),
        rows_(*fit.kept),
        kind_(kind),
        p_(rows_.covariates),
        times_(CoxEventTimes::of(fit)) {}

  Result<CoxResiduals> run() {
    if (kind_ == CoxResidualKind::schoenfeld || kind_ == CoxResidualKind::scaled_schoenfeld) {
      if (auto placed = take_events(); !placed) return tl::unexpected(placed.error());
      return std::move(result_);
    }
    const bool scalar = kind_ == CoxResidualKind::martingale || kind_ == CoxResidualKind::deviance;
    result_.columns = scalar ? 1 : p_;
    result_.values.resize(rows_.rows() * result_.columns);
    for (std::uint32_t row = 0; row < rows_.rows(); ++row) result_.row.push_back(row);
    CoxRowWalk(*times_).run([&](const CoxRowWalk::Chunk& chunk) {
      for (std::size_t i = 0; i < chunk.rows; ++i) {
        const std::uint32_t row = rows_.sets.row[chunk.position[i]];
        if (kind_ == CoxResidualKind::martingale)
          result_.values[row] = chunk.martingale[i];
        else if (kind_ == CoxResidualKind::deviance)
          result_.values[row] = deviance_of(chunk.martingale[i], data_.event[row] != 0);
        else
          take_score(chunk.position[i], chunk.score.row(i), &result_.values[row * p_]);
      }
    });
    return std::move(result_);
  }

 private:
  void take_score(std::uint32_t position, const double* score, double* out) const {
    if (kind_ == CoxResidualKind::score) {
      for (std::size_t j = 0; j < p_; ++j) out[j] = score[j] / rows_.scale[j];
      return;
    }
    const double weight = rows_.weight.empty() ? 1 : rows_.weight[position];
    for (std::size_t j = 0; j < p_; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < p_; ++k) sum += covariance_(j, k) * score[k];
      out[j] = sum * weight * rows_.scale[j];
      if (kind_ == CoxResidualKind::dfbetas) out[j] /= fit_.std_error[j];
    }
  }

  Result<void> take_events() {
    const auto axis = TimeAxis::of(data_);
    if (!axis) return tl::unexpected(axis.error());
    result_.columns = p_;
    CoxRowWalk walk(*times_);
    for (const auto& stratum : rows_.sets.strata)
      for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
        const double* mean = walk.mean_at(b);
        const RiskSets::Block& block = rows_.sets.blocks[b];
        for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
          result_.row.push_back(rows_.sets.row[position]);
          result_.time.push_back(axis->value(block.tick));
          result_.stratum.push_back(stratum.code);
          for (std::size_t j = 0; j < p_; ++j) result_.values.push_back(rows_.row(position)[j] - mean[j]);
        }
      }
    for (std::size_t event = 0; event < result_.row.size(); ++event) scale_event(&result_.values[event * p_]);
    return {};
  }
  void scale_event(double* values) const {
    if (kind_ == CoxResidualKind::schoenfeld) {
      for (std::size_t j = 0; j < p_; ++j) values[j] /= rows_.scale[j];
      return;
    }
    std::vector<double> plain(values, values + p_);
    for (std::size_t j = 0; j < p_; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < p_; ++k) sum += covariance_(j, k) * plain[k];
      const double coefficient = std::isnan(fit_.coefficient[j]) ? 0 : fit_.coefficient[j];
      values[j] = sum * rows_.scale[j] * static_cast<double>(fit_.events) + coefficient;
    }
  }

  const FollowUp& data_;
  const CoxFit& fit_;
  const CoxRows& rows_;
  CoxResidualKind kind_;
  std::size_t p_;
  std::shared_ptr<const CoxEventTimes> times_;
  Matrix covariance_ = scaled_covariance(fit_);
  CoxResiduals result_;
};

}  // namespace

std::vector<double> scaled_coefficient(const CoxFit& fit) {
  std::vector<double> result = fit.coefficient;
  for (std::size_t j = 0; j < result.size(); ++j)
    result[j] = std::isnan(result[j]) ? 0 : result[j] / fit.kept->scale[j];
  return result;
}

Matrix scaled_covariance(const CoxFit& fit) {
  Matrix result = fit.covariance;
  for (std::size_t j = 0; j < result.size(); ++j)
    for (std::size_t k = 0; k < result.size(); ++k) result(j, k) /= fit.kept->scale[j] * fit.kept->scale[k];
  return result;
}

Result<void> check_kept(const CoxFit& fit) {
  if (!fit.kept) return fail(ErrorKind::incorrect, "the fit did not keep its rows (CoxOptions::keep_rows)");
  return {};
}

Result<CoxResiduals> cox_residuals(const FollowUp& data, const CoxFit& fit, CoxResidualKind kind) {
  if (auto good = check_kept(fit); !good) return tl::unexpected(good.error());
  if (fit.ties == Ties::exact && kind != CoxResidualKind::martingale && kind != CoxResidualKind::deviance)
    return fail(ErrorKind::unsupported,
                "after exact ties only martingale and deviance residuals are defined; fit with Efron's or "
                "Breslow's ties");
  return Residuals(data, fit, kind).run();
}

}  // namespace repere::statistics
