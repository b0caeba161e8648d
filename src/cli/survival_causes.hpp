#pragma once
#include <cstdint>
#include <vector>

#include "cli/survival_columns.hpp"

namespace repere::cli {

/// A column of causes as the statistics take it: the causes that occur, numbered from 1 without gaps.
/// Shape: code[rows], 0 censored; label[code - 1] is the cause as the file has it
struct Causes {
  std::vector<std::uint8_t> code;
  std::vector<std::size_t> label;
};

/// Shape: a column of role cause
Causes causes_of(const Column& column);

}  // namespace repere::cli
