#include "report/study/study_figures.hpp"

#include <algorithm>
#include <cmath>

#include "report/figures/flow_figure.hpp"
#include "report/figures/forest_figure.hpp"
#include "report/figures/indicator_figure.hpp"
#include "report/figures/survival_figure.hpp"
#include "report/study/results_csv.hpp"
#include "report/study/study_words.hpp"

namespace repere::report {

namespace {

constexpr std::size_t panels_max = 4;

std::string said(const std::string& name, const std::string& value, Language language) {
  return name + colon(language) + value;
}

std::vector<std::string> reasons_of(const study::FlowStep& step, Language language) {
  std::vector<std::string> reasons;
  if (step.excluded_unknown == 0) return reasons;
  if (step.excluded > 0) {
    reasons.push_back(said(in(language, "critère non rempli", "criterion not met"),
                           count_text(step.excluded, language), language));
  }
  reasons.push_back(said(in(language, "donnée manquante pour répondre", "missing value, cannot be answered"),
                         count_text(step.excluded_unknown, language), language));
  return reasons;
}

IndicatorMark mark_of(const study::Proportion& part) {
  const bool has_unknown = part.unknown > 0;
  return {part.value, part.lower, part.upper, has_unknown ? part.least : std::nullopt,
          has_unknown ? part.most : std::nullopt};
}

IndicatorMark mark_of(const std::optional<study::Delay>& delay) {
  if (!delay) return {};
  return {delay->median, delay->q1, delay->q3, {}, {}};
}

bool is_shown_in_days(const study::IndicatorResult& indicator) {
  return indicator.is_delay &&
         std::any_of(indicator.cells.begin(), indicator.cells.end(), [](const study::IndicatorCell& cell) {
           return cell.delay_inside || cell.delay_outside || cell.delay_all;
         });
}

/// The columns of a figure: the periods, or all cases where the study has no periods.
std::vector<std::size_t> drawn_periods(const study::IndicatorResult& indicator) {
  std::vector<std::size_t> drawn;
  const std::size_t count = std::min(indicator.periods.size(), indicator.cells.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (indicator.periods[i].id != "all" || count == 1) drawn.push_back(i);
  }
  return drawn;
}

IndicatorPanel panel_of(const study::IndicatorResult& indicator, Language language) {
  IndicatorPanel panel;
  panel.in_days = is_shown_in_days(indicator);
  panel.title = in(language, indicator.title);
  if (panel.in_days) panel.title += in(language, " (médiane, quartiles)", " (median, quartiles)");
  panel.marks.resize(3);
  const std::vector<std::size_t> periods = drawn_periods(indicator);
  const bool has_sides = std::any_of(periods.begin(), periods.end(), [&](std::size_t i) {
    const study::IndicatorCell& cell = indicator.cells[i];
    return panel.in_days ? cell.delay_inside || cell.delay_outside : cell.inside.value || cell.outside.value;
  });
  for (const std::size_t i : periods) {
    const study::IndicatorCell& cell = indicator.cells[i];
    if (has_sides) {
      panel.marks[0].push_back(panel.in_days ? mark_of(cell.delay_inside) : mark_of(cell.inside));
      panel.marks[1].push_back(panel.in_days ? mark_of(cell.delay_outside) : mark_of(cell.outside));
    } else {
      panel.marks[2].push_back(panel.in_days ? mark_of(cell.delay_all) : mark_of(cell.all));
    }
  }
  return panel;
}

IndicatorFigure indicator_frame(const study::StudyResults& results, const study::IndicatorResult& first,
                                Language language) {
  IndicatorFigure figure;
  figure.language = language;
  figure.synthetic = results.data.synthetic;
  for (const std::size_t i : drawn_periods(first))
    figure.periods.push_back(in(language, first.periods[i].label));
  figure.series = {in(language, "Dans le réseau", "In the network"),
                   in(language, "Hors du réseau", "Outside the network")};
  figure.interval = interval_name(results.level, language) + " (Wilson)";
  figure.bounds = in(language, "selon ce que seraient les inconnus", "range over what the unknown could be");
  return figure;
}

/// Where the network is what the indicator itself asks for, all cases are drawn, and the key says so.
void add_panel(IndicatorFigure& figure, IndicatorPanel panel) {
  if (!panel.marks[2].empty() && figure.series.size() < 3) {
    figure.series.push_back(in(figure.language, "Tous", "All"));
  }
  figure.panels.push_back(std::move(panel));
}

std::string indicator_description(const IndicatorFigure& figure, Language language) {
  std::string out;
  for (const IndicatorPanel& panel : figure.panels) out += (out.empty() ? "" : " ; ") + panel.title;
  return out + in(language, ". Les valeurs sont dans le tableau des indicateurs.",
                  ". The values are in the table of indicators.");
}

/// Ticks and counts under a survival figure: the study's, or whole years with counts read from the curves.
void set_axis(SurvivalFigure& figure, const study::SurvivalResult& survival) {
  double last = 0;
  std::vector<double> ticks;
  for (const study::Curve& curve : survival.curves) {
    if (!curve.time.empty()) last = std::max(last, curve.time.back());
    if (curve.risk_times.size() > ticks.size()) ticks = curve.risk_times;
  }
  if (ticks.empty()) ticks = survival_ticks(last, unit_for(last));
  if (ticks.front() > 0) ticks.insert(ticks.begin(), 0);
  while (ticks.size() > 2 && ticks[ticks.size() - 2] >= last) ticks.pop_back();
  const std::size_t every = (ticks.size() + 10) / 11;
  for (std::size_t i = 0; i < ticks.size(); i += every) figure.ticks.push_back(ticks[i]);
  figure.unit = unit_for(figure.ticks.back());
}

double at_risk(const study::Curve& curve, double day) {
  const auto given = std::find(curve.risk_times.begin(), curve.risk_times.end(), day);
  if (given != curve.risk_times.end()) {
    const auto index = static_cast<std::size_t>(given - curve.risk_times.begin());
    if (index < curve.risk_counts.size()) return curve.risk_counts[index];
  }
  const auto row = std::lower_bound(curve.time.begin(), curve.time.end(), day);
  if (row == curve.time.end()) return 0;
  return curve.n_risk[static_cast<std::size_t>(row - curve.time.begin())];
}

SurvivalLine line_of(const study::Curve& curve, const SurvivalFigure& figure) {
  SurvivalLine line;
  line.label = in(figure.language, curve.label);
  if (line.label.empty()) line.label = in(figure.language, "Ensemble", "All");
  line.detail =
      in(figure.language, "médiane\u00A0", "median\u00A0") +
      median_text(curve.median, curve.median_lower, curve.median_upper, figure.unit, figure.language);
  line.time = curve.time;
  line.survival = curve.survival;
  line.lower = curve.lower;
  line.upper = curve.upper;
  line.n_risk = curve.n_risk;
  for (const double tick : figure.ticks) line.at_risk.push_back(at_risk(curve, tick));
  return line;
}

StudyFigure population_figure(const study::StudyResults& results, Language language) {
  FlowFigure figure;
  figure.language = language;
  figure.synthetic = results.data.synthetic;
  figure.title = in(language, "Population de l'étude", "Study population");
  for (const study::FlowStep& step : results.flow) {
    figure.boxes.push_back({in(language, step.label), step.kept, step.excluded + step.excluded_unknown,
                            reasons_of(step, language)});
    figure.description += (figure.description.empty() ? "" : " ; ") +
                          said(in(language, step.label), count_text(step.kept, language), language);
  }
  if (results.periods.size() > 1) {
    for (const study::Column& period : results.periods)
      figure.groups.push_back({in(language, period.label), period.n});
  }
  return {"population", figure.title, flow_drawing(figure)};
}

std::vector<StudyFigure> indicator_figures(const study::StudyResults& results, Language language) {
  std::vector<StudyFigure> figures;
  const std::size_t count = (results.indicators.size() + panels_max - 1) / panels_max;
  for (std::size_t i = 0; i < results.indicators.size(); i += panels_max) {
    IndicatorFigure figure = indicator_frame(results, results.indicators[i], language);
    for (std::size_t k = i; k < std::min(i + panels_max, results.indicators.size()); ++k) {
      add_panel(figure, panel_of(results.indicators[k], language));
    }
    const std::string part = count > 1 ? std::to_string(figures.size() + 1) : "";
    figure.title = in(language, "Indicateurs par période, dans le réseau et hors du réseau",
                      "Indicators by period, in and out of the network");
    if (count > 1) figure.title += " (" + part + "/" + std::to_string(count) + ")";
    figure.description = indicator_description(figure, language);
    figures.push_back(
        {count > 1 ? "indicators_" + part : "indicators", figure.title, indicator_drawing(figure)});
  }
  return figures;
}

StudyFigure indicator_figure_of(const study::StudyResults& results, const study::IndicatorResult& indicator,
                                Language language) {
  IndicatorFigure figure = indicator_frame(results, indicator, language);
  add_panel(figure, panel_of(indicator, language));

  if (figure.panels.front().in_days)
    figure.interval = in(language, "quartiles", "quartiles"), figure.bounds.clear();
  figure.width = 340;
  figure.title = in(language, indicator.title);
  figure.description = indicator_description(figure, language);
  return {"indicator_" + file_stem(indicator.id), figure.title, indicator_drawing(figure)};
}

StudyFigure survival_figure_of(const study::StudyResults& results, const study::SurvivalResult& survival,
                               Language language) {
  SurvivalFigure figure;
  figure.language = language;
  figure.synthetic = results.data.synthetic;
  figure.title = in(language, survival.title);
  figure.y_label = endpoint_name(survival.endpoint, language);
  set_axis(figure, survival);
  for (const study::Curve& curve : survival.curves) {
    figure.lines.push_back(line_of(curve, figure));
    figure.description += (figure.description.empty() ? "" : " ; ") +
                          said(figure.lines.back().label, figure.lines.back().detail, language);
  }
  if (survival.logrank) figure.test = said("Log-rank", p_text(survival.logrank->p, language), language);
  figure.band = in(language, "Bandes : ", "Bands: ") + interval_name(survival.level, language) + " (" +
                limits_name(survival.confidence, language) + ")";
  return {"survival_" + file_stem(survival.id), figure.title, survival_drawing(figure)};
}

StudyFigure model_figure_of(const study::StudyResults& results, const study::ModelResult& model,
                            Language language) {
  ForestFigure figure;
  figure.language = language;
  figure.synthetic = results.data.synthetic;
  figure.title = in(language, model.title);
  figure.ratio_label = "HR (" + interval_name(results.level, language) + ")";
  figure.n_label = "n";
  figure.events_label = in(language, "Évén.", "Events");
  for (const TermRow& term : term_rows(model, language)) {
    ForestRow row;
    row.label = term.label;
    row.heading = term.term == nullptr;
    row.starts_variable = term.starts_variable;
    if (!row.heading) {
      row.reference = term.term->reference;
      row.n = term.term->n;
      row.events = term.term->events;
    }
    if (!row.heading && !row.reference) {
      row.ratio = term.term->hr, row.lower = term.term->hr_lower, row.upper = term.term->hr_upper;
      row.p = term.term->p;
    }
    figure.rows.push_back(std::move(row));
  }
  figure.description = in(
      language, "Rapports de risque avec leurs intervalles ; les valeurs sont dans le tableau sous la figure",
      "Hazard ratios with their intervals; the values are in the table under the figure");
  return {"model_" + file_stem(model.id), figure.title, forest_drawing(figure)};
}

}  // namespace

StudyFigures draw_study(const study::StudyResults& results, Language language) {
  StudyFigures figures;
  figures.population = population_figure(results, language);
  figures.indicators = indicator_figures(results, language);
  for (const auto& one : results.indicators)
    figures.each_indicator.push_back(indicator_figure_of(results, one, language));
  for (const auto& one : results.survival)
    figures.survival.push_back(survival_figure_of(results, one, language));
  for (const auto& one : results.models) figures.models.push_back(model_figure_of(results, one, language));
  return figures;
}

}  // namespace repere::report
