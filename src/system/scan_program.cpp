#include "system/scan_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>
#include <thread>

namespace repere::system {
namespace {

// A file without a name or a place on the disk, at its beginning.
class Memory {
 public:
  explicit Memory(std::string_view content) : descriptor_(::memfd_create("document", MFD_CLOEXEC)) {
    while (descriptor_ >= 0 && !content.empty()) {
      const auto written = ::write(descriptor_, content.data(), content.size());
      if (written <= 0) return;
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    whole_ = descriptor_ >= 0 && ::lseek(descriptor_, 0, SEEK_SET) == 0;
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }
  bool whole() const { return whole_; }

 private:
  int descriptor_ = -1;
  bool whole_ = false;
};

std::optional<pid_t> start(const std::string& program, int standard_input) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, standard_input, STDIN_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  // Nothing of the server's own files and connections goes to the program.
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  std::string name = program, nothing = "-";
  char* const arguments[] = {name.data(), nothing.data(), nullptr};
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

// How it ended; nothing when it had to be stopped.
std::optional<int> wait_for(pid_t child, std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child)
      return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
    if (std::chrono::steady_clock::now() >= until) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return std::nullopt;
}

}  // namespace

Result<void> ScanProgram::check(std::string_view content) {
  const auto cannot = [] {
    return fail(ErrorKind::unavailable, "documents cannot be checked for viruses now: send without them, add them later");
  };
  const Memory document(content);
  if (!document.whole()) return cannot();
  const auto child = start(program_.string(), document.descriptor());
  if (!child) return cannot();
  const auto ended = wait_for(*child, patience_);
  if (ended == 0) return {};
  if (ended == 1) return fail(ErrorKind::forbidden, "the virus scanner refuses the document");
  return cannot();
}

}  // namespace repere::system
