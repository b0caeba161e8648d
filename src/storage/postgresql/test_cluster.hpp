#pragma once
#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

// PostgreSQL clusters of the tests: private, in a folder of their own, reached by a socket there, never by TCP.
namespace repere::storage::postgresql {

/// Why no cluster can be started on this machine (PostgreSQL is not installed); empty when one can.
std::string why_no_cluster();

/// A cluster of one test. It goes with the test's process, however that ends.
class TestCluster {
 public:
  struct Options {
    bool fsync = false;                 ///< on where a test is about what is on the disk
    std::vector<std::string> settings;  ///< "name=value"
  };
  /// Makes a cluster and starts it.
  static Result<std::unique_ptr<TestCluster>> start(const Options& options);
  /// Makes a cluster that follows `primary` (streaming replication) and starts it.
  static Result<std::unique_ptr<TestCluster>> follow(const TestCluster& primary, const Options& options);
  ~TestCluster();
  TestCluster(const TestCluster&) = delete;
  TestCluster& operator=(const TestCluster&) = delete;

  const std::string& folder() const { return folder_; }
  /// "postgresql://repere@/NAME?host=FOLDER"
  std::string url(const std::string& database) const;

  void run();      ///< starts it again after stop()
  void stop();     ///< at once, as when the machine fails (SIGQUIT); run() recovers
  void promote();  ///< a follower becomes the one that is written to
  void sql(const std::string& database, const std::string& command) const;
  std::string ask(const std::string& database, const std::string& query) const;

 private:
  explicit TestCluster(Options options);
  Result<void> wait_until_it_answers();

  Options options_;
  std::string folder_;
  pid_t server_ = -1;
};

/// A database of one test, in a cluster that the tests of this machine share. The cluster is started by
/// the first process that needs it and ends a few seconds after the last one.
class TestDatabase {
 public:
  enum class Content { nothing, tables };  ///< tables: those of the newest migration, copied from a template
  explicit TestDatabase(Content content = Content::nothing);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  std::string url() const;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

}  // namespace repere::storage::postgresql
