#include "app/secret_file.hpp"

#include <fstream>

namespace repere::app {

namespace fs = std::filesystem;

Result<std::string> secret_in(const fs::path& file, const std::string& what) {
  std::error_code problem;
  std::ifstream read(file);
  if (!read)
    return fail(ErrorKind::unavailable, file.string() + ": " + what + " cannot be read: " +
                                            (fs::exists(file, problem) ? "make the file this program's user's own" : "there is no such file"));
  if ((fs::status(file, problem).permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    return fail(ErrorKind::forbidden, file.string() + " can be read by others than its owner: chmod 600 it");
  std::string secret;
  if (!std::getline(read, secret) || secret.empty() || secret == "\r")
    return fail(ErrorKind::incorrect, file.string() + " is empty: its first line is to be " + what);
  while (!secret.empty() && secret.back() == '\r') secret.pop_back();
  return secret;
}

}  // namespace repere::app
