#pragma once
#include <span>
#include <vector>

#include "report/json_writer.hpp"

namespace repere::cli {

/// A column of an answer: its name and an array of numbers.
inline void write_column(report::JsonWriter& json, const char* name, const std::vector<double>& values) {
  json.key(name).value(std::span<const double>(values));
}

}  // namespace repere::cli
