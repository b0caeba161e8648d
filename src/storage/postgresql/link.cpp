#include "storage/postgresql/link.hpp"

#include <libpq-fe.h>

#include <cstring>

#include "storage/try.hpp"

namespace repere::storage::postgresql {

namespace {

// More would only be statements made up each time anew: none of ours is.
constexpr std::size_t most_prepared = 1000;

void count_warning(void* link, const pg_result* notice) {
  const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity && std::strcmp(severity, "WARNING") == 0) static_cast<Link*>(link)->note_warning();
}

}  // namespace

Link::Link(pg_conn* handle, std::string name) : handle_(handle), name_(std::move(name)) {
  PQsetNoticeReceiver(handle_, count_warning, this);
}

Link::~Link() { PQfinish(handle_); }

Result<void> Link::settle() {
  if (stream_) stream_->take_in_the_rest();
  Result<void> sent;
  for (const auto& batch : std::exchange(waiting_, {})) {
    if (sent) sent = send(*batch);
    batch->lines.clear();
  }
  return sent;
}

void Link::drop_waiting() {
  for (const auto& batch : waiting_) batch->lines.clear();
  waiting_.clear();
}

Result<void> Link::send(const RowBatch& batch) {
  const Answer begun(PQexec(handle_, batch.copy_command.c_str()));
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return failed(begun.get());
  // Whatever goes wrong on the way, the server's last answer says what it was.
  const bool put = PQputCopyData(handle_, batch.lines.data(), static_cast<int>(batch.lines.size())) == 1 &&
                   PQputCopyEnd(handle_, nullptr) == 1;
  Answer last(PQgetResult(handle_));
  while (Answer more{PQgetResult(handle_)})
    if (PQresultStatus(last.get()) == PGRES_COMMAND_OK) last = std::move(more);
  if (!put || PQresultStatus(last.get()) != PGRES_COMMAND_OK) return failed(last.get());
  return {};
}

Result<Answer> Link::command(const std::string& sql) {
  REPERE_TRY(settle());
  Answer answer(PQexec(handle_, sql.c_str()));
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
    return failed(answer.get());
  return answer;
}

Result<std::string> Link::prepared(const std::string& sql) {
  if (const auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
  REPERE_TRY(settle());
  std::string name = "s" + std::to_string(++prepared_so_far_);
  const Answer answer(PQprepare(handle_, name.c_str(), sql.c_str(), 0, nullptr));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return failed(answer.get());
  if (prepared_.size() < most_prepared) prepared_.emplace(sql, name);
  return name;
}

}  // namespace repere::storage::postgresql
