#pragma once
#include "storage/connection.hpp"

namespace repere::storage {

/// A connection that is inside a transaction already: what begins or ends one through it changes nothing, so that a store
/// which makes its own transactions joins the one around it. Whoever began that one must roll it back when a store fails.
class InnerConnection final : public Connection {
 public:
  explicit InnerConnection(Connection& outer) : outer_(outer) {}

  Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override { return outer_.prepare(sql); }
  Result<std::unique_ptr<Statement>> prepare_insert(std::string_view table,
                                                    const std::vector<std::string>& columns) override {
    return outer_.prepare_insert(table, columns);
  }
  Result<void> execute(const std::string& script) override { return outer_.execute(script); }
  Result<bool> has_table(std::string_view table) override { return outer_.has_table(table); }
  Result<void> begin_write() override { return {}; }
  Result<void> begin_read() override { return {}; }
  Result<void> commit() override { return {}; }
  void rollback() override {}
  Result<void> begin_part() override { return {}; }
  Result<void> end_part(bool) override { return {}; }
  Result<void> notify(std::string_view channel, std::string_view payload) override {
    return outer_.notify(channel, payload);
  }
  bool broken() override { return outer_.broken(); }
  const std::string& name() const override { return outer_.name(); }

 private:
  Connection& outer_;
};

}  // namespace repere::storage
