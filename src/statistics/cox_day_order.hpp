#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/large_array.hpp"
#include "statistics/parallel.hpp"
#include "statistics/time_axis.hpp"

namespace repere::statistics {

/// A run of rows, or of cells, which one thread takes at a time.
struct RowPiece {
  std::size_t first, end;
};

/// How n rows are cut: into few pieces, which depend on their number only.
std::vector<RowPiece> row_pieces(std::size_t rows);

/// In which order the rows of a Cox model leave the risk sets, by counting: for many rows with few days, everyone at risk
/// from the start.
///
/// Each stratum has, for each of its days with an event, a cell of those who have it and one of those who are censored
/// then or before the next; its first cell is of those who leave before the first.
class CoxDayOrder {
 public:
  /// Whether the days are fewer than the rows by far, and nobody enters late.
  static bool suits(const FollowUp& data, const TimeAxis& axis, const Codes& strata);

  /// with_cells: whether cell_of_row() will be asked for
  /// Lifetime: what is borrowed outlives it
  CoxDayOrder(const FollowUp& data, const TimeAxis& axis, const Codes& strata, unsigned threads,
              bool with_cells = true);

  struct Stratum {
    std::size_t first_event, end_event;  ///< of the event days of all strata
    std::size_t number;
    std::size_t first_cell() const { return 2 * first_event + number; }
    std::size_t cell_of_deaths(std::size_t event) const { return 2 * event + 1 + number; }
  };

  std::size_t events() const { return terms_.size(); }
  std::size_t cells() const { return start_.size() - 1; }
  const std::vector<Stratum>& strata() const { return strata_; }
  /// How many rows have each event day's event. Shape: [events]
  const std::vector<double>& events_of_day() const { return terms_; }
  /// Each row's cell, with zeros behind the last. Shape: [n rounded up to whole blocks of rows]
  std::span<const std::uint32_t> cell_of_row() const { return cell_; }
  std::uint32_t rows_of_cell(std::size_t cell) const { return start_[cell + 1] - start_[cell]; }
  /// The position where each cell begins when the rows are put in their order, and the end. Shape: [cells + 1]
  std::span<const std::uint32_t> start() const { return start_; }
  /// Calls take(row, position) with where each row stands then; threads take rows at the same time.
  template <class Take>
  void place_rows(unsigned threads, Take take) const {
    in_parallel(threads, pieces_.size(), [&](std::size_t i) {
      Counts next = first_[i];
      for (std::size_t row = pieces_[i].first; row < pieces_[i].end; ++row) take(row, next[place_of(row)]++);
    });
  }
  /// Runs of whole cells with about as many rows each, for threads.
  std::vector<RowPiece> cell_pieces() const;

 private:
  using Counts = std::vector<std::uint32_t>;
  // A place is a stratum, a day, and whether there is an event.
  std::uint32_t place_of(std::size_t row) const {
    const std::uint32_t day = stratum_.empty() ? exit_[row] : stratum_[row] * ticks_ + exit_[row];
    return 2 * day + 1 - event_[row];
  }
  std::vector<Counts> count_places(std::uint32_t strata, unsigned threads) const;
  Counts number_cells(const std::vector<Counts>& rows_of_place, std::uint32_t strata);
  void fill_cells(const Counts& cell_of_place, unsigned threads);

  std::span<const std::uint32_t> exit_, stratum_;
  std::span<const std::uint8_t> event_;
  std::uint32_t ticks_;
  std::vector<RowPiece> pieces_;  // of rows
  std::vector<Stratum> strata_;
  std::vector<double> terms_;
  LargeArray<std::uint32_t> cell_;  // by row, if asked for
  Counts start_;
  std::vector<Counts> first_;  // [pieces][places] the position of the first row of each piece in each place
};

}  // namespace repere::statistics
