#include "statistics/cox_event_times.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "statistics/cox_row_vectors.hpp"
#include "statistics/row_runs.hpp"
#include "statistics/summation.hpp"

namespace repere::statistics {

double weight_of(const CoxRows& rows, std::uint32_t first, std::uint32_t end) {
  if (rows.weight.empty()) return end - first;
  return std::accumulate(rows.weight.begin() + first, rows.weight.begin() + end, 0.0);
}

std::shared_ptr<const CoxEventTimes> CoxEventTimes::of(const CoxFit& fit) {
  if (fit.kept_times) return fit.kept_times;
  // Without any event nothing is estimated and nobody's risk is asked for.
  return std::make_shared<const CoxEventTimes>(at_zero(fit));
}

CoxEventTimes CoxEventTimes::at_zero(const CoxFit& fit) {
  const CoxRows& rows = *fit.kept;
  const auto vectors = fit.kept_times ? fit.kept_times->vectors_ : nullptr;
  if (!rows.weight.empty()) return {fit, rows.weight, {}, vectors};
  std::vector<double> ones(rows.rows(), 1.0);
  const std::span<const double> risk = ones;
  return {fit, risk, std::move(ones), vectors};
}

CoxEventTimes::CoxEventTimes(const CoxFit& fit, std::span<const double> risk, std::vector<double> own,
                             std::shared_ptr<const CoxRowVectors> vectors)
    : rows_(*fit.kept),
      vectors_(vectors ? std::move(vectors) : std::make_shared<const CoxRowVectors>(rows_)),
      ties_(fit.ties),
      risk_(risk),
      own_risk_(std::move(own)),
      times_(rows_.sets.blocks.size()),
      left_(rows_.sets.blocks.size() * rows_.covariates + 8),
      deaths_(left_.size()) {
  for (const auto& stratum : rows_.sets.strata)
    rows_.sets.delayed() ? walk_back_with_entries(stratum) : walk_back(stratum);
}

// From the last event time of the stratum to the first: nobody leaves the sums.
void CoxEventTimes::walk_back(const RiskSets::Stratum& stratum) {
  const CoxRowVectors::View vectors = vectors_->view();
  const std::size_t p = rows_.covariates;
  constexpr std::uint32_t ahead = 128;  // rows
  LargeArray<double> x(padded(p), 0.0), deaths(padded(p));
  double risk = 0;
  for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
    const RiskSets::Block& block = rows_.sets.blocks[b];
    const std::uint32_t rows = block.end - block.first;
    if (vectors.pattern == nullptr && block.first >= ahead + rows)
      ask_for_rows(rows_.row(block.first - ahead - rows), p, rows);
    risk += add_weighted_rows(vectors, block.deaths_end, block.end, risk_.data(), x.data());
    std::copy_n(x.begin(), p, &left_[b * p]);
    std::fill(deaths.begin(), deaths.end(), 0.0);
    const double risk_of_deaths =
        add_weighted_rows(vectors, block.first, block.deaths_end, risk_.data(), deaths.data());
    std::copy_n(deaths.begin(), p, &deaths_[b * p]);
    add_both(1, deaths.data(), 0, deaths.data(), p, x.data(), x.data());
    finish_time(b, risk, risk_of_deaths);
    risk += risk_of_deaths;
  }
}

// With delayed entry rows leave the sums again; when nobody is left the sums start anew.
void CoxEventTimes::walk_back_with_entries(const RiskSets::Stratum& stratum) {
  using Sum = ReversibleSum;
  const RiskSets& sets = rows_.sets;
  const std::size_t p = rows_.covariates;
  Sum risk;
  std::vector<Sum> x(p);
  std::size_t rows_at_risk = 0;
  const auto add = [&](std::uint32_t position, double sign) {
    const double r = sign * risk_[position];
    const double* row = rows_.row(position);
    risk.add(r);
    for (std::size_t j = 0; j < p; ++j) x[j].add(r * row[j]);
  };
  auto later =
      std::lower_bound(sets.by_enter.begin(), sets.by_enter.end(), stratum.end_block,
                       [&](std::uint32_t position, std::uint32_t b) { return sets.enter[position] < b; });

  for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
    const RiskSets::Block& block = sets.blocks[b];
    for (std::uint32_t position = block.deaths_end; position < block.end; ++position)
      if (sets.enter[position] <= b) add(position, 1), ++rows_at_risk;
    for (; later != sets.by_enter.begin() && sets.enter[*(later - 1)] > b; --later) {
      add(*(later - 1), -1);
      if (--rows_at_risk == 0) risk = Sum(), std::fill(x.begin(), x.end(), Sum());
    }
    for (std::size_t j = 0; j < p; ++j) left_[b * p + j] = x[j].value();
    const double risk_left = risk.value();
    double risk_of_deaths = 0;
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
      risk_of_deaths += risk_[position];
      for (std::size_t j = 0; j < p; ++j) deaths_[b * p + j] += risk_[position] * rows_.row(position)[j];
      add(position, 1);
    }
    rows_at_risk += block.deaths();
    finish_time(b, risk_left, risk_of_deaths);
  }
}

void CoxEventTimes::finish_time(std::uint32_t b, double risk_left, double risk_of_deaths) {
  const RiskSets::Block& block = rows_.sets.blocks[b];
  times_[b] = time_of(ties_, block.deaths(), weight_of(rows_, block.first, block.deaths_end), risk_left,
                      risk_of_deaths);
}

namespace {

// The terms of an event time add what Time has sums of. Value: the terms one by one, or eight at a time.
template <class Value>
struct TermSums {
  Value hazard{}, hazard_of_deaths{}, square{}, square_share{}, square_share2{};

  [[gnu::always_inline]] inline void add(const Value& share, double weight, double left, double deaths) {
    const Value inverse = 1 / (left + share * deaths), of_term = weight * inverse;
    const Value of_square = of_term * inverse, with_share = of_square * share;
    hazard += of_term;
    hazard_of_deaths += of_term * share;
    square += of_square;
    square_share += with_share;
    square_share2 += with_share * share;
  }
};

REPERE_HOT_LOOP CoxEventTimes::Time sum_of_terms(std::uint32_t terms, double weight, double left,
                                                 double deaths) {
  TermSums<double> sums;
  TermSums<Lanes> lanes;
  const double count = terms, of_one = 1 / count;
  Lanes place = {0, 1, 2, 3, 4, 5, 6, 7};
  std::uint32_t k = 0;
  for (; terms >= 16 && k + 8 <= terms; k += 8, place += 8.0)
    lanes.add((count - place) * of_one, weight, left, deaths);
  for (; k < terms; ++k) sums.add((count - k) * of_one, weight, left, deaths);
  if (terms < 16)
    return {0, sums.hazard, sums.hazard_of_deaths, sums.square, sums.square_share, sums.square_share2};
  return {0,
          sums.hazard + sum_of(lanes.hazard),
          sums.hazard_of_deaths + sum_of(lanes.hazard_of_deaths),
          sums.square + sum_of(lanes.square),
          sums.square_share + sum_of(lanes.square_share),
          sums.square_share2 + sum_of(lanes.square_share2)};
}

}  // namespace

CoxEventTimes::Time CoxEventTimes::time_of(Ties ties, std::uint32_t deaths, double weight, double risk_left,
                                           double risk_of_deaths) {
  const std::uint32_t terms = ties == Ties::efron ? deaths : 1;
  Time time = sum_of_terms(terms, weight / terms, risk_left, risk_of_deaths);
  time.weight = weight;
  return time;
}

}  // namespace repere::statistics
