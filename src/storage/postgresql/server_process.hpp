#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

// Programs of PostgreSQL, run for the tests: as a user who is not root, for they refuse root.
namespace repere::storage::postgresql {

/// The folder of initdb and postgres; empty when there is none.
std::string server_programs();

/// A new folder of the user that the server runs as.
std::string new_server_folder();
/// Removes it with all that is in it.
void remove_server_folder(const std::string& folder);

/// Starts `words` in the background, its output in `log`; it gets `signal_at_death` when this process ends.
pid_t start_program(const std::vector<std::string>& words, const std::string& log, int signal_at_death);
/// Runs `words` to the end and gives the exit code.
int run_program(const std::vector<std::string>& words, const std::string& log);

}  // namespace repere::storage::postgresql
