#include "report/document/document.hpp"

namespace repere::report {

std::vector<std::string> cell_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t first = 0;
  while (true) {
    const std::size_t end = text.find('\n', first);
    lines.push_back(text.substr(first, end == text.npos ? text.npos : end - first));
    if (end == text.npos) return lines;
    first = end + 1;
  }
}

}  // namespace repere::report
