#pragma once
#include <cstdint>

namespace repere::access {

/// How a count of persons is told in a sentence: itself, or that it is below the threshold of small numbers.
struct ToldCount {
  bool fewer_than = false;
  std::int64_t number = 0;
};
ToldCount told_count(std::int64_t count);

}  // namespace repere::access
