#include "study/model_results.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/cox.hpp"
#include "statistics/distributions.hpp"
#include "study/model_terms.hpp"

namespace repere::study {
namespace {

Test test_of(const statistics::ChiSquaredTest& test) {
  return {test.chi2, static_cast<double>(test.df), test.p};
}

ModelTerm term_of(const ModelColumn& column) {
  return {.variable = column.variable,
          .level = column.level,
          .label = column.label,
          .reference = column.reference,
          .n = column.n,
          .events = column.events,
          .hr = column.reference ? std::optional(1.0) : std::nullopt};
}

void add_estimate(ModelTerm& term, double coefficient, double std_error, double z_level) {
  if (!std::isfinite(coefficient) || !std::isfinite(std_error)) return;
  term.coef = coefficient;
  term.se = std_error;
  term.hr = std::exp(coefficient);
  term.hr_lower = std::exp(coefficient - z_level * std_error);
  term.hr_upper = std::exp(coefficient + z_level * std_error);
  term.z = coefficient / std_error;
  term.p = statistics::normal_two_sided(*term.z);
}

void warn(ModelResult& result, const ModelColumn& column, const char* fr, const char* en) {
  result.warnings.push_back({column.label.fr + " : " + fr, column.label.en + ": " + en});
}

void add_warnings(ModelResult& result, const statistics::CoxFit& fit,
                  const std::vector<const ModelColumn*>& columns) {
  for (const std::size_t i : fit.without_coefficient)
    warn(result, *columns[i],
         "constante, ou déterminée par les termes précédents (colinéarité) ; son coefficient n'est pas "
         "estimé.",
         "constant, or determined by the terms before it (collinear); its coefficient is not estimated.");
  for (const std::size_t i : fit.perhaps_infinite)
    warn(result, *columns[i],
         "séparation : la vraisemblance croît encore quand le coefficient s'éloigne ; il est peut-être "
         "infini, ne pas "
         "l'interpréter.",
         "separation: the likelihood still rises as the coefficient grows; it may be infinite, do not "
         "interpret it.");
  if (!fit.converged)
    result.warnings.push_back({"Le calcul n'a pas convergé ; ne pas interpréter ce modèle.",
                               "The computation did not converge; do not interpret this model."});
}

void add_fit(ModelResult& result, const statistics::CoxFit& fit, double level) {
  result.iterations = fit.iterations;
  result.loglik_null = fit.loglik_null;
  result.loglik = fit.loglik;
  result.lr = test_of(fit.likelihood_ratio);
  result.wald = test_of(fit.wald);
  result.score = test_of(fit.score);
  if (std::isfinite(fit.concordance.value)) result.concordance = fit.concordance.value;
  if (std::isfinite(fit.concordance.std_error)) result.concordance_se = fit.concordance.std_error;
  const double z = statistics::normal_quantile_of_level(level);
  std::size_t estimated = 0;
  for (ModelTerm& term : result.terms) {
    if (term.reference) continue;
    add_estimate(term, fit.coefficient[estimated], fit.std_error[estimated], z);
    ++estimated;
  }
}

// Terms with so few events that the model should not be trusted on them.
void warn_of_few_events(ModelResult& result, std::size_t columns) {
  if (columns > 0 && result.events < 10 * columns)
    result.warnings.push_back({"Moins de dix événements par coefficient : les estimations sont fragiles.",
                               "Fewer than ten events per coefficient: the estimates are fragile."});
}

}  // namespace

Result<ModelResult> fit_model(const Cohort& cohort, const Population& population, const Endpoints& endpoints,
                              const ModelDefinition& model, const StudyDefinition& study) {
  const Endpoints::One* endpoint = endpoints.find(model.endpoint);
  if (!endpoint)
    return fail(ErrorKind::incorrect,
                "model " + model.id + ": the study has no endpoint '" + model.endpoint + "'");
  const Filtered chosen = filtered(cohort, population.rows, model.filter, study.absent_acts);
  auto matrix = model_matrix(cohort, observed(endpoint->times, chosen.rows), model, study);
  if (!matrix) return fail_in("model " + model.id, matrix.error());
  const Observed& cases = matrix->cases;
  ModelResult result{
      .id = model.id,
      .endpoint = model.endpoint,
      .title = model.title,
      .definition = words_of(*endpoint->definition),
      .ties = std::string(word_in(model_ties_words, model.ties)),
      .n = cases.rows.size(),
      .events = static_cast<std::size_t>(std::count(cases.event.begin(), cases.event.end(), 1)),
      .left_out = chosen.open + chosen.rows.size() - cases.rows.size(),
      .left_out_reasons = reasons_of(chosen.open, cases)};
  result.left_out_reasons.insert(result.left_out_reasons.end(), matrix->left_out.begin(),
                                 matrix->left_out.end());
  std::vector<const ModelColumn*> columns;
  statistics::CoxModel cox;
  for (const ModelColumn& column : matrix->columns) {
    result.terms.push_back(term_of(column));
    if (column.reference) continue;
    columns.push_back(&column);
    cox.covariates.push_back({column.label.en, column.values});
  }
  if (result.events == 0 || columns.empty()) {
    result.warnings.push_back({"Aucun événement, ou aucun terme à estimer : le modèle n'est pas ajusté.",
                               "No event, or no term to estimate: the model is not fitted."});
    return result;
  }
  const statistics::FollowUp data{.time = std::span<const std::int32_t>(cases.days), .event = cases.event};
  const statistics::CoxOptions options{.ties = model.ties == ModelTies::efron ? statistics::Ties::efron
                                                                              : statistics::Ties::breslow};
  const auto fit = statistics::fit_cox(data, cox, options);
  if (!fit) return fail_in("model " + model.id, fit.error());
  add_fit(result, *fit, study.level);
  add_warnings(result, *fit, columns);
  warn_of_few_events(result, columns.size());
  return result;
}

}  // namespace repere::study
