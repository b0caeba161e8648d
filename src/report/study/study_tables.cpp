#include "report/study/study_tables.hpp"

#include <algorithm>
#include <cmath>

#include "report/study/study_words.hpp"

namespace repere::report {

namespace {

std::string counted_label(const study::Column& column, Language language) {
  return in(language, column.label) + "\n(n\u00A0=\u00A0" + count_text(column.n, language) + ")";
}

/// As many decimals as the three need, one at most.
std::string median_with_quartiles(double median, std::optional<double> q1, std::optional<double> q3,
                                  Language language) {
  const auto is_whole = [](std::optional<double> value) {
    return !value || std::fabs(*value - std::round(*value)) < 1e-9;
  };
  const int decimals = is_whole(median) && is_whole(q1) && is_whole(q3) ? 0 : 1;
  std::string out = decimal_text(median, decimals, language);
  if (q1 && q3) out += " (" + interval_text(*q1, *q3, decimals, language) + ")";
  return out;
}

std::string cell_text(const study::DescriptionRow& row, const study::DescriptionCell& cell,
                      Language language) {
  if (cell.median) return median_with_quartiles(*cell.median, cell.q1, cell.q3, language);
  if (row.heading) return {};
  std::string out = count_text(cell.n, language);
  if (cell.share) out += " (" + percent_text(*cell.share, 1, language) + ")";
  return out;
}

bool has_median(const study::DescriptionRow& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const study::DescriptionCell& cell) { return cell.median; });
}

std::string proportion_lines(const study::Proportion& part, Language language) {
  if (part.denominator == 0 && part.unknown == 0) return "–";
  std::string out = "–";
  if (part.value) {
    out = part.lower && part.upper ? percent_with_interval(*part.value, *part.lower, *part.upper, 1, language)
                                   : percent_text(*part.value, 1, language);
  }
  out += "\n" + count_text(part.yes, language) + "/" + count_text(part.denominator, language);
  if (part.unknown > 0) {
    out += "\n" + in(language, "inc.\u00A0", "unk.\u00A0") + count_text(part.unknown, language);
    if (part.least && part.most) {
      out += colon(language) + interval_text(*part.least * 100, *part.most * 100, 1, language);
    }
  }
  return out;
}

std::string delay_lines(const study::Delay& delay, Language language) {
  if (!delay.median) return "–";
  std::string out =
      median_with_quartiles(*delay.median, delay.q1, delay.q3, language) + in(language, "\u00A0j", "\u00A0d");
  out += "\nn\u00A0=\u00A0" + count_text(delay.n, language);
  if (delay.unknown > 0)
    out += in(language, ", inc.\u00A0", ", unk.\u00A0") + count_text(delay.unknown, language);
  return out;
}

std::string indicator_lines(const study::Proportion& part, const std::optional<study::Delay>& delay,
                            Language language) {
  if (!delay) return proportion_lines(part, language);
  const std::string lines = delay_lines(*delay, language);
  return part.denominator > 0 ? lines + "\n" + proportion_lines(part, language) : lines;
}

std::string indicator_heading(const study::IndicatorResult& indicator, Language language) {
  std::string out = in(language, indicator.title);
  if (indicator.trend_p)
    out += in(language, " ; tendance\u00A0: ", "; trend: ") + p_text(*indicator.trend_p, language);
  const auto all = std::find_if(indicator.periods.begin(), indicator.periods.end(),
                                [](const study::Column& column) { return column.id == "all"; });
  const auto index = static_cast<std::size_t>(all - indicator.periods.begin());
  if (index >= indicator.cells.size()) return out;
  if (const std::size_t n = indicator.cells[index].denominator_unknown; n > 0) {
    out += in(language, " ; dénominateur indécidable\u00A0: ", "; denominator not decidable: ") +
           count_text(n, language);
  }
  const study::Proportion& part = indicator.cells[index].network_unknown;
  if (const std::size_t n = part.yes + part.no + part.unknown; n > 0) {
    out += in(language, " ; appartenance au réseau inconnue\u00A0: ", "; network not known: ") +
           count_text(n, language);
  }
  return out;
}

std::string survival_cell(const study::CurvePoint& point, Language language) {
  if (!point.survival) return "–";
  if (!point.lower || !point.upper) return percent_text(*point.survival, 1, language);
  return percent_with_interval(*point.survival, *point.lower, *point.upper, 1, language);
}

std::string label_of(const study::Curve& curve, Language language) {
  return in(language, curve.label).empty() ? in(language, "Ensemble", "All") : in(language, curve.label);
}

/// The curve with most times gives the columns.
const study::Curve* longest(const study::SurvivalResult& survival) {
  const auto most = std::max_element(
      survival.curves.begin(), survival.curves.end(),
      [](const study::Curve& a, const study::Curve& b) { return a.at.size() < b.at.size(); });
  return most == survival.curves.end() ? nullptr : &*most;
}

double last_day(const study::SurvivalResult& survival) {
  double last = 0;
  for (const study::Curve& curve : survival.curves)
    last = curve.time.empty() ? last : std::max(last, curve.time.back());
  return last;
}

}  // namespace

Table selection_table(const study::StudyResults& results, Language language) {
  Table table;
  table.caption = in(language, "Sélection de la population", "Selection of the population");
  table.head = {{{in(language, "Étape", "Step"), 1, 1},
                 {in(language, "Critère de l'étude", "Criterion of the study"), 1, 1},
                 {in(language, "Exclus", "Excluded"), 1, 1},
                 {in(language, "Donnée manquante", "Missing value"), 1, 1},
                 {in(language, "Retenus", "Kept"), 1, 1}}};
  table.align = {Align::left, Align::left, Align::right, Align::right, Align::right};
  for (const study::FlowStep& step : results.flow) {
    table.rows.push_back({{in(language, step.label), step.expression.empty() ? "–" : step.expression,
                           count_text(step.excluded, language), count_text(step.excluded_unknown, language),
                           count_text(step.kept, language)},
                          false,
                          0});
  }
  return table;
}

Table description_table(const study::StudyResults& results, Language language) {
  const study::Description& description = results.description;
  Table table;
  table.caption = in(language, "Caractéristiques de la population par période",
                     "Characteristics of the population by period");
  const std::size_t periods = description.columns.empty() ? 0 : description.columns.size() - 1;
  table.align.assign(description.columns.size() + 1, Align::right);
  table.align.front() = Align::left;
  std::vector<HeaderCell> first{
      {in(language, "Caractéristique", "Characteristic"), 1, periods > 1 ? 2U : 1U}},
      second;
  for (std::size_t i = 0; i < description.columns.size(); ++i) {
    const std::string label = counted_label(description.columns[i], language);
    if (i == 0 || periods < 2) {
      first.push_back({label, 1, periods > 1 ? 2U : 1U});
    } else {
      second.push_back({label, 1, 1});
    }
  }
  if (periods > 1) first.push_back({in(language, "Période", "Period"), periods, 1});
  table.head.push_back(first);
  if (!second.empty()) table.head.push_back(second);
  for (const study::DescriptionRow& row : description.rows) {
    TableRow shown;
    shown.heading = row.heading && !has_median(row);
    shown.indent = row.heading ? 0 : 1;
    shown.cells = {in(language, row.label)};
    if (!shown.heading) {
      for (const study::DescriptionCell& cell : row.cells)
        shown.cells.push_back(cell_text(row, cell, language));
    }
    table.rows.push_back(std::move(shown));
  }
  table.notes = {in(
      language,
      "Effectif et pourcentage des cas dont la valeur est connue, ou médiane et quartiles. Les valeurs "
      "manquantes sont comptées à part.",
      "Number and percentage of the cases whose value is known, or median and quartiles. Missing values are "
      "counted apart.")};
  return table;
}

Table indicators_table(const study::StudyResults& results, Language language) {
  Table table;
  table.caption = in(language, "Indicateurs par période, dans le réseau et hors du réseau",
                     "Indicators by period, in and out of the network");
  table.head = {{{in(language, "Période", "Period"), 1, 1},
                 {in(language, "Ensemble", "All"), 1, 1},
                 {in(language, "Dans le réseau", "In the network"), 1, 1},
                 {in(language, "Hors du réseau", "Outside the network"), 1, 1},
                 {in(language, "Différence (points)", "Difference (points)"), 1, 1}}};
  table.align.assign(5, Align::right);
  table.align.front() = Align::left;
  for (const study::IndicatorResult& indicator : results.indicators) {
    table.rows.push_back({{indicator_heading(indicator, language)}, true, 0});
    for (std::size_t i = 0; i < indicator.cells.size() && i < indicator.periods.size(); ++i) {
      const study::IndicatorCell& cell = indicator.cells[i];
      table.rows.push_back(
          {{in(language, indicator.periods[i].label), indicator_lines(cell.all, cell.delay_all, language),
            indicator_lines(cell.inside, cell.delay_inside, language),
            indicator_lines(cell.outside, cell.delay_outside, language),
            difference_text(cell.inside_minus_outside, language)},
           false,
           1});
    }
  }
  const std::string interval = interval_name(results.level, language);
  table.notes = {
      in(language, "Proportion (", "Proportion (") + interval +
      in(language,
         ", Wilson), numérateur/dénominateur ; inc.\u00A0: nombre d'inconnus, et ce que serait la proportion "
         "s'ils étaient tous « non », puis tous « oui ». Différence\u00A0: dans le réseau moins hors du "
         "réseau (",
         ", Wilson), numerator/denominator; unk.: number of unknown, and what the proportion would be were "
         "they "
         "all “no”, then all “yes”. Difference: in the network minus outside (") +
      interval +
      in(language,
         ", Newcombe). Tendance\u00A0: test de Cochran-Armitage sur les périodes. Délais en jours\u00A0: "
         "médiane "
         "(quartiles).",
         ", Newcombe). Trend: Cochran-Armitage test over the periods. Delays in days: median (quartiles).")};
  return table;
}

Table survival_table(const study::SurvivalResult& survival, Language language) {
  Table table;
  table.caption =
      in(language, survival.title) + in(language, "\u00A0: médianes et survie à des temps choisis",
                                        ": medians and survival at chosen times");
  const study::Curve* model_curve = longest(survival);
  const std::size_t times = model_curve == nullptr ? 0 : model_curve->at.size();
  const TimeUnit unit = unit_for(last_day(survival));
  table.head = {{{in(language, "Groupe", "Group"), 1, 1},
                 {in(language, "Patients", "Patients"), 1, 1},
                 {in(language, "Événements", "Events"), 1, 1},
                 {in(language, "Médiane", "Median"), 1, 1}}};
  for (std::size_t i = 0; i < times; ++i) {
    table.head[0].push_back(
        {in(language, "Survie à ", "Survival at ") + duration_text(model_curve->at[i].time, language), 1, 1});
  }
  table.align.assign(4 + times, Align::right);
  table.align.front() = Align::left;
  for (const study::Curve& curve : survival.curves) {
    TableRow row;
    row.cells = {label_of(curve, language), count_text(curve.n, language), count_text(curve.events, language),
                 median_text(curve.median, curve.median_lower, curve.median_upper, unit, language)};
    for (std::size_t i = 0; i < times; ++i) {
      row.cells.push_back(i < curve.at.size() ? survival_cell(curve.at[i], language) : "–");
    }
    table.rows.push_back(std::move(row));
  }
  std::string note =
      interval_name(survival.level, language) + " (" + limits_name(survival.confidence, language) + ").";
  if (survival.logrank) {
    note += " Log-rank" + colon(language) + "χ²\u00A0=\u00A0" +
            decimal_text(survival.logrank->chi2, 2, language) + ", " +
            in(language, "ddl\u00A0=\u00A0", "df\u00A0=\u00A0") +
            decimal_text(survival.logrank->df, 0, language) + ", " + p_text(survival.logrank->p, language) +
            ".";
  }
  table.notes = {note};
  return table;
}

Table model_table(const study::StudyResults& results, const study::ModelResult& model, Language language) {
  Table table;
  table.caption = in(language, model.title);
  table.head = {{{in(language, "Variable", "Variable"), 1, 1},
                 {"n", 1, 1},
                 {in(language, "Événements", "Events"), 1, 1},
                 {"HR (" + interval_name(results.level, language) + ")", 1, 1},
                 {"p", 1, 1}}};
  table.align.assign(5, Align::right);
  table.align.front() = Align::left;
  for (const TermRow& row : term_rows(model, language)) {
    if (row.term == nullptr) {
      table.rows.push_back({{row.label}, true, 0});
      continue;
    }
    const study::ModelTerm& term = *row.term;
    std::string ratio = in(language, "non estimable", "not estimable");
    if (term.reference) ratio = in(language, "1 (référence)", "1 (reference)");
    if (!term.reference && term.hr)
      ratio = ratio_with_interval(*term.hr, term.hr_lower, term.hr_upper, language);
    table.rows.push_back({{row.label, count_text(term.n, language), count_text(term.events, language), ratio,
                           term.p ? p_value_text(*term.p, language) : "–"},
                          false,
                          row.under_heading ? 1 : 0});
  }
  return table;
}

}  // namespace repere::report
