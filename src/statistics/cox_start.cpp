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
LargeArray<Value> sample_of(std::span<const Value> values) {
  LargeArray<Value> sample;
  sample.reserve(values.size() / sample_share + sample_block);
  for (std::size_t first = 0; first < values.size(); first += sample_block * sample_share) {
    const auto block = values.subspan(first, std::min(sample_block, values.size() - first));
    sample.insert(sample.end(), block.begin(), block.end());
  }
  return sample;
}

CoxStart start_of_part(const FollowUp& part, const CoxModel& model, const CoxRows& frame,
                       const CoxCodes& codes, const CoxOptions& options) {
  const auto axis = TimeAxis::of(part);
  if (!axis || std::find(part.event.begin(), part.event.end(), 1) == part.event.end()) return {};
  if (CoxDayOrder::suits(part, *axis, model.strata)) {
    CoxByDay likelihood(part, *axis, model, frame, codes, options.ties, options.threads);
    return near_maximum(likelihood, frame.covariates, cox_start(part, model, frame, codes, options));
  }
  if (codes.count() > 0) return {};
  const CoxRows rows = cox_rows(part, *axis, model, frame);
  CoxLikelihood likelihood(rows, options.ties);
  return near_maximum(likelihood, frame.covariates, {});
}

}  // namespace

CoxStart cox_start(const FollowUp& data, const CoxModel& model, const CoxRows& frame, const CoxCodes& codes,
                   const CoxOptions& options) {
  if (data.rows() < many_rows) return {};
  const auto event = sample_of(data.event);
  const auto weight = sample_of(data.weight);
  const auto stratum = sample_of(model.strata.code);
  const auto offset = sample_of(model.offset);
  // Coded rows are read from their codes only.
  CoxCodes part_codes = codes.tables();
  part_codes.pattern = sample_of(std::span<const std::uint32_t>(codes.pattern));
  std::vector<LargeArray<double>> columns(model.covariates.size());
  CoxModel part{{}, {stratum, model.strata.count}, offset, {}};
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (codes.count() == 0) columns[j] = sample_of(model.covariates[j].values);
    part.covariates.push_back({model.covariates[j].name, columns[j]});
  }
  CoxStart start = data.time.visit([&](const auto& time) {
    const auto times = sample_of(time);
    return start_of_part({std::span(times), event, {}, weight}, part, frame, part_codes, options);
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
