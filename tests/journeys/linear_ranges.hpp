#pragma once
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <vector>

// What somebody with a pencil and a linear solver finds out about hidden counts; on purpose not the solver that hid them.
namespace repere::journeys {

/// Equations between counts that are at least 0; the least and the most that each can be.
/// Source: the two-phase simplex method with Bland's rule, as in any textbook
class LinearRanges {
 public:
  std::size_t add_unknown() { return unknowns_++; }
  /// sum of factor * unknown = value
  void add_equation(std::map<std::size_t, double> terms, double value) {
    if (!terms.empty()) equations_.push_back({std::move(terms), value});
  }

  /// Finds some counts that agree with every equation; false when there are none.
  bool solve() {
    const std::size_t rows = equations_.size(), columns = unknowns_ + rows + 1;
    table_.assign(rows, std::vector<double>(columns, 0));
    basis_.resize(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      const double sign = equations_[r].second < 0 ? -1 : 1;
      for (const auto& [unknown, factor] : equations_[r].first) table_[r][unknown] = sign * factor;
      table_[r][unknowns_ + r] = 1;
      table_[r].back() = sign * equations_[r].second;
      basis_[r] = unknowns_ + r;
    }
    std::vector<double> cost(columns, 0);
    for (std::size_t r = 0; r < rows; ++r) cost[unknowns_ + r] = 1;
    minimise(cost, unknowns_ + rows);
    double left = 0;
    for (std::size_t r = 0; r < rows; ++r)
      if (basis_[r] >= unknowns_) left += table_[r].back();
    if (left > 1e-6) return false;
    drop_artificial();
    return true;
  }

  struct Range {
    double least, most;
  };
  /// After solve().
  Range range_of(std::size_t unknown) {
    std::vector<double> cost(unknowns_ + 1, 0);
    cost[unknown] = 1;
    const double least = minimise(cost, unknowns_).value_or(-std::numeric_limits<double>::infinity());
    cost[unknown] = -1;
    const auto most = minimise(cost, unknowns_);
    return {least, most ? -*most : std::numeric_limits<double>::infinity()};
  }

 private:
  static constexpr double tiny = 1e-9;

  // Of the table as it stands; nothing when there is no least.
  std::optional<double> minimise(const std::vector<double>& cost, std::size_t columns) {
    for (;;) {
      std::vector<double> reduced(cost.begin(), cost.begin() + static_cast<std::ptrdiff_t>(columns));
      for (std::size_t r = 0; r < table_.size(); ++r) {
        const double of_basis = cost[basis_[r]];
        if (of_basis == 0) continue;
        for (std::size_t c = 0; c < columns; ++c) reduced[c] -= of_basis * table_[r][c];
      }
      std::size_t enter = 0;
      while (enter < columns && reduced[enter] >= -tiny) ++enter;
      if (enter == columns) break;
      std::size_t leave = table_.size();
      double best = 0;
      for (std::size_t r = 0; r < table_.size(); ++r) {
        if (table_[r][enter] <= tiny) continue;
        const double ratio = table_[r].back() / table_[r][enter];
        if (leave == table_.size() || ratio < best - tiny || (ratio < best + tiny && basis_[r] < basis_[leave]))
          leave = r, best = ratio;
      }
      if (leave == table_.size()) return std::nullopt;
      pivot(leave, enter);
    }
    double value = 0;
    for (std::size_t r = 0; r < table_.size(); ++r) value += cost[basis_[r]] * table_[r].back();
    return value;
  }

  void pivot(std::size_t row, std::size_t column) {
    const double by = table_[row][column];
    for (double& cell : table_[row]) cell /= by;
    for (std::size_t r = 0; r < table_.size(); ++r) {
      const double factor = table_[r][column];
      if (r == row || factor == 0) continue;
      for (std::size_t c = 0; c < table_[r].size(); ++c)
        if (table_[row][c] != 0) table_[r][c] -= factor * table_[row][c];
    }
    basis_[row] = column;
  }

  // Artificial unknowns leave; what keeps one is an equation that follows from the others.
  void drop_artificial() {
    for (std::size_t r = table_.size(); r-- > 0;) {
      if (basis_[r] >= unknowns_) {
        std::size_t column = 0;
        while (column < unknowns_ && std::fabs(table_[r][column]) <= 1e-7) ++column;
        if (column < unknowns_) {
          pivot(r, column);
        } else {
          table_.erase(table_.begin() + static_cast<std::ptrdiff_t>(r));
          basis_.erase(basis_.begin() + static_cast<std::ptrdiff_t>(r));
        }
      }
    }
    for (auto& row : table_)
      row.erase(row.begin() + static_cast<std::ptrdiff_t>(unknowns_), row.end() - 1);
  }

  std::size_t unknowns_ = 0;
  std::vector<std::pair<std::map<std::size_t, double>, double>> equations_;
  std::vector<std::vector<double>> table_;
  std::vector<std::size_t> basis_;
};

}  // namespace repere::journeys
