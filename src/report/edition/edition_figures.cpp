#include "report/edition/edition_figures.hpp"

#include <algorithm>
#include <cmath>

#include "report/drawing/svg.hpp"
#include "report/figures/funnel_figure.hpp"
#include "report/figures/indicator_figure.hpp"
#include "report/figures/scale.hpp"
#include "report/figures/survival_figure.hpp"
#include "report/study/results_csv.hpp"
#include "report/study/study_words.hpp"

namespace repere::report {
namespace {

using study::EditionRow;
using study::RowOf;

// Which edition it is, and that no centre of it exists, stands in the figure itself: it will be copied elsewhere.
std::string finished(Drawing drawing, const study::PublishedEdition& edition, Language language) {
  std::string words = in(language, "Édition ", "Edition ") + edition.request.id;
  if (edition.synthetic)
    words += in(language, " – démonstration : données synthétiques, centres fictifs",
                " – demonstration: synthetic data, fictitious centres");
  drawing.text(
      {2, drawing.height() + 9}, words,
      look(7, Anchor::start, edition.synthetic, edition.synthetic ? palette::badge : palette::quiet_ink));
  drawing.resize(drawing.width(), drawing.height() + 14);
  drawing.describe(drawing.title() + " – " + words, drawing.description());
  return svg_text(drawing, SvgUse::file);
}

IndicatorMark mark_of(const EditionRow& row, bool in_days) {
  if (in_days) return {row.median, row.q1, row.q3, {}, {}};
  const bool has_unknown = row.unknown && *row.unknown > 0;
  return {row.value, row.lower, row.upper, has_unknown ? row.least : std::nullopt,
          has_unknown ? row.most : std::nullopt};
}

std::string description_of(const study::EditionIndicator& indicator, Language language) {
  std::string text;
  for (const EditionRow& row : indicator.rows) {
    if (row.of != RowOf::period && row.of != RowOf::period_side) continue;
    const std::string value = row.median && indicator.is_delay
                                  ? decimal_text(*row.median, 0, language) + in(language, " jours", " days")
                              : row.value ? percent_text(*row.value, 1, language)
                                          : in(language, "protégé", "protected");
    text += (text.empty() ? "" : "; ") + in(language, row.label) + colon(language) + value;
  }
  return text;
}

// Periods along the axis; a series a side, or one for all where sides are not compared.
std::optional<Drawing> period_drawing(const study::PublishedEdition& edition,
                                      const study::EditionIndicator& indicator, Language language) {
  const bool crossed = std::any_of(indicator.rows.begin(), indicator.rows.end(),
                                   [](const EditionRow& row) { return row.of == RowOf::period_side; });
  IndicatorFigure figure{.language = language, .title = in(language, indicator.title)};
  figure.series = {in(language, "Dans le réseau", "In the network"),
                   in(language, "Hors du réseau", "Outside the network"), in(language, "Ensemble", "All")};
  IndicatorPanel panel{in(language, indicator.title), indicator.is_delay,
                       std::vector<std::vector<IndicatorMark>>(3)};
  for (const EditionRow& row : indicator.rows) {
    if (row.of == RowOf::period) {
      figure.periods.push_back(in(language, row.label));
      if (!crossed) panel.marks[2].push_back(mark_of(row, indicator.is_delay));
    } else if (row.of == RowOf::period_side && row.side == "inside") {
      panel.marks[0].push_back(mark_of(row, indicator.is_delay));
    } else if (row.of == RowOf::period_side && row.side.starts_with("outside")) {
      if (row.side != "outside")
        figure.series[1] = in(language, "Hors du réseau ou lieu non connu", "Outside or place not known");
      panel.marks[1].push_back(mark_of(row, indicator.is_delay));
    }
  }
  if (figure.periods.empty()) return std::nullopt;
  figure.interval = indicator.is_delay ? in(language, "quartiles", "quartiles")
                                       : interval_name(edition.level, language) + " (Wilson)";
  if (!indicator.is_delay)
    figure.bounds =
        in(language, "selon ce que seraient les inconnus", "range over what the unknown could be");
  figure.description = description_of(indicator, language);
  figure.synthetic = edition.synthetic;
  figure.panels.push_back(std::move(panel));
  return indicator_drawing(figure);
}

std::optional<Drawing> funnel_of(const study::PublishedEdition& edition,
                                 const study::EditionIndicator& indicator, RowOf of, Language language) {
  FunnelFigure figure{.language = language};
  for (const EditionRow& row : indicator.rows) {
    if (row.of != of || !row.funnel || row.places.size() != 1) continue;
    figure.target = row.funnel->target;
    figure.points.push_back({of == RowOf::centre ? row.places.front() : in(language, row.label),
                             static_cast<double>(*row.denominator), row.value, row.funnel->lower_95,
                             row.funnel->upper_95, row.funnel->lower_998, row.funnel->upper_998});
  }
  if (figure.points.size() < 3) return std::nullopt;
  const bool centres = of == RowOf::centre;
  figure.title = in(language, indicator.title) + (centres ? in(language, ", par centre", ", by centre")
                                                          : in(language, ", par région", ", by region"));
  figure.x_label = in(language, "Nombre de cas", "Number of cases");
  figure.y_label = in(language, indicator.title);
  figure.target_label =
      (centres ? in(language, "ensemble du réseau", "whole network") : in(language, "ensemble", "all")) +
      "\u00A0(" + percent_text(figure.target, 1, language) + ")";
  const auto outside =
      std::count_if(figure.points.begin(), figure.points.end(), [](const FunnelPoint& point) {
        return point.value && (*point.value < point.lower_998 || *point.value > point.upper_998);
      });
  figure.description = std::to_string(figure.points.size()) +
                       (centres ? in(language, " centres, dont ", " centres, of which ")
                                : in(language, " régions, dont ", " regions, of which ")) +
                       std::to_string(outside) +
                       in(language, " hors des limites à 99,8 % ; les valeurs sont dans le tableau",
                          " outside the 99.8% limits; the values are in the table");
  figure.synthetic = edition.synthetic;
  return funnel_drawing(figure);
}

std::optional<Drawing> curve_drawing(const study::PublishedEdition& edition,
                                     const study::EditionSurvival& survival, Language language) {
  SurvivalFigure figure{.language = language, .title = in(language, survival.title)};
  double last = 0;
  for (const study::EditionCurve& curve : survival.curves)
    if (!curve.points.empty()) last = std::max(last, curve.points.back().day);
  if (last == 0) return std::nullopt;
  figure.unit = unit_for(last);
  figure.ticks = survival_ticks(last, figure.unit);
  figure.y_label = endpoint_name(survival.endpoint, language);
  for (const study::EditionCurve& curve : survival.curves) {
    if (curve.points.empty()) continue;
    SurvivalLine line{.label = in(language, curve.label)};
    line.detail = in(language, "médiane\u00A0", "median\u00A0") +
                  median_text(curve.median, curve.median_lower, curve.median_upper, figure.unit, language);
    for (const study::EditionPoint& point : curve.points) {
      line.time.push_back(point.day);
      line.survival.push_back(point.survival);
      line.lower.push_back(point.lower.value_or(NAN));
      line.upper.push_back(point.upper.value_or(NAN));
      line.n_risk.push_back(static_cast<double>(point.at_risk));
    }
    // A grid point at the tick, if the curve reaches it.
    for (const double tick : figure.ticks) {
      const auto at = std::find_if(curve.points.begin(), curve.points.end(),
                                   [&](const auto& point) { return point.day >= tick - 1; });
      if (at != curve.points.end()) line.at_risk.push_back(static_cast<double>(at->at_risk));
    }
    figure.description +=
        (figure.description.empty() ? "" : "; ") + line.label + colon(language) + line.detail;
    figure.lines.push_back(std::move(line));
  }
  if (survival.logrank_p) figure.test = "Log-rank" + colon(language) + p_text(*survival.logrank_p, language);
  figure.band = in(language, "Bandes : ", "Bands: ") + interval_name(survival.level, language) +
                in(language, " ; effectifs arrondis à ", "; numbers rounded to ") +
                whole_text(survival.rounded_to, language);
  figure.few = 0;
  figure.synthetic = edition.synthetic;
  return survival_drawing(figure);
}

}  // namespace

std::vector<ReportFile> edition_figures(const study::PublishedEdition& edition) {
  std::vector<ReportFile> files;
  for (const Language language : {Language::fr, Language::en}) {
    const auto add = [&](const std::string& name, std::optional<Drawing> drawing) {
      if (drawing)
        files.push_back({"figures/" + name + (language == Language::fr ? ".fr.svg" : ".en.svg"),
                         finished(std::move(*drawing), edition, language)});
    };
    for (const study::EditionIndicator& one : edition.indicators) {
      const std::string stem = file_stem(one.id);
      add("indicator_" + stem, period_drawing(edition, one, language));
      add("regions_" + stem, funnel_of(edition, one, RowOf::region, language));
      add("centres_" + stem, funnel_of(edition, one, RowOf::centre, language));
    }
    for (const study::EditionSurvival& one : edition.survival)
      add("survival_" + file_stem(one.id), curve_drawing(edition, one, language));
  }
  return files;
}

}  // namespace repere::report
