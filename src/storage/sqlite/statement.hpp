#pragma once
#include <string>

#include "storage/connection.hpp"

struct sqlite3_stmt;

namespace repere::storage::sqlite {

class Database;

/// A prepared statement of SQLite.
class PreparedStatement final : public Statement {
 public:
  /// Shape: `database` outlives the statement and gets `handle` back
  PreparedStatement(sqlite3_stmt* handle, Database& database) : handle_(handle), database_(database) {}
  ~PreparedStatement() override;
  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  void bind(int parameter, std::int64_t value) override;
  void bind(int parameter, double value) override;
  void bind(int parameter, std::string_view text) override;
  void bind_bytes(int parameter, std::string_view bytes) override;
  void bind_null(int parameter) override;
  Result<bool> step() override;
  Result<std::int64_t> run() override;
  bool is_null(int column) const override;
  std::int64_t whole(int column) const override;
  double number(int column) const override;
  std::string_view text(int column) const override;
  std::string bytes(int column) const override;

 private:
  tl::unexpected<Error> failed(int code);

  sqlite3_stmt* handle_;
  Database& database_;
};

}  // namespace repere::storage::sqlite
