#pragma once
// For tests of people's workflows: a new database of the engine under test, and what the workflows work with.
#include <gtest/gtest.h>

#include <optional>

#include "storage/engines.hpp"
#include "storage/people/sql_transactions.hpp"
#include "storage/record_store_suite.hpp"
#include "storage/sample_registry.hpp"
#include "workflows/accounts/memory_work.hpp"

namespace repere::storage {

class WorkflowsOnEngine : public testing::TestWithParam<DatabaseEngine> {
 protected:
  void SetUp() override {
    if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
    place_ = GetParam().new_place();
    auto opened = SqlTransactions::open(place_->url(), OpenMode::create_if_missing, stores_);
    ASSERT_DONE(opened);
    transactions_ = std::move(*opened);
    means_.emplace(workflows::Means{*transactions_, secrets_, clock_});
  }
  /// Whether SetUp has made a database: without one there is nothing to prepare.
  bool is_open() const { return means_.has_value(); }

  workflows::PlainSecrets secrets_;
  workflows::SetClock clock_;
  WorkMeans stores_{secrets_, clock_, sample::reference()};
  std::unique_ptr<DatabasePlace> place_;
  std::unique_ptr<SqlTransactions> transactions_;
  std::optional<workflows::Means> means_;
};

}  // namespace repere::storage
