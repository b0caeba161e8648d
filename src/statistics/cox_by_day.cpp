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
constexpr std::size_t piece_rows = 1 << 18;
constexpr double rounding_share = 1e-12;  // less than this share of what was subtracted is rounding

REPERE_HOT_LOOP void centre(const double* in, std::size_t count, double mean, double scale, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = (in[i] - mean) * scale;
}

REPERE_HOT_LOOP void add_multiple(double factor, const double* x, std::size_t count, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += factor * x[i];
}

// Adds the rows of `vectors` (stride doubles each, a multiple of 8) to those of `cells`.
REPERE_HOT_LOOP void scatter(const double* vectors, std::size_t stride, const std::uint32_t* cell,
                             std::size_t count, double* cells) {
  for (std::size_t i = 0; i < count; ++i) {
    const double* from = vectors + i * stride;
    double* to = cells + cell[i] * stride;
    for (std::size_t k = 0; k < stride; k += lanes) {
      Lanes sum, term;
      __builtin_memcpy(&sum, to + k, sizeof sum);
      __builtin_memcpy(&term, from + k, sizeof term);
      sum += term;
      __builtin_memcpy(to + k, &sum, sizeof sum);
    }
  }
}

// The same, each row's vector being that of its pattern times its weight.
REPERE_HOT_LOOP void scatter_patterns(const double* vectors, std::size_t stride, const std::uint32_t* number,
                                      const double* weight, const std::uint32_t* cell, std::size_t count,
                                      double* cells) {
  for (std::size_t i = 0; i < count; ++i) {
    const double* from = vectors + number[i] * stride;
    double* to = cells + cell[i] * stride;
    const double w = weight == nullptr ? 1 : weight[i];
    for (std::size_t k = 0; k < stride; k += lanes) {
      Lanes sum, term;
      __builtin_memcpy(&sum, to + k, sizeof sum);
      __builtin_memcpy(&term, from + k, sizeof term);
      sum += w * term;
      __builtin_memcpy(to + k, &sum, sizeof sum);
    }
  }
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
  sum_deaths(data, model);
  risk_.resize(patterns_.count() ? patterns_.count() : n_);
  vectors_.resize(patterns_.count() * stride_);
  factor_.resize(std::size_t{2} * strata_ * ticks_);
  const std::size_t count = std::clamp<std::size_t>(n_ / piece_rows, 1, 8);
  for (std::size_t i = 0; i < count; ++i)
    pieces_.push_back({n_ * i / count, n_ * (i + 1) / count, std::vector<double>(factor_.size() * stride_),
                       std::vector<double>(patterns_.count()), std::vector<double>(p_), Matrix(p_)});
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
void CoxByDay::sum_deaths(const FollowUp& data, const CoxModel& model) {
  deaths_.assign(std::size_t{strata_} * ticks_, 0);
  deaths_weight_.assign(deaths_.size(), 0);
  for (std::size_t row = 0; row < n_; ++row) {
    if (!data.event[row]) continue;
    const double w = weight_.empty() ? 1 : weight_[row];
    ++deaths_[cell_[row] / 2];
    deaths_weight_[cell_[row] / 2] += w;
    if (!offset_.empty()) offset_of_deaths_ += w * (offset_[row] - frame_.offset_mean);
  }
  sum_of_deaths_.assign(p_, 0);
  in_parallel(threads_, p_, [&](std::size_t j) {
    const double* x = model.covariates[j].values.data();
    double sum = 0;
    for (std::size_t row = 0; row < n_; ++row) {
      const double w = weight_.empty() ? 1 : weight_[row];
      sum += data.event[row] ? w * (x[row] - frame_.mean[j]) * frame_.scale[j] : 0;
    }
    sum_of_deaths_[j] = sum;
  });
}

bool CoxByDay::evaluate(std::span<const double> coefficient) {
  if (patterns_.count()) {
    std::vector<double> x(p_);
    std::fill(risk_.begin(), risk_.end(), 0.0);
    for (std::size_t k = 0; k < risk_.size(); ++k)
      for (std::size_t j = 0; j < p_; ++j)
        risk_[k] += coefficient[j] * (columns_[j][patterns_.first_row[k]] - frame_.mean[j]) * frame_.scale[j];
    exponentials(risk_);
    for (std::size_t k = 0; k < risk_.size(); ++k) {
      double* vector = &vectors_[k * stride_];
      for (std::size_t j = 0; j < p_; ++j)
        vector[j] = risk_[k] * (columns_[j][patterns_.first_row[k]] - frame_.mean[j]) * frame_.scale[j];
      vector[p_] = risk_[k];
    }
  }
  in_parallel(threads_, pieces_.size(), [&](std::size_t i) {
    patterns_.count() ? add_patterns(pieces_[i]) : add_rows(pieces_[i], coefficient);
  });
  join_cells();
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
    for (std::size_t j = 0; j < p_; ++j) {
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

// The covariates of some rows as the model has them, column by column (block_rows apart).
void CoxByDay::centred(std::size_t row, std::size_t count, double* out) const {
  for (std::size_t j = 0; j < p_; ++j)
    centre(columns_[j] + row, count, frame_.mean[j], frame_.scale[j], out + j * block_rows);
}

void CoxByDay::add_rows(Piece& piece, std::span<const double> coefficient) {
  std::fill(piece.cells.begin(), piece.cells.end(), 0.0);
  std::vector<double> x(p_ * block_rows), vectors(block_rows * stride_);
  for (std::size_t row = piece.first; row < piece.end; row += block_rows) {
    const std::size_t count = std::min(block_rows, piece.end - row);
    centred(row, count, x.data());
    double* risk = &risk_[row];
    for (std::size_t i = 0; i < count; ++i)
      risk[i] = offset_.empty() ? 0 : offset_[row + i] - frame_.offset_mean;
    for (std::size_t j = 0; j < p_; ++j) add_multiple(coefficient[j], &x[j * block_rows], count, risk);
    exponentials({risk, count});
    if (!weight_.empty())
      for (std::size_t i = 0; i < count; ++i) risk[i] *= weight_[row + i];
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < p_; ++j) vectors[i * stride_ + j] = risk[i] * x[j * block_rows + i];
      vectors[i * stride_ + p_] = risk[i];
    }
    scatter(vectors.data(), stride_, &cell_[row], count, piece.cells.data());
  }
}

void CoxByDay::add_patterns(Piece& piece) {
  std::fill(piece.cells.begin(), piece.cells.end(), 0.0);
  scatter_patterns(vectors_.data(), stride_, &patterns_.number[piece.first],
                   weight_.empty() ? nullptr : &weight_[piece.first], &cell_[piece.first],
                   piece.end - piece.first, piece.cells.data());
}

// Into the first piece, in the order of the pieces.
void CoxByDay::join_cells() {
  std::vector<double>& all = pieces_[0].cells;
  for (std::size_t i = 1; i < pieces_.size(); ++i)
    add_multiple(1, pieces_[i].cells.data(), all.size(), all.data());
}

// As CoxLikelihood, a day at a time.
void CoxByDay::walk_back() {
  const std::vector<double>& cells = pieces_[0].cells;
  std::vector<double> left(p_ + 1), hazard(ticks_), of_deaths(ticks_);
  for (std::uint32_t s = 0; s < strata_; ++s) {
    std::fill(left.begin(), left.end(), 0.0);
    for (std::uint32_t tick = ticks_; tick-- > 0;) {
      const std::size_t day = std::size_t{s} * ticks_ + tick;
      const double* dead = &cells[2 * day * stride_];
      const double* censored = dead + stride_;
      for (std::size_t j = 0; j <= p_; ++j) left[j] += censored[j];
      hazard[tick] = of_deaths[tick] = 0;
      if (deaths_[day] == 0) continue;
      const EventSums sums =
          event_sums(ties_ == Ties::efron ? deaths_[day] : 1, deaths_weight_[day], left[p_], dead[p_]);
      loglik_ -= sums.log_denominators;
      hazard[tick] = sums.hazard;
      of_deaths[tick] = sums.hazard_of_deaths;
      subtract_outer(information_, left.data(), dead, sums.left_left, sums.left_deaths, sums.deaths_deaths);
      for (std::size_t j = 0; j <= p_; ++j) left[j] += dead[j];
    }
    double sum = 0;
    for (std::uint32_t tick = 0; tick < ticks_; ++tick) {
      double* factor = &factor_[2 * (std::size_t{s} * ticks_ + tick)];
      factor[0] = sum + of_deaths[tick];
      sum += hazard[tick];
      factor[1] = sum;
    }
  }
}

void CoxByDay::spread_rows(Piece& piece) {
  std::vector<double> x(p_ * block_rows);
  double expected[block_rows];
  ColumnGram gram(p_);
  for (std::size_t row = piece.first; row < piece.end; row += block_rows) {
    const std::size_t count = std::min(block_rows, piece.end - row);
    centred(row, count, x.data());
    for (std::size_t i = 0; i < count; ++i) expected[i] = risk_[row + i] * factor_[cell_[row + i]];
    for (std::size_t i = count; i < block_rows; ++i) expected[i] = 0;
    gram.add(x.data(), expected);
  }
  piece.gram = gram.products();
  piece.expected_x = gram.sums();
}

void CoxByDay::spread_patterns(Piece& piece) {
  std::fill(piece.expected_of_pattern.begin(), piece.expected_of_pattern.end(), 0.0);
  double* expected = piece.expected_of_pattern.data();
  for (std::size_t row = piece.first; row < piece.end; ++row)
    expected[patterns_.number[row]] += (weight_.empty() ? 1 : weight_[row]) * factor_[cell_[row]];
}

// Into the first piece.
void CoxByDay::sum_over_patterns() {
  std::vector<double>& expected = pieces_[0].expected_of_pattern;
  for (std::size_t i = 1; i < pieces_.size(); ++i)
    add_multiple(1, pieces_[i].expected_of_pattern.data(), expected.size(), expected.data());
  ColumnGram gram(p_);
  std::vector<double> x(p_ * block_rows);
  double weight[block_rows];
  for (std::size_t first = 0; first < expected.size(); first += block_rows) {
    for (std::size_t i = 0; i < block_rows; ++i) {
      const bool there = first + i < expected.size();
      weight[i] = there ? risk_[first + i] * expected[first + i] : 0;
      for (std::size_t j = 0; there && j < p_; ++j)
        x[j * block_rows + i] =
            (columns_[j][patterns_.first_row[first + i]] - frame_.mean[j]) * frame_.scale[j];
    }
    gram.add(x.data(), weight);
  }
  pieces_[0].gram = gram.products();
  pieces_[0].expected_x = gram.sums();
}

}  // namespace repere::statistics
