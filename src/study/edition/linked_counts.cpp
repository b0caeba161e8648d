#include "study/edition/linked_counts.hpp"

#include <algorithm>
#include <cmath>

namespace repere::study {
namespace {

using access::CountCell;
using access::CellKind;
using Cells = std::vector<std::pair<const LayoutRow*, std::size_t>>;

/// A set of cases that is counted in some rows.
struct CountedSet {
  std::vector<bool> holds;
  std::size_t size = 0;
  const PopulationTables* tables;
  bool always_shown;
  Cells cells;
};

// Hiding a yes hides the share too; hiding a total hides a main figure.
// Nor is a large row hidden for the sake of a small one while a small one will do.
double cost_of(RowOf of, std::size_t answer, std::int64_t value, std::size_t cases) {
  const double row = of == RowOf::total                         ? 30
                     : of == RowOf::period || of == RowOf::side ? 10
                     : of == RowOf::period_side                 ? 4
                                                                : 1;
  const double what = answer == 0 ? 3 : answer == 1 ? 1.5 : 1;
  return row * what * (value == 0 ? 1.0 : 1.2) * (1 + std::log1p(static_cast<double>(cases)));
}

std::uint32_t table_of(std::size_t indicator, RowOf of) {
  const std::uint32_t part = of == RowOf::region ? 1 : of == RowOf::centre ? 2 : 0;
  return static_cast<std::uint32_t>(indicator) * 3 + part;
}

class Linking {
 public:
  Linking(const std::vector<CountedIndicator>& indicators, const CaseCodes& codes, const TableLayout& layout)
      : indicators_(indicators), codes_(codes), layout_(layout) {}

  LinkedCounts take() {
    for (std::size_t i = 0; i < indicators_.size(); ++i) add_indicator(i);
    for (const PopulationTables& one : layout_.all()) add_sides(one);
    for (CountedSet& set : sets_)
      set.size = static_cast<std::size_t>(std::count(set.holds.begin(), set.holds.end(), true));
    for (std::size_t i = 0; i < sets_.size(); ++i)
      for (std::size_t k = i + 1; k < sets_.size(); ++k) link(sets_[i], sets_[k]);
    return std::move(linked_);
  }

 private:
  void add_indicator(std::size_t index) {
    const CountedIndicator& one = indicators_[index];
    const PopulationTables& tables = layout_.find(one.network, one.concerned);
    auto& cells = linked_.cell.emplace_back(tables.rows.size());
    for (std::size_t row = 0; row < tables.rows.size(); ++row) {
      std::array<std::int64_t, 3> counts{};
      for (std::size_t i = 0; i < codes_.rows.size(); ++i)
        if (counts_in(codes_, tables, tables.rows[row], i))
          ++counts[static_cast<std::size_t>(one.answers[i])];
      const RowOf of = tables.rows[row].of;
      for (std::size_t answer = 0; answer < 3; ++answer)
        cells[row][answer] = linked_.system.add({counts[answer], CellKind::may_be_hidden,
                                                 cost_of(of, answer, counts[answer], tables.rows[row].cases),
                                                 table_of(index, of)});
      const std::size_t all = shown(tables.rows[row].cases);
      linked_.system.add_total(all, cells[row]);
    }
    for (const LayoutSum& sum : tables.sums)
      for (std::size_t answer = 0; answer < 3; ++answer) {
        std::vector<std::size_t> parts;
        for (const std::size_t part : sum.parts) parts.push_back(cells[part][answer]);
        linked_.system.add_total(cells[sum.total][answer], parts);
      }
    for (std::size_t answer = 0; answer < 3; ++answer) {
      CountedSet set{std::vector<bool>(codes_.rows.size()), 0, &tables, false, {}};
      for (std::size_t i = 0; i < codes_.rows.size(); ++i)
        set.holds[i] = one.answers[i] == static_cast<CaseAnswer>(answer);
      for (std::size_t row = 0; row < tables.rows.size(); ++row)
        set.cells.emplace_back(&tables.rows[row], cells[row][answer]);
      sets_.push_back(std::move(set));
    }
  }

  std::size_t shown(std::size_t cases) {
    return linked_.system.add({static_cast<std::int64_t>(cases), CellKind::always_shown, 1, no_table});
  }

  // The cases of a population, and those of each side, are published with each indicator.
  void add_sides(const PopulationTables& tables) {
    CountedSet everyone{tables.holds, 0, &tables, true, {}};
    for (const LayoutRow& row : tables.rows) everyone.cells.emplace_back(&row, shown(row.cases));
    sets_.push_back(std::move(everyone));
    for (const LayoutRow& side : tables.rows) {
      if (side.of != RowOf::side) continue;
      CountedSet set{std::vector<bool>(codes_.rows.size()), 0, &tables, true, {}};
      for (std::size_t i = 0; i < codes_.rows.size(); ++i) set.holds[i] = counts_in(codes_, tables, side, i);
      set.cells.emplace_back(&tables.rows.front(), shown(side.cases));
      for (const LayoutRow& row : tables.rows) {
        if (row.of != RowOf::period_side || row.sides != side.sides) continue;
        for (const LayoutRow& period : tables.rows)
          if (period.of == RowOf::period && period.period == row.period)
            set.cells.emplace_back(&period, shown(row.cases));
      }
      sets_.push_back(std::move(set));
    }
  }

  static bool holds_all(const CountedSet& larger, const CountedSet& smaller) {
    if (smaller.size == 0 || smaller.size > larger.size) return false;
    for (std::size_t i = 0; i < larger.holds.size(); ++i)
      if (smaller.holds[i] && !larger.holds[i]) return false;
    return true;
  }

  void link(const CountedSet& a, const CountedSet& b) {
    if (a.always_shown && b.always_shown) return;  // the layout saw to it
    if (holds_all(a, b)) return add_difference(a, b);
    if (holds_all(b, a)) add_difference(b, a);
  }

  void add_difference(const CountedSet& larger, const CountedSet& smaller) {
    // Within one indicator the number of cases already ties its answers.
    if (larger.always_shown && larger.tables == smaller.tables && larger.holds == larger.tables->holds)
      return;
    auto& cells = linked_.system.cells;
    for (const auto& [row, cell] : smaller.cells)
      for (const auto& [other_row, other] : larger.cells) {
        if (!row->same_cases(*other_row) || !comparable(*row, larger, smaller)) continue;
        std::vector<std::size_t> parts{cell};
        if (larger.size != smaller.size)
          parts.push_back(linked_.system.add(
              {cells[other].value - cells[cell].value, CellKind::never_shown, 1, no_table}));
        linked_.system.add_total(other, parts);
      }
  }

  // Sides and centres of two variables are not the same cases.
  static bool comparable(const LayoutRow& row, const CountedSet& a, const CountedSet& b) {
    const bool of_network = row.of == RowOf::side || row.of == RowOf::period_side || row.of == RowOf::centre;
    return !of_network || a.tables->network == b.tables->network;
  }

  static constexpr std::uint32_t no_table = 0xFFFFFFFF;
  const std::vector<CountedIndicator>& indicators_;
  const CaseCodes& codes_;
  const TableLayout& layout_;
  std::vector<CountedSet> sets_;
  LinkedCounts linked_;
};

}  // namespace

LinkedCounts linked_counts(const std::vector<CountedIndicator>& indicators, const CaseCodes& codes,
                           const TableLayout& layout) {
  return Linking(indicators, codes, layout).take();
}

}  // namespace repere::study
