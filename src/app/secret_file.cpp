#include "app/secret_file.hpp"

#include <fstream>

namespace repere::app {

namespace fs = std::filesystem;

Result<std::string> secret_in(const fs::path& file, const std::string& what) {
  std::ifstream read(file);
  std::string secret;
  if (!read || !std::getline(read, secret)) return fail(ErrorKind::unavailable, file.string() + ": " + what + " cannot be read");
  std::error_code problem;
  if ((fs::status(file, problem).permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    return fail(ErrorKind::forbidden, file.string() + " can be read by others than its owner: chmod 600 it");
  while (!secret.empty() && secret.back() == '\r') secret.pop_back();
  return secret;
}

}  // namespace repere::app
