#pragma once
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "cli/command.hpp"
#include "report/json_writer.hpp"

// What the commands of `repere statistics` answer, and how it is printed.
namespace repere::cli {

/// A text, or a number (whatever is not finite is not known: null).
using Cell = std::variant<std::string, double>;

struct AnswerTable {
  std::string name;                  ///< its key in JSON
  std::vector<std::string> columns;  ///< the keys of its rows
  std::vector<std::vector<Cell>> rows = {};
  bool single = false;  ///< one row: an object of its own in JSON
};

/// JSON holds every table under its name, the warnings and the number of rows left out; text prints every table; CSV the
/// first one. Warnings go to standard error but for JSON.
struct Answer {
  std::vector<AnswerTable> tables;
  std::vector<std::string> warnings;
  std::size_t left_out = 0;
  std::function<void(report::JsonWriter&)> extra = {};  ///< further keys of the JSON object
};

/// A table of one row.
AnswerTable single(std::string name, std::vector<std::string> columns, std::vector<Cell> row);

void print(const Answer& answer, Format format, Console& console);

}  // namespace repere::cli
