#pragma once
#include "storage/passing_connection.hpp"

namespace repere::storage {

/// A connection that is inside a transaction already: what begins or ends one through it changes nothing, so that a store
/// which makes its own transactions joins the one around it. Whoever began that one must roll it back when a store fails.
class InnerConnection final : public PassingConnection {
 public:
  using PassingConnection::PassingConnection;

  Result<void> begin_write() override { return {}; }
  Result<void> begin_read() override { return {}; }
  Result<void> commit() override { return {}; }
  void rollback() override {}
  Result<void> begin_part() override { return {}; }
  Result<void> end_part(bool) override { return {}; }
};

}  // namespace repere::storage
