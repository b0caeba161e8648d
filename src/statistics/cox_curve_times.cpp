#include "statistics/cox_curve_times.hpp"

#include <algorithm>

#include "statistics/cox_event_times.hpp"
#include "statistics/cox_residuals.hpp"

namespace repere::statistics {
namespace {

std::vector<std::uint32_t> count_done(const std::vector<double>& time, const TimeAxis& axis,
                                      std::span<const RiskSets::Block> blocks) {
  std::vector<std::uint32_t> result;
  std::uint32_t done = 0;
  for (const double t : time) {
    while (done < blocks.size() && axis.value(blocks[done].tick) <= t) ++done;
    result.push_back(done);
  }
  return result;
}

}  // namespace

Result<CoxCurveTimes> CoxCurveTimes::of(const FollowUp& data, const CoxModel& model, const CoxFit& fit) {
  if (auto good = check_kept(fit); !good) return tl::unexpected(good.error());
  auto axis = TimeAxis::of(data);
  if (!axis) return tl::unexpected(axis.error());
  auto tables = kaplan_meier(data, model.strata, {LimitScale::log, 0.95, CurveVariance::greenwood});
  if (!tables) return tl::unexpected(tables.error());
  CoxCurveTimes result;
  result.rows_ = fit.kept;
  result.coefficient_ = scaled_coefficient(fit);
  const RiskSets& sets = fit.kept->sets;
  if (!model.offset.empty()) result.offset_centre_ = model.offset[sets.row[0]] - fit.kept->offset[0];
  for (const auto& stratum : sets.strata) {
    Stratum made{stratum.code, stratum.first_block, std::move((*tables)[stratum.code]), {}};
    made.times_done = count_done(
        made.table.time, *axis,
        std::span(sets.blocks).subspan(stratum.first_block, stratum.end_block - stratum.first_block));
    result.strata_.push_back(std::move(made));
  }
  result.sum_up(*CoxEventTimes::of(fit));
  return result;
}

void CoxCurveTimes::sum_up(const CoxEventTimes& times) {
  const std::size_t p = coefficient_.size();
  for (const auto& stratum : rows_->sets.strata) {
    std::vector<double> now(2 + p);
    sums_.insert(sums_.end(), now.begin(), now.end());
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
      const CoxEventTimes::Time& time = times.times()[b];
      now[0] += time.hazard;
      now[1] += time.square;
      for (std::size_t j = 0; j < p; ++j)
        now[2 + j] += time.square * times.left(b)[j] + time.square_share * times.deaths(b)[j];
      sums_.insert(sums_.end(), now.begin(), now.end());
    }
  }
}

std::vector<double> CoxCurveTimes::scaled(std::span<const double> x) const {
  std::vector<double> result(x.begin(), x.end());
  for (std::size_t j = 0; j < result.size(); ++j) result[j] = (x[j] - rows_->mean[j]) * rows_->scale[j];
  return result;
}

double CoxCurveTimes::linear_predictor(std::span<const double> x, double offset) const {
  return dot(coefficient_, scaled(x)) + offset - offset_centre_;
}

}  // namespace repere::statistics
