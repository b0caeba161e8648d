#include "cli/survival_cox_output.hpp"

#include <span>

namespace repere::cli {
namespace {

void write_test(report::JsonWriter& json, const char* name, const statistics::ChiSquaredTest& test) {
  json.key(name).begin_object().field("chi2", test.chi2).field("df", test.df).field("p", test.p).end_object();
}

void write_matrix(report::JsonWriter& json, const char* name, const statistics::Matrix& matrix) {
  json.key(name).begin_array();
  const std::size_t p = matrix.size();
  for (std::size_t i = 0; i < p; ++i) json.value(matrix.values().subspan(i * p, p));
  json.end_array();
}

void write_penalty(report::JsonWriter& json, const CoxResult& result) {
  if (!result.ridge && !result.fit.profile) return;
  json.key("penalty").begin_object();
  if (result.ridge)
    json.field("kind", std::string_view("ridge"))
        .field("theta", result.ridge->theta)
        .field("scaled", result.ridge->standardised);
  else
    json.field("kind", std::string_view("firth"));
  json.end_object();
}

void write_coefficients(report::JsonWriter& json, const CoxResult& result) {
  json.key("coefficients").begin_array();
  for (const auto& line : result.lines)
    json.begin_object()
        .field("name", std::string_view(line.name))
        .field("coef", line.coef)
        .field("hr", line.hr)
        .field("se", line.se)
        .field("robust_se", line.robust_se)
        .field("z", line.z)
        .field("p", line.p)
        .field("hr_lower", line.hr_lower)
        .field("hr_upper", line.hr_upper)
        .end_object();
  json.end_array();
  write_matrix(json, "covariance", result.fit.covariance);
  if (result.robust) {
    write_matrix(json, "robust_covariance", result.robust->covariance);
    json.field("clusters", result.robust->clusters);
  } else {
    json.field("robust_covariance", std::nullopt);
  }
}

void write_tests(report::JsonWriter& json, const CoxResult& result) {
  const auto& fit = result.fit;
  json.field("loglik_null", fit.loglik_null).field("loglik", fit.loglik).key("tests").begin_object();
  write_test(json, "lr", fit.likelihood_ratio);
  write_test(json, "wald", result.robust ? result.robust->wald : fit.wald);
  write_test(json, "score", fit.score);
  if (result.robust)
    write_test(json, "robust_score", result.robust->score);
  else
    json.field("robust_score", std::nullopt);
  json.end_object();
  const auto& c = fit.concordance;
  json.key("concordance")
      .begin_object()
      .field("value", c.value)
      .field("se", c.std_error)
      .field("concordant", c.concordant)
      .field("discordant", c.discordant)
      .field("tied_x", c.tied_x)
      .field("tied_y", c.tied_y)
      .field("tied_xy", c.tied_xy)
      .end_object();
}

std::string sentence(const char* name, const statistics::ChiSquaredTest& test) {
  return std::string(name) + ": chi-squared " + rounded(test.chi2, 6) + " on " + rounded(test.df) + ", p " +
         p_text(test.p) + "\n";
}

std::string table_of(const CoxResult& result) {
  const std::string level = percent(result.level);
  TextTable table({"covariate", "hazard ratio", "lower " + level, "upper " + level, "coefficient",
                   result.robust ? "robust error" : "std. error", "z", "p"});
  for (const auto& line : result.lines)
    table.add({line.name, rounded(line.hr), rounded(line.hr_lower), rounded(line.hr_upper),
               rounded(line.coef), rounded(result.robust ? line.robust_se : line.se), rounded(line.z),
               p_text(line.p)});
  return table.text();
}

}  // namespace

std::string json_of(const CoxResult& result) {
  report::JsonWriter json;
  json.begin_object().field("n", result.fit.rows).field("events", result.fit.events);
  json.field("ties", std::string_view(result.ties));
  write_coefficients(json, result);
  write_tests(json, result);
  write_proportionality(json, result.diagnostics);
  json.field("iterations", result.fit.iterations);
  json.key("warnings").begin_array();
  for (const auto& warning : result.warnings) json.value(std::string_view(warning));
  json.end_array().field("left_out", result.left_out);
  write_penalty(json, result);
  write_diagnostics(json, result.diagnostics);
  json.end_object();
  return json.take();
}

std::string csv_of(const CoxResult& result) {
  if (auto table = csv_of(result.diagnostics)) return *table;
  std::string out = "name,coef,hr,se,robust_se,z,p,hr_lower,hr_upper\n";
  for (const auto& line : result.lines) {
    out += csv_field(line.name);
    for (const double value :
         {line.coef, line.hr, line.se, line.robust_se, line.z, line.p, line.hr_lower, line.hr_upper})
      out += "," + csv_number(value);
    out += "\n";
  }
  return out;
}

std::string text_of(const CoxResult& result) {
  const auto& fit = result.fit;
  std::string out = table_of(result) + "\n" + std::to_string(fit.rows) + " rows, " +
                    std::to_string(fit.events) + " events, ties " + result.ties;
  if (result.robust) out += ", " + std::to_string(result.robust->clusters) + " clusters";
  out += "\n" + sentence("likelihood ratio", fit.likelihood_ratio) +
         sentence(result.robust ? "robust Wald" : "Wald", result.robust ? result.robust->wald : fit.wald) +
         sentence("score", fit.score);
  if (result.robust) out += sentence("robust score", result.robust->score);
  return out + "concordance " + rounded(fit.concordance.value) + " (std. error " +
         rounded(fit.concordance.std_error) + ")\nlog likelihood " + rounded(fit.loglik, 8) +
         ", without covariates " + rounded(fit.loglik_null, 8) +
         "\nRows left out because a named column is empty: " + std::to_string(result.left_out) + "\n" +
         text_of(result.diagnostics);
}

}  // namespace repere::cli
