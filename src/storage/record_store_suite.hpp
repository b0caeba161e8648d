#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "storage/faulty_connection.hpp"
#include "workflows/ports.hpp"

// What every engine must do for the record, as tests. An engine joins them with one INSTANTIATE_TEST_SUITE_P.
namespace repere::storage {

/// A place where one record lives: empty at first, opened as often as a test likes, gone afterwards.
class RecordPlace {
 public:
  virtual ~RecordPlace() = default;
  /// A connection of its own to this place, its tables up to date.
  virtual Result<std::unique_ptr<Connection>> connect() = 0;
};

struct Engine {
  std::string name;
  std::function<std::unique_ptr<RecordPlace>()> new_place;
  /// Why the engine cannot be tested on this machine; empty when it can.
  std::function<std::string()> missing = [] { return std::string(); };
};

inline void PrintTo(const Engine& engine, std::ostream* out) { *out << engine.name; }

class RecordStoreSuite : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
    place_ = GetParam().new_place();
  }

  /// A connection to the place; the test fails when there is none.
  std::unique_ptr<Connection> connect();
  /// A store on the place, opened anew, with a fault to come when asked.
  std::unique_ptr<workflows::RecordStore> open(std::optional<Fault> fault = std::nullopt);
  /// The cases of a store opened anew, as they are now or as a revision left them.
  registry::Registry read(std::optional<RevisionId> as_of = std::nullopt);
  /// The same as text, record numbers too.
  std::string text(std::optional<RevisionId> as_of = std::nullopt);
  /// Adds every row of `rows` as one revision.
  workflows::Revision add(const registry::Registry& rows);
  /// Takes a revision back.
  Result<workflows::Revision> undo(RevisionId revision);
  /// The first column of the first row of a query, as text.
  std::string value_of(const std::string& sql);
  /// Runs `work` in a process of its own; the result is its exit code, or minus the signal that ended it.
  static int in_other_process(const std::function<void()>& work);

  std::unique_ptr<RecordPlace> place_;
};

}  // namespace repere::storage

/// Ends the test with the error's words when a Result holds one.
#define ASSERT_DONE(result) ASSERT_TRUE(result) << (result).error().message
