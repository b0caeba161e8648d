#pragma once
#include "cli/command.hpp"
#include "cli/services.hpp"

// The commands of `repere`, one function a file. docs/command-line.md is their manual.
namespace repere::cli {

void add_demo_command(CLI::App& app, const Services& services, Console& console, Ending& ending);
void add_import_command(CLI::App& app, const Services& services, Console& console, Ending& ending);
void add_export_command(CLI::App& app, const Services& services, Console& console, Ending& ending);
void add_record_commands(CLI::App& app, const Services& services, Console& console, Ending& ending);  ///< migrate, history
void add_backup_commands(CLI::App& app, const Services& services, Console& console, Ending& ending);  ///< backup, restore, verify
void add_publish_command(CLI::App& app, const Services& services, Console& console, Ending& ending);
void add_study_command(CLI::App& app, const Services& services, Console& console, Ending& ending);
void add_serve_command(CLI::App& app, const Services& services, Console& console, Ending& ending);

void add_people_commands(CLI::App& app, const Services& services, Console& console, Ending& ending);  ///< audit verify, user first

/// The options that say which record: --db, --key.
void add_record_place(CLI::App& command, RecordPlace& place);

/// The options that say which server: --config, --db, --key.
void add_server_place(CLI::App& command, ServerPlace& place);

/// Who runs the program, as the trail and the history name them: the login name, or "command line".
std::string author_at_command_line();

/// Runs `repere` with these arguments; returns its exit code.
int run(int argc, const char* const* argv, const Services& services, Console& console);

}  // namespace repere::cli
