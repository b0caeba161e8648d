#include "statistics/cox_score_squares.hpp"

#include <algorithm>
#include <memory>

#include "statistics/cox_cell_sums.hpp"
#include "statistics/cox_event_times.hpp"
#include "statistics/lanes.hpp"
#include "statistics/row_runs.hpp"

namespace repere::statistics {
namespace {

using EventTimes = std::vector<CoxEventTimes::Time>;

// Of the squares of the residuals at least this share is left of its largest part: else digits are lost.
constexpr double least_share = 1e-4;
// Hazards above it, times squared risks, may leave the range of numbers.
constexpr double largest_hazard = 1e100;
// Blocks, and rows, that are taken together: what is held of them stays near.
constexpr std::uint32_t most_blocks = 64, enough_rows = 4096;

// Event times at coefficients of 0: the risks are the weights.
EventTimes times_at_zero(const CoxRows& rows, Ties ties) {
  EventTimes times(rows.sets.blocks.size());
  for (const auto& stratum : rows.sets.strata) {
    double at_risk = 0;
    for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
      const RiskSets::Block& block = rows.sets.blocks[b];
      at_risk += weight_of(rows, block.deaths_end, block.end);
      const double deaths = weight_of(rows, block.first, block.deaths_end);
      times[b] = CoxEventTimes::time_of(ties, block.deaths(), deaths, at_risk, deaths);
      at_risk += deaths;
    }
  }
  return times;
}

// The hazard until those who die at the block's time leave, and those censored then or later.
struct Hazards {
  double deaths, censored;
};
std::vector<Hazards> hazards_of(const RiskSets& sets, const EventTimes& times) {
  std::vector<Hazards> result(times.size());
  for (const auto& stratum : sets.strata) {
    double now = 0;
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
      result[b].deaths = now + times[b].hazard_of_deaths;
      result[b].censored = now += times[b].hazard;
    }
  }
  return result;
}

// Where in a cell the sums of risk x, risk^2 x, w risk x, w^2 x and w x stand. At 0 the risk is w.
struct Places {
  std::size_t risk, risk2, mixed, weight2, weight;
};

// Blocks of a stratum that are taken together. Shape: by block; sums of the deaths' cell and of the censored cell each
struct Some {
  const CoxEventTimes::Time* time;
  const Hazards* hazard;
  const double* sums;
  std::size_t count, cell_stride;
  Places at;
};
// What is carried from a block to the one before it: the sum of risk x, F, and the score so far, which is the sum of w u.
struct Carried {
  double *left, *later, *total;
};
// What a block's vectors are multiplied with: `later` is N, with the block's censored rows; the last three are the deaths'.
struct Numbers {
  double square, square_share, square_share2, mean_left, mean_deaths, hazard_censored, hazard_deaths;
  double later, risk2, mixed, weight2;
};

double numbers_of(const Some& of, std::size_t last, double later, Numbers* numbers) {
  for (std::size_t b = of.count; b-- > 0;) {
    const CoxEventTimes::Time& t = of.time[b];
    const double *deaths = of.sums + 2 * b * of.cell_stride + last, *censored = deaths + of.cell_stride;
    const double of_one = 1 / t.weight;
    later += censored[of.at.risk2];
    numbers[b] = {t.square,
                  t.square_share,
                  t.square_share2,
                  t.hazard * of_one,
                  t.hazard_of_deaths * of_one,
                  of.hazard[b].censored,
                  of.hazard[b].deaths,
                  later,
                  deaths[of.at.risk2],
                  deaths[of.at.mixed],
                  deaths[of.at.weight2]};
    later += deaths[of.at.risk2];
  }
  return later;
}

// Some places of all vectors, from the last block to the first: step is d, own h, mean xbar of docs/methods.md.
template <class Vector>
[[gnu::always_inline]] inline void take_places(const Some& of, const Numbers* numbers, std::size_t k,
                                               std::size_t stride, const Carried& carried, double* a,
                                               double* b) {
  Vector left = load_as<Vector>(carried.left + k), later = load_as<Vector>(carried.later + k),
         total = load_as<Vector>(carried.total + k);
  for (std::size_t i = of.count; i-- > 0;) {
    const Numbers& n = numbers[i];
    const double *cell = of.sums + 2 * i * of.cell_stride + k, *censored = cell + of.cell_stride;
    left += load_as<Vector>(censored + of.at.risk);
    later -= n.hazard_censored * load_as<Vector>(censored + of.at.risk2);
    const Vector deaths = load_as<Vector>(cell + of.at.risk), risk2 = load_as<Vector>(cell + of.at.risk2);
    const Vector mixed = load_as<Vector>(cell + of.at.mixed), weight2 = load_as<Vector>(cell + of.at.weight2);
    const Vector step = n.square * left + n.square_share * deaths;
    const Vector own = n.square_share * left + n.square_share2 * deaths;
    const Vector mean = n.mean_left * left + n.mean_deaths * deaths;
    const Vector with_own = mixed - n.hazard_deaths * risk2 - n.mixed * mean;
    const Vector of_step = later + (n.later / 2) * step;
    const Vector of_own = with_own + (n.risk2 / 2) * own;
    const Vector of_mean = n.hazard_deaths * mixed - weight2 + (n.weight2 / 2) * mean;
    double *out = a + 2 * i * stride + k, *with = b + 2 * i * stride + k;
    store(out, n.square * of_step + n.square_share * of_own + n.mean_left * of_mean);
    store(out + stride, n.square_share * of_step + n.square_share2 * of_own + n.mean_deaths * of_mean);
    store(with, left);
    store(with + stride, deaths);
    later += n.later * step + with_own + n.risk2 * own;
    total += load_as<Vector>(cell + of.at.weight) - of.time[i].weight * mean;
    left += deaths;
  }
  store(carried.left + k, left);
  store(carried.later + k, later);
  store(carried.total + k, total);
}
REPERE_HOT_LOOP void take_vectors(const Some& of, const Numbers* numbers, std::size_t p, std::size_t stride,
                                  const Carried& carried, double* a, double* b) {
  for (std::size_t k = 0; k < p; k += 8)
    if (p - k > four)
      take_places<Lanes>(of, numbers, k, stride, carried, a, b);
    else
      take_places<Four>(of, numbers, k, stride, carried, a, b);
}

// The walk back through the event times at the fit, or at 0: what the sums of squares need beside the rows' own.
class ScoreWalk {
 public:
  ScoreWalk(const RiskSets& sets, const EventTimes& times, const CoxCellSums& sums, const Places& places)
      : times_(times),
        hazards_(hazards_of(sets, times)),
        places_(places),
        p_(sums.columns().size()),
        stride_(sums.stride()),
        cell_stride_(sums.cell_stride()),
        left_(stride_),
        later_(stride_),
        total_(stride_, 0.0),
        a_(2 * most_blocks * stride_),
        b_(a_.size()),
        products_(stride_ * stride_, 0.0) {}

  const Hazards& hazards(std::uint32_t b) const { return hazards_[b]; }
  bool overflows() const {
    return std::any_of(hazards_.begin(), hazards_.end(),
                       [](const Hazards& hazard) { return !(hazard.censored < largest_hazard); });
  }

  void begin_stratum() {
    std::fill(left_.begin(), left_.end(), 0.0);
    std::fill(later_.begin(), later_.end(), 0.0);
    later_risk2_ = 0;
  }
  // The blocks before those that were taken last. Shape: sums of the blocks' cells
  void take(std::uint32_t first, std::uint32_t count, const double* sums) {
    const Some some{&times_[first], &hazards_[first], sums, count, cell_stride_, places_};
    Numbers numbers[most_blocks];
    later_risk2_ = numbers_of(some, stride_ - 1, later_risk2_, numbers);
    take_vectors(some, numbers, p_, stride_, {left_.data(), later_.data(), total_.data()}, a_.data(),
                 b_.data());
    add_outer_products(a_.data(), b_.data(), 2 * count, p_, stride_, products_.data());
  }

  // Nothing where digits are lost. Shape: the rows' own squares, the upper half; columns as the sums have them
  std::optional<CoxScoreSquares> finish(const Matrix& own, const std::vector<std::size_t>& columns) const {
    CoxScoreSquares result{std::vector<double>(p_), Matrix(p_)};
    for (std::size_t j = 0; j < p_; ++j) {
      result.total[columns[j]] = total_[j];
      for (std::size_t k = j; k < p_; ++k)
        result.squares(columns[j], columns[k]) = result.squares(columns[k], columns[j]) =
            own(j, k) + (products_[j * stride_ + k] + products_[k * stride_ + j]);
      if (!(result.squares(columns[j], columns[j]) >= least_share * own(j, j))) return {};
    }
    return result;
  }

 private:
  const EventTimes& times_;
  std::vector<Hazards> hazards_;
  Places places_;
  std::size_t p_, stride_, cell_stride_;
  LargeArray<double> left_, later_, total_;
  double later_risk2_ = 0;
  LargeArray<double> a_, b_;  // pairs of vectors, two a block, whose outer products are
  LargeArray<double> products_;
};

// Takes the blocks of a stratum from the last to the first, some at a time.
void walk_stratum(const CoxRows& rows, const RiskSets::Stratum& stratum, CoxCellSums& sums, ScoreWalk& at_fit,
                  ScoreWalk& at_zero) {
  const auto& blocks = rows.sets.blocks;
  std::vector<CoxCell> cells;
  LargeArray<double> of_cells(2 * most_blocks * sums.cell_stride());
  at_fit.begin_stratum();
  at_zero.begin_stratum();
  for (std::uint32_t end = stratum.end_block; end > stratum.first_block;) {
    std::uint32_t first = end;
    do --first;
    while (first > stratum.first_block && end - first < most_blocks &&
           blocks[end - 1].end - blocks[first].first < enough_rows);
    cells.clear();
    for (std::uint32_t b = first; b < end; ++b) {
      const Hazards &fit = at_fit.hazards(b), &zero = at_zero.hazards(b);
      cells.push_back({blocks[b].first, blocks[b].deaths_end, 1, {fit.deaths, zero.deaths}});
      cells.push_back({blocks[b].deaths_end, blocks[b].end, 0, {fit.censored, zero.censored}});
    }
    sums.take(cells, of_cells.data());
    at_fit.take(first, end - first, of_cells.data());
    at_zero.take(first, end - first, of_cells.data());
    end = first;
  }
}

}  // namespace

std::optional<std::array<CoxScoreSquares, 2>> cox_score_squares(const CoxFit& fit) {
  const CoxRows& rows = *fit.kept;
  if (rows.sets.delayed()) return {};
  using Sum = CoxCellSums::Sum;
  const auto times = CoxEventTimes::of(fit);
  const EventTimes null_times = times_at_zero(rows, fit.ties);
  const auto sums = cox_cell_sums(rows, times->risk());
  const auto place = [&](Sum sum) { return sums->place(sum); };
  const Places of_fit{place(Sum::risk), place(Sum::risk_squared), place(Sum::weight_risk),
                      place(Sum::weight_squared), place(Sum::weight)};
  const Places of_zero{of_fit.weight, of_fit.weight2, of_fit.weight2, of_fit.weight2, of_fit.weight};
  ScoreWalk at_fit(rows.sets, times->times(), *sums, of_fit), at_zero(rows.sets, null_times, *sums, of_zero);
  if (at_fit.overflows() || at_zero.overflows()) return {};
  for (const auto& stratum : rows.sets.strata) walk_stratum(rows, stratum, *sums, at_fit, at_zero);
  const auto own = sums->squares();
  auto fitted = at_fit.finish(own[0], sums->columns()), null = at_zero.finish(own[1], sums->columns());
  if (!fitted || !null) return {};
  return std::array<CoxScoreSquares, 2>{*std::move(fitted), *std::move(null)};
}

}  // namespace repere::statistics
