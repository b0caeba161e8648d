#include "study/edition/count_split.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace repere::study {
namespace {

using Crossed = std::map<std::pair<std::size_t, std::size_t>, std::int64_t>;

// Rows `first` less the rows `second` within them.
bool rest_is_small(const Crossed& crossed, const access::SmallNumbers& rule) {
  std::map<std::size_t, std::int64_t> rest, size;
  std::map<std::size_t, std::set<std::size_t>> in;
  for (const auto& [rows, count] : crossed) {
    if (rows.first != CountSplit::no_row) rest[rows.first] += count;
    if (rows.second == CountSplit::no_row) continue;
    size[rows.second] += count;
    in[rows.second].insert(rows.first);
  }
  for (const auto& [row, holders] : in)
    if (holders.size() == 1 && *holders.begin() != CountSplit::no_row) rest[*holders.begin()] -= size[row];
  return std::any_of(rest.begin(), rest.end(), [&](const auto& one) { return rule.is_small(one.second); });
}

}  // namespace

std::vector<std::int64_t> CountSplit::counts() const {
  std::vector<std::int64_t> counts(names.size());
  for (const std::size_t one : row)
    if (one != no_row) ++counts[one];
  return counts;
}

bool CountSplit::is_unpublished() const {
  return std::all_of(together.begin(), together.end(), [](bool one) { return one; });
}

std::size_t CountSplit::published_row(std::size_t i) const {
  if (row[i] == no_row || is_unpublished()) return no_row;
  return together[row[i]] ? names.size() : row[i];
}

bool difference_is_small(const CountSplit& a, const CountSplit& b, const access::SmallNumbers& rule) {
  Crossed crossed, turned;
  for (std::size_t i = 0; i < a.row.size(); ++i) {
    const std::size_t of_a = a.published_row(i), of_b = b.published_row(i);
    ++crossed[{of_a, of_b}];
    ++turned[{of_b, of_a}];
  }
  return rest_is_small(crossed, rule) || rest_is_small(turned, rule);
}

void take_into(NamedGroup& several, const NamedGroup& one) {
  const bool first = several.id.empty();
  several.id += (first ? "" : "+") + one.id;
  several.label.fr += (first ? "" : ", ") + one.label.fr;
  several.label.en += (first ? "" : ", ") + one.label.en;
}

}  // namespace repere::study
