#pragma once
#include <deque>

#include "storage/connection.hpp"
#include "storage/postgresql/bound_values.hpp"
#include "storage/postgresql/link.hpp"

namespace repere::storage::postgresql {

/// The binding that every statement of PostgreSQL shares.
class BoundStatement : public Statement {
 public:
  void bind(int parameter, std::int64_t value) override;
  void bind(int parameter, double value) override;
  void bind(int parameter, std::string_view text) override;
  void bind_bytes(int parameter, std::string_view bytes) override;
  void bind_null(int parameter) override;

 protected:
  /// Errors: incorrect when a text holds a NUL byte
  Result<void> check_values(const Link& link) const;
  BoundValues values_;
};

/// A prepared statement of PostgreSQL. Its rows arrive one by one: a large answer is never held as a whole.
class PreparedStatement final : public BoundStatement, private RowStream {
 public:
  /// Shape: `link` outlives the statement; `name` is one that it prepared
  PreparedStatement(Link& link, std::string name) : link_(link), name_(std::move(name)) {}
  ~PreparedStatement() override;
  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  void bind_all(const BoundValues& values) { values_ = values; }
  Result<bool> step() override;
  Result<std::int64_t> run() override;
  bool is_null(int column) const override;
  std::int64_t whole(int column) const override;
  double number(int column) const override;
  std::string_view text(int column) const override;
  std::string bytes(int column) const override;

 private:
  Result<void> send();
  Result<bool> next();
  void take_in_the_rest() override;

  Link& link_;
  std::string name_;
  bool under_way_ = false;  // sent, and its end was not reached
  bool arriving_ = false;   // the link still receives rows of it
  Answer row_;
  std::deque<Answer> taken_in_;
  std::vector<std::string> texts_;  // what is sent, each ended by NUL
  std::vector<const char*> starts_;
  std::vector<int> lengths_, formats_;
};

/// Adds rows to a table: the first few one by one, those after them by COPY.
class BulkInsert final : public BoundStatement {
 public:
  BulkInsert(Link& link, std::string name, std::string copy_command)
      : link_(link), first_rows_(link, std::move(name)), batch_(std::make_shared<RowBatch>()) {
    batch_->copy_command = std::move(copy_command);
  }

  Result<bool> step() override;
  Result<std::int64_t> run() override;
  bool is_null(int) const override { return true; }
  std::int64_t whole(int) const override { return 0; }
  double number(int) const override { return 0; }
  std::string_view text(int) const override { return {}; }
  std::string bytes(int) const override { return {}; }

 private:
  Link& link_;
  PreparedStatement first_rows_;
  std::shared_ptr<RowBatch> batch_;  // the link sends it, also when this statement is gone
  int rows_ = 0;
};

}  // namespace repere::storage::postgresql
