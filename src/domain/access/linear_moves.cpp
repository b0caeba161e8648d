#include "domain/access/linear_moves.hpp"

#include <algorithm>
#include <cmath>

#include "base/result.hpp"

namespace repere::access {
namespace {

constexpr double tiny = 1e-9, unbounded = std::numeric_limits<double>::infinity();

/// A dense simplex tableau with bounded variables: a variable at its upper bound is replaced by its distance from it.
class Simplex {
 public:
  /// Variables 0 … given-1 are the problem's; one artificial a row follows, which has no column as it never comes back.
  Simplex(std::size_t rows, std::size_t given)
      : rows_(rows),
        columns_(given),
        given_(given),
        cell_(rows * columns_, 0.0),
        right_(rows, 0.0),
        reduced_(columns_, 0.0),
        upper_(columns_ + rows, unbounded),
        flipped_(columns_ + rows, false),
        in_basis_(columns_ + rows, false) {
    for (std::size_t row = 0; row < rows; ++row) basis_.push_back(given + row);
  }

  double& at(std::size_t row, std::size_t column) { return cell_[row * columns_ + column]; }
  void set_upper(std::size_t column, double bound) { upper_[column] = bound; }
  void set_right(std::size_t row, double value) {
    right_[row] = value;
    if (value >= 0) return;
    for (std::size_t j = 0; j < given_; ++j) at(row, j) = -at(row, j);
    right_[row] = -value;
  }

  /// Whether the rows can be met at all.
  bool find_feasible() {
    std::vector<double> cost(columns_ + rows_, 0.0);
    for (std::size_t j = given_; j < cost.size(); ++j) cost[j] = 1;
    minimise(cost);
    double left = 0;
    for (std::size_t row = 0; row < rows_; ++row)
      if (basis_[row] >= given_) left += right_[row];
    for (std::size_t j = given_; j < upper_.size(); ++j) upper_[j] = 0;
    return left < 1e-7;
  }

  void minimise_given(const std::vector<double>& cost) {
    std::vector<double> all = cost;
    all.resize(columns_ + rows_, 0.0);
    minimise(all);
  }

  std::vector<double> solution() const {
    std::vector<double> values(columns_ + rows_, 0.0);
    for (std::size_t row = 0; row < rows_; ++row) values[basis_[row]] = right_[row];
    for (std::size_t j = 0; j < given_; ++j)
      if (flipped_[j]) values[j] = upper_[j] - values[j];
    values.resize(given_);
    return values;
  }

 private:
  void minimise(const std::vector<double>& cost) {
    for (std::size_t j = 0; j < columns_; ++j) reduced_[j] = flipped_[j] ? -cost[j] : cost[j];
    for (std::size_t row = 0; row < rows_; ++row) {
      const double price = flipped_[basis_[row]] ? -cost[basis_[row]] : cost[basis_[row]];
      if (price == 0) continue;
      for (std::size_t j = 0; j < columns_; ++j) reduced_[j] -= price * at(row, j);
    }
    // The first variable that helps, once the steepest choice has gone on for long: it cannot run in a circle.
    const std::size_t patience = 20 * (rows_ + 10);
    for (std::size_t step = 0; step < 100 * patience; ++step) {
      const std::size_t column = entering(step > patience);
      if (column == columns_) return;
      if (!advance(column)) return;
    }
  }

  std::size_t entering(bool first) const {
    std::size_t best = columns_;
    double steepest = -tiny;
    for (std::size_t j = 0; j < columns_; ++j) {
      if (in_basis_[j] || upper_[j] <= 0 || reduced_[j] >= steepest) continue;
      best = j;
      if (first) return best;
      steepest = reduced_[j];
    }
    return best;
  }

  // Raises a variable until another, or itself, meets a bound.
  bool advance(std::size_t column) {
    double step = upper_[column];
    std::size_t leaving = rows_;
    bool at_upper = false;
    for (std::size_t row = 0; row < rows_; ++row) {
      const double slope = at(row, column);
      const double room = slope > tiny ? right_[row] / slope
                          : slope < -tiny && upper_[basis_[row]] < unbounded
                              ? (upper_[basis_[row]] - right_[row]) / -slope
                              : unbounded;
      if (room < step - 1e-12 || (leaving < rows_ && room < step + 1e-12 && basis_[row] < basis_[leaving])) {
        step = std::max(room, 0.0);
        leaving = row;
        at_upper = slope < 0;
      }
    }
    if (step == unbounded) return false;
    if (leaving == rows_) {
      flip_outside(column);
      return true;
    }
    if (at_upper) flip_inside(leaving);
    pivot(leaving, column);
    return true;
  }

  void flip_outside(std::size_t column) {
    for (std::size_t row = 0; row < rows_; ++row) {
      double& cell = at(row, column);
      right_[row] -= cell * upper_[column];
      cell = -cell;
    }
    reduced_[column] = -reduced_[column];
    flipped_[column] = !flipped_[column];
  }

  void flip_inside(std::size_t row) {
    const std::size_t basic = basis_[row];
    for (std::size_t j = 0; j < columns_; ++j)
      if (j != basic) at(row, j) = -at(row, j);  // an artificial has no column
    right_[row] = upper_[basic] - right_[row];
    flipped_[basic] = !flipped_[basic];
  }

  void pivot(std::size_t row, std::size_t column) {
    const double scale = 1 / at(row, column);
    double* const pivot_row = &cell_[row * columns_];
    filled_.clear();
    for (std::size_t j = 0; j < columns_; ++j) {
      if (std::fabs(pivot_row[j]) < 1e-12) {
        pivot_row[j] = 0;
        continue;
      }
      pivot_row[j] *= scale;
      filled_.push_back(j);
    }
    right_[row] *= scale;
    for (std::size_t other = 0; other < rows_; ++other) {
      const double factor = at(other, column);
      if (other == row || factor == 0) continue;
      double* const target = &cell_[other * columns_];
      for (const std::size_t j : filled_) target[j] -= factor * pivot_row[j];
      right_[other] = std::max(0.0, right_[other] - factor * right_[row]);
    }
    const double factor = reduced_[column];
    for (const std::size_t j : filled_) reduced_[j] -= factor * pivot_row[j];
    in_basis_[basis_[row]] = false;
    in_basis_[column] = true;
    basis_[row] = column;
  }

  std::size_t rows_, columns_, given_;
  std::vector<double> cell_, right_, reduced_, upper_;
  std::vector<bool> flipped_, in_basis_;
  std::vector<std::size_t> basis_;
  std::vector<std::size_t> filled_;  // columns of a pivot's row that are not 0
};

}  // namespace

std::optional<std::vector<double>> cheapest_move(const MoveProblem& problem, std::size_t target, double by) {
  const std::size_t n = problem.counts.size();
  REPERE_ENSURE(target < n);
  if (by < -problem.counts[target].at_most_down) return std::nullopt;
  // Each count has a way up and a way down; the target's change is given.
  Simplex simplex(problem.relations.size(), 2 * n);
  std::vector<double> cost(2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    cost[2 * i] = cost[2 * i + 1] = problem.counts[i].cost;
    simplex.set_upper(2 * i + 1, i == target ? 0 : problem.counts[i].at_most_down);
    if (i == target) simplex.set_upper(2 * i, 0);
  }
  for (std::size_t row = 0; row < problem.relations.size(); ++row) {
    double right = 0;
    for (const auto& [count, factor] : problem.relations[row]) {
      if (count == target) {
        right -= factor * by;
        continue;
      }
      simplex.at(row, 2 * count) += factor;
      simplex.at(row, 2 * count + 1) -= factor;
    }
    simplex.set_right(row, right);
  }
  if (!simplex.find_feasible()) return std::nullopt;
  simplex.minimise_given(cost);
  const std::vector<double> found = simplex.solution();
  std::vector<double> moves(n);
  for (std::size_t i = 0; i < n; ++i) moves[i] = i == target ? by : found[2 * i] - found[2 * i + 1];
  return moves;
}

}  // namespace repere::access
