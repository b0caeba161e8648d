#pragma once
#include <cstdint>
#include <span>

namespace repere::statistics {

/// Numbers the distinct scores from 0 in ascending order and gives each row the number of its score; 0 and -0
/// are one. Returns how many distinct scores there are.
/// Shape: rank[n], as many as scores
/// Cost:  that of OrderOfReals
std::uint32_t rank_scores(std::span<const double> score, std::span<std::uint32_t> rank);

}  // namespace repere::statistics
