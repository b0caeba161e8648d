#include "exchange/spelling.hpp"

#include <algorithm>
#include <cstddef>

namespace repere::exchange {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Slips between two names, upper and lower case alike: a letter too many, too few, wrong, or two exchanged.
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + !same});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view text, std::span<const std::string_view> names) {
  if (text.empty() || text.size() > 100) return {};
  std::string_view nearest;
  std::size_t fewest = text.size() >= 6 ? 3 : 2;
  for (const std::string_view name : names) {
    const std::size_t count = slips(text, name);
    if (count < fewest && count < name.size()) {
      fewest = count;
      nearest = name;
    }
  }
  return nearest;
}

std::string meant(std::string_view text, std::span<const std::string_view> names) {
  const std::string_view near = nearest_name(text, names);
  return near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?";
}

std::string listed(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names) {
    if (!list.empty()) list += ", ";
    list += '\'';
    list += name;
    list += '\'';
  }
  return list;
}

}  // namespace repere::exchange
