#pragma once
#include <span>
#include <vector>

#include "report/json_writer.hpp"

namespace repere::cli {

/// A column of an answer: its name and an array of numbers.
inline void write_column(report::JsonWriter& json, const char* name, const std::vector<double>& values) {
  json.key(name).value(std::span<const double>(values));
}

/// The columns that every curve has.
template <class Curve>
void write_curve_columns(report::JsonWriter& json, const Curve& curve) {
  write_column(json, "time", curve.time);
  write_column(json, "n_risk", curve.at_risk);
  write_column(json, "n_event", curve.events);
  write_column(json, "n_censor", curve.censored);
  write_column(json, "survival", curve.survival);
  write_column(json, "std_error", curve.std_error);
  write_column(json, "lower", curve.lower);
  write_column(json, "upper", curve.upper);
}

}  // namespace repere::cli
