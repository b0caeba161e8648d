#include "study/indicators.hpp"

#include <array>

#include "statistics/proportions.hpp"
#include "study/quantiles.hpp"

namespace repere::study {
namespace {

using statistics::Count;

// Where a case is counted: everywhere, and on its side of the network.
enum Side : std::size_t { all, inside, outside, side_unknown, sides };

/// What is counted in one period.
struct Tally {
  std::array<Proportion, sides> proportion;
  std::array<std::vector<double>, sides> delays;
  std::array<std::size_t, sides> delays_unknown{};
  std::size_t denominator_unknown = 0;
};

Result<std::vector<std::uint8_t>> sides_of(const Cohort& cohort, const IndicatorDefinition& indicator) {
  if (!indicator.network_side) return std::vector<std::uint8_t>(cohort.size(), side_unknown);
  const auto variable = variable_named(*indicator.network_side);
  const CohortColumn* column = variable ? &cohort.column(*variable) : nullptr;
  if (!column || column->type != Type::category ||
      level_with(column->levels, "inside") == CohortColumn::no_code)
    return fail(ErrorKind::incorrect, "indicator " + indicator.id +
                                          ": network_side is a variable with the levels inside, "
                                          "outside and unknown, not '" +
                                          *indicator.network_side + "'");
  std::vector<std::uint8_t> side_of_level(column->levels.size(), side_unknown);
  side_of_level[level_with(column->levels, "inside")] = inside;
  side_of_level[level_with(column->levels, "outside")] = outside;
  std::vector<std::uint8_t> result(cohort.size(), side_unknown);
  for (std::size_t row = 0; row < cohort.size(); ++row)
    if (column->code[row] != CohortColumn::no_code) result[row] = side_of_level[column->code[row]];
  return result;
}

Result<const CohortColumn*> delay_column(const Cohort& cohort, const IndicatorDefinition& indicator) {
  if (indicator.kind != IndicatorKind::delay) return nullptr;
  const auto variable = variable_named(indicator.delay);
  if (!variable || variables()[*variable].type != Type::number)
    return fail(ErrorKind::incorrect,
                "indicator " + indicator.id + ": delay is a number variable, not '" + indicator.delay + "'");
  return &cohort.column(*variable);
}

// Each case counts in "all periods" and in its own, in "all sides" and on its own.
std::vector<Tally> count_cases(const Cohort& cohort, const Population& population,
                               const IndicatorDefinition& indicator, const std::vector<std::uint8_t>& side,
                               const CohortColumn* delay) {
  const Truths denominator = indicator.denominator.evaluate(cohort, indicator.absent_acts);
  const Truths numerator =
      indicator.numerator ? indicator.numerator->evaluate(cohort, indicator.absent_acts) : Truths();
  std::vector<Tally> tallies(population.periods.groups.size() + 1);
  const auto count = [&](Tally& tally, std::uint32_t row, std::size_t at) {
    if (!numerator.empty()) {
      Proportion& proportion = tally.proportion[at];
      proportion.yes += numerator[row] == Truth::yes;
      proportion.no += numerator[row] == Truth::no;
      proportion.unknown += numerator[row] == Truth::open;
    }
    if (!delay) return;
    if (!delay->missing(row) && delay->low_of(row) == delay->high_of(row))
      tally.delays[at].push_back(delay->value[row]);
    else
      ++tally.delays_unknown[at];
  };
  for (const std::uint32_t row : population.rows) {
    if (denominator[row] == Truth::no) continue;
    const std::uint16_t period = population.periods.code[row];
    for (const std::size_t at : {std::size_t{0}, static_cast<std::size_t>(period) + 1}) {
      if (at >= tallies.size()) continue;  // in no period
      if (denominator[row] == Truth::open) {
        ++tallies[at].denominator_unknown;
        continue;
      }
      count(tallies[at], row, all);
      count(tallies[at], row, side[row]);
    }
  }
  return tallies;
}

std::size_t denominator_of(const Proportion& counts, Unknowns unknowns) {
  return counts.yes + counts.no + (unknowns == Unknowns::exclude ? 0 : counts.unknown);
}

void estimate(Proportion& proportion, Unknowns unknowns, double level) {
  const std::size_t everyone = proportion.yes + proportion.no + proportion.unknown;
  proportion.denominator = denominator_of(proportion, unknowns);
  if (everyone > 0) {
    proportion.least = static_cast<double>(proportion.yes) / static_cast<double>(everyone);
    proportion.most =
        static_cast<double>(proportion.yes + proportion.unknown) / static_cast<double>(everyone);
  }
  const auto low = statistics::wilson_interval({proportion.yes, proportion.denominator}, level);
  if (!low) return;  // no cases
  proportion.lower = low->lower;
  proportion.upper = low->upper;
  if (unknowns != Unknowns::bound) {
    proportion.value = low->value;
    return;
  }
  // Between the lower limit of the least value and the upper limit of the most.
  proportion.upper =
      statistics::wilson_interval({proportion.yes + proportion.unknown, proportion.denominator}, level)
          ->upper;
}

Difference difference_of(const Proportion& a, const Proportion& b, Unknowns unknowns, double level) {
  if (unknowns == Unknowns::bound) return {};
  const auto found = statistics::newcombe_difference({a.yes, a.denominator}, {b.yes, b.denominator}, level);
  if (!found) return {};
  return {found->value, found->lower, found->upper};
}

Delay delay_of(std::vector<double>& delays, std::size_t unknown) {
  Delay delay{.n = delays.size(), .unknown = unknown};
  if (delays.empty()) return delay;
  const Quartiles quartiles = quartiles_of(delays);
  delay.q1 = quartiles.q1;
  delay.median = quartiles.median;
  delay.q3 = quartiles.q3;
  return delay;
}

IndicatorCell cell_of(Tally& tally, const IndicatorDefinition& indicator, double level) {
  for (Proportion& one : tally.proportion) estimate(one, indicator.unknowns, level);
  IndicatorCell cell;
  cell.all = tally.proportion[all];
  cell.denominator_unknown = tally.denominator_unknown;
  if (indicator.network_side) {
    cell.inside = tally.proportion[inside];
    cell.outside = tally.proportion[outside];
    cell.network_unknown = tally.proportion[side_unknown];
    cell.inside_minus_outside = difference_of(cell.inside, cell.outside, indicator.unknowns, level);
  }
  if (indicator.kind == IndicatorKind::delay) {
    cell.delay_all = delay_of(tally.delays[all], tally.delays_unknown[all]);
    if (indicator.network_side) {
      cell.delay_inside = delay_of(tally.delays[inside], tally.delays_unknown[inside]);
      cell.delay_outside = delay_of(tally.delays[outside], tally.delays_unknown[outside]);
    }
  }
  return cell;
}

// Over the periods in their order, scored 1, 2, 3 ...
void add_trend(IndicatorResult& result, Unknowns unknowns) {
  if (unknowns == Unknowns::bound) return;
  std::vector<Count> groups;
  std::vector<double> scores;
  for (std::size_t i = 1; i < result.cells.size(); ++i) {
    groups.push_back({result.cells[i].all.yes, result.cells[i].all.denominator});
    scores.push_back(static_cast<double>(i));
  }
  const auto trend = statistics::cochran_armitage(groups, scores);
  if (!trend) return;
  result.trend_z = trend->z;
  result.trend_p = trend->p;
}

Text unknowns_in_words(const IndicatorDefinition& indicator) {
  Text words;
  switch (indicator.unknowns) {
    case Unknowns::keep:
      words = {"Les inconnus restent au dénominateur.", "Unknowns stay in the denominator."};
      break;
    case Unknowns::exclude:
      words = {"Les inconnus sont exclus du dénominateur.", "Unknowns are excluded from the denominator."};
      break;
    case Unknowns::bound:
      words = {"Les inconnus donnent un minimum et un maximum, sans valeur unique.",
               "Unknowns give a least and a most value, and no single one."};
      break;
  }
  const bool as_no = indicator.absent_acts == AbsentActs::no;
  words.fr += as_no ? " Un acte dont le registre ne dit rien compte comme non fait ; une ligne qui dit qu'on "
                      "ne sait pas, ou "
                      "qu'on n'a pas demandé, reste inconnue."
                    : " Un acte dont le registre ne dit rien est inconnu.";
  words.en += as_no ? " An act of which the record says nothing counts as not done; a row that says that "
                      "nobody knows or "
                      "asked stays unknown."
                    : " An act of which the record says nothing is unknown.";
  return words;
}

Text network_in_words(const IndicatorDefinition& indicator) {
  if (!indicator.network_side)
    return {"Sans comparaison dans et hors du réseau.", "Not compared in and out of the network."};
  const Variable& variable = variables()[variable_index(*indicator.network_side)];
  return {variable.label.fr + " : " + variable.meaning.fr, variable.label.en + ": " + variable.meaning.en};
}

}  // namespace

Result<IndicatorResult> measure(const Cohort& cohort, const Population& population,
                                const IndicatorDefinition& indicator, double level) {
  const auto side = sides_of(cohort, indicator);
  if (!side) return tl::unexpected(side.error());
  const auto delay = delay_column(cohort, indicator);
  if (!delay) return tl::unexpected(delay.error());
  IndicatorResult result{.id = indicator.id,
                         .version = indicator.version,
                         .title = indicator.title,
                         .numerator = indicator.numerator_label,
                         .denominator = indicator.denominator_label,
                         .unknowns = unknowns_in_words(indicator),
                         .network_of = network_in_words(indicator),
                         .sources = indicator.sources,
                         .is_delay = indicator.kind == IndicatorKind::delay,
                         .higher_is_better = indicator.higher_is_better,
                         .periods = table_columns(population)};
  for (Tally& tally : count_cases(cohort, population, indicator, *side, *delay))
    result.cells.push_back(cell_of(tally, indicator, level));
  if (indicator.numerator) add_trend(result, indicator.unknowns);
  return result;
}

}  // namespace repere::study
