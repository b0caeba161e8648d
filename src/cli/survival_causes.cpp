#include "cli/survival_causes.hpp"

#include <algorithm>

namespace repere::cli {

Result<Causes> causes_of(const Column& column, const std::string& name) {
  Causes causes;
  std::vector<std::uint8_t> occurs;
  for (const auto cause : column.code) {
    if (cause >= occurs.size()) occurs.resize(cause + 1);
    occurs[cause] = 1;
  }
  std::vector<std::uint8_t> code(occurs.size());
  for (std::uint32_t cause = 1; cause < occurs.size(); ++cause) {
    if (!occurs[cause]) continue;
    if (causes.label.size() == 255)
      return fail(ErrorKind::incorrect, "column '" + name + "': more than 255 causes; bring some together");
    causes.label.push_back(cause);
    code[cause] = static_cast<std::uint8_t>(causes.label.size());
  }
  causes.code.resize(column.code.size());
  std::transform(column.code.begin(), column.code.end(), causes.code.begin(),
                 [&](std::uint32_t cause) { return code[cause]; });
  return causes;
}

}  // namespace repere::cli
