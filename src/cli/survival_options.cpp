#include "cli/survival_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <ostream>
#include <thread>

#include "base/numbers.hpp"

namespace repere::cli {
namespace {

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ',')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// As the cells of a CSV line: a name that holds a comma stands in quotes, a quote in it twice. Nothing if a quote is not
// closed or something follows it.
std::optional<std::vector<std::string>> split_names(const std::string& text) {
  std::vector<std::string> names(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ',') {
      names.emplace_back();
    } else if (text[at] == '"' && names.back().empty()) {
      for (++at; at < text.size() && (text[at] != '"' || text.compare(at, 2, "\"\"") == 0); ++at) {
        names.back() += text[at];
        if (text[at] == '"') ++at;
      }
      if (at == text.size() || (at + 1 < text.size() && text[at + 1] != ',')) return std::nullopt;
    } else {
      names.back() += text[at];
    }
  }
  return names;
}

// Characters, not bytes: a level may be written in French.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string fixed(int decimals, double value) {
  char buffer[400];  // a double below 10^308
  const int length = std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return {buffer, static_cast<std::size_t>(length)};
}

std::string significant(int digits, double value) {
  char buffer[64];
  const int length = std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
  return {buffer, static_cast<std::size_t>(length)};
}

}  // namespace

std::optional<std::vector<std::string>> list_of_names(const std::string& text) {
  auto names = split_names(text);
  if (!names || std::any_of(names->begin(), names->end(), [](const auto& name) { return name.empty(); }))
    return std::nullopt;
  return names;
}

std::optional<std::vector<double>> list_of_numbers(const std::string& text) {
  std::vector<double> numbers;
  for (const auto& part : split(text)) {
    const auto number = parse_number(part);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

std::shared_ptr<unsigned> add_threads_option(CLI::App& command) {
  auto threads = std::make_shared<unsigned>(std::clamp(std::thread::hardware_concurrency(), 1U, 256U));
  command.add_option("--threads", *threads, "threads to compute with (the machine's processors if not said)")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  return threads;
}

int print_result(Console& console, Format format, const Printout& printout) {
  switch (format) {
    case Format::json:
      console.out << printout.json() << "\n";
      return 0;
    case Format::csv:
      console.out << printout.csv();
      break;
    case Format::text:
      console.out << printout.text();
      break;
  }
  for (const auto& warning : printout.warnings) console.err << "repere: warning: " << warning << "\n";
  return 0;
}

std::string percent(double level) { return rounded(100 * level) + " %"; }

statistics::LimitScale scale_of(const std::string& word) {
  using statistics::LimitScale;
  static const std::map<std::string, LimitScale> words{{"log", LimitScale::log},
                                                       {"log-log", LimitScale::log_log},
                                                       {"plain", LimitScale::plain},
                                                       {"logit", LimitScale::logit},
                                                       {"arcsin", LimitScale::arcsin}};
  return words.at(word);
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  std::string out;
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - width_of(row[i]), ' ');
      if (i > 0)
        out += "  " + padding + row[i];
      else
        out += row[i] + padding;
    }
    out += "\n";
  }
  return out;
}

std::string rounded(double value, int digits) {
  if (std::isnan(value)) return "-";
  // A whole number keeps all its digits.
  if (value == std::floor(value) && std::abs(value) < 1e15) return fixed(0, value);
  return significant(digits, value);
}

std::string p_text(double p) {
  if (std::isnan(p)) return "-";
  return p < 0.0001 ? "<0.0001" : fixed(4, p);
}

std::string csv_number(double value) { return std::isfinite(value) ? shortest_text(value) : std::string(); }

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace repere::cli
