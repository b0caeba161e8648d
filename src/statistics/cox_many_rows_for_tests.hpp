#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "statistics/cox.hpp"

namespace repere::statistics {

/// What random rows of Cox models have beside their columns.
struct OutcomesForTests {
  std::vector<std::int32_t> time;
  std::vector<std::uint8_t> event;
  std::vector<std::uint32_t> stratum;
  std::vector<double> weight, offset;

  /// One row, whose follow-up ends after `days` days at the latest.
  void draw(std::mt19937_64& random, std::normal_distribution<double>& normal,
            std::uniform_real_distribution<double>& uniform, double rate, double days, double scale) {
    time.push_back(static_cast<std::int32_t>(std::min(days, -scale * std::log(uniform(random)) / rate)));
    event.push_back(time.back() < days && uniform(random) < 0.7);
    stratum.push_back(static_cast<std::uint32_t>(3 * uniform(random)) % 3);
    weight.push_back(0.5 + uniform(random));
    offset.push_back(normal(random) / 4);
  }
  /// With these of the columns x.
  CoxModel model_of(const std::vector<std::vector<double>>& x, const std::vector<std::size_t>& columns,
                    bool stratified, bool with_offset) const {
    CoxModel result;
    for (const std::size_t j : columns) result.covariates.push_back({"x" + std::to_string(j), x[j]});
    if (stratified) result.strata = {stratum, 3};
    if (with_offset) result.offset = offset;
    return result;
  }
};

/// Random rows for Cox models. Columns 0 and 1 hold 0 and 1, 2 to 4 few other values, 5 any, 6 is constant, 7 the first's other half.
struct ManyRowsForTests : OutcomesForTests {
  std::vector<std::vector<double>> x;

  explicit ManyRowsForTests(std::size_t n, int days = 300) : x(8) {
    std::mt19937_64 random(n);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform(0.001, 1);
    for (std::size_t i = 0; i < n; ++i) {
      x[0].push_back(uniform(random) < 0.3);
      x[1].push_back(uniform(random) < 0.05);
      x[2].push_back(40 + std::floor(30 * uniform(random)));
      x[3].push_back(std::round(normal(random)));
      x[4].push_back(normal(random) < 0.3 ? 2 : 3);
      x[5].push_back(1e6 + normal(random));
      x[6].push_back(4);
      x[7].push_back(1 - x[0].back());
      const double rate = std::exp(0.5 * x[0][i] - 0.3 * x[1][i] + 0.02 * x[2][i]);
      draw(random, normal, uniform, rate, days, 1.4 * days);
    }
  }
  CoxModel model(const std::vector<std::size_t>& columns, bool stratified = false,
                 bool with_offset = false) const {
    return model_of(x, columns, stratified, with_offset);
  }
};

}  // namespace repere::statistics
