#include "statistics/cox_day_order.hpp"

#include <algorithm>
#include <utility>

#include "statistics/weighted_products.hpp"

namespace repere::statistics {

std::vector<RowPiece> row_pieces(std::size_t rows) {
  constexpr std::size_t together = 1024;  // each piece but the last has a multiple of it
  const std::size_t blocks = (rows + together - 1) / together;
  const std::size_t count = rows < 50'000 ? 1 : rows < (1 << 18) ? 2 : rows < (1 << 21) ? 4 : 8;
  std::vector<RowPiece> pieces;
  for (std::size_t i = 0; i < count; ++i)
    pieces.push_back({blocks * i / count * together, std::min(rows, blocks * (i + 1) / count * together)});
  return pieces;
}

bool CoxDayOrder::suits(const FollowUp& data, const TimeAxis& axis, const Codes& strata) {
  const std::uint64_t places = 2ULL * axis.ticks() * std::max(1U, strata.count);
  return data.entry.empty() && data.rows() >= 8192 && places <= data.rows();
}

CoxDayOrder::CoxDayOrder(const FollowUp& data, const TimeAxis& axis, const Codes& strata, unsigned threads,
                         bool with_cells)
    : exit_(axis.exit()),
      stratum_(strata.code),
      event_(data.event),
      ticks_(axis.ticks()),
      pieces_(row_pieces(data.rows())),
      first_(count_places(std::max(1U, strata.count), threads)) {
  const Counts cell_of_place = number_cells(first_, std::max(1U, strata.count));
  if (with_cells) fill_cells(cell_of_place, threads);
  // Of each piece it is known where its rows of each place go.
  std::uint32_t position = 0;
  for (std::size_t place = 0; place < first_[0].size(); ++place)
    for (Counts& of_piece : first_) position += std::exchange(of_piece[place], position);
}

void CoxDayOrder::fill_cells(const Counts& cell_of_place, unsigned threads) {
  constexpr std::size_t block = ColumnGram::block_rows;
  const std::size_t rows = event_.size();
  cell_.resize((rows + block - 1) / block * block);
  std::fill(cell_.begin() + static_cast<std::ptrdiff_t>(rows), cell_.end(), 0U);
  in_parallel(threads, pieces_.size(), [&](std::size_t i) {
    for (std::size_t row = pieces_[i].first; row < pieces_[i].end; ++row)
      cell_[row] = cell_of_place[place_of(row)];
  });
}

std::vector<CoxDayOrder::Counts> CoxDayOrder::count_places(std::uint32_t strata, unsigned threads) const {
  std::vector<Counts> counts(pieces_.size());
  in_parallel(threads, pieces_.size(), [&](std::size_t i) {
    counts[i].assign(std::size_t{2} * ticks_ * strata, 0);
    std::uint32_t* rows = counts[i].data();
    for (std::size_t row = pieces_[i].first; row < pieces_[i].end; ++row) ++rows[place_of(row)];
  });
  return counts;
}

CoxDayOrder::Counts CoxDayOrder::number_cells(const std::vector<Counts>& rows_of_place,
                                              std::uint32_t strata) {
  Counts cell_of_place(rows_of_place[0].size());
  std::uint32_t position = 0;
  std::size_t place = 0;
  const auto rows = [&](std::size_t at) {
    std::uint32_t sum = 0;
    for (const Counts& of_piece : rows_of_place) sum += of_piece[at];
    return sum;
  };
  for (std::uint32_t s = 0; s < strata; ++s) {
    const std::size_t first = terms_.size();
    start_.push_back(position);
    for (const std::size_t end = cell_of_place.size() / strata * (s + 1); place < end; place += 2) {
      if (const std::uint32_t deaths = rows(place); deaths > 0) {
        terms_.push_back(deaths);
        cell_of_place[place] = static_cast<std::uint32_t>(start_.size());
        start_.push_back(position);
        position += deaths;
        start_.push_back(position);
      }
      cell_of_place[place + 1] = static_cast<std::uint32_t>(start_.size() - 1);
      position += rows(place + 1);
    }
    strata_.push_back({first, terms_.size(), s});
  }
  start_.push_back(position);
  return cell_of_place;
}

std::vector<RowPiece> CoxDayOrder::cell_pieces() const {
  const std::size_t n = pieces_.back().end, count = row_pieces(n).size();
  std::vector<RowPiece> pieces;
  for (std::size_t i = 0, first = 0; i < count; ++i) {
    const auto found = std::lower_bound(start_.begin(), start_.end(), n * (i + 1) / count);
    const std::size_t end =
        i + 1 == count ? cells() : std::min(cells(), static_cast<std::size_t>(found - start_.begin()));
    pieces.push_back({first, end});
    first = end;
  }
  return pieces;
}

}  // namespace repere::statistics
