#include "storage/postgresql/server_process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "base/result.hpp"

namespace repere::storage::postgresql {

namespace {

// Whom the server runs as; null: as we are.
const passwd* server_user() {
  if (geteuid() != 0) return nullptr;
  static const passwd* const user = [] {
    const passwd* found = getpwnam("postgres");
    return found ? found : getpwnam("nobody");
  }();
  REPERE_ENSURE(user != nullptr);
  return user;
}

[[noreturn]] void become(const std::vector<std::string>& words, const std::string& log, int signal_at_death,
                         const passwd* user) {
  const int nothing = ::open("/dev/null", O_RDONLY);
  const int file = ::open(log.c_str(), O_CREAT | O_APPEND | O_WRONLY, 0644);
  dup2(nothing, 0);
  dup2(file, 1);
  dup2(file, 2);
  close_range(3, ~0u, 0);
  if (user && (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
    _exit(126);
  if (signal_at_death != 0) prctl(PR_SET_PDEATHSIG, signal_at_death);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

std::string server_programs() {
  static const std::string found = [] {
    std::vector<std::string> folders;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", error))
      folders.push_back((entry.path() / "bin").string());
    std::sort(folders.rbegin(), folders.rend());
    for (const std::string& folder : folders)
      if (access((folder + "/initdb").c_str(), X_OK) == 0 &&
          access((folder + "/postgres").c_str(), X_OK) == 0)
        return folder;
    return std::string();
  }();
  return found;
}

std::string new_server_folder() {
  std::string folder = (std::filesystem::temp_directory_path() / "repere-pg-XXXXXX").string();
  REPERE_ENSURE(mkdtemp(folder.data()) != nullptr);
  if (const passwd* user = server_user())
    REPERE_ENSURE(chown(folder.c_str(), user->pw_uid, user->pw_gid) == 0);
  return folder;
}

void remove_server_folder(const std::string& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

pid_t start_program(const std::vector<std::string>& words, const std::string& log, int signal_at_death) {
  const passwd* const user = server_user();
  const pid_t child = fork();
  if (child == 0) become(words, log, signal_at_death, user);
  return child;
}

int run_program(const std::vector<std::string>& words, const std::string& log) {
  const pid_t child = start_program(words, log, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace repere::storage::postgresql
