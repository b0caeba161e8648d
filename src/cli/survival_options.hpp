#pragma once
#include <CLI/App.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/command.hpp"
#include "statistics/survival_limits.hpp"

// What the survival commands have in common: options, and text tables.
namespace repere::cli {

/// The options that every survival command takes.
struct SurvivalInput {
  std::string data;
  std::string time;
  std::string event;
  std::string entry;  ///< empty: everyone from the start
  std::string group;
  std::string strata;
  std::shared_ptr<Format> format;
  std::shared_ptr<unsigned> threads;  ///< at least 1
};

/// Adds `--threads N`; the value is read when the command runs: as many as the machine has processors, if
/// not said.
std::shared_ptr<unsigned> add_threads_option(CLI::App& command);

/// "a,b,c" as names, in quotes where one holds a comma; nothing if one is empty or a quote is wrong.
std::optional<std::vector<std::string>> list_of_names(const std::string& text);
/// "1,2.5" as numbers; nothing if one is not a number.
std::optional<std::vector<double>> list_of_numbers(const std::string& text);

/// What a command prints, made only in the form that is asked for.
struct Printout {
  std::function<std::string()> json;
  std::function<std::string()> csv;
  std::function<std::string()> text;
  std::vector<std::string>
      warnings;  ///< repeated on standard error unless the form is JSON, which holds them
};

/// Prints the result in its form; 0.
int print_result(Console& console, Format format, const Printout& printout);

/// "95 %" of 0.95.
std::string percent(double level);

/// The word of `--conf` as a scale. Shape: one of log, log-log, plain, logit, arcsin
statistics::LimitScale scale_of(const std::string& word);

/// Rows of cells under a header, each column as wide as its widest cell; the first column on the left,
/// numbers right.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) : rows_{std::move(header)} {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// A number for people: `digits` significant ones; "-" when it is not known.
std::string rounded(double value, int digits = 4);
/// A probability: 4 decimals, "<0.0001" below.
std::string p_text(double p);
/// A number for programs: the shortest text that reads back the same; empty when it is not known.
std::string csv_number(double value);
/// A text as a CSV field, in quotes where it needs them.
std::string csv_field(const std::string& text);

}  // namespace repere::cli
