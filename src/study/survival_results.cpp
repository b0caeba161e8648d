#include "study/survival_results.hpp"

#include <cmath>

#include "statistics/kaplan_meier.hpp"
#include "statistics/logrank.hpp"
#include "statistics/survival_quantiles.hpp"

namespace repere::study {
namespace {

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

statistics::LimitScale scale_of(CurveLimits limits) {
  switch (limits) {
    case CurveLimits::log:
      return statistics::LimitScale::log;
    case CurveLimits::log_log:
      return statistics::LimitScale::log_log;
    case CurveLimits::plain:
      return statistics::LimitScale::plain;
    case CurveLimits::logit:
      return statistics::LimitScale::logit;
    case CurveLimits::arcsin:
      return statistics::LimitScale::arcsin;
  }
  return statistics::LimitScale::log;
}

/// The cases of an analysis by group, groups without cases left out.
struct Split {
  std::vector<Groups::Group> groups;
  std::vector<std::uint32_t> code;
  std::size_t without_group = 0;
};

// Drops from `cases` those that are in no group.
Split split(Observed& cases, const Groups& groups) {
  constexpr std::uint32_t unseen = CohortColumn::no_code;
  std::vector<std::size_t> size(groups.groups.size(), 0);
  for (const std::uint32_t row : cases.rows)
    if (groups.code[row] != CohortColumn::no_code) ++size[groups.code[row]];
  Split result;
  std::vector<std::uint32_t> place(groups.groups.size(), unseen);
  for (std::size_t i = 0; i < size.size(); ++i) {
    if (size[i] == 0) continue;
    place[i] = static_cast<std::uint32_t>(result.groups.size());
    result.groups.push_back(groups.groups[i]);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cases.rows.size(); ++i) {
    const std::uint16_t code = groups.code[cases.rows[i]];
    if (code == CohortColumn::no_code) {
      ++result.without_group;
      continue;
    }
    cases.rows[kept] = cases.rows[i];
    cases.days[kept] = cases.days[i];
    cases.event[kept] = cases.event[i];
    ++kept;
    result.code.push_back(place[code]);
  }
  cases.rows.resize(kept);
  cases.days.resize(kept);
  cases.event.resize(kept);
  return result;
}

CurvePoint point_of(const statistics::SurvivalAt& at) {
  return {at.time, at.at_risk, finite(at.survival), finite(at.std_error), finite(at.lower), finite(at.upper)};
}

Curve curve_of(statistics::SurvivalCurve curve, const Groups::Group& group, const StudyDefinition& study) {
  Curve out{.id = group.id, .label = group.label, .n = curve.rows};
  out.events = static_cast<std::size_t>(std::llround(curve.total_events));
  const auto median = statistics::survival_quantile(curve, 0.5);
  out.median = finite(median.time);
  out.median_lower = finite(median.lower);
  out.median_upper = finite(median.upper);
  for (const double day : study.at_days) out.at.push_back(point_of(statistics::survival_at(curve, day)));
  for (const double day : study.risk_days) {
    out.risk_times.push_back(day);
    out.risk_counts.push_back(statistics::survival_at(curve, day).at_risk);
  }
  out.time = std::move(curve.time);
  out.n_risk = std::move(curve.at_risk);
  out.n_event = std::move(curve.events);
  out.n_censor = std::move(curve.censored);
  out.survival = std::move(curve.survival);
  out.std_error = std::move(curve.std_error);
  out.lower = std::move(curve.lower);
  out.upper = std::move(curve.upper);
  return out;
}

Result<void> add_curves(SurvivalResult& result, const Observed& cases, const Split& by,
                        const StudyDefinition& study) {
  const statistics::FollowUp data{.time = std::span<const std::int32_t>(cases.days), .event = cases.event};
  const statistics::Codes codes{by.code, static_cast<std::uint32_t>(by.groups.size())};
  const statistics::KaplanMeierOptions options{.limits = scale_of(study.limits), .level = study.level};
  auto curves = statistics::kaplan_meier(data, codes, options);
  if (!curves) return tl::unexpected(curves.error());
  const auto follow_up = statistics::reverse_kaplan_meier(data, codes, options);
  if (!follow_up) return tl::unexpected(follow_up.error());
  for (std::size_t i = 0; i < curves->size(); ++i) {
    result.curves.push_back(curve_of(std::move((*curves)[i]), by.groups[i], study));
    result.curves.back().follow_up_median = finite(statistics::survival_quantile((*follow_up)[i], 0.5).time);
  }
  if (by.groups.size() < 2) return {};
  const auto test = statistics::logrank(data, codes);
  if (test && std::isfinite(test->test.p))
    result.logrank = Test{test->test.chi2, static_cast<double>(test->test.df), test->test.p};
  return {};
}

void add_reason(SurvivalResult& result, std::size_t count, std::string fr, std::string en) {
  if (count == 0) return;
  result.left_out_reasons.push_back(
      {std::to_string(count) + std::move(fr), std::to_string(count) + std::move(en)});
}

}  // namespace

Result<SurvivalResult> estimate_survival(const Cohort& cohort, const Population& population,
                                         const Endpoints& endpoints, const SurvivalDefinition& what,
                                         const StudyDefinition& study) {
  const Endpoints::One* endpoint = endpoints.find(what.endpoint);
  if (!endpoint)
    return fail(ErrorKind::incorrect,
                "survival " + what.id + ": the study has no endpoint '" + what.endpoint + "'");
  SurvivalResult result{.id = what.id,
                        .endpoint = what.endpoint,
                        .title = what.title,
                        .definition = words_of(*endpoint->definition),
                        .confidence = std::string(word_in(curve_limits_words, study.limits)),
                        .level = study.level};
  Groups groups{.groups = {{"all", {"Tous", "All"}}}, .code = std::vector<std::uint16_t>(cohort.size(), 0)};
  if (what.by) {
    auto found = groups_of(cohort, *what.by, study);
    if (!found) return fail_in("survival " + what.id, found.error());
    groups = std::move(*found);
    result.by = groups.label;
  }
  const Filtered chosen = filtered(cohort, population.rows, what.filter, study.absent_acts);
  Observed cases = observed(endpoint->times, chosen.rows);
  result.left_out_reasons = reasons_of(chosen.open, cases);
  const Split by = split(cases, groups);
  result.left_out = chosen.open + chosen.rows.size() - cases.rows.size();
  add_reason(result, by.without_group, " dont le groupe n'est pas connu", " whose group is not known");
  if (cases.rows.empty()) return result;
  if (auto added = add_curves(result, cases, by, study); !added)
    return fail_in("survival " + what.id, added.error());
  return result;
}

}  // namespace repere::study
