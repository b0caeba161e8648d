#pragma once

#include "base/instruction_sets.hpp"

// Sums over rows in loops that are compiled for several instruction sets (REPERE_HOT_LOOP). The digits are the same on
// every machine: contraction into fused operations is off for the whole project, and a sum that is to use vectors says
// its own order, in lanes, which no instruction set changes.
namespace repere::statistics {

/// Eight doubles side by side; the compiler maps them to what the machine has.
using Lanes = double __attribute__((vector_size(64)));

/// Their sum, in one fixed order.
inline double sum_of(const Lanes& lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

}  // namespace repere::statistics
