#include "cli/survival_causes.hpp"

#include <algorithm>
#include <array>

namespace repere::cli {

Causes causes_of(const Column& column) {
  std::array<bool, 256> occurs{};
  for (const auto cause : column.events) occurs[cause] = true;
  Causes causes;
  std::array<std::uint8_t, 256> code{};
  for (std::size_t cause = 1; cause < occurs.size(); ++cause) {
    if (!occurs[cause]) continue;
    causes.label.push_back(cause);
    code[cause] = static_cast<std::uint8_t>(causes.label.size());
  }
  causes.code.resize(column.events.size());
  std::transform(column.events.begin(), column.events.end(), causes.code.begin(),
                 [&](std::uint8_t cause) { return code[cause]; });
  return causes;
}

}  // namespace repere::cli
