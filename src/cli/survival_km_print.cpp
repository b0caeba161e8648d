#include <utility>

#include "cli/json_columns.hpp"
#include "cli/survival_km.hpp"
#include "report/json_writer.hpp"

namespace repere::cli {
namespace {

using report::JsonWriter;
using statistics::SurvivalAt;
using statistics::SurvivalCurve;

void write_at(JsonWriter& json, const SurvivalAt& at) {
  json.field("time", at.time)
      .field("n_risk", at.at_risk)
      .field("survival", at.survival)
      .field("std_error", at.std_error)
      .field("lower", at.lower)
      .field("upper", at.upper);
}

void write_times(JsonWriter& json, const KmGroup& group) {
  json.key("at").begin_array();
  for (std::size_t i = 0; i < group.at.size(); ++i) {
    json.begin_object();
    write_at(json, group.at[i]);
    if (!group.hazard_at.lower.empty())
      json.field("cumulative_hazard", group.at[i].cumulative_hazard)
          .field("cumulative_hazard_std_error", group.at[i].cumulative_hazard_std_error)
          .field("cumulative_hazard_lower", group.hazard_at.lower[i])
          .field("cumulative_hazard_upper", group.hazard_at.upper[i]);
    json.end_object();
  }
  json.end_array();
}

void write_quantiles(JsonWriter& json, const KmGroup& group) {
  json.key("quantiles").begin_array();
  for (const auto& quantile : group.quantiles)
    json.begin_object()
        .field("p", quantile.p)
        .field("time", quantile.time)
        .field("lower", quantile.lower)
        .field("upper", quantile.upper)
        .end_object();
  json.end_array();
}

void write_conditional(JsonWriter& json, const KmGroup& group, double start) {
  json.key("conditional").begin_object().field("time", start).key("at").begin_array();
  for (const auto& at : group.conditional) {
    json.begin_object();
    write_at(json, at);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_curve(JsonWriter& json, const KmGroup& group, const KmOptions& options) {
  const SurvivalCurve& curve = group.curve;
  write_curve_columns(json, curve);
  write_column(json, "cumulative_hazard", curve.cumulative_hazard);
  if (options.hazard.empty()) return;
  write_column(json, "cumulative_hazard_std_error", curve.cumulative_hazard_std_error);
  write_column(json, "cumulative_hazard_lower", group.hazard.lower);
  write_column(json, "cumulative_hazard_upper", group.hazard.upper);
}

void write_group(JsonWriter& json, const KmGroup& group, const KmOptions& options) {
  json.begin_object()
      .field("group", std::string_view(group.name))
      .field("n", group.curve.rows)
      .field("events", group.curve.total_events)
      .field("median", group.median.time)
      .field("median_lower", group.median.lower)
      .field("median_upper", group.median.upper);
  write_curve(json, group, options);
  write_times(json, group);
  write_quantiles(json, group);
  if (options.conditional) write_conditional(json, group, *options.conditional);
  json.end_object();
}

void write_differences(JsonWriter& json, const KmResult& result) {
  json.key("differences").begin_array();
  for (const auto& one : result.differences)
    json.begin_object()
        .field("time", one.time)
        .field("group", std::string_view(one.group))
        .field("reference", std::string_view(one.reference))
        .field("estimate", one.contrast.estimate)
        .field("std_error", one.contrast.std_error)
        .field("lower", one.contrast.lower)
        .field("upper", one.contrast.upper)
        .field("p", one.contrast.p)
        .end_object();
  json.end_array();
}

class CsvTable {
 public:
  explicit CsvTable(std::string header) : out_(std::move(header)) { out_ += "\n"; }
  void line(const std::vector<std::string>& names, const std::vector<double>& values) {
    std::string separator;
    for (const auto& name : names) out_ += std::exchange(separator, ",") + csv_field(name);
    for (const double value : values) out_ += "," + csv_number(value);
    out_ += "\n";
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string csv_of_differences(const KmResult& result) {
  CsvTable table("group,reference,time,estimate,std_error,lower,upper,p");
  for (const auto& one : result.differences) {
    const auto& c = one.contrast;
    table.line({one.group, one.reference}, {one.time, c.estimate, c.std_error, c.lower, c.upper, c.p});
  }
  return table.take();
}

// At the times asked for; conditional on being alive at one if that was asked.
std::string csv_of_times(const KmResult& result, const KmOptions& options) {
  const bool hazard = !options.hazard.empty() && !options.conditional;
  CsvTable table(std::string("group,time,n_risk,survival,std_error,lower,upper") +
                 (hazard ? ",cumulative_hazard,cumulative_hazard_std_error,cumulative_hazard_lower,"
                           "cumulative_hazard_upper"
                         : ""));
  for (const auto& group : result.groups) {
    const auto& times = options.conditional ? group.conditional : group.at;
    for (std::size_t i = 0; i < times.size(); ++i) {
      const SurvivalAt& at = times[i];
      std::vector<double> cells{at.time, at.at_risk, at.survival, at.std_error, at.lower, at.upper};
      if (hazard)
        cells.insert(cells.end(), {at.cumulative_hazard, at.cumulative_hazard_std_error,
                                   group.hazard_at.lower[i], group.hazard_at.upper[i]});
      table.line({group.name}, cells);
    }
  }
  return table.take();
}

std::string csv_of_quantiles(const KmResult& result) {
  CsvTable table("group,p,time,lower,upper");
  for (const auto& group : result.groups)
    for (const auto& q : group.quantiles) table.line({group.name}, {q.p, q.time, q.lower, q.upper});
  return table.take();
}

std::string csv_of_curves(const KmResult& result, const KmOptions& options) {
  const bool hazard = !options.hazard.empty();
  CsvTable table(
      std::string("group,time,n_risk,n_event,n_censor,survival,std_error,lower,upper,cumulative_hazard") +
      (hazard ? ",cumulative_hazard_std_error,cumulative_hazard_lower,cumulative_hazard_upper" : ""));
  for (const auto& group : result.groups) {
    const SurvivalCurve& c = group.curve;
    for (std::size_t m = 0; m < c.time.size(); ++m) {
      std::vector<double> cells{c.time[m],     c.at_risk[m],  c.events[m],
                                c.censored[m], c.survival[m], c.std_error[m],
                                c.lower[m],    c.upper[m],    c.cumulative_hazard[m]};
      if (hazard)
        cells.insert(cells.end(),
                     {c.cumulative_hazard_std_error[m], group.hazard.lower[m], group.hazard.upper[m]});
      table.line({group.name}, cells);
    }
  }
  return table.take();
}

std::vector<std::string> cells_of(const std::string& group, const SurvivalAt& at) {
  return {group,
          rounded(at.time, 6),
          rounded(at.at_risk, 6),
          rounded(at.survival),
          rounded(at.std_error),
          rounded(at.lower),
          rounded(at.upper)};
}

struct Headings {
  std::string lower, upper;
};

std::string text_of_hazard(const KmResult& result, const Headings& headings) {
  TextTable table({"group", "time", "cumulative hazard", "std. error", headings.lower, headings.upper});
  for (const auto& group : result.groups)
    for (std::size_t i = 0; i < group.at.size(); ++i)
      table.add({group.name, rounded(group.at[i].time, 6), rounded(group.at[i].cumulative_hazard),
                 rounded(group.at[i].cumulative_hazard_std_error), rounded(group.hazard_at.lower[i]),
                 rounded(group.hazard_at.upper[i])});
  return table.text();
}

std::string text_of_differences(const KmResult& result, const Headings& headings) {
  TextTable table({"survival less that of the first", "time", "difference", "std. error", headings.lower,
                   headings.upper, "p"});
  for (const auto& one : result.differences)
    table.add({one.group + " - " + one.reference, rounded(one.time, 6), rounded(one.contrast.estimate),
               rounded(one.contrast.std_error), rounded(one.contrast.lower), rounded(one.contrast.upper),
               p_text(one.contrast.p)});
  return table.text();
}

}  // namespace

std::string json_of(const KmResult& result, const KmOptions& options) {
  JsonWriter json;
  json.begin_object().key("groups").begin_array();
  for (const auto& group : result.groups) write_group(json, group, options);
  json.end_array();
  if (!options.difference.empty()) write_differences(json, result);
  if (options.landmark)
    json.key("landmark")
        .begin_object()
        .field("time", *options.landmark)
        .field("left_out", result.left_out_at_landmark)
        .end_object();
  json.field("left_out", result.left_out).end_object();
  return json.take();
}

std::string csv_of(const KmResult& result, const KmOptions& options) {
  if (!options.difference.empty()) return csv_of_differences(result);
  if (!options.at.empty()) return csv_of_times(result, options);
  if (!options.quantiles.empty()) return csv_of_quantiles(result);
  return csv_of_curves(result, options);
}

std::string text_of(const KmResult& result, const KmOptions& options) {
  const Headings headings{"lower " + percent(options.level), "upper " + percent(options.level)};
  TextTable summary({"group", "n", options.reverse ? "censored" : "events",
                     options.reverse ? "median follow-up" : "median", headings.lower, headings.upper});
  const std::vector<std::string> at_header{"group",      "time",         "at risk",     "survival",
                                           "std. error", headings.lower, headings.upper};
  TextTable at(at_header), conditional(at_header);
  TextTable quantiles({"group", "p", "time", headings.lower, headings.upper});
  for (const auto& group : result.groups) {
    const auto& m = group.median;
    summary.add({group.name, std::to_string(group.curve.rows), rounded(group.curve.total_events),
                 rounded(m.time, 6), rounded(m.lower, 6), rounded(m.upper, 6)});
    for (const auto& a : group.at) at.add(cells_of(group.name, a));
    for (const auto& a : group.conditional) conditional.add(cells_of(group.name, a));
    for (const auto& q : group.quantiles)
      quantiles.add({group.name, rounded(q.p), rounded(q.time, 6), rounded(q.lower, 6), rounded(q.upper, 6)});
  }
  std::string out = summary.text();
  if (!options.at.empty()) out += "\n" + at.text();
  if (options.conditional)
    out += "\nof those alive at " + rounded(*options.conditional, 6) + "\n" + conditional.text();
  if (!options.at.empty() && !options.hazard.empty()) out += "\n" + text_of_hazard(result, headings);
  if (!options.quantiles.empty()) out += "\n" + quantiles.text();
  if (!options.difference.empty()) out += "\n" + text_of_differences(result, headings);
  out += "\n- is not reached or not estimable. Limits on the " + options.conf + " scale.\n";
  if (options.reverse) out += "Reversed: the event is the end of follow-up without the event.\n";
  if (options.landmark)
    out += "Rows that are not at risk at " + rounded(*options.landmark, 6) +
           ", left out: " + std::to_string(result.left_out_at_landmark) + "\n";
  return out + "Rows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

}  // namespace repere::cli
