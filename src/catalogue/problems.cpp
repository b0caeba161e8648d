#include "catalogue/problems.hpp"

#include <algorithm>

namespace repere {
namespace {
constexpr std::size_t most_said = 20;
}

void Problems::add(std::size_t line, std::string_view field, std::string_view what) {
  std::string text = file_;
  if (line != 0) text += ", line " + std::to_string(line);
  if (!field.empty()) text.append(", field ").append(field);
  found_.emplace_back(line, text.append(": ").append(what));
}

Error Problems::error() const {
  auto by_line = found_;
  std::stable_sort(by_line.begin(), by_line.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (std::size_t one = 0; one < std::min(by_line.size(), most_said); ++one)
    text += (one == 0 ? "" : "\n") + by_line[one].second;
  if (by_line.size() > most_said)
    text += "\n" + file_ + ": and " + std::to_string(by_line.size() - most_said) + " more";
  return {ErrorKind::incorrect, text};
}

}  // namespace repere
