#include "statistics/cox_codes.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>

#include "statistics/cox_day_order.hpp"
#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t most_coded = 64;
constexpr std::size_t most_codes = 1 << 13, most_levels = 1 << 12;
constexpr std::size_t most_table = 1 << 18;  // numbers in a table of the codes' vectors
constexpr std::size_t rows_a_code = 8;       // fewer rows are not worth a code
constexpr std::size_t held = 1024;           // rows whose combinations are built together
constexpr std::size_t glance = 4096;         // rows by which columns are chosen

using Words = std::uint64_t __attribute__((vector_size(64)));
constexpr std::size_t lanes = 8;

// The columns of 0 and 1 as one key a row, bit k of column k. Whether they hold anything else. Memory is asked for ahead:
// so many columns side by side are not read ahead by themselves. Shape: rows a multiple of 8
REPERE_HOT_LOOP bool build_keys(const double* const* columns, std::size_t count, std::size_t rows,
                                std::uint64_t* key) {
  constexpr std::uint64_t one = 0x3FF0000000000000U, without_sign = 0x7FFFFFFFFFFFFFFFU;
  constexpr std::size_t ahead = 128;
  Words others = {};
  for (std::size_t row = 0; row < rows; row += lanes) {
    Words keys = {};
    for (std::size_t k = 0; k < count; ++k) {
      __builtin_prefetch(columns[k] + row + ahead);
      Words bits;
      std::memcpy(&bits, columns[k] + row, sizeof bits);
      const Words is_one = static_cast<Words>(bits == one);
      keys |= is_one & (std::uint64_t{1} << k);
      others |= bits & ~is_one;
    }
    std::memcpy(key + row, &keys, sizeof keys);
  }
  std::uint64_t any = 0;
  for (std::size_t i = 0; i < lanes; ++i) any |= others[i];
  return (any & without_sign) != 0;
}

// The keys of one piece of rows, numbered as they come.
class Numbers {
 public:
  explicit Numbers(std::size_t most)
      : most_(most), mask_(std::bit_ceil(4 * most + 1) - 1), slot_(mask_ + 1, none) {
    key_.reserve(most);  // so that neither moves
    rows_.reserve(most);
  }
  // Adds each row's number times `factor`. False when there are too many.
  bool number(const std::uint64_t* key, std::size_t rows, std::uint32_t factor, std::uint32_t* out) {
    const std::uint16_t* slot = slot_.data();
    const std::uint64_t* known = key_.data();
    std::uint32_t* rows_of = rows_.data();
    const std::uint64_t mask = mask_;
    for (std::size_t row = 0; row < rows; ++row) {
      std::uint32_t found = slot[first_slot(key[row], mask)];
      if (found == none || known[found] != key[row]) {
        found = find_or_add(key[row]);
        if (found == none) return false;
      }
      out[row] += factor * found;
      ++rows_of[found];
    }
    return true;
  }
  const std::vector<std::uint64_t>& keys() const { return key_; }
  const std::vector<std::uint32_t>& rows() const { return rows_; }

  // Takes another's keys after its own: `become` is what their numbers are now. False when there are too many.
  bool join(const Numbers& other, std::vector<std::uint32_t>& become) {
    become.assign(other.key_.size(), 0);
    if (!number(other.key_.data(), become.size(), 1, become.data())) return false;
    for (std::size_t k = 0; k < become.size(); ++k) rows_[become[k]] += other.rows_[k] - 1;
    return true;
  }

 private:
  static constexpr std::uint16_t none = 0xFFFF;

  // Small numbers, and doubles that hold small whole numbers, each have a slot of their own.
  static std::size_t first_slot(std::uint64_t key, std::uint64_t mask) {
    return (key ^ (key >> 16) ^ (key >> 32) ^ (key >> 44)) & mask;
  }
  // None when there are too many.
  std::uint16_t find_or_add(std::uint64_t key) {
    std::size_t at = first_slot(key, mask_);
    while (slot_[at] != none && key_[slot_[at]] != key) at = (at + 1) & mask_;
    if (slot_[at] != none || key_.size() == most_) return slot_[at];
    slot_[at] = static_cast<std::uint16_t>(key_.size());
    key_.push_back(key);
    rows_.push_back(0);
    return slot_[at];
  }

  std::size_t most_;
  std::uint64_t mask_;
  std::vector<std::uint16_t> slot_;
  std::vector<std::uint64_t> key_;
  std::vector<std::uint32_t> rows_;
};

class Search {
 public:
  Search(std::span<const double* const> columns, std::size_t rows, unsigned threads)
      : columns_(columns), rows_(rows), threads_(threads), pieces_(row_pieces(rows)) {}

  CoxCodes run() {
    if (!choose_columns()) return {};
    const std::size_t stride = columns_.size() + 8;
    const std::size_t codes = std::min({most_codes, rows_ / rows_a_code, most_table / stride});
    const std::size_t levels = std::min(most_levels, rows_ / rows_a_code);
    found_.pattern.resize(rows_);
    std::vector<Numbers> of_codes, of_levels;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      of_codes.emplace_back(codes);
      of_levels.emplace_back(levels);
    }
    in_parallel(threads_, pieces_.size(),
                [&](std::size_t i) { number(pieces_[i], of_codes[i], of_levels[i]); });
    if (given_up_ || !join(of_codes, of_levels)) return {};
    found_.ones = of_codes[0].keys();
    found_.rows_of_code = of_codes[0].rows();
    for (const std::uint64_t key : of_levels[0].keys()) found_.value.push_back(std::bit_cast<double>(key));
    found_.rows_of_level = of_levels[0].rows();
    if (!found_.measured) {
      found_.value = {0};  // one level, of no column
      found_.rows_of_level = {static_cast<std::uint32_t>(rows_)};
    }
    return std::move(found_);
  }

 private:
  // By the first rows. False when more than one column holds other values.
  bool choose_columns() {
    if (rows_ == 0) return false;
    std::uint64_t key[glance];
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      const double* first = columns_[j];
      if (!build_keys(&first, 1, std::min(glance, rows_) / lanes * lanes, key)) {
        found_.coded.push_back(j);
      } else if (!found_.measured) {
        found_.measured = j;
      } else {
        return false;
      }
    }
    return found_.coded.size() <= most_coded;
  }

  void number(const RowPiece& piece, Numbers& codes, Numbers& levels) {
    std::uint64_t key[held];
    const std::size_t coded = found_.coded.size();
    std::vector<const double*> columns(coded);
    for (std::size_t row = piece.first; row < piece.end && !given_up_; row += held) {
      const std::size_t count = std::min(held, piece.end - row), whole = count / lanes * lanes;
      std::uint32_t* pattern = &found_.pattern[row];
      std::fill(pattern, pattern + count, 0U);
      for (std::size_t k = 0; k < coded; ++k) columns[k] = columns_[found_.coded[k]] + row;
      bool others = build_keys(columns.data(), coded, whole, key);
      for (std::size_t i = whole; i < count; ++i) {
        key[i] = 0;
        for (std::size_t k = 0; k < coded; ++k) {
          key[i] |= std::uint64_t{columns[k][i] == 1} << k;
          others |= columns[k][i] != 0 && columns[k][i] != 1;
        }
      }
      if (others || !codes.number(key, count, 1, pattern)) given_up_ = true;
      if (!found_.measured) continue;
      std::memcpy(key, columns_[*found_.measured] + row, count * sizeof(double));
      if (!levels.number(key, count, 1U << 16, pattern)) given_up_ = true;
    }
  }

  // One numbering for all pieces, in their order: that of the first, which numbered its rows so itself.
  bool join(std::vector<Numbers>& codes, std::vector<Numbers>& levels) {
    std::vector<std::vector<std::uint32_t>> code(pieces_.size()), level(pieces_.size());
    for (std::size_t i = 1; i < pieces_.size(); ++i)
      if (!codes[0].join(codes[i], code[i]) || !levels[0].join(levels[i], level[i])) return false;
    in_parallel(threads_, pieces_.size(), [&](std::size_t i) {
      for (std::size_t row = pieces_[i].first; row < pieces_[i].end && i > 0; ++row) {
        std::uint32_t& pattern = found_.pattern[row];
        const std::uint32_t of_level = found_.measured ? level[i][CoxCodes::level_of(pattern)] : 0;
        pattern = code[i][CoxCodes::code_of(pattern)] + (of_level << 16);
      }
    });
    return true;
  }

  std::span<const double* const> columns_;
  std::size_t rows_;
  unsigned threads_;
  std::vector<RowPiece> pieces_;
  CoxCodes found_;
  std::atomic<bool> given_up_ = false;
};

}  // namespace

CoxCodes find_codes(std::span<const double* const> columns, std::size_t rows, unsigned threads) {
  return Search(columns, rows, threads).run();
}

}  // namespace repere::statistics
