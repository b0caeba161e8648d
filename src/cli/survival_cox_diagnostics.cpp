#include "cli/survival_cox_diagnostics.hpp"

#include <map>
#include <span>

#include "cli/json_columns.hpp"
#include "cli/survival_options.hpp"

namespace repere::cli {
namespace {

using Cells = std::vector<std::string>;

// A table that is written as CSV, at full precision, or as text for people.
class Table {
 public:
  Table(Cells header, bool for_people) : for_people_(for_people), text_(header) {
    if (!for_people_) line(header);
  }
  void add(Cells labels, std::initializer_list<double> values) { add(labels, std::span(values)); }
  void add(Cells labels, std::span<const double> values) {
    for (const double value : values) labels.push_back(for_people_ ? rounded(value) : csv_number(value));
    for_people_ ? text_.add(std::move(labels)) : line(labels);
  }
  std::string take() { return for_people_ ? text_.text() : std::move(csv_); }

 private:
  void line(const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) csv_ += (i ? "," : "") + csv_field(cells[i]);
    csv_ += "\n";
  }
  bool for_people_;
  TextTable text_;
  std::string csv_;
};

std::string proportionality_table(const CoxDiagnostics& d, bool for_people) {
  Table table(for_people ? Cells{"covariate", "chi-squared", "df", "p"} : Cells{"name", "chi2", "df", "p"},
              for_people);
  for (std::size_t j = 0; j <= d.covariates.size(); ++j) {
    const bool global = j == d.covariates.size();
    const auto& test = global ? d.proportionality->global : d.proportionality->terms[j];
    table.add({global ? "GLOBAL" : d.covariates[j]}, {test.chi2, static_cast<double>(test.df), test.p});
  }
  return table.take();
}

bool of_events(const CoxDiagnostics& d) {
  return d.residual_kind == "schoenfeld" || d.residual_kind == "scaledsch";
}

Cells residual_names(const CoxDiagnostics& d) {
  return d.residual_kind == "martingale" || d.residual_kind == "deviance" ? Cells{d.residual_kind}
                                                                          : d.covariates;
}

std::string residual_table(const CoxDiagnostics& d, bool for_people) {
  const auto& residuals = *d.residuals;
  Cells header{"row"};
  if (of_events(d)) header.insert(header.end(), {"stratum", "time"});
  for (const auto& name : residual_names(d)) header.push_back(name);
  Table table(header, for_people);
  for (std::size_t i = 0; i < residuals.row.size(); ++i) {
    Cells labels{std::to_string(d.file_row[residuals.row[i]])};
    if (of_events(d)) {
      labels.push_back(d.strata[residuals.stratum[i]]);
      labels.push_back(csv_number(residuals.time[i]));
    }
    table.add(labels, std::span(residuals.values).subspan(i * residuals.columns, residuals.columns));
  }
  return table.take();
}

std::string baseline_table(const CoxDiagnostics& d, bool for_people) {
  Table table(for_people ? Cells{"stratum", "time", "at risk", "events", "censored", "hazard at 0",
                                 "hazard at the means"}
                         : Cells{"stratum", "time", "n_risk", "n_event", "n_censor",
                                 "cumulative_hazard_at_zero", "cumulative_hazard_at_means"},
              for_people);
  for (const auto& b : d.baseline->strata)
    for (std::size_t m = 0; m < b.time.size(); ++m)
      table.add({d.strata[b.stratum], csv_number(b.time[m])},
                {b.at_risk[m], b.events[m], b.censored[m], b.hazard_at_zero[m], b.hazard_at_means[m]});
  return table.take();
}

std::string predicted_table(const CoxDiagnostics& d, bool for_people) {
  Table table(for_people
                  ? Cells{"profile", "stratum", "time", "at risk", "events", "censored", "survival",
                          "std. error", "lower", "upper", "hazard", "its std. error"}
                  : Cells{"profile", "stratum", "time", "n_risk", "n_event", "n_censor", "survival",
                          "std_error", "lower", "upper", "cumulative_hazard", "cumulative_hazard_std_error"},
              for_people);
  for (const auto& c : *d.predicted)
    for (std::size_t m = 0; m < c.time.size(); ++m)
      table.add({std::to_string(c.profile + 1), d.strata[c.stratum], csv_number(c.time[m])},
                {c.at_risk[m], c.events[m], c.censored[m], c.survival[m], c.std_error[m], c.lower[m],
                 c.upper[m], c.cumulative_hazard[m], c.cumulative_hazard_std_error[m]});
  return table.take();
}

void write_names(report::JsonWriter& json, const char* key, const Cells& names) {
  json.key(key).begin_array();
  for (const auto& name : names) json.value(std::string_view(name));
  json.end_array();
}

void write_baseline(report::JsonWriter& json, const CoxDiagnostics& d) {
  json.key("baseline").begin_object();
  write_names(json, "names", d.covariates);
  write_column(json, "means", d.baseline->means);
  json.field("offset", d.baseline->offset).key("strata").begin_array();
  for (const auto& b : d.baseline->strata) {
    json.begin_object().field("stratum", std::string_view(d.strata[b.stratum]));
    write_column(json, "time", b.time);
    write_column(json, "n_risk", b.at_risk);
    write_column(json, "n_event", b.events);
    write_column(json, "n_censor", b.censored);
    write_column(json, "cumulative_hazard_at_zero", b.hazard_at_zero);
    write_column(json, "cumulative_hazard_at_means", b.hazard_at_means);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_predicted(report::JsonWriter& json, const CoxDiagnostics& d) {
  json.key("predicted").begin_array();
  for (const auto& c : *d.predicted) {
    json.begin_object().field("profile", c.profile + 1);
    json.field("stratum", std::string_view(d.strata[c.stratum]));
    write_column(json, "time", c.time);
    write_column(json, "n_risk", c.at_risk);
    write_column(json, "n_event", c.events);
    write_column(json, "n_censor", c.censored);
    write_column(json, "survival", c.survival);
    write_column(json, "std_error", c.std_error);
    write_column(json, "lower", c.lower);
    write_column(json, "upper", c.upper);
    write_column(json, "cumulative_hazard", c.cumulative_hazard);
    write_column(json, "cumulative_hazard_std_error", c.cumulative_hazard_std_error);
    json.end_object();
  }
  json.end_array();
}

void write_residuals(report::JsonWriter& json, const CoxDiagnostics& d) {
  const auto& residuals = *d.residuals;
  json.key("residuals").begin_object().field("kind", std::string_view(d.residual_kind));
  std::vector<double> rows;
  for (const auto row : residuals.row) rows.push_back(static_cast<double>(d.file_row[row]));
  write_column(json, "rows", rows);
  if (of_events(d)) {
    write_column(json, "time", residuals.time);
    Cells strata;
    for (const auto code : residuals.stratum) strata.push_back(d.strata[code]);
    write_names(json, "strata", strata);
  }
  write_names(json, "names", residual_names(d));
  json.key("values").begin_array();
  for (std::size_t i = 0; i < residuals.row.size(); ++i)
    json.value(std::span<const double>(residuals.values).subspan(i * residuals.columns, residuals.columns));
  json.end_array().end_object();
}

}  // namespace

std::optional<statistics::TimeTransform> transform_of(const std::string& word) {
  using statistics::TimeTransform;
  static const std::map<std::string, TimeTransform> words{{"km", TimeTransform::km},
                                                          {"identity", TimeTransform::identity},
                                                          {"rank", TimeTransform::rank},
                                                          {"log", TimeTransform::log}};
  const auto found = words.find(word);
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

std::optional<statistics::CoxResidualKind> residual_kind_of(const std::string& word) {
  using statistics::CoxResidualKind;
  static const std::map<std::string, CoxResidualKind> words{
      {"martingale", CoxResidualKind::martingale},
      {"deviance", CoxResidualKind::deviance},
      {"score", CoxResidualKind::score},
      {"dfbeta", CoxResidualKind::dfbeta},
      {"dfbetas", CoxResidualKind::dfbetas},
      {"schoenfeld", CoxResidualKind::schoenfeld},
      {"scaledsch", CoxResidualKind::scaled_schoenfeld}};
  const auto found = words.find(word);
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

void write_proportionality(report::JsonWriter& json, const CoxDiagnostics& d) {
  json.key("zph").begin_array();
  if (!d.proportionality) {
    json.end_array();
    return;
  }
  for (std::size_t j = 0; j <= d.covariates.size(); ++j) {
    const bool global = j == d.covariates.size();
    const auto& test = global ? d.proportionality->global : d.proportionality->terms[j];
    json.begin_object()
        .field("name", std::string_view(global ? "GLOBAL" : d.covariates[j]))
        .field("chi2", test.chi2)
        .field("df", test.df)
        .field("p", test.p)
        .end_object();
  }
  json.end_array().field("zph_transform", std::string_view(d.transform));
}

void write_diagnostics(report::JsonWriter& json, const CoxDiagnostics& d) {
  if (d.baseline) write_baseline(json, d);
  if (d.predicted) write_predicted(json, d);
  if (d.residuals) write_residuals(json, d);
}

std::optional<std::string> csv_of(const CoxDiagnostics& d) {
  if (d.residuals) return residual_table(d, false);
  if (d.predicted) return predicted_table(d, false);
  if (d.baseline) return baseline_table(d, false);
  if (d.proportionality) return proportionality_table(d, false);
  return std::nullopt;
}

std::string text_of(const CoxDiagnostics& d) {
  std::string out;
  if (d.proportionality)
    out += "\nTest of proportional hazards (time as " + d.transform + ")\n" + proportionality_table(d, true);
  if (d.baseline)
    out += "\nCumulative baseline hazard, covariates at 0 and at their means\n" + baseline_table(d, true);
  if (d.predicted) out += "\nExpected survival of each profile\n" + predicted_table(d, true);
  if (d.residuals) out += "\nResiduals (" + d.residual_kind + ")\n" + residual_table(d, true);
  return out;
}

}  // namespace repere::cli
