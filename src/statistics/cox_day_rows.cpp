#include "statistics/cox_day_rows.hpp"

#include "statistics/lanes.hpp"

namespace repere::statistics {

// Each piece but the first adds to cells of its own, which cost as much as some thousand rows.
std::vector<RowPiece> row_pieces(std::size_t rows) {
  const std::size_t blocks = (rows + block::rows - 1) / block::rows;
  const std::size_t count = rows < (1 << 18) ? 1 : rows < (1 << 21) ? 4 : 8;
  std::vector<RowPiece> pieces;
  for (std::size_t i = 0; i < count; ++i)
    pieces.push_back({blocks * i / count * block::rows, blocks * (i + 1) / count * block::rows});
  return pieces;
}

namespace block {

REPERE_HOT_LOOP void centre(const double* in, std::size_t count, double mean, double scale, double* out) {
  if (count == rows) {
    for (std::size_t i = 0; i < rows; i += 8) {
      __builtin_prefetch(in + i + 2 * rows);  // of the block after next
      store(out + i, (load(in + i) - mean) * scale);
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) out[i] = (in[i] - mean) * scale;
  for (std::size_t i = count; i < rows; ++i) out[i] = 0;
}

}  // namespace block
}  // namespace repere::statistics
