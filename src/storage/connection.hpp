#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/try.hpp"

// What the record store needs of a database engine. sqlite/ implements it; the statements' text is the same
// for every engine: parameters are $1, $2 ... in the order in which they first stand.
namespace repere::storage {

/// A statement that was prepared once and is run many times.
/// Shape: parameters count from 1, columns from 0; a bound value stays until another one is bound; a text
/// that was bound must live until the next run() or the end of
///   the rows; a text that was read lives until the next step()
class Statement {
 public:
  virtual ~Statement() = default;

  virtual void bind(int parameter, std::int64_t value) = 0;
  virtual void bind(int parameter, double value) = 0;
  virtual void bind(int parameter, std::string_view text) = 0;
  virtual void bind_bytes(int parameter, std::string_view bytes) = 0;  ///< for a BLOB column; lives as a text
  virtual void bind_null(int parameter) = 0;

  /// Goes to the next row; false after the last one, and the statement may then be bound and run again.
  virtual Result<bool> step() = 0;
  /// Runs to the end and says how many rows were changed; the statement may then be bound and run again.
  virtual Result<std::int64_t> run() = 0;

  virtual bool is_null(int column) const = 0;
  virtual std::int64_t whole(int column) const = 0;     ///< 0 when NULL
  virtual double number(int column) const = 0;          ///< 0 when NULL
  virtual std::string_view text(int column) const = 0;  ///< empty when NULL
  virtual std::string bytes(int column) const = 0;      ///< of a BLOB column; empty when NULL
};

/// One connection to a database. It serves one thread at a time.
/// Errors: busy when another connection writes for too long; unavailable when the disk is full, cannot be
/// written, or
///   the file is damaged; conflict when a row stands there already; fault for a statement that is wrong
class Connection {
 public:
  virtual ~Connection() = default;

  virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
  /// A statement that adds one row to `table` each time it is run: the fastest way the engine has for many
  /// rows. The first rows are sent one by one; of those after them an error may be told by a later run, by
  /// the next other statement or by commit(), at the latest. Inside a write transaction only.
  virtual Result<std::unique_ptr<Statement>> prepare_insert(std::string_view table,
                                                            const std::vector<std::string>& columns) = 0;
  /// Runs statements that have neither parameters nor rows.
  virtual Result<void> execute(const std::string& script) = 0;

  virtual Result<bool> has_table(std::string_view table) = 0;

  virtual Result<void> begin_write() = 0;  ///< waits until nobody else writes
  virtual Result<void> begin_read() = 0;   ///< everything read until commit() is of one moment
  virtual Result<void> commit() = 0;       ///< when it returns, what was written is on the disk
  virtual void rollback() = 0;

  /// A part of a write transaction that can be taken back by itself; parts do not contain parts.
  virtual Result<void> begin_part() = 0;
  /// Ends it. Taken back (`keep` false) it is as if the part had never begun.
  /// Errors: of a part to keep: that of rows still on their way; then it was taken back. Of a part to take
  ///   back: the whole transaction is lost and must be rolled back
  virtual Result<void> end_part(bool keep) = 0;

  /// Tells the listeners of `channel` (storage/notifications.hpp), once the transaction is committed.
  /// Shape: channel is a small identifier ("case_changed"); payload is below 8,000 bytes and no patient data
  virtual Result<void> notify(std::string_view channel, std::string_view payload) = 0;

  /// Whether the connection is of no more use (the server went away): a new one is to be opened.
  virtual bool broken() = 0;

  /// The database as a message names it (a path, a host; never a password).
  virtual const std::string& name() const = 0;
};

/// A transaction that is taken back when it goes out of scope before commit().
class Transaction {
 public:
  static Result<Transaction> write(Connection& connection);
  static Result<Transaction> read(Connection& connection);
  Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace repere::storage
