#include "statistics/cox_codes.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "statistics/cox_day_rows.hpp"
#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t least_coded = 3, most_coded = 64, most_measured = 3;
constexpr std::size_t most_codes = 1 << 13;
constexpr std::size_t most_table = 1 << 18;  // numbers in a table of the codes' vectors
constexpr std::size_t rows_a_code = 8;       // fewer rows are not worth a code
constexpr std::size_t held = 1024;           // rows whose combinations are built together
constexpr std::size_t glance = 4096;

// Puts a column of 0 and 1 at bit `place` of the rows' keys. Whether it holds anything else.
REPERE_HOT_LOOP bool add_bits(const double* column, std::size_t rows, std::size_t place, std::uint64_t* key) {
  constexpr std::uint64_t one = 0x3FF0000000000000U, without_sign = 0x7FFFFFFFFFFFFFFFU;
  std::uint64_t others = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint64_t bits;
    std::memcpy(&bits, &column[row], sizeof bits);
    const std::uint64_t bit = (bits >> 52) & 1U;  // the lowest of the exponent, set in 1 and not in 0
    key[row] |= bit << place;
    others |= bits ^ (bit * one);
  }
  return (others & without_sign) != 0;
}

// The keys of one piece, numbered as they come.
class Numbers {
 public:
  explicit Numbers(std::size_t most) : most_(most), slot_(slots, none) {}
  // False when there are too many.
  bool number(const std::uint64_t* key, std::size_t rows, std::uint16_t* code) {
    for (std::size_t row = 0; row < rows; ++row) {
      std::uint16_t found = slot_[place(key[row])];
      if (found == none) {
        if (keys_.size() == most_) return false;
        found = static_cast<std::uint16_t>(keys_.size());
        slot_[place(key[row])] = found;
        keys_.push_back(key[row]);
        rows_.push_back(0);
      }
      code[row] = found;
      ++rows_[found];
    }
    return true;
  }
  const std::vector<std::uint64_t>& keys() const { return keys_; }
  const std::vector<std::uint32_t>& rows() const { return rows_; }

 private:
  static constexpr std::uint16_t none = 0xFFFF;
  static constexpr std::size_t slots = 4 * most_codes;

  std::size_t place(std::uint64_t key) const {
    std::size_t at = (key * 0x9E3779B97F4A7C15U) >> 49;  // 15 bits
    while (slot_[at] != none && keys_[slot_[at]] != key) at = (at + 1) % slots;
    return at;
  }

  std::size_t most_;
  std::vector<std::uint16_t> slot_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> rows_;
};

class Search {
 public:
  Search(std::span<const double* const> columns, std::size_t rows, unsigned threads)
      : columns_(columns), rows_(rows), threads_(threads), pieces_(row_pieces(rows)) {}

  CoxCodes run() {
    std::vector<std::uint64_t> key(std::min(glance, rows_));
    for (std::size_t j = 0; j < columns_.size(); ++j)
      (add_bits(columns_[j], key.size(), 0, key.data()) ? found_.measured : found_.coded).push_back(j);
    if (found_.coded.size() < least_coded || found_.coded.size() > most_coded ||
        found_.measured.size() > most_measured)
      return {};
    const std::size_t stride = columns_.size() + 8;
    most_ = std::min({most_codes, rows_ / rows_a_code, most_table / stride});
    found_.code.resize(rows_);
    std::vector<Numbers> numbers(pieces_.size(), Numbers(most_));
    in_parallel(threads_, pieces_.size(), [&](std::size_t i) { number(i, numbers[i]); });
    if (given_up_ || !join(numbers)) return {};
    return std::move(found_);
  }

 private:
  void number(std::size_t piece, Numbers& numbers) {
    std::uint64_t key[held];
    const std::size_t end = std::min(pieces_[piece].end, rows_);
    for (std::size_t row = pieces_[piece].first; row < end && !given_up_; row += held) {
      const std::size_t count = std::min(held, end - row);
      std::fill(key, key + count, 0U);
      bool others = false;
      for (std::size_t k = 0; k < found_.coded.size(); ++k)
        others |= add_bits(columns_[found_.coded[k]] + row, count, k, key);
      if (others || !numbers.number(key, count, &found_.code[row])) given_up_ = true;
    }
  }

  // One numbering for all pieces, in their order.
  bool join(const std::vector<Numbers>& numbers) {
    Numbers all(most_);
    std::vector<std::vector<std::uint16_t>> code(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto& keys = numbers[i].keys();
      code[i].resize(keys.size());
      if (!all.number(keys.data(), keys.size(), code[i].data())) return false;
      found_.rows.resize(all.keys().size());
      for (std::size_t k = 0; k < keys.size(); ++k) found_.rows[code[i][k]] += numbers[i].rows()[k];
    }
    in_parallel(threads_, pieces_.size(), [&](std::size_t i) {
      const std::size_t end =
          i == 0 ? 0 : std::min(pieces_[i].end, rows_);  // the first piece numbered them so itself
      for (std::size_t row = pieces_[i].first; row < end; ++row) found_.code[row] = code[i][found_.code[row]];
    });
    found_.ones = all.keys();
    return true;
  }

  std::span<const double* const> columns_;
  std::size_t rows_;
  unsigned threads_;
  std::vector<RowPiece> pieces_;
  std::size_t most_ = 0;
  CoxCodes found_;
  std::atomic<bool> given_up_ = false;
};

}  // namespace

CoxCodes find_codes(std::span<const double* const> columns, std::size_t rows, unsigned threads) {
  return Search(columns, rows, threads).run();
}

}  // namespace repere::statistics
