#include "storage/postgresql/shared_cluster.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "storage/postgresql/test_cluster.hpp"

// CTest runs each test in a process of its own, and a cluster takes seconds to make. So the first process that
// needs one leaves a keeper behind, which owns the cluster. Every process that uses it holds a shared lock on
// the file `users`; when the keeper finds that nobody does for a while, it ends cluster and itself.
namespace repere::storage::postgresql {

namespace {

using namespace std::chrono_literals;

class Place {
 public:
  Place()
      : folder_(std::filesystem::temp_directory_path() /
                ("repere-tests-" + std::to_string(getuid()) + "-" +
                 std::to_string(std::hash<std::string>{}(REPERE_SOURCE_DIR)))) {
    mkdir(folder_.c_str(), 0700);
    struct stat status {};
    REPERE_ENSURE(lstat(folder_.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
                  status.st_uid == getuid());
  }
  int open(const char* name) const {
    const int file = ::open((folder_ / name).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    REPERE_ENSURE(file >= 0);
    return file;
  }
  std::string running() const {
    std::ifstream file(folder_ / "running");
    std::string cluster;
    std::getline(file, cluster);
    const bool answers =
        !cluster.empty() && PQping(("postgresql://repere@/postgres?host=" + cluster).c_str()) == PQPING_OK;
    return answers ? cluster : "";
  }
  void note(const std::string& cluster) const {
    std::ofstream(folder_ / "running.new") << cluster << "\n";
    std::filesystem::rename(folder_ / "running.new", folder_ / "running");
  }
  void forget() const { std::filesystem::remove(folder_ / "running"); }

 private:
  std::filesystem::path folder_;
};

void keep(const Place& place) {
  auto cluster = TestCluster::start({});
  if (!cluster) return;
  place.note((*cluster)->folder());
  const int users = place.open("users"), starting = place.open("starting");
  for (int idle = 0; idle < 50;) {
    std::this_thread::sleep_for(100ms);
    const bool nobody = flock(users, LOCK_EX | LOCK_NB) == 0;
    if (nobody) flock(users, LOCK_UN);
    idle = nobody ? idle + 1 : 0;
    if (idle < 50) continue;
    // Whoever comes now waits until this cluster is gone, or is counted.
    flock(starting, LOCK_EX);
    if (flock(users, LOCK_EX | LOCK_NB) == 0) break;
    flock(starting, LOCK_UN);
    idle = 0;
  }
  place.forget();
}

// Twice forked: the keeper is nobody's child, and holds nothing of the test that left it behind.
void leave_a_keeper(const Place& place) {
  std::fflush(nullptr);
  if (fork() != 0) return;
  setsid();
  if (fork() != 0) _exit(0);
  close_range(0, ~0u, 0);
  const int nothing = ::open("/dev/null", O_RDWR);
  dup(nothing);
  dup(nothing);
  keep(place);
  _exit(0);
}

}  // namespace

std::string shared_cluster_folder() {
  static const std::string folder = [] {
    const Place place;
    const int users = place.open("users"), starting = place.open("starting");
    REPERE_ENSURE(flock(users, LOCK_SH) == 0);  // held until the process ends
    REPERE_ENSURE(flock(starting, LOCK_EX) == 0);
    std::string cluster = place.running();
    if (cluster.empty()) leave_a_keeper(place);
    for (int tries = 0; cluster.empty() && tries < 1200; ++tries) {
      std::this_thread::sleep_for(50ms);
      cluster = place.running();
    }
    close(starting);
    REPERE_ENSURE(!cluster.empty());
    return cluster;
  }();
  return folder;
}

}  // namespace repere::storage::postgresql
