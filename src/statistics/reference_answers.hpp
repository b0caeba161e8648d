#pragma once
// For tests: data sets and the answers that R gave for them (tests/reference, and more beside the
// repository).
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "statistics/follow_up.hpp"

namespace repere::statistics::reference {

/// The folder of a data set: the repository's own copy, else the shared one; empty when neither is there.
inline std::string folder_of(const std::string& name) {
  for (const std::string& root : {std::string(REPERE_SOURCE_DIR "/tests/reference/"),
                                  std::string(REPERE_SHARED_DIR "/reference/survival/")})
    if (std::filesystem::exists(root + name + "/data.csv")) return root + name + "/";
  return "";
}

/// A CSV file without quoted fields, as text by column.
class Table {
 public:
  explicit Table(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("no such file: " + path);
    std::string line;
    std::getline(file, line);
    names_ = split(line);
    while (std::getline(file, line)) rows_.push_back(split(line));
  }
  std::size_t rows() const { return rows_.size(); }
  bool has(const std::string& name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }
  const std::string& text(std::size_t row, const std::string& name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) throw std::runtime_error("no such column: " + name);
    return rows_[row][static_cast<std::size_t>(found - names_.begin())];
  }
  double number(std::size_t row, const std::string& name) const {
    const std::string& cell = text(row, name);
    if (cell.empty()) return std::nan("");
    return std::stod(cell);  // "Inf" too
  }
  std::vector<double> numbers(const std::string& name) const {
    std::vector<double> result;
    for (std::size_t row = 0; row < rows(); ++row) result.push_back(number(row, name));
    return result;
  }
  std::vector<std::string> texts(const std::string& name) const {
    std::vector<std::string> result;
    for (std::size_t row = 0; row < rows(); ++row) result.push_back(text(row, name));
    return result;
  }
  /// The rows for which `keep` holds.
  template <class Keep>
  Table where(Keep keep) const {
    Table result = *this;
    result.rows_.clear();
    for (std::size_t row = 0; row < rows(); ++row)
      if (keep(row)) result.rows_.push_back(rows_[row]);
    return result;
  }
  void add(const std::string& name, const std::vector<double>& values) {
    names_.push_back(name);
    for (std::size_t row = 0; row < rows(); ++row) {
      std::ostringstream cell;
      cell.precision(17);
      if (!std::isnan(values[row])) cell << values[row];
      rows_[row].push_back(cell.str());
    }
  }

 private:
  static std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line) {
      if (c == ',')
        cells.emplace_back();
      else if (c != '\r' && c != '"')
        cells.back() += c;
    }
    return cells;
  }
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> rows_;
};

inline boost::json::value json_file(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no such file: " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return boost::json::parse(text.str());
}

inline std::vector<double> doubles(const boost::json::value& array) {
  std::vector<double> result;
  for (const auto& item : array.as_array())
    result.push_back(item.is_null() ? std::nan("") : item.is_string() ? INFINITY : item.to_number<double>());
  return result;
}

/// Columns of a follow-up that own what the view borrows.
struct Rows {
  std::vector<double> time, entry, weight;
  std::vector<std::uint8_t> event;
  FollowUp view() const { return {time, event, entry, weight}; }
};

/// Codes of the levels of one column or of several taken together, numbers in their order, else text in its
/// order.
struct Levels {
  std::vector<std::uint32_t> code;
  std::vector<std::string> names;
  Codes view() const { return {code, static_cast<std::uint32_t>(names.size())}; }
};

inline Levels levels_of(const std::vector<std::string>& cells) {
  const auto before = [](const std::string& a, const std::string& b) {
    char* end_a = nullptr;
    char* end_b = nullptr;
    const double x = std::strtod(a.c_str(), &end_a), y = std::strtod(b.c_str(), &end_b);
    return *end_a == 0 && *end_b == 0 && !a.empty() && !b.empty() ? x < y : a < b;
  };
  std::map<std::string, std::uint32_t, decltype(before)> found(before);
  for (const auto& cell : cells) found.emplace(cell, 0);
  Levels levels;
  for (auto& [name, code] : found) {
    code = static_cast<std::uint32_t>(levels.names.size());
    levels.names.push_back(name);
  }
  for (const auto& cell : cells) levels.code.push_back(found.at(cell));
  return levels;
}

inline Rows follow_up(const Table& table, const std::string& time, const std::string& event,
                      const std::string& entry = "") {
  Rows rows;
  rows.time = table.numbers(time);
  if (!entry.empty()) rows.entry = table.numbers(entry);
  for (const double value : table.numbers(event)) rows.event.push_back(static_cast<std::uint8_t>(value));
  return rows;
}

/// A model as R writes it: Surv(time, event) ~ a + b + strata(c, d), with an entry before the time where
/// there is one.
struct Formula {
  std::vector<std::string> surv, terms, strata;

  explicit Formula(const std::string& text) {
    surv = names(text.substr(5, text.find(')') - 5));
    std::string right = text.substr(text.find('~') + 1);
    if (const auto at = right.find("strata("); at != std::string::npos) {
      strata = names(right.substr(at + 7, right.find(')', at) - at - 7));
      right = right.substr(0, at);
    }
    terms = names(right);
  }
  const std::string& time() const { return surv[surv.size() - 2]; }
  const std::string& event() const { return surv.back(); }
  std::string entry() const { return surv.size() == 3 ? surv[0] : ""; }
  /// The rows where every column of the formula has a value.
  Table complete(const Table& table) const {
    return table.where([&](std::size_t row) {
      for (const auto* columns : {&surv, &terms, &strata})
        for (const auto& column : *columns)
          if (table.text(row, column).empty()) return false;
      return true;
    });
  }
  static std::vector<std::string> joined(const Table& table, const std::vector<std::string>& columns) {
    std::vector<std::string> result(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row)
      for (const auto& column : columns)
        result[row] += (result[row].empty() ? "" : "|") + table.text(row, column);
    return result;
  }

 private:
  static std::vector<std::string> names(const std::string& text) {
    std::vector<std::string> result(1);
    for (const char c : text) {
      if (c == ',' || c == '+')
        result.emplace_back();
      else if (c != ' ')
        result.back() += c;
    }
    if (result.back().empty()) result.pop_back();
    return result;
  }
};

/// |a - b| within `tolerance` relative to b (absolute below 1e-3 of unity's smallest meaning is not granted:
/// 0 is 0); NaN equals NaN, infinity equals infinity.
inline ::testing::AssertionResult close(double a, double b, double tolerance, const std::string& what) {
  if ((std::isnan(a) && std::isnan(b)) || a == b) return ::testing::AssertionSuccess();
  if (std::abs(a - b) <= tolerance * std::abs(b)) return ::testing::AssertionSuccess();
  std::ostringstream message;
  message.precision(17);
  message << what << ": " << a << " against " << b << ", relative " << std::abs(a - b) / std::abs(b);
  return ::testing::AssertionFailure() << message.str();
}

}  // namespace repere::statistics::reference
