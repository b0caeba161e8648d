#include "statistics/cox_by_day.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/cox_event_sums.hpp"
#include "statistics/exponential.hpp"
#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"
#include "statistics/weighted_products.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t lanes = 8;
constexpr std::size_t block_rows = ColumnGram::block_rows;
constexpr std::size_t pattern_rows = 16 * block_rows;  // of one part where patterns are evaluated
constexpr double rounding_share = 1e-12;  // less than this share of what was subtracted is rounding

REPERE_HOT_LOOP void centre(const double* in, std::size_t count, double mean, double scale, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = (in[i] - mean) * scale;
}

REPERE_HOT_LOOP void add_multiple(double factor, const double* x, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += factor * x[i];
}

// Turns eight columns of eight rows into eight rows.
__attribute__((always_inline)) inline void transpose(Lanes* v) {
  Lanes a[8], b[8];
  for (int i = 0; i < 8; i += 2) {
    a[i] = __builtin_shufflevector(v[i], v[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[i + 1] = __builtin_shufflevector(v[i], v[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i += 4)
    for (int k = i; k < i + 2; ++k) {
      b[k] = __builtin_shufflevector(a[k], a[k + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      b[k + 2] = __builtin_shufflevector(a[k], a[k + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int k = 0; k < 4; ++k) {
    v[k] = __builtin_shufflevector(b[k], b[k + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    v[k + 4] = __builtin_shufflevector(b[k], b[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

__attribute__((always_inline)) inline Lanes load(const double* from) {
  Lanes lanes_there;
  __builtin_memcpy(&lanes_there, from, sizeof lanes_there);
  return lanes_there;
}
__attribute__((always_inline)) inline void add_to(double* to, const Lanes& term) {
  const Lanes sum = load(to) + term;
  __builtin_memcpy(to, &sum, sizeof sum);
}

// The vector of row i of a block, whose columns stand block_rows apart: risk[i] times its columns, then risk[i].
// Adds these vectors to their cells.
// Shape: count a multiple of 8, risk 0 and cell any where there is no row
REPERE_HOT_LOOP void scatter(const double* x, const double* risk, std::size_t p, std::size_t stride,
                             const std::uint32_t* cell, std::size_t count, double* cells) {
  for (std::size_t i = 0; i < count; i += lanes) {
    const Lanes of_rows = load(risk + i);
    for (std::size_t first = 0; first < stride; first += lanes) {
      Lanes v[lanes];
      for (std::size_t k = 0; k < lanes; ++k) {
        const std::size_t j = first + k;
        v[k] = j < p ? load(x + j * block_rows + i) * of_rows : j == p ? of_rows : Lanes{};
      }
      transpose(v);
      for (std::size_t k = 0; k < lanes; ++k) add_to(cells + cell[i + k] * stride + first, v[k]);
    }
  }
}

// Writes them one after the other.
REPERE_HOT_LOOP void write_vectors(const double* x, const double* risk, std::size_t p, std::size_t stride,
                                   double* vectors) {
  for (std::size_t i = 0; i < block_rows; i += lanes) {
    const Lanes of_rows = load(risk + i);
    for (std::size_t first = 0; first < stride; first += lanes) {
      Lanes v[lanes];
      for (std::size_t k = 0; k < lanes; ++k) {
        const std::size_t j = first + k;
        v[k] = j < p ? load(x + j * block_rows + i) * of_rows : j == p ? of_rows : Lanes{};
      }
      transpose(v);
      for (std::size_t k = 0; k < lanes; ++k)
        __builtin_memcpy(vectors + (i + k) * stride + first, &v[k], sizeof v[k]);
    }
  }
}

// The sum of the vectors of some patterns, each times its weight if there are weights.
REPERE_HOT_LOOP void sum_vectors(const double* vectors, std::size_t stride, const std::uint32_t* number,
                                 const double* weight, std::size_t count, double* out) {
  std::size_t first = 0;
  for (; first + 2 * lanes <= stride; first += 2 * lanes) {
    Lanes a = {}, b = {};
    for (std::size_t i = 0; i < count; ++i) {
      const double* from = vectors + number[i] * stride + first;
      if (weight == nullptr) {
        a += load(from);
        b += load(from + lanes);
      } else {
        a += weight[i] * load(from);
        b += weight[i] * load(from + lanes);
      }
    }
    __builtin_memcpy(out + first, &a, sizeof a);
    __builtin_memcpy(out + first + lanes, &b, sizeof b);
  }
  if (first == stride) return;
  Lanes a = {};
  for (std::size_t i = 0; i < count; ++i) {
    const double* from = vectors + number[i] * stride + first;
    a += weight == nullptr ? load(from) : weight[i] * load(from);
  }
  __builtin_memcpy(out + first, &a, sizeof a);
}

// Adds to the values of a block of rows what their covariates make of them.
REPERE_HOT_LOOP void add_linear_predictors(const double* x, const double* coefficient, std::size_t p,
                                           double* out) {
  for (std::size_t i = 0; i < block_rows; i += 2 * lanes) {
    Lanes a = load(out + i), b = load(out + i + lanes);
    for (std::size_t j = 0; j < p; ++j) {
      a += coefficient[j] * load(x + j * block_rows + i);
      b += coefficient[j] * load(x + j * block_rows + i + lanes);
    }
    __builtin_memcpy(out + i, &a, sizeof a);
    __builtin_memcpy(out + i + lanes, &b, sizeof b);
  }
}

// Takes aa * a a' + ab * (a b' + b a') + bb * b b' off the first p rows of a matrix whose rows are of stride.
REPERE_HOT_LOOP void subtract_outer(double* matrix, const double* a, const double* b, std::size_t p,
                                    std::size_t stride, double aa, double ab, double bb) {
  for (std::size_t j = 0; j < p; ++j) {
    const double with_a = aa * a[j] + ab * b[j];
    const double with_b = ab * a[j] + bb * b[j];
    for (std::size_t k = 0; k < stride; k += lanes)
      add_to(matrix + j * stride + k, -(with_a * load(a + k) + with_b * load(b + k)));
  }
}

// Each row's risk times the factor of its cell.
REPERE_HOT_LOOP void expected_events(const double* risk, const std::uint32_t* cell, const double* factor,
                                     std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = risk[i] * factor[cell[i]];
}

// Eight sums side by side of the products of two columns of a block.
REPERE_HOT_LOOP double block_dot(const double* x, const double* y) {
  Lanes sum = {};
  for (std::size_t i = 0; i < block_rows; i += lanes) sum += load(x + i) * load(y + i);
  return sum_of(sum);
}

}  // namespace

bool CoxByDay::suits(const FollowUp& data, const TimeAxis& axis, const CoxModel& model) {
  const std::uint64_t cells = 2ULL * axis.ticks() * std::max(1U, model.strata.count);
  return data.entry.empty() && data.rows() >= 8192 && 2 * cells <= data.rows();
}

CoxByDay::CoxByDay(const FollowUp& data, const TimeAxis& axis, const CoxModel& model, const CoxRows& frame,
                   Ties ties, unsigned threads)
    : frame_(frame),
      ties_(ties),
      threads_(threads),
      n_(data.rows()),
      p_(frame.covariates),
      stride_((p_ + 1 + lanes - 1) / lanes * lanes),
      weight_(data.weight),
      offset_(model.offset),
      score_(p_),
      information_(p_) {
  for (const auto& covariate : model.covariates) columns_.push_back(covariate.values.data());
  if (offset_.empty()) patterns_ = find_patterns(columns_, n_, threads_);
  place_rows(data, axis, model);
  count_deaths(data);
  factor_.resize(std::size_t{2} * strata_ * ticks_);
  cells_.resize(factor_.size() * stride_);
  sum_of_deaths_.assign(p_, 0);
  if (patterns_.count()) {
    tabulate_patterns();
    sort_patterns();
  } else {
    cut_rows();
    table_rows(data);
  }
}

// A sum by cell for each piece: few pieces.
void CoxByDay::cut_rows() {
  const std::size_t blocks = (n_ + block_rows - 1) / block_rows;
  const std::size_t count = n_ < (1 << 18) ? 1 : n_ < (1 << 21) ? 4 : 8;
  for (std::size_t i = 0; i < count; ++i)
    pieces_.push_back({blocks * i / count * block_rows,
                       blocks * (i + 1) / count * block_rows,
                       std::vector<double>(i ? cells_.size() : 0),
                       {},
                       std::vector<double>(p_),
                       Matrix(p_)});
}

// The columns of the patterns as the model has them, in blocks.
void CoxByDay::tabulate_patterns() {
  const std::size_t blocks = (patterns_.count() + block_rows - 1) / block_rows;
  table_.resize(blocks * block_rows * p_);
  risk_.resize(blocks * block_rows);
  vectors_.resize(blocks * block_rows * stride_);
  for (std::size_t k = 0; k < patterns_.count(); ++k)
    for (std::size_t j = 0; j < p_; ++j)
      table_[(k / block_rows * p_ + j) * block_rows + k % block_rows] =
          (columns_[j][patterns_.first_row[k]] - frame_.mean[j]) * frame_.scale[j];
}

// The rows' patterns, sorted by cell: a cell's sum is then made in one go, and each cell by one thread.
void CoxByDay::sort_patterns() {
  const std::size_t count = factor_.size(), chunks = chunks_of(n_);
  std::vector<std::uint32_t> next(count + 1);
  for (std::size_t row = 0; row < n_; ++row) ++next[cell_[row] + 1];
  for (std::size_t cell = 0; cell < count; ++cell) next[cell + 1] += next[cell];
  start_ = next;
  number_.resize(n_);
  sorted_weight_.resize(weight_.size());
  for (std::size_t row = 0; row < n_; ++row) {
    const std::uint32_t to = next[cell_[row]]++;
    number_[to] = patterns_.number[row];
    if (!weight_.empty()) sorted_weight_[to] = weight_[row];
  }
  std::vector<std::uint32_t>().swap(patterns_.number);
  std::vector<std::uint32_t>().swap(cell_);
  const std::size_t pieces = std::min<std::size_t>(chunks, 8);
  for (std::size_t i = 0, first = 0; i < pieces; ++i) {
    const auto rows = static_cast<std::uint32_t>(n_ * (i + 1) / pieces);
    const auto end =
        static_cast<std::size_t>(std::lower_bound(start_.begin(), start_.end(), rows) - start_.begin());
    pieces_.push_back({first, std::min(end, count), {}, std::vector<double>(risk_.size()), {}, {}});
    first = pieces_.back().end;
  }
  pieces_.back().end = count;
  std::vector<double> deaths(risk_.size());
  for (std::size_t cell = 0; cell < count; cell += 2)
    for (std::size_t at = start_[cell]; at < start_[cell + 1]; ++at)
      deaths[number_[at]] += weight_.empty() ? 1 : sorted_weight_[at];
  for (std::size_t first = 0; first < risk_.size(); first += block_rows)
    for (std::size_t j = 0; j < p_; ++j)
      sum_of_deaths_[j] += block_dot(&table_[first * p_ + j * block_rows], &deaths[first]);
}

void CoxByDay::place_rows(const FollowUp& data, const TimeAxis& axis, const CoxModel& model) {
  strata_ = std::max(1U, model.strata.count);
  ticks_ = axis.ticks();
  cell_.resize(n_);
  const auto exit = axis.exit();
  in_parallel(threads_, chunks_of(n_), [&](std::size_t chunk) {
    const std::size_t end = std::min(n_, (chunk + 1) * chunk_rows);
    for (std::size_t row = chunk * chunk_rows; row < end; ++row)
      cell_[row] = 2 * (model.strata[row] * ticks_ + exit[row]) + (data.event[row] ? 0U : 1U);
  });
}

// What the likelihood needs of the deaths does not depend on the coefficients.
void CoxByDay::count_deaths(const FollowUp& data) {
  deaths_.assign(std::size_t{strata_} * ticks_, 0);
  deaths_weight_.assign(deaths_.size(), 0);
  for (std::size_t row = 0; row < n_; ++row) {
    if (!data.event[row]) continue;
    const double w = weight_.empty() ? 1 : weight_[row];
    ++deaths_[cell_[row] / 2];
    deaths_weight_[cell_[row] / 2] += w;
    if (!offset_.empty()) offset_of_deaths_ += w * (offset_[row] - frame_.offset_mean);
  }
}

// The rows as the model has them, in blocks of columns: they are read twice an evaluation, in the order in which they
// stand.
void CoxByDay::table_rows(const FollowUp& data) {
  risk_.resize(pieces_.back().end);
  table_.resize(pieces_.back().end * p_);
  cell_.resize(pieces_.back().end);
  in_parallel(threads_, pieces_.size(), [&](std::size_t piece) {
    double weight[block_rows];
    for (std::size_t row = pieces_[piece].first; row < pieces_[piece].end; row += block_rows) {
      const std::size_t count = std::min(block_rows, n_ - row);
      double* x = &table_[row * p_];
      for (std::size_t j = 0; j < p_; ++j)
        centre(columns_[j] + row, count, frame_.mean[j], frame_.scale[j], x + j * block_rows);
      for (std::size_t i = 0; i < block_rows; ++i)
        weight[i] = i < count && data.event[row + i] ? weight_.empty() ? 1 : weight_[row + i] : 0;
      for (std::size_t j = 0; j < p_; ++j)
        pieces_[piece].expected_x[j] += block_dot(x + j * block_rows, weight);
    }
  });
  for (const Piece& piece : pieces_)
    for (std::size_t j = 0; j < p_; ++j) sum_of_deaths_[j] += piece.expected_x[j];
}

// The exponential of each pattern, and its vector.
void CoxByDay::evaluate_patterns(std::span<const double> coefficient) {
  in_parallel(threads_, (risk_.size() + pattern_rows - 1) / pattern_rows, [&](std::size_t part) {
    const std::size_t end = std::min(risk_.size(), (part + 1) * pattern_rows);
    for (std::size_t first = part * pattern_rows; first < end; first += block_rows) {
      const double* x = &table_[first * p_];
      double* risk = &risk_[first];
      std::fill(risk, risk + block_rows, 0.0);
      add_linear_predictors(x, coefficient.data(), p_, risk);
      exponentials({risk, block_rows});
      write_vectors(x, risk, p_, stride_, &vectors_[first * stride_]);
    }
  });
}

bool CoxByDay::evaluate(std::span<const double> coefficient) {
  if (patterns_.count()) evaluate_patterns(coefficient);
  in_parallel(threads_, pieces_.size(), [&](std::size_t i) {
    patterns_.count() ? add_patterns(pieces_[i]) : add_rows(pieces_[i], coefficient);
  });
  if (!patterns_.count()) join_cells();
  loglik_ = offset_of_deaths_ + dot(coefficient, sum_of_deaths_);
  information_ = Matrix(p_);
  walk_back();
  const Matrix means = information_;
  score_ = sum_of_deaths_;
  in_parallel(threads_, pieces_.size(), [&](std::size_t i) {
    patterns_.count() ? spread_patterns(pieces_[i]) : spread_rows(pieces_[i]);
  });
  if (patterns_.count()) sum_over_patterns();
  for (const Piece& piece : pieces_)
    for (std::size_t j = 0; j < p_ && !piece.expected_x.empty(); ++j) {
      score_[j] -= piece.expected_x[j];
      for (std::size_t k = j; k < p_; ++k) information_(j, k) += piece.gram(j, k);
    }
  // Where all who are at risk together have one value, the two parts are equal and their difference is rounding.
  for (std::size_t j = 0; j < p_; ++j) {
    if (std::abs(information_(j, j)) > rounding_share * std::abs(means(j, j))) continue;
    for (std::size_t k = 0; k < p_; ++k) information_(std::min(j, k), std::max(j, k)) = 0;
  }
  information_.mirror_upper();
  const auto finite = [](double value) { return std::isfinite(value); };
  return finite(loglik_) && std::all_of(score_.begin(), score_.end(), finite) &&
         std::all_of(information_.values().begin(), information_.values().end(), finite);
}

void CoxByDay::add_rows(Piece& piece, std::span<const double> coefficient) {
  // The first piece adds to the sums of all.
  std::vector<double>& cells = piece.cells.empty() ? cells_ : piece.cells;
  std::fill(cells.begin(), cells.end(), 0.0);
  for (std::size_t row = piece.first; row < piece.end; row += block_rows) {
    const std::size_t count = std::min(block_rows, n_ - row);
    double* risk = &risk_[row];
    for (std::size_t i = 0; i < count; ++i)
      risk[i] = offset_.empty() ? 0 : offset_[row + i] - frame_.offset_mean;
    add_linear_predictors(&table_[row * p_], coefficient.data(), p_, risk);
    exponentials({risk, count});
    if (!weight_.empty())
      for (std::size_t i = 0; i < count; ++i) risk[i] *= weight_[row + i];
    std::fill(risk + count, risk + block_rows, 0.0);
    scatter(&table_[row * p_], risk, p_, stride_, &cell_[row], block_rows, cells.data());
  }
}

void CoxByDay::add_patterns(const Piece& piece) {
  for (std::size_t cell = piece.first; cell < piece.end; ++cell)
    sum_vectors(vectors_.data(), stride_, number_.data() + start_[cell],
                weight_.empty() ? nullptr : sorted_weight_.data() + start_[cell],
                start_[cell + 1] - start_[cell], &cells_[cell * stride_]);
}

// In the order of the pieces.
void CoxByDay::join_cells() {
  for (std::size_t i = 1; i < pieces_.size(); ++i)
    add_multiple(1, pieces_[i].cells.data(), cells_.size(), cells_.data());
}

// As CoxLikelihood, a day at a time.
void CoxByDay::walk_back() {
  std::vector<double> left(stride_), means(p_ * stride_), hazard(ticks_), of_deaths(ticks_);
  for (std::uint32_t s = 0; s < strata_; ++s) {
    std::fill(left.begin(), left.end(), 0.0);
    for (std::uint32_t tick = ticks_; tick-- > 0;) {
      const std::size_t day = std::size_t{s} * ticks_ + tick;
      const double* dead = &cells_[2 * day * stride_];
      const double* censored = dead + stride_;
      add_multiple(1, censored, stride_, left.data());
      hazard[tick] = of_deaths[tick] = 0;
      if (deaths_[day] == 0) continue;
      const EventSums sums =
          event_sums(ties_ == Ties::efron ? deaths_[day] : 1, deaths_weight_[day], left[p_], dead[p_]);
      loglik_ -= sums.log_denominators;
      hazard[tick] = sums.hazard;
      of_deaths[tick] = sums.hazard_of_deaths;
      subtract_outer(means.data(), left.data(), dead, p_, stride_, sums.left_left, sums.left_deaths,
                     sums.deaths_deaths);
      add_multiple(1, dead, stride_, left.data());
    }
    double sum = 0;
    for (std::uint32_t tick = 0; tick < ticks_; ++tick) {
      double* factor = &factor_[2 * (std::size_t{s} * ticks_ + tick)];
      factor[0] = sum + of_deaths[tick];
      sum += hazard[tick];
      factor[1] = sum;
    }
  }
  for (std::size_t j = 0; j < p_; ++j)
    for (std::size_t k = j; k < p_; ++k) information_(j, k) = means[j * stride_ + k];
}

void CoxByDay::spread_rows(Piece& piece) {
  double expected[block_rows];
  ColumnGram gram(p_);
  for (std::size_t row = piece.first; row < piece.end; row += block_rows) {
    expected_events(&risk_[row], &cell_[row], factor_.data(), block_rows, expected);
    gram.add(&table_[row * p_], expected);
  }
  piece.gram = gram.products();
  piece.expected_x = gram.sums();
}

void CoxByDay::spread_patterns(Piece& piece) {
  std::fill(piece.expected_of_pattern.begin(), piece.expected_of_pattern.end(), 0.0);
  double* expected = piece.expected_of_pattern.data();
  for (std::size_t cell = piece.first; cell < piece.end; ++cell) {
    const double factor = factor_[cell];
    if (weight_.empty())
      for (std::size_t at = start_[cell]; at < start_[cell + 1]; ++at) expected[number_[at]] += factor;
    else
      for (std::size_t at = start_[cell]; at < start_[cell + 1]; ++at)
        expected[number_[at]] += sorted_weight_[at] * factor;
  }
}

// Into the first piece.
void CoxByDay::sum_over_patterns() {
  std::vector<double>& expected = pieces_[0].expected_of_pattern;
  for (std::size_t i = 1; i < pieces_.size(); ++i)
    add_multiple(1, pieces_[i].expected_of_pattern.data(), expected.size(), expected.data());
  for (std::size_t k = 0; k < expected.size(); ++k) expected[k] *= risk_[k];
  ColumnGram gram(p_);
  for (std::size_t first = 0; first < expected.size(); first += block_rows)
    gram.add(&table_[first * p_], &expected[first]);
  pieces_[0].gram = gram.products();
  pieces_[0].expected_x = gram.sums();
}

}  // namespace repere::statistics
