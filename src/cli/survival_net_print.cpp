#include <algorithm>
#include <cmath>

#include "cli/json_columns.hpp"
#include "cli/survival_net.hpp"
#include "report/json_writer.hpp"

namespace repere::cli {
namespace {

using statistics::NetSurvivalAt;

NetSurvivalAt standardised(const NetResult& result, const NetGroup& group, double time) {
  return standardised_survival_at(group.by_age, result.classes, time, result.how);
}

void write_at(report::JsonWriter& json, const NetSurvivalAt& at) {
  json.begin_object()
      .field("time", at.time)
      .field("n_risk", at.at_risk)
      .field("survival", at.survival)
      .field("std_error", at.std_error)
      .field("lower", at.lower)
      .field("upper", at.upper)
      .end_object();
}

// One line a group and time; with a standard, the age classes and the standardised survival below.
struct TableRow {
  std::string group, ages;
  NetSurvivalAt at;
};

std::vector<TableRow> rows_of(const NetResult& result, const std::vector<double>& times) {
  std::vector<TableRow> rows;
  for (const auto& group : result.groups) {
    for (const double time : times) rows.push_back({group.name, "all", net_survival_at(group.curve, time)});
    for (std::size_t c = 0; c < group.by_age.size(); ++c)
      for (const double time : times)
        rows.push_back(
            {group.name, age_class_text(result.classes, c), net_survival_at(group.by_age[c], time)});
    if (!group.by_age.empty())
      for (const double time : times)
        rows.push_back({group.name, "standardised", standardised(result, group, time)});
  }
  return rows;
}

}  // namespace

std::string json_of(const NetResult& result, const NetAsked& asked) {
  report::JsonWriter json;
  json.begin_object().field("method", std::string_view(result.method)).key("groups").begin_array();
  for (const auto& group : result.groups) {
    const auto& curve = group.curve;
    json.begin_object().field("group", std::string_view(group.name)).field("n", curve.rows);
    json.field("events", curve.total_events);
    write_curve_columns(json, curve);
    json.key("at").begin_array();
    for (const double time : asked.at) write_at(json, net_survival_at(curve, time));
    json.end_array();
    if (!group.by_age.empty()) {
      json.key("standardised").begin_array();
      for (const double time : asked.at) write_at(json, standardised(result, group, time));
      json.end_array().key("age_classes").begin_array();
      for (std::size_t c = 0; c < group.by_age.size(); ++c) {
        json.begin_object().field("ages", std::string_view(age_class_text(result.classes, c)));
        json.field("weight", result.classes[c].weight).field("n", group.by_age[c].rows);
        json.field("events", group.by_age[c].total_events).key("at").begin_array();
        for (const double time : asked.at) write_at(json, net_survival_at(group.by_age[c], time));
        json.end_array().end_object();
      }
      json.end_array();
    }
    json.end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (const auto& warning : result.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out).end_object();
  return json.take();
}

std::string csv_of(const NetResult& result, const NetAsked& asked) {
  std::string out;
  const auto add = [&](std::initializer_list<double> values) {
    for (const double value : values) out += "," + csv_number(value);
    out += "\n";
  };
  if (asked.at.empty()) {
    out = "group,time,n_risk,n_event,n_censor,survival,std_error,lower,upper\n";
    for (const auto& [name, curve, by_age] : result.groups)
      for (std::size_t j = 0; j < curve.time.size(); ++j) {
        out += csv_field(name);
        add({curve.time[j], curve.at_risk[j], curve.events[j], curve.censored[j], curve.survival[j],
             curve.std_error[j], curve.lower[j], curve.upper[j]});
      }
    return out;
  }
  out = "group,ages,time,n_risk,survival,std_error,lower,upper\n";
  for (const auto& [group, ages, at] : rows_of(result, asked.at)) {
    out += csv_field(group) + "," + csv_field(ages);
    add({at.time, at.at_risk, at.survival, at.std_error, at.lower, at.upper});
  }
  return out;
}

std::string text_of(const NetResult& result, const NetAsked& asked) {
  const char* title = result.method == "pohar-perme" ? "Net survival (Pohar Perme)"
                      : result.method == "ederer2"   ? "Relative survival (Ederer II)"
                                                     : "Relative survival (Ederer I)";
  std::string out = std::string(title) + "\n\n";
  for (const auto& group : result.groups)
    out += group.name + ": " + std::to_string(group.curve.rows) + " patients, " +
           std::to_string(group.curve.total_events) + " deaths\n";
  std::vector<double> times = asked.at;
  if (times.empty())  // the years there are
    for (double year = 1; year <= 10; ++year) {
      const double day = std::floor(year * 365.25);
      const auto reaches = [&](const NetGroup& group) {
        return !group.curve.time.empty() && group.curve.time.back() >= day;
      };
      if (std::any_of(result.groups.begin(), result.groups.end(), reaches)) times.push_back(day);
    }
  TextTable table({"group", "ages", "time", "at risk", "survival", "std. error", "lower", "upper"});
  for (const auto& [group, ages, at] : rows_of(result, times))
    table.add({group, ages, rounded(at.time, 7), rounded(at.at_risk), rounded(at.survival),
               rounded(at.std_error), rounded(at.lower), rounded(at.upper)});
  return out + "\n" + table.text() +
         "\nRows left out because a named column is empty: " + std::to_string(result.left_out) + "\n";
}

}  // namespace repere::cli
