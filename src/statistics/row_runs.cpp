#include "statistics/row_runs.hpp"

#include <algorithm>

#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;

}  // namespace

// Two sums for even and odd rows, so that none waits for the one before.
REPERE_HOT_LOOP double add_weighted_rows(const double* x, std::size_t p, const double* weight,
                                         std::size_t rows, double* sum) {
  Lanes totals = {};
  std::size_t whole = 0;
  for (; whole + lanes <= rows; whole += lanes) totals += load(weight + whole);
  double total = sum_of(totals);
  for (std::size_t i = whole; i < rows; ++i) total += weight[i];
  for (std::size_t k = 0; k < p; k += lanes) {
    const double* from = x + k;
    Lanes even = {}, odd = {};
    std::size_t i = 0;
    for (; i + 2 <= rows; i += 2, from += 2 * p) {
      even += weight[i] * load(from);
      odd += weight[i + 1] * load(from + p);
    }
    if (i < rows) even += weight[i] * load(from);
    add_to(sum + k, even + odd);
  }
  return total;
}

REPERE_HOT_LOOP void write_scores(const ScoreRun& run, std::size_t p, double* martingale, double* score) {
  for (std::size_t i = 0; i < run.rows; ++i)
    martingale[i] = run.event - (run.weight ? run.risk[i] / run.weight[i] : run.risk[i]) * run.hazard;
  const std::size_t stride = padded(p);
  for (std::size_t k = 0; k < stride; k += lanes) {
    const Lanes sum = load(run.sum + k), mean = run.mean ? load(run.mean + k) : Lanes{};
    for (std::size_t i = 0; i < run.rows; ++i) {
      const double risk = run.weight ? run.risk[i] / run.weight[i] : run.risk[i];
      store(score + i * stride + k, martingale[i] * load(run.x + i * p + k) + risk * sum - mean);
    }
  }
}

REPERE_HOT_LOOP void add_both(double of_left, const double* left, double of_deaths, const double* deaths,
                              std::size_t p, const double* before, double* out) {
  for (std::size_t k = 0; k < p; k += lanes) {
    const Lanes both = of_left * load(left + k) + of_deaths * load(deaths + k);
    store(out + k, before ? load(before + k) + both : both);
  }
}

// Four rows of the matrix at a time, and of each one vector or two: what they sum up to stays in registers.
template <bool two, class First, class Second = First>
[[gnu::always_inline]] inline void add_outer_part(const double* a, const double* b, std::size_t count,
                                                  std::size_t stride, double* out) {
  First sum[4] = {};
  Second next[4] = {};
  for (std::size_t i = 0; i < count; ++i, a += stride, b += stride) {
    const First first = load_as<First>(b);
    sum[0] += a[0] * first;
    sum[1] += a[1] * first;
    sum[2] += a[2] * first;
    sum[3] += a[3] * first;
    if constexpr (!two) continue;
    const Second second = load_as<Second>(b + lanes);
    next[0] += a[0] * second;
    next[1] += a[1] * second;
    next[2] += a[2] * second;
    next[3] += a[3] * second;
  }
  for (std::size_t j = 0; j < 4; ++j) {
    add_to(out + j * stride, sum[j]);
    if constexpr (two) add_to(out + j * stride + lanes, next[j]);
  }
}

REPERE_HOT_LOOP void add_outer_products(const double* a, const double* b, std::size_t count, std::size_t p,
                                        std::size_t stride, double* out) {
  for (std::size_t j = 0; j < p; j += four)
    for (std::size_t k = 0; k < p; k += 2 * lanes) {
      double* to = out + j * stride + k;
      if (p - k > lanes + four)
        add_outer_part<true, Lanes>(a + j, b + k, count, stride, to);
      else if (p - k > lanes)
        add_outer_part<true, Lanes, Four>(a + j, b + k, count, stride, to);
      else if (p - k > four)
        add_outer_part<false, Lanes>(a + j, b + k, count, stride, to);
      else
        add_outer_part<false, Four>(a + j, b + k, count, stride, to);
    }
}

RowGrams::RowGrams(std::size_t p, std::size_t weights)
    : p_(p),
      weight_(weights * block),
      run_weight_(block),
      columns_(p * block),
      grams_(weights, ColumnGram(p)),
      run_(p) {}

void RowGrams::add(const double* rows, std::size_t stride, std::size_t count) {
  turn_into_columns(rows, stride, p_, count, columns_.data());
  for (std::size_t k = 0; k < grams_.size(); ++k) {
    std::fill(weight(k) + count, weight(k) + block, 0.0);
    grams_[k].add(columns_.data(), weight(k), count);
  }
}

void RowGrams::add_run(const double* rows, std::size_t stride, std::size_t count, const double* own,
                       const double* common) {
  run_.clear();
  for (std::size_t first = 0; first < count; first += block) {
    const std::size_t some = std::min(block, count - first);
    turn_into_columns(rows + first * stride, stride, p_, some, columns_.data());
    ask_for_rows(rows + (first + block) * stride, stride, some);
    std::copy_n(own + first, some, run_weight_.begin());
    std::fill(run_weight_.begin() + static_cast<std::ptrdiff_t>(some), run_weight_.end(), 0.0);
    run_.add(columns_.data(), run_weight_.data(), some);
  }
  for (std::size_t k = 0; k < grams_.size(); ++k) grams_[k].add(run_, common[k]);
}

Matrix RowGrams::products(std::size_t k) const {
  Matrix result = grams_[k].products();
  result.mirror_upper();
  return result;
}

}  // namespace repere::statistics
