#include "domain/access/small_numbers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <random>

namespace repere::access {
namespace {

constexpr SmallNumbers three{3};

/// Somebody who has the published tables, knows how they are tied, and tries every whole number.
class Attacker {
 public:
  Attacker(const CountSystem& system, const std::vector<Protection>& protections, std::int64_t most)
      : system_(system), low_(system.cells.size()), high_(system.cells.size()) {
    for (std::size_t i = 0; i < system.cells.size(); ++i) {
      const CountCell& cell = system.cells[i];
      const bool known = protections[i] == Protection::shown && cell.kind != CellKind::never_shown;
      low_[i] = known ? cell.value : 0;
      high_[i] = known ? cell.value : most;
    }
  }

  /// Whether the published numbers let this count be so much.
  bool can_be(std::size_t cell, std::int64_t value) {
    auto low = low_, high = high_;
    low[cell] = high[cell] = value;
    return search(std::move(low), std::move(high));
  }

 private:
  // Narrows every count by every relation until nothing changes; false when one cannot be.
  bool narrow(std::vector<std::int64_t>& low, std::vector<std::int64_t>& high) const {
    for (bool changed = true; changed;) {
      changed = false;
      for (const CountRelation& relation : system_.relations) {
        std::int64_t least = 0, most = 0;
        for (const auto& [cell, factor] : relation.terms) {
          least += factor > 0 ? factor * low[cell] : factor * high[cell];
          most += factor > 0 ? factor * high[cell] : factor * low[cell];
        }
        for (const auto& [cell, factor] : relation.terms) {
          const std::int64_t own_least = factor > 0 ? factor * low[cell] : factor * high[cell];
          const std::int64_t own_most = factor > 0 ? factor * high[cell] : factor * low[cell];
          // factor * x = -(the others)
          const std::int64_t from = -(most - own_most), until = -(least - own_least);
          const std::int64_t a = factor > 0 ? from : -until, b = factor > 0 ? until : -from;
          if (a > low[cell]) low[cell] = a, changed = true;
          if (b < high[cell]) high[cell] = b, changed = true;
          if (low[cell] > high[cell]) return false;
        }
      }
    }
    return true;
  }

  bool search(std::vector<std::int64_t> low, std::vector<std::int64_t> high) const {
    if (!narrow(low, high)) return false;
    std::size_t open = low.size();
    for (std::size_t i = 0; i < low.size(); ++i)
      if (low[i] < high[i] && (open == low.size() || high[i] - low[i] < high[open] - low[open])) open = i;
    if (open == low.size()) return true;
    std::vector<std::int64_t> values(static_cast<std::size_t>(high[open] - low[open] + 1));
    std::iota(values.begin(), values.end(), low[open]);
    const std::int64_t near = system_.cells[open].value;
    std::stable_sort(values.begin(), values.end(),
                     [&](auto a, auto b) { return std::abs(a - near) < std::abs(b - near); });
    for (const std::int64_t value : values) {
      auto narrower_low = low, narrower_high = high;
      narrower_low[open] = narrower_high[open] = value;
      if (search(std::move(narrower_low), std::move(narrower_high))) return true;
    }
    return false;
  }

  const CountSystem& system_;
  std::vector<std::int64_t> low_, high_;
};

/// A table of any number of dimensions with all its margins.
struct Table {
  CountSystem system;
  std::vector<std::size_t> sizes;
  // Position `sizes[d]` of a dimension is its total.
  std::size_t at(const std::vector<std::size_t>& place) const {
    std::size_t index = 0;
    for (std::size_t d = 0; d < sizes.size(); ++d) index = index * (sizes[d] + 1) + place[d];
    return index;
  }
};

Table table_of(std::vector<std::size_t> sizes, const std::function<std::int64_t()>& draw) {
  Table table{{}, sizes};
  std::size_t cells = 1;
  for (const std::size_t size : sizes) cells *= size + 1;
  std::vector<std::vector<std::size_t>> places(cells);
  for (std::size_t i = 0; i < cells; ++i) {
    std::size_t rest = i;
    places[i].resize(sizes.size());
    for (std::size_t d = sizes.size(); d-- > 0; rest /= sizes[d] + 1) places[i][d] = rest % (sizes[d] + 1);
    const auto totals = static_cast<double>(
        std::count_if(sizes.begin(), sizes.end(),
                      [&, d = std::size_t{0}](std::size_t size) mutable { return places[i][d++] == size; }));
    table.system.add({.value = totals == 0 ? draw() : 0, .cost = 1 + 5 * totals});
  }
  for (std::size_t d = 0; d < sizes.size(); ++d)
    for (std::size_t i = 0; i < cells; ++i) {
      if (places[i][d] != sizes[d]) continue;
      std::vector<std::size_t> parts;
      std::int64_t sum = 0;
      for (std::size_t k = 0; k < sizes[d]; ++k) {
        auto place = places[i];
        place[d] = k;
        parts.push_back(table.at(place));
        sum += table.system.cells[parts.back()].value;
      }
      table.system.cells[i].value = sum;
      table.system.add_total(i, parts);
    }
  return table;
}

void expect_no_way_in(const CountSystem& system, const std::vector<Protection>& found,
                      const SmallNumbers& rule, std::int64_t most) {
  Attacker attacker(system, found, most);
  for (std::size_t i = 0; i < system.cells.size(); ++i) {
    const std::int64_t value = system.cells[i].value;
    if (rule.is_small(value) && system.cells[i].kind != CellKind::always_shown) {
      EXPECT_EQ(found[i], Protection::small);
      EXPECT_TRUE(attacker.can_be(i, 0)) << "count " << i << " of " << value;
      EXPECT_TRUE(attacker.can_be(i, rule.threshold)) << "count " << i << " of " << value;
    } else if (found[i] == Protection::secondary) {
      std::int64_t low = value, high = value;
      for (std::int64_t v = std::max<std::int64_t>(0, value - 2 * rule.threshold);
           v <= value + 2 * rule.threshold; ++v)
        if (attacker.can_be(i, v)) low = std::min(low, v), high = std::max(high, v);
      EXPECT_GE(high - low, rule.threshold) << "count " << i << " of " << value;
    }
  }
}

std::size_t hidden(const std::vector<Protection>& found) {
  return static_cast<std::size_t>(
      std::count_if(found.begin(), found.end(), [](Protection one) { return one != Protection::shown; }));
}

TEST(SmallNumbers, one_small_count_of_a_list_hides_a_second) {
  Table table = table_of({4}, [n = 0]() mutable {
    return std::vector<std::int64_t>{40, 7, 25, 60}[static_cast<std::size_t>(n++)];
  });
  const auto found = protect(table.system, {});
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[1], Protection::small);
  EXPECT_EQ((*found)[4], Protection::shown) << "the total stays";
  EXPECT_EQ(hidden(*found), 2u);
}

TEST(SmallNumbers, a_zero_is_published_and_a_full_table_is_left_alone) {
  Table table = table_of({3}, [n = 0]() mutable {
    return std::vector<std::int64_t>{40, 0, 25}[static_cast<std::size_t>(n++)];
  });
  const auto found = protect(table.system, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(hidden(*found), 0u);
}

TEST(SmallNumbers, a_small_total_is_hidden_with_its_parts) {
  Table table = table_of({2}, [n = 0]() mutable {
    return std::vector<std::int64_t>{2, 3}[static_cast<std::size_t>(n++)];
  });
  const auto found = protect(table.system, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(hidden(*found), 3u);
}

TEST(SmallNumbers, the_complement_of_a_large_share_is_protected) {
  // 195 of 200: the five others would follow.
  CountSystem system;
  const auto yes = system.add({.value = 195}), no = system.add({.value = 5});
  const auto all = system.add({.value = 200, .kind = CellKind::always_shown});
  system.add_total(all, std::vector{yes, no});
  const auto found = protect(system, {});
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[yes], Protection::secondary);
}

TEST(SmallNumbers, the_difference_of_two_publications_is_a_count_too) {
  CountSystem system;
  const auto wide = system.add({.value = 100, .cost = 5}), narrow = system.add({.value = 96});
  const auto between = system.add({.value = 4, .kind = CellKind::never_shown});
  system.add_total(wide, std::vector{narrow, between});
  const auto found = protect(system, {});
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[wide], Protection::shown);
  EXPECT_EQ((*found)[narrow], Protection::secondary);
}

TEST(SmallNumbers, a_count_hidden_for_another_may_rise_where_it_cannot_fall) {
  CountSystem system;
  const auto all = system.add({.value = 200, .kind = CellKind::always_shown});
  const auto part = system.add({.value = 96, .kind = CellKind::always_shown});
  const auto yes = system.add({.value = 100}), no = system.add({.value = 100});
  const auto between = system.add({.value = 4, .kind = CellKind::never_shown});
  system.add_total(all, std::vector{yes, no});
  system.add_total(yes, std::vector{part, between});
  const auto found = protect(system, {});
  ASSERT_TRUE(found) << "96 to 107 is as wide as any: it need not fall to 89";
  EXPECT_EQ((*found)[yes], Protection::secondary);
  EXPECT_EQ((*found)[no], Protection::secondary);
}

TEST(SmallNumbers, refuses_what_cannot_be_protected_or_does_not_add_up) {
  CountSystem system;
  const auto a = system.add({.value = 195, .kind = CellKind::always_shown}), b = system.add({.value = 5});
  const auto all = system.add({.value = 200, .kind = CellKind::always_shown});
  system.add_total(all, std::vector{a, b});
  EXPECT_FALSE(protect(system, {}));
  system.cells[b] = {.value = 6};
  EXPECT_FALSE(protect(system, {}));
  CountSystem shown;
  shown.add({.value = 4, .kind = CellKind::always_shown});
  EXPECT_FALSE(protect(shown, {}));
}

struct Shape {
  std::vector<std::size_t> sizes;
  std::int64_t most;
};
class RandomTables : public ::testing::TestWithParam<Shape> {};

TEST_P(RandomTables, nobody_recovers_a_protected_count) {
  std::mt19937 random(20261125);
  const Shape& shape = GetParam();
  for (int round = 0; round < 60; ++round) {
    std::uniform_int_distribution<std::int64_t> draw(0, shape.most);
    const Table table = table_of(shape.sizes, [&] { return draw(random) * draw(random) / shape.most; });
    const auto found = protect(table.system, three);
    ASSERT_TRUE(found) << round;
    expect_no_way_in(table.system, *found, three, 8 * shape.most + 40);
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}
INSTANTIATE_TEST_SUITE_P(Shapes, RandomTables,
                         ::testing::Values(Shape{{3}, 9}, Shape{{6}, 12}, Shape{{2, 2}, 9}, Shape{{3, 3}, 9},
                                           Shape{{4, 5}, 12}, Shape{{2, 2, 2}, 9}, Shape{{3, 3, 3}, 12}));

TEST(SmallNumbers, tables_that_share_their_total_and_a_known_denominator) {
  // Shares by region and by period of the same cases, all numbers of cases published.
  std::mt19937 random(7);
  std::uniform_int_distribution<std::int64_t> draw(0, 6);
  for (int round = 0; round < 40; ++round) {
    CountSystem system;
    std::vector<std::size_t> yes_of_regions, no_of_regions;
    std::int64_t yes_sum = 0, no_sum = 0;
    const auto row = [&](std::int64_t yes, std::int64_t no, std::uint32_t table) {
      const auto y = system.add({.value = yes, .table = table}),
                 n = system.add({.value = no, .table = table});
      const auto all = system.add({.value = yes + no, .kind = CellKind::always_shown});
      system.add_total(all, std::vector{y, n});
      return std::pair(y, n);
    };
    for (int region = 0; region < 4; ++region) {
      const std::int64_t yes = draw(random), no = 3 + draw(random);
      yes_sum += yes, no_sum += no;
      const auto [y, n] = row(yes, no, 1);
      yes_of_regions.push_back(y), no_of_regions.push_back(n);
    }
    const auto [total_yes, total_no] = row(yes_sum, no_sum, 0);
    system.cells[total_yes].cost = system.cells[total_no].cost = 10;
    system.add_total(total_yes, yes_of_regions);
    system.add_total(total_no, no_of_regions);
    const auto [y1, n1] = row(yes_sum / 2, no_sum / 2, 2);
    const auto [y2, n2] = row(yes_sum - yes_sum / 2, no_sum - no_sum / 2, 2);
    system.add_total(total_yes, std::vector{y1, y2});
    system.add_total(total_no, std::vector{n1, n2});
    const auto found = protect(system, three);
    ASSERT_TRUE(found);
    expect_no_way_in(system, *found, three, 80);
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}

TEST(SmallNumbers, the_attacker_of_these_tests_does_find_what_is_left_open) {
  const Table table = table_of({3, 3}, [n = 5]() mutable { return n++; });
  std::vector<Protection> found(table.system.cells.size(), Protection::shown);
  found[table.at({1, 1})] = Protection::small;
  Attacker attacker(table.system, found, 100);
  EXPECT_FALSE(attacker.can_be(table.at({1, 1}), table.system.cells[table.at({1, 1})].value + 1));
}

TEST(SmallNumbers, rows_are_taken_together_until_none_is_small) {
  const auto none = rows_taken_together(std::vector<std::int64_t>{40, 0, 60}, {}, {}, {});
  EXPECT_EQ(none, (std::vector{false, false, false}));
  const auto with_least = rows_taken_together(std::vector<std::int64_t>{40, 4, 60}, {}, {}, {});
  EXPECT_EQ(with_least, (std::vector{true, true, false}));
  const auto both = rows_taken_together(std::vector<std::int64_t>{6, 6, 60}, {}, {}, {});
  EXPECT_EQ(both, (std::vector{true, true, false}));
  // 55 of 60 of a larger population: the five between would follow.
  const auto nested = rows_taken_together(std::vector<std::int64_t>{30, 55, 70}, {{50, 60, 90}}, {}, {});
  EXPECT_EQ(nested, (std::vector{true, true, false}));
}

TEST(SmallNumbers, what_is_rounded_is_rounded_to_no_less_than_the_threshold) {
  EXPECT_EQ(rounding_base({11}), 20);
  EXPECT_EQ(rounding_base({5}), 5);
  EXPECT_EQ(rounding_base({6}), 10);
}

}  // namespace
}  // namespace repere::access
