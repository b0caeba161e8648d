#pragma once
#include "storage/connection.hpp"

namespace repere::storage {

/// A connection that passes everything on to another one: the base of those that change a little of it.
/// Shape: `inner` outlives it
class PassingConnection : public Connection {
 public:
  explicit PassingConnection(Connection& inner) : inner_(inner) {}

  Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override { return inner_.prepare(sql); }
  Result<std::unique_ptr<Statement>> prepare_insert(std::string_view table,
                                                    const std::vector<std::string>& columns) override {
    return inner_.prepare_insert(table, columns);
  }
  Result<void> execute(const std::string& script) override { return inner_.execute(script); }
  Result<bool> has_table(std::string_view table) override { return inner_.has_table(table); }
  Result<void> begin_write() override { return inner_.begin_write(); }
  Result<void> begin_read() override { return inner_.begin_read(); }
  Result<void> commit() override { return inner_.commit(); }
  void rollback() override { inner_.rollback(); }
  Result<void> begin_part() override { return inner_.begin_part(); }
  Result<void> end_part(bool keep) override { return inner_.end_part(keep); }
  Result<void> notify(std::string_view channel, std::string_view payload) override {
    return inner_.notify(channel, payload);
  }
  bool broken() override { return inner_.broken(); }
  const std::string& name() const override { return inner_.name(); }

 private:
  Connection& inner_;
};

}  // namespace repere::storage
