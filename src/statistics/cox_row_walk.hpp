#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "statistics/cox_event_times.hpp"
#include "statistics/row_runs.hpp"

namespace repere::statistics {

/// One walk forward through the rows of a Cox model, from the first event time of each stratum to the last,
/// with what its event times have done so far: the running hazard L and the running M, the sum of hazard times
/// the mean of x. With r = exp(offset + x'b), a row that was at risk from just after L0, M0 has
///
///     martingale residual  m = event - r (L - L0)
///     score residual       u = m x + r (M - M0) - event * mean of x at its time
///
/// where at its own event time L and M take the share of those who die. Source: docs/methods.md, "Residuals
/// of a Cox model"
class CoxRowWalk {
 public:
  /// Up to a block of rows at once.
  struct Chunk {
    std::size_t rows;
    const std::uint32_t* position;
    const double* martingale;
    const PaddedRows& score;  ///< [rows], each [p], on the scale of rows.x, without the row's weight
  };

  explicit CoxRowWalk(const CoxEventTimes& times)
      : times_(times),
        rows_(times.rows()),
        p_(rows_.covariates),
        before_(rows_.sets.delayed() ? times.times().size() + 1 : 0, Sums(p_)),
        now_(p_),
        at_event_(p_),
        since_(p_),
        mean_(padded(p_)),
        position_(held),
        martingale_(held),
        score_(p_, held) {}

  /// Calls visit(chunk) until every row has been in one.
  template <class Visit>
  void run(Visit visit) {
    const RiskSets& sets = rows_.sets;
    for (const auto& stratum : sets.strata) {
      const std::uint32_t first =
          stratum.first_block < stratum.end_block ? sets.blocks[stratum.first_block].first : stratum.end_row;
      for (std::uint32_t i = stratum.first_row; i < first; ++i) take_unmoved(i, visit);
      now_ = Sums(p_);
      for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) run_block(b, visit);
    }
    flush(visit);
  }

  /// The mean of x at the block's time that its deaths are compared with (over the terms of the time).
  /// Shape: [p], until the next call
  const double* mean_at(std::uint32_t b) {
    const CoxEventTimes::Time& time = times_.times()[b];
    add_both(time.hazard / time.weight, times_.left(b).data(), time.hazard_of_deaths / time.weight,
             times_.deaths(b).data(), p_, nullptr, mean_.data());
    return mean_.data();
  }

 private:
  static constexpr std::size_t held = RowGrams::block;

  // L and M.
  struct Sums {
    explicit Sums(std::size_t p) : means(padded(p), 0.0) {}
    double hazard = 0;
    LargeArray<double> means;
  };

  template <class Visit>
  void run_block(std::uint32_t b, Visit& visit) {
    const RiskSets::Block& block = rows_.sets.blocks[b];
    const CoxEventTimes::Time& time = times_.times()[b];
    const double *left = times_.left(b).data(), *deaths = times_.deaths(b).data();
    double* now = now_.means.data();
    mean_at(b);
    if (!before_.empty()) before_[b] = now_;
    add_both(time.square_share, left, time.square_share2, deaths, p_, now, at_event_.means.data());
    at_event_.hazard = now_.hazard + time.hazard_of_deaths;
    add_both(time.square, left, time.square_share, deaths, p_, now, now);
    now_.hazard += time.hazard;
    if (before_.empty()) {
      take(block.first, block.deaths_end, at_event_, true, visit);
      take(block.deaths_end, block.end, now_, false, visit);
      return;
    }
    for (std::uint32_t i = block.first; i < block.end; ++i) {
      const bool event = i < block.deaths_end;
      if (rows_.sets.enter[i] > b) {
        take_unmoved(i, visit);
        continue;
      }
      const Sums& entered = before_[rows_.sets.enter[i]];
      const Sums& until = event ? at_event_ : now_;
      for (std::size_t j = 0; j < p_; ++j) since_.means[j] = until.means[j] - entered.means[j];
      since_.hazard = until.hazard - entered.hazard;
      take(i, i + 1, since_, event, visit);
    }
  }

  template <class Visit>
  void take(std::uint32_t first, std::uint32_t end, const Sums& sums, bool event, Visit& visit) {
    while (first < end) {
      const std::size_t rows = std::min<std::size_t>(end - first, held - count_);
      ask_for_rows(rows_.row(first) + held * p_, p_, rows);
      const ScoreRun run{rows_.row(first),
                         &times_.risk()[first],
                         rows_.weight.empty() ? nullptr : &rows_.weight[first],
                         rows,
                         event ? 1.0 : 0.0,
                         sums.hazard,
                         sums.means.data(),
                         event ? mean_.data() : nullptr};
      write_scores(run, p_, &martingale_[count_], score_.row(count_));
      for (std::size_t i = 0; i < rows; ++i) position_[count_ + i] = first + static_cast<std::uint32_t>(i);
      count_ += rows;
      first += static_cast<std::uint32_t>(rows);
      if (count_ == held) flush(visit);
    }
  }

  // A row that nothing happened to while it was at risk.
  template <class Visit>
  void take_unmoved(std::uint32_t i, Visit& visit) {
    position_[count_] = i;
    martingale_[count_] = 0;
    std::fill_n(score_.row(count_), p_, 0.0);
    if (++count_ == held) flush(visit);
  }

  template <class Visit>
  void flush(Visit& visit) {
    if (count_ > 0) visit(Chunk{count_, position_.data(), martingale_.data(), score_});
    count_ = 0;
  }

  const CoxEventTimes& times_;
  const CoxRows& rows_;
  std::size_t p_;
  std::vector<Sums> before_;  // by block, with delayed entry: before it
  Sums now_, at_event_, since_;
  LargeArray<double> mean_;
  std::size_t count_ = 0;  // of the chunk that is being filled
  std::vector<std::uint32_t> position_;
  std::vector<double> martingale_;
  PaddedRows score_;
};

}  // namespace repere::statistics
