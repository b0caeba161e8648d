#include "domain/access/small_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "domain/access/linear_moves.hpp"

namespace repere::access {
namespace {

/// What a move of a hidden count costs: little, so that the fewest others are hidden.
constexpr double cost_of_hidden = 1e-4;
constexpr double unmoved = 1e-6;

class Protector {
 public:
  Protector(const CountSystem& system, const SmallNumbers& rule)
      : system_(system),
        rule_(rule),
        of_cell_(system.cells.size()),
        found_(system.cells.size()),
        up_(system.cells.size()),
        down_(system.cells.size()) {
    for (std::size_t i = 0; i < system.relations.size(); ++i)
      for (const auto& [cell, factor] : system.relations[i].terms) of_cell_[cell].push_back(i);
  }

  Result<void> check() const {
    for (const CountRelation& relation : system_.relations) {
      std::int64_t sum = 0;
      for (const auto& [cell, factor] : relation.terms) sum += factor * system_.cells[cell].value;
      if (sum != 0) return fail(ErrorKind::incorrect, "counts that are published together do not add up");
    }
    for (const CountCell& cell : system_.cells)
      if (cell.kind == CellKind::always_shown && rule_.is_small(cell.value))
        return fail(ErrorKind::incorrect, "a count that is always shown is below the threshold");
    return {};
  }

  Result<std::vector<Protection>> run() {
    for (std::size_t i = 0; i < system_.cells.size(); ++i)
      if (system_.cells[i].kind != CellKind::always_shown && rule_.is_small(system_.cells[i].value))
        hide(i, Protection::small);
    while (!waiting_.empty()) {
      const std::size_t cell = waiting_.front();
      waiting_.pop_front();
      if (!(found_[cell] == Protection::secondary ? widen_somehow(cell) : widen_whole(cell)))
        return fail(
            ErrorKind::incorrect,
            "a small count follows from others that are always shown: publish the table with fewer rows");
    }
    return std::move(found_);
  }

 private:
  bool is_hidden(std::size_t cell) const {
    return found_[cell] != Protection::shown || system_.cells[cell].kind == CellKind::never_shown;
  }

  void hide(std::size_t cell, Protection why) {
    found_[cell] = why;
    waiting_.push_back(cell);
  }

  double width() const { return static_cast<double>(rule_.threshold); }
  double most_down(std::size_t cell) const {
    return static_cast<double>(std::min(system_.cells[cell].value, rule_.threshold));
  }

  // Of a small count every value from 0 to the threshold stays possible.
  bool widen_whole(std::size_t cell) {
    const double down = most_down(cell);
    return (up_[cell] >= width() - down || widen(cell, width() - down)) && (down_[cell] >= down || widen(cell, -down));
  }

  // Of a larger one an interval as wide: downwards where it can fall so far, else upwards, else some of both.
  bool widen_somehow(std::size_t cell) {
    if (up_[cell] + down_[cell] >= width() || widen_whole(cell)) return true;
    if (widen(cell, width() - down_[cell])) return true;
    for (double down = width() - 1; down >= 1; --down)
      if (down <= most_down(cell) && widen(cell, -down)) return widen(cell, width() - down);
    return false;
  }

  // Hides what must be hidden for the count to be able to move so far.
  bool widen(std::size_t cell, double by) {
    return move_within(of_table(cell), cell, by) || move_within(of_tables_beside(cell), cell, by) ||
           move_within(tied_to(cell), cell, by);
  }

  // The counts of some tables, and the differences that they are part of.
  std::vector<std::size_t> of_tables(const std::vector<std::uint32_t>& tables) const {
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < system_.cells.size(); ++i) {
      const CountCell& one = system_.cells[i];
      const bool wanted = std::find(tables.begin(), tables.end(), one.table) != tables.end();
      if (wanted && one.kind != CellKind::always_shown) cells.push_back(i);
    }
    const std::size_t own = cells.size();
    for (std::size_t i = 0; i < own; ++i)
      for (const std::size_t relation : of_cell_[cells[i]])
        for (const auto& [other, factor] : system_.relations[relation].terms)
          if (system_.cells[other].kind == CellKind::never_shown) cells.push_back(other);
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    return cells;
  }
  std::vector<std::size_t> of_table(std::size_t cell) const {
    if (system_.cells[cell].kind == CellKind::never_shown) return of_tables_beside(cell);
    return of_tables({system_.cells[cell].table});
  }
  // Its table and those that share a total with it, or that it is the difference of.
  std::vector<std::size_t> of_tables_beside(std::size_t cell) const {
    std::vector<std::uint32_t> tables;
    const auto add = [&](std::size_t other) {
      if (system_.cells[other].kind == CellKind::may_be_hidden)
        tables.push_back(system_.cells[other].table);
    };
    add(cell);
    for (const std::size_t own : system_.cells[cell].kind == CellKind::never_shown
                                     ? std::vector<std::size_t>{cell}
                                     : of_tables({system_.cells[cell].table}))
      for (const std::size_t relation : of_cell_[own])
        for (const auto& [other, factor] : system_.relations[relation].terms) add(other);
    std::sort(tables.begin(), tables.end());
    tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
    std::vector<std::size_t> cells = of_tables(tables);
    if (!std::binary_search(cells.begin(), cells.end(), cell)) {
      cells.push_back(cell);
      std::sort(cells.begin(), cells.end());
    }
    return cells;
  }

  // All that can move when this count does.
  std::vector<std::size_t> tied_to(std::size_t cell) const {
    std::vector<bool> seen(system_.cells.size(), false);
    std::vector<std::size_t> cells{cell};
    seen[cell] = true;
    for (std::size_t i = 0; i < cells.size(); ++i)
      for (const std::size_t relation : of_cell_[cells[i]])
        for (const auto& [other, factor] : system_.relations[relation].terms) {
          if (seen[other] || system_.cells[other].kind == CellKind::always_shown) continue;
          seen[other] = true;
          cells.push_back(other);
        }
    std::sort(cells.begin(), cells.end());
    return cells;
  }

  bool move_within(const std::vector<std::size_t>& cells, std::size_t target, double by) {
    std::vector<std::size_t> place(system_.cells.size(), cells.size());
    MoveProblem problem;
    std::size_t target_place = 0;
    std::vector<std::size_t> touched;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const CountCell& one = system_.cells[cells[i]];
      place[cells[i]] = i;
      if (cells[i] == target) target_place = i;
      problem.counts.push_back(
          {static_cast<double>(one.value), is_hidden(cells[i]) ? cost_of_hidden : one.cost});
      touched.insert(touched.end(), of_cell_[cells[i]].begin(), of_cell_[cells[i]].end());
    }
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (const std::size_t relation : touched) {
      auto& terms = problem.relations.emplace_back();
      for (const auto& [cell, factor] : system_.relations[relation].terms)
        if (place[cell] < cells.size()) terms.emplace_back(place[cell], factor);
    }
    const auto moves = cheapest_move(problem, target_place, by);
    if (!moves) return false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (std::fabs((*moves)[i]) <= unmoved) continue;
      if (!is_hidden(cells[i])) hide(cells[i], Protection::secondary);
      up_[cells[i]] = std::max(up_[cells[i]], (*moves)[i]);
      down_[cells[i]] = std::max(down_[cells[i]], -(*moves)[i]);
    }
    return true;
  }

  const CountSystem& system_;
  const SmallNumbers& rule_;
  std::vector<std::vector<std::size_t>> of_cell_;
  std::vector<Protection> found_;
  std::deque<std::size_t> waiting_;
  std::vector<double> up_, down_;  // how far each count was seen to move, all hidden ones moving with it
};

}  // namespace

void CountSystem::add_total(std::size_t total, std::span<const std::size_t> parts) {
  CountRelation relation;
  relation.terms.emplace_back(total, -1);
  for (const std::size_t part : parts) relation.terms.emplace_back(part, 1);
  relations.push_back(std::move(relation));
}

Result<std::vector<Protection>> protect(const CountSystem& system, const SmallNumbers& rule) {
  Protector protector(system, rule);
  if (auto checked = protector.check(); !checked) return tl::unexpected(checked.error());
  return protector.run();
}

std::vector<bool> rows_taken_together(std::span<const std::int64_t> rows,
                                      const std::vector<std::vector<std::int64_t>>& larger,
                                      std::vector<bool> start, const SmallNumbers& rule) {
  start.resize(rows.size(), false);
  const auto is_small = [&](std::int64_t count, const auto& of_larger) {
    if (rule.is_small(count)) return true;
    return std::any_of(larger.begin(), larger.end(),
                       [&](const auto& counts) { return rule.is_small(of_larger(counts) - count); });
  };
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (is_small(rows[i], [&](const auto& counts) { return counts[i]; })) start[i] = true;
  for (;;) {
    const auto together = static_cast<std::size_t>(std::count(start.begin(), start.end(), true));
    if (together == 0 || together == rows.size()) return start;
    const auto sum = [&](const auto& counts) {
      std::int64_t all = 0;
      for (std::size_t i = 0; i < rows.size(); ++i) all += start[i] ? counts[i] : 0;
      return all;
    };
    if (together >= 2 && !is_small(sum(rows), sum)) return start;
    std::size_t next = rows.size();
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (!start[i] && rows[i] > 0 && (next == rows.size() || rows[i] < rows[next])) next = i;
    if (next == rows.size())
      next = static_cast<std::size_t>(std::find(start.begin(), start.end(), false) - start.begin());
    start[next] = true;
  }
}

std::int64_t rounding_base(const SmallNumbers& rule) {
  for (std::int64_t power = 1;; power *= 10)
    for (const std::int64_t factor : {1, 2, 5})
      if (factor * power >= rule.threshold) return factor * power;
}

}  // namespace repere::access
