#pragma once
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

// How counts that are tied to each other can change together: what a reader of published tables cannot tell apart.
namespace repere::access {

/// Counts that may change, and what each change costs.
/// Shape: relations[k] are pairs of a count and its factor; a relation is kept when the sum of factor times change is 0
struct MoveProblem {
  struct Count {
    double at_most_down = 0;  ///< how far it can fall: its value
    double cost = 1;          ///< of a change by one, up or down; above 0
  };
  std::vector<Count> counts;
  std::vector<std::vector<std::pair<std::size_t, int>>> relations;
};

/// The cheapest changes that keep every relation, move count `target` by `by`, and let none fall below 0; nothing when
/// there are none.
/// Shape:  result[counts], result[target] = by
/// Source: Dantzig 1963, Linear Programming and Extensions, chapter 18 (bounded variables); docs/methods.md, "Small numbers"
std::optional<std::vector<double>> cheapest_move(const MoveProblem& problem, std::size_t target, double by);

}  // namespace repere::access
