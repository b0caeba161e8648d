#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "report/figures/sample_figures.hpp"
#include "study/results.hpp"

// For tests: results of the size and shape of the national study, with invented numbers.
namespace repere::report {

inline study::Proportion sample_proportion(std::size_t yes, std::size_t no, std::size_t unknown) {
  study::Proportion part{yes, no, unknown, yes + no, {}, {}, {}, {}, {}};
  if (part.denominator == 0) return part;
  const double n = static_cast<double>(part.denominator), p = static_cast<double>(yes) / n;
  const double half = 1.96 * std::sqrt(p * (1 - p) / n);
  part.value = p, part.lower = std::max(0.0, p - half), part.upper = std::min(1.0, p + half);
  const double total = n + static_cast<double>(unknown);
  part.least = static_cast<double>(yes) / total, part.most = static_cast<double>(yes + unknown) / total;
  return part;
}

inline std::vector<study::Column> sample_periods() {
  return {{"2010-2012", {"2010–2012", "2010–2012"}, 9266},
          {"2013-2015", {"2013–2015", "2013–2015"}, 12274},
          {"2016-2020", {"2016–2020", "2016–2020"}, 22435}};
}

inline std::vector<study::Column> sample_columns() {
  std::vector<study::Column> columns = sample_periods();
  columns.insert(columns.begin(), study::Column{"all", {"Ensemble", "All"}, 43975});
  return columns;
}

inline study::IndicatorResult sample_indicator(std::string id, study::Text title, double share) {
  study::IndicatorResult indicator;
  indicator.id = std::move(id);
  indicator.version = "1";
  indicator.title = std::move(title);
  indicator.numerator = {"tumeurs opérées dont une biopsie précède la première chirurgie",
                         "operated tumours with a biopsy before the first surgery"};
  indicator.denominator = {"tumeurs opérées", "operated tumours"};
  indicator.unknowns = {"exclus du dénominateur, bornes données",
                        "left out of the denominator, bounds given"};
  indicator.network_of = {"le centre de la première chirurgie", "the centre of the first surgery"};
  indicator.sources = {"Blay 2024, Ann Oncol, doi:10.0000/example.2024"};
  indicator.periods = sample_columns();
  for (std::size_t i = 0; i < indicator.periods.size(); ++i) {
    const std::size_t n = indicator.periods[i].n * 8 / 10, inside = n * 45 / 100, outside = n - inside;
    const auto part = [&](std::size_t cases, double p, double unknown) {
      const auto missing = static_cast<std::size_t>(static_cast<double>(cases) * unknown);
      const auto yes = static_cast<std::size_t>(static_cast<double>(cases - missing) * p);
      return sample_proportion(yes, cases - missing - yes, missing);
    };
    const double p = share + 0.03 * static_cast<double>(i);
    study::IndicatorCell cell;
    cell.all = part(n, p, 0.1), cell.inside = part(inside, p + 0.12, 0.05),
    cell.outside = part(outside, p - 0.1, 0.15);
    cell.network_unknown = part(40, p, 0.2);
    cell.inside_minus_outside = {0.22, 0.208, 0.232};
    indicator.cells.push_back(cell);
  }
  indicator.trend_z = 14.2, indicator.trend_p = 1e-12;
  return indicator;
}

inline study::Curve sample_curve(const study::Column& column, double hazard, double last) {
  study::Curve curve;
  const SurvivalLine line = sample_line(column.label.fr, static_cast<double>(column.n), hazard, last);
  curve.id = column.id;
  curve.label = column.label;
  curve.n = column.n;
  curve.events = column.n / 3;
  curve.median = 2200, curve.median_lower = 2130;
  curve.follow_up_median = 426;
  curve.time = line.time, curve.n_risk = line.n_risk, curve.survival = line.survival;
  curve.lower = line.lower, curve.upper = line.upper;
  curve.n_event = curve.n_censor = curve.std_error = std::vector<double>(line.time.size(), 0.001);
  for (const double year : {1.0, 3.0, 5.0}) {
    const auto row = static_cast<std::size_t>(year * 36.5);
    study::CurvePoint point{year * 365.25, risk_at(line, year * 365.25), {}, {}, {}, {}};
    if (row < line.time.size()) {
      point.survival = line.survival[row], point.lower = line.lower[row], point.upper = line.upper[row];
      point.std_error = 0.004;
    }
    curve.at.push_back(point);
  }
  for (int year = 0; year <= 8; ++year) {
    curve.risk_times.push_back(year * 365.25);
    curve.risk_counts.push_back(risk_at(line, year * 365.25));
  }
  return curve;
}

inline study::ModelTerm sample_term(std::string variable, std::string level, study::Text label, double hr) {
  study::ModelTerm term;
  term.variable = std::move(variable), term.level = std::move(level), term.label = std::move(label);
  term.n = 9000, term.events = 2500;
  term.reference = hr == 1;
  if (!term.reference) {
    term.hr = hr, term.hr_lower = hr / 1.08, term.hr_upper = hr * 1.08;
    term.coef = std::log(hr), term.se = 0.039, term.z = std::log(hr) / 0.039,
    term.p = hr > 0.95 && hr < 1.1 ? 0.21 : 1e-8;
  }
  return term;
}

inline study::DescriptionRow sample_row(std::string variable, std::string level, study::Text label,
                                        double share) {
  study::DescriptionRow row{std::move(variable), std::move(level), std::move(label), false, {}};
  for (const study::Column& column : sample_columns()) {
    study::DescriptionCell cell;
    cell.n = static_cast<std::size_t>(static_cast<double>(column.n) * share);
    if (row.level != "missing") cell.share = share;
    row.cells.push_back(cell);
  }
  return row;
}

inline void add_sample_description(study::StudyResults& results) {
  results.description.columns = sample_columns();
  auto& rows = results.description.rows;
  study::DescriptionRow age{
      "age",
      "",
      {"Âge au diagnostic (années), médiane (quartiles)", "Age at diagnosis (years), median (quartiles)"},
      true,
      {}};
  for (std::size_t i = 0; i < 4; ++i) age.cells.push_back({9266, {}, 56, 41.5, 69});
  rows.push_back(age);
  const auto heading = [&](const char* variable, study::Text label) {
    rows.push_back({variable, "", std::move(label), true, std::vector<study::DescriptionCell>(4)});
  };
  heading("sex", {"Sexe", "Sex"});
  rows.push_back(sample_row("sex", "F", {"Femme", "Female"}, 0.505));
  rows.push_back(sample_row("sex", "M", {"Homme", "Male"}, 0.495));
  heading("grade", {"Grade FNCLCC", "FNCLCC grade"});
  for (const char* grade : {"1", "2", "3"}) rows.push_back(sample_row("grade", grade, {grade, grade}, 0.28));
  rows.push_back(sample_row("grade", "missing", {"Manquant", "Missing"}, 0.16));
  heading("histology_group", {"Groupe histologique", "Histology group"});
  for (const char* group :
       {"Liposarcome", "Léiomyosarcome", "GIST", "Sarcome indifférencié", "Ostéosarcome", "Autre"}) {
    rows.push_back(sample_row("histology_group", group, {group, group}, 0.16));
  }
}

inline void add_sample_model(study::StudyResults& results) {
  study::ModelResult model;
  model.id = "cox-os", model.endpoint = "os";
  model.title = {"Survie globale : modèle de Cox", "Overall survival: Cox model"};
  model.definition = {"Modèle à risques proportionnels, cas complets.",
                      "Proportional hazards model, complete cases."};
  model.ties = "efron";
  model.n = 31022, model.events = 9876, model.left_out = 12953;
  model.left_out_reasons = {{"Grade manquant : 9 020", "Grade missing: 9,020"},
                            {"Taille manquante : 6 100", "Size missing: 6,100"}};
  model.terms = {sample_term("age", "", {"Âge (pour 10 ans)", "Age (per 10 years)"}, 1.27),
                 sample_term("sex", "F", {"Sexe féminin", "Female sex"}, 1),
                 sample_term("sex", "M", {"Sexe masculin", "Male sex"}, 1.12),
                 sample_term("grade", "1", {"Grade FNCLCC 1", "FNCLCC grade 1"}, 1),
                 sample_term("grade", "2", {"Grade FNCLCC 2", "FNCLCC grade 2"}, 2.05),
                 sample_term("grade", "3", {"Grade FNCLCC 3", "FNCLCC grade 3"}, 4.11),
                 sample_term("period", "2010-2012", {"Période 2010–2012", "Period 2010–2012"}, 1),
                 sample_term("period", "2013-2015", {"Période 2013–2015", "Period 2013–2015"}, 0.98),
                 sample_term("period", "2016-2020", {"Période 2016–2020", "Period 2016–2020"}, 0.86),
                 sample_term("reference_centre", "yes",
                             {"Chirurgie en centre de référence", "Surgery in a reference centre"}, 0.64)};
  model.loglik_null = -98765.4321, model.loglik = -95432.1;
  model.lr = {6666.66, 7, 0}, model.wald = {6543.2, 7, 0}, model.score = {6789.1, 7, 0};
  model.concordance = 0.7213, model.concordance_se = 0.0027, model.iterations = 6;
  model.warnings = {{"La colonne « amputation » est constante : son coefficient n'est pas estimé.",
                     "The column “amputation” is constant: its coefficient is not estimated."}};
  results.models = {model};
}

inline void add_sample_survival(study::StudyResults& results) {
  for (const char* endpoint : {"os", "lrfs"}) {
    study::SurvivalResult survival;
    const bool is_os = std::string(endpoint) == "os";
    survival.id = std::string(endpoint) + "-by-period", survival.endpoint = endpoint;
    survival.title = is_os ? study::Text{"Survie globale par période", "Overall survival by period"}
                           : study::Text{"Survie sans récidive locale par période",
                                         "Local relapse-free survival by period"};
    survival.definition = {
        "Du diagnostic au décès de toute cause ; les vivants sont censurés à leurs dernières nouvelles.",
        "From diagnosis to death of any cause; the living are censored at their last news."};
    survival.by = {"Période du diagnostic", "Period of diagnosis"};
    survival.confidence = "log";
    const std::vector<study::Column> periods = sample_periods();
    survival.curves = {sample_curve(periods[0], is_os ? 0.14 : 0.25, 2922),
                       sample_curve(periods[1], 0.115, 2922), sample_curve(periods[2], 0.095, 1826)};
    survival.logrank = study::Test{123.45, 2, 1e-20};
    survival.left_out = 12;
    survival.left_out_reasons = {{"date de diagnostic manquante : 12", "date of diagnosis missing: 12"}};
    results.survival.push_back(survival);
  }
}

inline study::StudyResults sample_results() {
  study::StudyResults results;
  results.id = "netsarc-plus", results.version = "1.0";
  results.title = {"Prise en charge et survie des sarcomes en France de 2010 à 2020",
                   "Care and survival of sarcomas in France, 2010 to 2020"};
  results.purpose = {"Reproduction de l'étude NETSARC+ sur trois périodes.",
                     "The NETSARC+ study over three periods, reproduced."};
  results.sources = {"Blay JY et al., Annals of Oncology 2024, doi:10.0000/example.2024",
                     "https://www.centreleonberard.fr"};
  results.assumptions = {{"La deuxième période est interpolée.", "The second period is interpolated."}};
  results.data.datasets = {{"synthetic-national", "Cohorte nationale synthétique, graine 1",
                            "Synthetic national cohort, seed 1", "1",
                            PartialDate::parse("2021-12-31").value(), true, "CC0-1.0"}};
  results.data.patients = 43975, results.data.tumours = 47023, results.data.acts = 212318;
  results.data.origin = "record, revision 3", results.data.revision = 3;
  results.data.synthetic = true, results.data.program_version = "0.1.0";
  results.data.generated_at = parse_instant("2026-03-05T09:30:00.000Z").value();
  results.flow = {{{"Toutes les tumeurs", "All tumours"}, "", 47023, 0, 0},
                  {{"Diagnostic de 2010 à 2020", "Diagnosed 2010 to 2020"},
                   "year(diagnosis) between 2010 and 2020",
                   46100,
                   900,
                   23},
                  {{"Sarcome, GIST ou tumeur intermédiaire", "Sarcoma, GIST or intermediate tumour"},
                   "class in [sarcoma, intermediate]",
                   43975,
                   2125,
                   0}};
  results.periods = sample_periods();
  add_sample_description(results);
  results.indicators = {
      sample_indicator("imaging", {"Imagerie avant la première chirurgie", "Imaging before first surgery"},
                       0.7),
      sample_indicator("biopsy", {"Biopsie avant la première chirurgie", "Biopsy before first surgery"}, 0.6),
      sample_indicator("board", {"RCP avant la première chirurgie", "Board before first surgery"}, 0.31),
      sample_indicator("r0", {"Résection R0 à la première chirurgie", "R0 at first surgery"}, 0.36),
      sample_indicator("r2", {"Résection R2 à la première chirurgie", "R2 at first surgery"}, 0.11),
      sample_indicator("reference", {"Chirurgie en centre de référence", "Surgery in a reference centre"},
                       0.4),
      sample_indicator("reexcision", {"Reprise chirurgicale", "Re-excision"}, 0.17),
      sample_indicator("second-reading", {"Délai de la seconde lecture", "Delay of the second reading"},
                       0.5)};
  study::IndicatorResult& delay = results.indicators.back();
  delay.is_delay = true;
  for (study::IndicatorCell& cell : delay.cells) {
    cell.delay_all = study::Delay{21000, 4000, 24, 14, 41.0};
    cell.delay_inside = study::Delay{12000, 1000, 19, 11, 33.0};
    cell.delay_outside = study::Delay{9000, 3000, 31, 18, 52.0};
  }
  add_sample_survival(results);
  add_sample_model(results);
  results.definitions = {{{"Survie globale", "Overall survival"},
                          {"Du diagnostic au décès de toute cause.", "From diagnosis to death of any cause."},
                          "convention de l'étude"}};
  results.notes = {{"123 dates connues à l'année seulement : le 1er juillet est pris.",
                    "123 dates known to the year only: the 1st of July is taken."}};
  return results;
}

}  // namespace repere::report
