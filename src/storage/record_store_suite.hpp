#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "storage/connection.hpp"
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
};

class RecordStoreSuite : public testing::TestWithParam<Engine> {
 protected:
  RecordStoreSuite() : place_(GetParam().new_place()) {}
  /// A store on the place, opened anew.
  std::unique_ptr<workflows::RecordStore> open();

  std::unique_ptr<RecordPlace> place_;
};

}  // namespace repere::storage
