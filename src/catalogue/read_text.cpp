#include "catalogue/read_text.hpp"

#include <fstream>
#include <system_error>

namespace repere {
namespace {
constexpr std::uintmax_t largest = 16U << 20U;
}

Result<std::string> read_text(const std::filesystem::path& file) {
  std::error_code trouble;
  if (!std::filesystem::is_regular_file(file, trouble))
    return fail(ErrorKind::not_found,
                file.string() + ": there is no such file: put it back or mend the name");
  const std::uintmax_t size = std::filesystem::file_size(file, trouble);
  if (trouble) return fail(ErrorKind::unavailable, file.string() + ": " + trouble.message());
  if (size > largest)
    return fail(ErrorKind::incorrect,
                file.string() + ": larger than 16 MiB: this is not a file of reference data");
  std::string text(static_cast<std::size_t>(size), '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream || stream.gcount() != static_cast<std::streamsize>(text.size()))
    return fail(ErrorKind::unavailable, file.string() + ": cannot be read: check its permissions");
  return text;
}

}  // namespace repere
