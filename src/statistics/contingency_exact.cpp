#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "statistics/contingency.hpp"

// Fisher's exact test of a table of any size: the columns are filled one after the other, and all that matters of what is
// filled is what is left of the rows, in any order, and the likelihood so far. docs/methods.md, "Fisher's exact test".
namespace repere::statistics {
namespace {

constexpr std::uint64_t most_steps = 20'000'000;
// Tables whose logarithms of probability differ by less are equally likely: R's number for tables larger than 2 x 2 (FEXACT's).
constexpr double same_probability = 3.4525e-7;
// Likelihoods so far that are the same but for rounding are counted together; the nearest different ones are further apart.
constexpr double merged_digits = 1e11;

struct TooManySteps {};

// What a table adds to the logarithm of its probability is the sum of -log(x!) over its cells, but for a constant.
class Filling {
 public:
  explicit Filling(const ContingencyTable& table) {
    const bool turn =
        table.rows > table.columns;  // the state is what is left of the rows: the fewer the better
    for (std::size_t i = 0; i < (turn ? table.columns : table.rows); ++i)
      rows_.push_back(turn ? table.column_total(i) : table.row_total(i));
    for (std::size_t j = 0; j < (turn ? table.rows : table.columns); ++j)
      columns_.push_back(turn ? table.row_total(j) : table.column_total(j));
    std::sort(rows_.begin(), rows_.end());
    std::sort(columns_.rbegin(), columns_.rend());
    const std::uint64_t n = table.total();
    base_ = rows_.back() + 1;
    log_factorial_.resize(n + 1);
    for (std::uint64_t i = 2; i <= n; ++i) log_factorial_[i] = log_factorial(static_cast<double>(i));
    for (const auto count : table.counts) observed_ -= log_factorial_[count];
    observed_ += same_probability;
    constant_ = -log_factorial_[n];
    for (const auto total : rows_) constant_ += log_factorial_[total];
    for (const auto total : columns_) constant_ += log_factorial_[total];
    left_after_.assign(columns_.size() + 1, 0);
    for (std::size_t j = columns_.size(); j-- > 0;)
      left_after_[j] = left_after_[j + 1] - log_factorial_[columns_[j]];
    extents_.resize(columns_.size() + 1);
  }

  /// Whether a state fits into one number.
  bool fits() const { return static_cast<double>(rows_.size()) * std::log2(static_cast<double>(base_)) < 63; }

  double p() {
    std::unordered_map<std::uint64_t, Node> nodes, next;
    Node first;
    first.rows = rows_;
    first.pasts.emplace(0, Past{0, 1});
    nodes.emplace(key_of(rows_), std::move(first));
    for (std::size_t stage = 0; stage < columns_.size(); ++stage) {
      next.clear();
      for (auto& [key, node] : nodes) advance(stage, key, node, next);
      std::swap(nodes, next);
    }
    for (const auto& [key, node] : nodes)
      for (const auto& [rounded, past] : node.pasts)
        if (past.value <= observed_) p_ += past.ways * std::exp(past.value + constant_);
    return std::min(1.0, p_);
  }

 private:
  using Rows = std::vector<std::uint64_t>;
  struct Past {
    double value;  // what the filled columns add
    double ways;   // in how many ways it can be had
  };
  struct Node {
    Rows rows;  // what is left of them, ascending
    std::unordered_map<std::int64_t, Past> pasts;
  };
  struct Extent {
    double most, least;  // what the columns still to be filled can add
  };

  std::uint64_t key_of(const Rows& rows) const {
    std::uint64_t key = 0;
    for (const auto left : rows) key = key * base_ + left;
    return key;
  }

  void count_step() {
    if (++steps_ > most_steps) throw TooManySteps{};
  }

  // Calls `visit(rows left, what the column adds)` for every way to spread a column over the rows.
  template <class Visit>
  void for_each_column(std::size_t stage, const Rows& rows, const Visit& visit) {
    Rows left = rows;
    Rows room(rows.size() + 1, 0);  // of the rows from here on
    for (std::size_t i = rows.size(); i-- > 0;) room[i] = room[i + 1] + rows[i];
    spread(0, columns_[stage], 0, rows, room, left, visit);
  }
  template <class Visit>
  void spread(std::size_t i, std::uint64_t count, double added, const Rows& rows, const Rows& room,
              Rows& left, const Visit& visit) {
    if (i + 1 == rows.size()) {
      count_step();
      left[i] = rows[i] - count;
      visit(left, added - log_factorial_[count]);
      return;
    }
    const std::uint64_t least = count > room[i + 1] ? count - room[i + 1] : 0;
    for (std::uint64_t cell = least; cell <= std::min(count, rows[i]); ++cell) {
      left[i] = rows[i] - cell;
      spread(i + 1, count - cell, added - log_factorial_[cell], rows, room, left, visit);
    }
  }

  const Extent& extent(std::size_t stage, std::uint64_t key, const Rows& rows) {
    if (const auto found = extents_[stage].find(key); found != extents_[stage].end()) return found->second;
    Extent result{0, 0};
    if (stage < columns_.size()) {
      bool any = false;
      for_each_column(stage, rows, [&](const Rows& left, double added) {
        Rows sorted = left;
        std::sort(sorted.begin(), sorted.end());
        const Extent& rest = extent(stage + 1, key_of(sorted), sorted);
        result.most = any ? std::max(result.most, added + rest.most) : added + rest.most;
        result.least = any ? std::min(result.least, added + rest.least) : added + rest.least;
        any = true;
      });
    }
    return extents_[stage].emplace(key, result).first->second;
  }

  // The logarithm of the sum over all ways to fill what is left.
  double log_all_ways(std::size_t stage, const Rows& rows) const {
    std::uint64_t left = 0;
    double sum = left_after_[stage];
    for (const auto row : rows) {
      left += row;
      sum -= log_factorial_[row];
    }
    return sum + log_factorial_[left];
  }

  void advance(std::size_t stage, std::uint64_t key, Node& node,
               std::unordered_map<std::uint64_t, Node>& next) {
    const Extent reach = extent(stage, key, node.rows);
    const double all_ways = log_all_ways(stage, node.rows);
    std::vector<Past> open;
    for (const auto& [rounded, past] : node.pasts) {
      if (past.value + reach.most <= observed_)
        p_ += past.ways * std::exp(past.value + all_ways + constant_);
      else if (past.value + reach.least <= observed_)
        open.push_back(past);
    }
    if (open.empty()) return;
    for_each_column(stage, node.rows, [&](const Rows& left, double added) {
      Rows sorted = left;
      std::sort(sorted.begin(), sorted.end());
      Node& child = next[key_of(sorted)];
      if (child.rows.empty()) child.rows = std::move(sorted);
      for (const Past& past : open) {
        count_step();
        const double value = past.value + added;
        const auto [place, is_new] =
            child.pasts.try_emplace(std::llround(value * merged_digits), Past{value, 0});
        place->second.ways += past.ways;
      }
    });
  }

  Rows rows_, columns_;
  std::uint64_t base_ = 0, steps_ = 0;
  std::vector<double> log_factorial_;
  double observed_ = 0, constant_ = 0, p_ = 0;
  std::vector<double> left_after_;
  std::vector<std::unordered_map<std::uint64_t, Extent>> extents_;
};

tl::unexpected<Error> too_large() {
  return fail(ErrorKind::unsupported,
              "the table can be filled in too many ways for an exact p-value: take the chi-squared test, or "
              "join rows "
              "or columns");
}

}  // namespace

Result<double> fisher_exact_p(const ContingencyTable& table) {
  if (table.rows < 2 || table.columns < 2 || table.counts.size() != table.rows * table.columns)
    return fail(ErrorKind::incorrect, "a table needs two rows and two columns or more");
  const ContingencyTable full = table.without_empty();
  if (full.rows < 2 || full.columns < 2) return 1.0;
  if (full.rows == 2 && full.columns == 2) {
    const auto test = fisher_exact(full, 0.95);
    if (!test) return tl::unexpected(test.error());
    return test->p;
  }
  if (full.total() > 1'000'000) return too_large();
  Filling filling(full);
  if (!filling.fits()) return too_large();
  try {
    return filling.p();
  } catch (const TooManySteps&) {
    return too_large();
  }
}

}  // namespace repere::statistics
