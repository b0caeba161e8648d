#pragma once
#include <CLI/App.hpp>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

#include "base/result.hpp"

// What every command shares: where it prints, and how it ends.
namespace repere::cli {

/// Where results and messages go.
struct Console {
  std::ostream& out;           ///< results
  std::ostream& err;           ///< messages, progress
  bool err_is_terminal = false;
};

/// How tables are printed.
enum class Format { text, json, csv };

/// The run of one command: set by its callback.
struct Ending {
  int exit_code = 0;
};

/// Wrong usage that only the command itself can see (two options that exclude each other): exit code 2.
int wrong_usage(Console& console, const std::string& message);

/// Prints the error and gives the exit code of its kind.
int failed(Console& console, const Error& error);

/// Adds `--format text|json|csv`; the value is read when the command runs.
std::shared_ptr<Format> add_format_option(CLI::App& command);

}  // namespace repere::cli
