#include "statistics/cox_patterns.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "statistics/instruction_sets.hpp"
#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

constexpr std::uint32_t most_values = 1000;
constexpr std::uint32_t slots = 4096;
constexpr std::uint64_t most_combinations = 1 << 22;
constexpr std::uint32_t none = 0xFFFFFFFF;

// The distinct values of a column, numbered as they come.
class Values {
 public:
  // False when there are too many.
  bool learn(const double* column, std::size_t rows) {
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint32_t at = slot(column[row]);
      if (number_[at] != none) continue;
      if (count_ == most_values) return false;
      value_[at] = column[row];
      number_[at] = count_++;
    }
    return true;
  }
  std::uint32_t count() const { return count_; }
  std::uint32_t operator()(double value) const { return number_[slot(value)]; }

 private:
  // -0 and 0 differ here, which only makes one more pattern.
  std::uint32_t slot(double value) const {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    auto at = static_cast<std::uint32_t>((bits * 0x9E3779B97F4A7C15U) >> 52);
    while (number_[at] != none && std::bit_cast<std::uint64_t>(value_[at]) != bits) at = (at + 1) % slots;
    return at;
  }
  std::vector<double> value_ = std::vector<double>(slots);
  std::vector<std::uint32_t> number_ = std::vector<std::uint32_t>(slots, none);
  std::uint32_t count_ = 0;
};

// Whether a column only holds 0 and 1.
REPERE_HOT_LOOP bool zero_or_one(const double* column, std::size_t rows) {
  std::uint64_t others = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint64_t bits;
    std::memcpy(&bits, &column[row], sizeof bits);
    others |= bits == 0 || bits == 0x3FF0000000000000U ? 0U : 1U;
  }
  return others == 0;
}

REPERE_HOT_LOOP void add_where_one(const double* column, std::size_t rows, std::uint32_t step,
                                   std::uint32_t* key) {
  for (std::size_t row = 0; row < rows; ++row) key[row] += column[row] != 0 ? step : 0U;
}

}  // namespace

CoxPatterns find_patterns(std::span<const double* const> columns, std::size_t rows, unsigned threads) {
  const std::size_t p = columns.size(), chunks = chunks_of(rows);
  std::vector<Values> values(p);
  std::vector<std::uint8_t> binary(p), few(p);
  // A look at the first chunk spares the rest where a column is real-valued.
  for (std::size_t j = 0; j < p; ++j)
    if (!Values().learn(columns[j], std::min(rows, chunk_rows))) return {};
  in_parallel(threads, p, [&](std::size_t j) {
    binary[j] = zero_or_one(columns[j], rows);
    few[j] = binary[j] || values[j].learn(columns[j], rows);
  });
  if (!std::all_of(few.begin(), few.end(), [](auto one) { return one != 0; })) return {};
  std::uint64_t combinations = 1;
  std::vector<std::uint32_t> step(p);
  for (std::size_t j = 0; j < p; ++j) {
    step[j] = static_cast<std::uint32_t>(combinations);
    combinations *= binary[j] ? 2 : values[j].count();
    if (combinations > most_combinations || combinations > 64 * rows) return {};
  }

  CoxPatterns patterns;
  patterns.number.assign(rows, 0);
  in_parallel(threads, chunks, [&](std::size_t chunk) {
    const std::size_t first = chunk * chunk_rows, count = std::min(chunk_rows, rows - first);
    std::uint32_t* key = &patterns.number[first];
    for (std::size_t j = 0; j < p; ++j) {
      const double* column = columns[j] + first;
      if (binary[j])
        add_where_one(column, count, step[j], key);
      else
        for (std::size_t i = 0; i < count; ++i) key[i] += step[j] * values[j](column[i]);
    }
  });
  // From combinations to those that occur, numbered as they come.
  std::vector<std::uint32_t> number(combinations, none);
  const std::size_t most = std::min<std::size_t>(rows / 2, 1 << 16);
  for (std::uint32_t row = 0; row < rows; ++row) {
    std::uint32_t& known = number[patterns.number[row]];
    if (known == none) {
      if (patterns.first_row.size() == most) return {};
      known = static_cast<std::uint32_t>(patterns.first_row.size());
      patterns.first_row.push_back(row);
    }
    patterns.number[row] = known;
  }
  return patterns;
}

}  // namespace repere::statistics
