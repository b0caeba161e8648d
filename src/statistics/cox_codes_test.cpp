#include "statistics/cox_codes.hpp"

#include <gtest/gtest.h>

#include <random>
#include <span>

namespace repere::statistics {
namespace {

using Columns = std::vector<std::vector<double>>;

// Columns of 0 and 1, in few combinations, and measured ones, whose last values come late.
Columns columns_of(std::size_t rows, std::size_t coded, std::size_t measured) {
  std::mt19937_64 random(11);
  Columns columns(coded + measured);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t drawn = random();
    for (std::size_t k = 0; k < coded; ++k)
      columns[k].push_back(k < 6 ? static_cast<double>(drawn >> k & 1U)
                                 : static_cast<double>(drawn >> (k % 6) & drawn >> 1 & 1U));
    const std::uint64_t late = row % 1000 == 999 ? row / 1000 : 0;
    for (std::size_t m = 0; m < measured; ++m)
      columns[coded + m].push_back(0.5 + static_cast<double>((drawn >> 20) % 30 + (m == 0 ? late : 0)));
  }
  return columns;
}

void expect_to_decode(const Columns& columns, const CoxCodes& codes) {
  ASSERT_EQ(codes.coded.size() + codes.measured.size(), columns.size());
  std::vector<std::uint32_t> of_code(codes.count()), of_level(codes.levels());
  for (std::size_t row = 0; row < columns[0].size(); ++row) {
    const std::uint32_t code = CoxCodes::code_of(codes.pattern[row]);
    const std::uint32_t level = CoxCodes::level_of(codes.pattern[row]);
    ASSERT_LT(code, codes.count());
    ASSERT_LT(level, codes.levels());
    ++of_code[code];
    ++of_level[level];
    for (std::size_t k = 0; k < codes.coded.size(); ++k)
      ASSERT_EQ(static_cast<double>(codes.ones[code] >> k & 1U), columns[codes.coded[k]][row]) << row;
    for (std::size_t m = 0; m < codes.measured.size(); ++m)
      ASSERT_EQ(codes.value[level * codes.measured.size() + m], columns[codes.measured[m]][row]) << row;
  }
  EXPECT_EQ(of_code, codes.rows_of_code);
  EXPECT_EQ(of_level, codes.rows_of_level);
}

// One piece of rows, and several that have to agree on their numbers; codes that are all that there may be, and such that come.
TEST(CoxCodes, say_what_each_row_holds) {
  for (const std::size_t rows : {9'001U, 300'003U})
    for (const std::size_t coded : {3U, 10U, 14U})
      for (const std::size_t measured : {0U, 1U, 2U})
        for (const unsigned threads : {1U, 2U}) {
          const Columns columns = columns_of(rows, coded, measured);
          std::vector<const double*> first;
          for (const auto& column : columns) first.push_back(column.data());
          const CoxCodes codes = find_codes(first, rows, threads);
          ASSERT_GT(codes.count(), 0U) << coded << ' ' << measured;
          expect_to_decode(columns, codes);
        }
}

}  // namespace
}  // namespace repere::statistics
