#include "cli/command.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <ostream>

namespace repere::cli {

int wrong_usage(Console& console, const std::string& message) {
  console.err << "repere: " << message << "\n";
  return 2;
}

int failed(Console& console, const Error& error) {
  console.out.flush();
  console.err << "repere: " << error.message << "\n";
  return exit_code_of(error.kind);
}

std::shared_ptr<Format> add_format_option(CLI::App& command) {
  auto format = std::make_shared<Format>(Format::text);
  static const std::map<std::string, Format> words{{"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}};
  command
      .add_option_function<std::string>(
          "--format", [format](const std::string& word) { *format = words.at(word); }, "text (if not said), json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}))
      ->type_name("FORMAT");
  return format;
}

}  // namespace repere::cli
