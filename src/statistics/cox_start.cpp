#include "statistics/cox_start.hpp"

#include <algorithm>

#include "statistics/cox_by_day.hpp"
#include "statistics/cox_likelihood.hpp"

namespace repere::statistics {
namespace {

// With fewer rows a sixteenth of them is no nearer to the maximum than the first step from 0.
constexpr std::size_t many_rows = 150'000;
constexpr std::size_t sample_block = 64, sample_share = 16;

// Blocks of rows spread over all of them.
template <class Value>
std::vector<Value> sample_of(std::span<const Value> values) {
  std::vector<Value> sample;
  sample.reserve(values.size() / sample_share + sample_block);
  for (std::size_t first = 0; first < values.size(); first += sample_block * sample_share) {
    const auto block = values.subspan(first, std::min(sample_block, values.size() - first));
    sample.insert(sample.end(), block.begin(), block.end());
  }
  return sample;
}

CoxStart start_of_part(const FollowUp& part, const CoxModel& model, const CoxRows& frame,
                       const CoxOptions& options) {
  const auto axis = TimeAxis::of(part);
  if (!axis || std::find(part.event.begin(), part.event.end(), 1) == part.event.end()) return {};
  if (CoxDays::suits(part, *axis, model.strata)) {
    const CoxCodes codes = cox_codes(part, model, options.threads);
    CoxByDay likelihood(part, *axis, model, frame, codes, options.ties, options.threads);
    return near_maximum(likelihood, frame.covariates, cox_start(part, model, frame, options));
  }
  const CoxRows rows = cox_rows(part, *axis, model, frame);
  CoxLikelihood likelihood(rows, options.ties);
  return near_maximum(likelihood, frame.covariates, {});
}

}  // namespace

CoxStart cox_start(const FollowUp& data, const CoxModel& model, const CoxRows& frame,
                   const CoxOptions& options) {
  if (data.rows() < many_rows) return {};
  const auto event = sample_of(data.event);
  const auto weight = sample_of(data.weight);
  const auto stratum = sample_of(model.strata.code);
  const auto offset = sample_of(model.offset);
  std::vector<std::vector<double>> columns;
  CoxModel part{{}, {stratum, model.strata.count}, offset, {}};
  for (const auto& covariate : model.covariates) {
    columns.push_back(sample_of(covariate.values));
    part.covariates.push_back({covariate.name, columns.back()});
  }
  CoxStart start = data.time.visit([&](const auto& time) {
    const auto times = sample_of(time);
    return start_of_part({times, event, {}, weight}, part, frame, options);
  });
  // The information of a part, for all.
  const double share = static_cast<double>(event.size()) / static_cast<double>(data.rows());
  Matrix all(start.information.size());
  for (std::size_t j = 0; j < all.size(); ++j)
    for (std::size_t k = 0; k < all.size(); ++k) all(j, k) = start.information(j, k) / share;
  start.information = all;
  return start;
}

}  // namespace repere::statistics
