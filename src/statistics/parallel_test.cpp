#include "statistics/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace repere::statistics {
namespace {

TEST(Parallel, does_every_piece_once_whatever_the_number_of_threads) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    for (const std::size_t pieces : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{100}}) {
      std::vector<std::atomic<int>> done(pieces);
      in_parallel(threads, pieces, [&](std::size_t piece) { ++done[piece]; });
      for (const auto& times : done) EXPECT_EQ(times, 1);
    }
  }
}

TEST(Parallel, a_chunk_count_covers_all_rows) {
  EXPECT_EQ(chunks_of(0), 0U);
  EXPECT_EQ(chunks_of(1), 1U);
  EXPECT_EQ(chunks_of(chunk_rows), 1U);
  EXPECT_EQ(chunks_of(chunk_rows + 1), 2U);
}

}  // namespace
}  // namespace repere::statistics
