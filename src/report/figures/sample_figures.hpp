#pragma once
#include <cmath>
#include <string>

#include "report/figures/flow_figure.hpp"
#include "report/figures/forest_figure.hpp"
#include "report/figures/indicator_figure.hpp"
#include "report/figures/survival_figure.hpp"

// For tests: figures of the size and shape of the national study, with invented numbers.
namespace repere::report {

inline SurvivalLine sample_line(std::string label, double n, double yearly_hazard, double last_day) {
  SurvivalLine line;
  line.label = std::move(label);
  double at_risk = n, survival = 1, variance = 0;
  for (double day = 10; day <= last_day && at_risk > 3; day += 10) {
    const double deaths =
        std::floor(at_risk * yearly_hazard * 10 / 365.25 * (0.9 + 0.2 * std::sin(day)) + 0.5);
    survival *= 1 - deaths / at_risk;
    variance += deaths / (at_risk * std::max(at_risk - deaths, 1.0));
    line.time.push_back(day);
    line.n_risk.push_back(at_risk);
    line.survival.push_back(survival);
    const double factor = std::exp(1.96 * std::sqrt(variance));
    line.lower.push_back(survival / factor);
    line.upper.push_back(std::min(1.0, survival * factor));
    at_risk -= deaths + std::floor(at_risk * 0.012);
  }
  return line;
}

inline double risk_at(const SurvivalLine& line, double day) {
  for (std::size_t i = 0; i < line.time.size(); ++i) {
    if (line.time[i] >= day) return line.n_risk[i];
  }
  return 0;
}

inline SurvivalFigure sample_survival(Language language, bool synthetic) {
  SurvivalFigure figure;
  figure.language = language;
  figure.title = in(language, "Survie globale par période", "Overall survival by period");
  figure.description = in(language, "Trois courbes", "Three curves");
  figure.y_label = in(language, "Survie globale", "Overall survival");
  figure.ticks = survival_ticks(8 * 365.25, TimeUnit::years);
  figure.lines = {sample_line("2010–2012", 9266, 0.14, 2922), sample_line("2013–2015", 12274, 0.115, 2922),
                  sample_line("2016–2020", 22435, 0.095, 1826)};
  for (SurvivalLine& line : figure.lines) {
    for (const double tick : figure.ticks) line.at_risk.push_back(risk_at(line, tick));
    line.detail = in(language, "médiane 6,1\u00A0ans (5,9\u00A0à\u00A06,4)",
                     "median 6.1\u00A0years (5.9\u00A0to\u00A06.4)");
  }
  figure.test = "Log-rank" + colon(language) + p_text(1e-9, language);
  figure.band =
      in(language, "Bandes : intervalle de confiance à 95\u00A0%", "Bands: 95% confidence interval");
  figure.synthetic = synthetic;
  return figure;
}

inline ForestFigure sample_forest(Language language) {
  ForestFigure figure;
  figure.language = language;
  figure.title = in(language, "Modèle de Cox", "Cox model");
  figure.ratio_label = in(language, "HR (IC 95\u00A0%)", "HR (95% CI)");
  figure.n_label = "n";
  figure.events_label = in(language, "Décès", "Deaths");
  const auto heading = [&](const char* label) {
    figure.rows.push_back({label, true, false, false, {}, {}, {}, {}, {}, {}});
  };
  const auto reference = [&](const char* label, std::size_t n) {
    figure.rows.push_back({label, false, true, false, n, n / 4, {}, {}, {}, {}});
  };
  const auto level = [&](const char* label, std::size_t n, double hr, double spread, double p) {
    figure.rows.push_back({label, false, false, false, n, n / 3, hr, hr / spread, hr * spread, p});
  };
  level("Âge (pour 10 ans)", 43975, 1.27, 1.02, 1e-20);
  figure.rows.back().starts_variable = true;
  heading("Sexe");
  reference("Femme", 22207);
  level("Homme", 21768, 1.12, 1.04, 0.0002);
  heading("Grade FNCLCC");
  reference("Grade 1", 9012);
  level("Grade 2", 11200, 2.05, 1.07, 1e-10);
  level("Grade 3", 13020, 4.11, 1.08, 1e-30);
  heading("Groupe histologique");
  reference("Liposarcome", 6210);
  level("Sarcome pléomorphe indifférencié ou autre sarcome des tissus mous de haut grade", 2210, 1.61, 1.3,
        0.03);
  level("Tumeur stromale gastro-intestinale", 5710, 0.38, 1.15, 1e-6);
  figure.rows.push_back({"Jamais observé", false, false, false, 3, 0, {}, {}, {}, {}});
  heading("Centre de référence");
  reference("Non", 24000);
  level("Oui", 19975, 0.64, 1.05, 1e-9);
  return figure;
}

inline IndicatorFigure sample_indicators(Language language, std::size_t panels) {
  IndicatorFigure figure;
  figure.language = language;
  figure.title = in(language, "Indicateurs", "Indicators");
  figure.periods = {"2010–2012", "2013–2015", "2016–2020"};
  figure.series = {in(language, "Dans le réseau", "In the network"),
                   in(language, "Hors du réseau", "Outside")};
  figure.interval = in(language, "IC 95\u00A0% (Wilson)", "95% CI (Wilson)");
  figure.bounds = in(language, "bornes si les inconnus étaient connus", "bounds were the unknown known");
  figure.synthetic = true;
  for (std::size_t i = 0; i < panels; ++i) {
    IndicatorPanel panel;
    panel.title = i % 2 == 0 ? "Résection R0 d'emblée"
                             : "Biopsie avant la première chirurgie, tumeurs opérées de la cohorte";
    for (int series = 0; series < 2; ++series) {
      std::vector<IndicatorMark> marks;
      for (int period = 0; period < 3; ++period) {
        const double value = 0.62 - 0.25 * series + 0.05 * period + 0.1 * static_cast<double>(i % 3);
        marks.push_back({value, value - 0.02, value + 0.02, value - 0.12, value + 0.08});
      }
      panel.marks.push_back(marks);
    }
    figure.panels.push_back(panel);
  }
  return figure;
}

inline FlowFigure sample_flow(Language language) {
  FlowFigure figure;
  figure.language = language;
  figure.title = in(language, "Population de l'étude", "Study population");
  figure.boxes = {
      {in(language, "Toutes les tumeurs du registre", "All tumours of the registry"), 47023, 0, {}},
      {in(language, "Diagnostic de 2010 à 2020", "Diagnosed 2010 to 2020"),
       46100,
       923,
       {"hors critère : 900", "date de diagnostic manquante : 23"}},
      {"Sarcome, GIST ou tumeur conjonctive de malignité intermédiaire",
       43975,
       2125,
       {"hors critère : 2 125"}},
      {"Sans exclusion", 43975, 0, {}}};
  figure.groups = {{"2010–2012", 9266}, {"2013–2015", 12274}, {"2016–2020", 22435}};
  figure.synthetic = true;
  return figure;
}

}  // namespace repere::report
