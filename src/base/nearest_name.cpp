#include "base/nearest_name.hpp"

#include <algorithm>

namespace repere {
namespace {

// Optimal string alignment: the edits, an exchange of neighbours counting one.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string_view> names) {
  std::string_view nearest;
  std::size_t least = name.size() < 2 ? 1 : (name.size() + 2) / 3 + 1;
  for (const std::string_view one : names) {
    const std::size_t edits = distance(name, one);
    if (edits >= least) continue;
    least = edits;
    nearest = one;
  }
  return std::string(nearest);
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> names) {
  const std::string nearest = nearest_name(name, names);
  return nearest.empty() ? std::string(". ") : "; did you mean '" + nearest + "'? ";
}

std::string list_of(std::span<const std::string_view> names, std::size_t most) {
  std::string all;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    if (i) all += ", ";
    all += names[i];
  }
  if (names.size() > most) all += " and " + std::to_string(names.size() - most) + " more";
  return all;
}

}  // namespace repere
