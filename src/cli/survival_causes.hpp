#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/survival_columns.hpp"

namespace repere::cli {

/// A column of causes as the statistics take it: the causes that occur, numbered from 1 without gaps.
/// Shape: code[rows], 0 censored; label[code - 1] is the cause as the file has it
struct Causes {
  std::vector<std::uint8_t> code;
  std::vector<std::uint32_t> label;
};

/// Errors: incorrect if more than 255 causes occur
Result<Causes> causes_of(const Column& column, const std::string& name);

}  // namespace repere::cli
