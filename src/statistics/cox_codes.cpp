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
constexpr std::size_t most_codes = 1 << 13, most_levels = 0xFFFF, most_measured = 3;
constexpr std::size_t most_table = 1 << 18;  // numbers in a table of the codes' vectors
constexpr std::size_t rows_a_code = 8;       // fewer rows are not worth a code
constexpr std::size_t held = 1024;           // rows whose combinations are built together
constexpr std::size_t glance = 4096;         // rows by which columns are chosen

using Words = std::uint64_t __attribute__((vector_size(64)));
constexpr std::size_t lanes = 8;

// The columns of 0 and 1 as one key a row, bit k of column k. Whether they hold anything else.
// Shape: rows a multiple of 8
REPERE_HOT_LOOP bool build_keys(const double* const* columns, std::size_t count, std::size_t rows,
                                std::uint64_t* key) {
  constexpr std::uint64_t one = 0x3FF0000000000000U, without_sign = 0x7FFFFFFFFFFFFFFFU;
  Words others = {};
  for (std::size_t row = 0; row < rows; row += lanes) {
    Words keys = {};
    for (std::size_t k = 0; k < count; ++k) {
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

// Columns of which memory is asked for the rows that come next, while something is computed: so many side by side are not
// read ahead by themselves.
struct Ahead {
  std::span<const double* const> columns;
  std::size_t first;  // row

  [[gnu::always_inline]] void ask(std::size_t row) const {
    if (row % lanes != 0) return;
    for (const double* column : columns) __builtin_prefetch(column + first + row, 0, 2);
  }
};

// The keys of one piece of rows, numbered as they come.
class Numbers {
 public:
  explicit Numbers(std::size_t most) : most_(most), slot_(4096, none) {
    key_.reserve(most);  // so that neither moves
    rows_.reserve(most);
  }
  // Adds each row's number times `factor`. False when there are too many.
  bool number(const std::uint64_t* key, std::size_t rows, std::uint32_t factor, std::uint32_t* out,
              const Ahead& ahead = {}) {
    const std::uint16_t* slot = slot_.data();
    std::uint64_t mask = slot_.size() - 1;
    const std::uint64_t* known = key_.data();
    std::uint32_t* rows_of = rows_.data();
    for (std::size_t row = 0; row < rows; ++row) {
      ahead.ask(row);
      std::uint32_t found = slot[first_slot(key[row], mask)];
      if (found == none || known[found] != key[row]) {
        found = find_or_add(key[row]);
        if (found == none) return false;
        slot = slot_.data();
        mask = slot_.size() - 1;
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
  std::size_t slot_of(std::uint64_t key) const {
    const std::size_t mask = slot_.size() - 1;
    std::size_t at = first_slot(key, mask);
    while (slot_[at] != none && key_[slot_[at]] != key) at = (at + 1) & mask;
    return at;
  }
  // None when there are too many.
  std::uint16_t find_or_add(std::uint64_t key) {
    const std::size_t at = slot_of(key);
    if (slot_[at] != none || key_.size() == most_) return slot_[at];
    const auto number = static_cast<std::uint16_t>(key_.size());
    slot_[at] = number;
    key_.push_back(key);
    rows_.push_back(0);
    if (4 * key_.size() > slot_.size()) grow();
    return number;
  }
  void grow() {
    slot_.assign(4 * slot_.size(), none);
    for (std::size_t number = 0; number < key_.size(); ++number)
      slot_[slot_of(key_[number])] = static_cast<std::uint16_t>(number);
  }

  std::size_t most_;
  std::vector<std::uint16_t> slot_;
  std::vector<std::uint64_t> key_;
  std::vector<std::uint32_t> rows_;
};

// The levels of one piece of rows: the key of a level is its value, or is made of its values, which are then kept.
class Levels {
 public:
  Levels(std::size_t most, std::size_t columns) : numbers_(most), columns_(columns) {}
  std::vector<double> values() const {
    if (columns_ != 1) return values_;
    std::vector<double> keys;
    for (const std::uint64_t key : numbers_.keys()) keys.push_back(std::bit_cast<double>(key));
    return keys;
  }
  const std::vector<std::uint32_t>& rows() const { return numbers_.rows(); }

  // Adds each row's level to its pattern. False when there are too many, or two have one key.
  bool number(const double* const* columns, std::size_t rows, std::uint32_t* pattern, const Ahead& ahead) {
    std::uint64_t key[held] = {};
    if (columns_ == 1) {
      std::memcpy(key, columns[0], rows * sizeof(double));
      return numbers_.number(key, rows, 1U << 16, pattern, ahead);
    }
    for (std::size_t m = 0; m < columns_; ++m)
      for (std::size_t row = 0; row < rows; ++row)
        key[row] =
            (std::rotl(key[row], 21) ^ std::bit_cast<std::uint64_t>(columns[m][row])) * 0x9E3779B97F4A7C15U;
    if (!numbers_.number(key, rows, 1U << 16, pattern, ahead)) return false;
    for (std::size_t row = 0; row < rows; ++row) {
      double value[most_measured];
      for (std::size_t m = 0; m < columns_; ++m) value[m] = columns[m][row];
      if (!is(CoxCodes::level_of(pattern[row]), value)) return false;
    }
    return true;
  }
  bool join(const Levels& other, std::vector<std::uint32_t>& become) {
    if (!numbers_.join(other.numbers_, become)) return false;
    for (std::size_t l = 0; l < become.size() && columns_ > 1; ++l)
      if (!is(become[l], &other.values_[l * columns_])) return false;
    return true;
  }

 private:
  // Whether the level has these values; one that comes for the first time gets them.
  bool is(std::size_t level, const double* value) {
    if (level * columns_ == values_.size()) values_.insert(values_.end(), value, value + columns_);
    return std::memcmp(&values_[level * columns_], value, columns_ * sizeof(double)) == 0;
  }

  Numbers numbers_;
  std::size_t columns_;
  std::vector<double> values_;
};

class Search {
 public:
  Search(std::span<const double* const> columns, std::size_t rows, unsigned threads)
      : columns_(columns), rows_(rows), threads_(threads), pieces_(row_pieces(rows)) {}

  CoxCodes run() {
    if (!choose_columns()) return {};
    const std::size_t stride = columns_.size() + 8;
    const std::size_t codes = std::min({most_codes, rows_ / rows_a_code, most_table / stride});
    found_.pattern.resize(rows_);
    std::vector<Numbers> of_codes;
    std::vector<Levels> of_levels;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      of_codes.emplace_back(codes);
      of_levels.emplace_back(std::min(most_levels, rows_ / 2), found_.measured.size());
    }
    in_parallel(threads_, pieces_.size(),
                [&](std::size_t i) { number(pieces_[i], of_codes[i], of_levels[i]); });
    if (given_up_ || !join(of_codes, of_levels)) return {};
    found_.ones = of_codes[0].keys();
    found_.rows_of_code = of_codes[0].rows();
    found_.value = of_levels[0].values();
    found_.rows_of_level = of_levels[0].rows();
    // Without a measured column all rows have one level.
    if (found_.measured.empty()) found_.rows_of_level = {static_cast<std::uint32_t>(rows_)};
    return std::move(found_);
  }

 private:
  // By the first rows. False when too many hold other values.
  bool choose_columns() {
    if (rows_ == 0) return false;
    std::uint64_t key[glance];
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      const double* first = columns_[j];
      if (!build_keys(&first, 1, std::min(glance, rows_) / lanes * lanes, key)) {
        found_.coded.push_back(j);
      } else {
        found_.measured.push_back(j);
        if (found_.measured.size() > most_measured) return false;
      }
    }
    return found_.coded.size() <= most_coded;
  }

  void number(const RowPiece& piece, Numbers& codes, Levels& levels) {
    std::uint64_t key[held];
    const std::size_t coded = found_.coded.size();
    std::vector<const double*> columns(coded);
    // Half of the columns are asked for while codes are numbered, half while levels are.
    const std::size_t half = found_.measured.empty() ? columns_.size() : columns_.size() / 2;
    const auto early = columns_.first(half), late = columns_.subspan(half);
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
      if (others || !codes.number(key, count, 1, pattern, {early, row + held})) given_up_ = true;
      if (found_.measured.empty()) continue;
      const double* measured[most_measured] = {};
      for (std::size_t m = 0; m < found_.measured.size(); ++m)
        measured[m] = columns_[found_.measured[m]] + row;
      if (!levels.number(measured, count, pattern, {late, row + held})) given_up_ = true;
    }
  }

  // One numbering for all pieces, in their order: that of the first, which numbered its rows so itself.
  bool join(std::vector<Numbers>& codes, std::vector<Levels>& levels) {
    std::vector<std::vector<std::uint32_t>> code(pieces_.size()), level(pieces_.size());
    for (std::size_t i = 1; i < pieces_.size(); ++i)
      if (!codes[0].join(codes[i], code[i]) || !levels[0].join(levels[i], level[i])) return false;
    in_parallel(threads_, pieces_.size(), [&](std::size_t i) {
      for (std::size_t row = pieces_[i].first; row < pieces_[i].end && i > 0; ++row) {
        std::uint32_t& pattern = found_.pattern[row];
        const std::uint32_t of_level = !found_.measured.empty() ? level[i][CoxCodes::level_of(pattern)] : 0;
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
