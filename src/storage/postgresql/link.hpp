#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/postgresql/errors.hpp"

namespace repere::storage::postgresql {

/// Rows on their way to one table by COPY.
struct RowBatch {
  std::string copy_command;
  std::string lines;
};

/// A statement whose rows are still arriving. The connection does one thing at a time: before the next command
/// it takes in the rest.
class RowStream {
 public:
  virtual ~RowStream() = default;
  virtual void take_in_the_rest() = 0;
};

/// The one link to a server that a connection and its statements share.
class Link {
 public:
  /// Shape: takes over `handle`
  Link(pg_conn* handle, std::string name);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  pg_conn* handle() const { return handle_; }
  const std::string& name() const { return name_; }

  /// Makes the link free for the next command: takes in what still arrives, sends the rows that wait.
  Result<void> settle();
  /// Runs a command (or several) without parameters; the answer is the last one.
  Result<Answer> command(const std::string& sql);
  /// The name of the prepared statement with this text; it is prepared once.
  Result<std::string> prepared(const std::string& sql);
  /// The error of the last command; `answer` may be null.
  tl::unexpected<Error> failed(const pg_result* answer) const { return failure(handle_, answer, name_); }

  /// Rows arrive for `stream` until it says that they ended.
  void begin_stream(RowStream& stream) { stream_ = &stream; }
  void end_stream() { stream_ = nullptr; }

  /// Rows of `batch` wait from now on.
  void wait_with(const std::shared_ptr<RowBatch>& batch) { waiting_.push_back(batch); }
  /// Rows that wait will never be sent: their transaction, or its part, is taken back.
  void drop_waiting();

  /// How many warnings the server sent so far.
  int warnings() const { return warnings_; }
  void note_warning() { ++warnings_; }

 private:
  Result<void> send(const RowBatch& batch);

  pg_conn* handle_;
  std::string name_;
  RowStream* stream_ = nullptr;
  std::vector<std::shared_ptr<RowBatch>> waiting_;
  std::unordered_map<std::string, std::string> prepared_;
  int prepared_so_far_ = 0, warnings_ = 0;
};

}  // namespace repere::storage::postgresql
