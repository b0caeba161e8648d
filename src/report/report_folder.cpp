#include "report/report_folder.hpp"

#include <unistd.h>

#include <fstream>
#include <system_error>

namespace repere::report {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot(const char* what, const fs::path& path, const std::error_code& problem) {
  return fail(ErrorKind::unavailable, path.string() + ": " + what + " (" + problem.message() +
                                          "); check the disk and the rights, or choose another folder");
}

/// A folder that is removed unless it was moved to its place.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) {}
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Without a separator at its end, links followed.
Result<fs::path> place_of(const fs::path& folder) {
  std::error_code problem;
  fs::path place = fs::weakly_canonical(fs::absolute(folder, problem), problem);
  if (!place.has_filename()) place = place.parent_path();
  if (problem || place.empty() || place == place.root_path()) {
    return fail(ErrorKind::incorrect,
                "'" + folder.string() + "' cannot be the folder of a report; name another one");
  }
  return place;
}

Result<void> check_replaceable(const fs::path& place) {
  std::error_code problem;
  const fs::file_status status = fs::status(place, problem);
  if (status.type() == fs::file_type::not_found) return {};
  if (status.type() != fs::file_type::directory) {
    return fail(ErrorKind::incorrect,
                place.string() + ": this is not a folder; name another one for the report");
  }
  const bool is_empty = fs::is_empty(place, problem);
  if (problem) return cannot("cannot be read", place, problem);
  if (is_empty || fs::exists(place / "results.json", problem)) return {};
  return fail(ErrorKind::incorrect,
              place.string() +
                  ": holds files that are not a report (no results.json); name an empty or a new folder");
}

Result<void> write_file(const fs::path& path, const std::string& bytes) {
  std::error_code problem;
  fs::create_directories(path.parent_path(), problem);
  if (problem) return cannot("cannot be created", path.parent_path(), problem);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return cannot("cannot be written", path, std::error_code(errno, std::generic_category()));
  return {};
}

/// The new folder takes the place of the old one; the old one goes last, and comes back if the new one cannot
/// be moved.
Result<void> take_place(const fs::path& fresh, const fs::path& place, const fs::path& aside) {
  std::error_code problem;
  const bool was_there = fs::exists(place, problem);
  if (was_there) {
    fs::rename(place, aside, problem);
    if (problem) return cannot("the earlier report cannot be moved aside", place, problem);
  }
  fs::rename(fresh, place, problem);
  if (!problem) return {};
  if (was_there) {
    std::error_code ignored;
    fs::rename(aside, place, ignored);
  }
  return cannot("cannot be put in its place", place, problem);
}

}  // namespace

Result<void> write_report_folder(const std::filesystem::path& folder, const std::vector<ReportFile>& files) {
  const auto place = place_of(folder);
  if (!place) return tl::unexpected(place.error());
  if (auto checked = check_replaceable(*place); !checked) return checked;
  std::error_code problem;
  fs::create_directories(place->parent_path(), problem);
  if (problem) return cannot("cannot be created", place->parent_path(), problem);
  const std::string mark = ".unfinished-" + std::to_string(::getpid());
  const Scratch fresh(place->string() + mark), aside(place->string() + mark + "-earlier");
  for (const ReportFile& file : files) {
    if (auto written = write_file(fresh.path() / file.name, file.bytes); !written) return written;
  }
  return take_place(fresh.path(), *place, aside.path());
}

Result<void> write_new_folder(const std::filesystem::path& folder, const std::vector<ReportFile>& files) {
  const auto place = place_of(folder);
  if (!place) return tl::unexpected(place.error());
  std::error_code problem;
  const auto taken = [&] {
    return fail(ErrorKind::conflict, place->string() + " is there already: what is published does not move");
  };
  if (fs::exists(fs::symlink_status(*place, problem))) return taken();
  fs::create_directories(place->parent_path(), problem);
  if (problem) return cannot("cannot be created", place->parent_path(), problem);
  const Scratch fresh(place->string() + ".unfinished-" + std::to_string(::getpid()));
  for (const ReportFile& file : files)
    if (auto written = write_file(fresh.path() / file.name, file.bytes); !written) return written;
  // A folder with files is never replaced by a rename: of two at once, the second fails.
  fs::rename(fresh.path(), *place, problem);
  if (!problem) return {};
  if (fs::exists(*place)) return taken();
  return cannot("cannot be put in its place", *place, problem);
}

}  // namespace repere::report
