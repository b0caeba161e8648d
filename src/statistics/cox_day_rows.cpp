#include "statistics/cox_day_rows.hpp"

#include "statistics/weighted_products.hpp"

namespace repere::statistics {

// Each piece but the first adds to cells of its own, which cost as much as some thousand rows.
std::vector<RowPiece> row_pieces(std::size_t rows) {
  constexpr std::size_t block_rows = ColumnGram::block_rows;
  const std::size_t blocks = (rows + block_rows - 1) / block_rows;
  const std::size_t count = rows < (1 << 18) ? 1 : rows < (1 << 21) ? 4 : 8;
  std::vector<RowPiece> pieces;
  for (std::size_t i = 0; i < count; ++i)
    pieces.push_back({blocks * i / count * block_rows, blocks * (i + 1) / count * block_rows});
  return pieces;
}

}  // namespace repere::statistics
