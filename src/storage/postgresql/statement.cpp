#include "storage/postgresql/statement.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <cmath>

namespace repere::storage::postgresql {

using Value = BoundValues::Value;
using Kind = Value::Kind;

void BoundStatement::bind(int parameter, std::int64_t value) {
  values_.set(parameter, {.kind = Kind::whole, .whole = value});
}
void BoundStatement::bind(int parameter, double value) {
  REPERE_ENSURE(std::isfinite(value));
  values_.set(parameter, {.kind = Kind::number, .number = value});
}
void BoundStatement::bind(int parameter, std::string_view text) {
  values_.set(parameter, {.kind = Kind::text, .text = text});
}
void BoundStatement::bind_bytes(int parameter, std::string_view bytes) {
  values_.set(parameter, {.kind = Kind::bytes, .text = bytes});
}
void BoundStatement::bind_null(int parameter) { values_.set(parameter, {}); }

Result<void> BoundStatement::check_values(const Link& link) const {
  if (!values_.has_nul()) return {};
  return fail(ErrorKind::incorrect,
              link.name() + ": a text holds a NUL byte, which the database cannot keep; leave it out");
}

PreparedStatement::~PreparedStatement() {
  if (!arriving_) return;
  while (Answer(PQgetResult(link_.handle()))) continue;
  link_.end_stream();
}

// Numbers go as text too: the server reads them as the type that the statement needs there.
Result<void> PreparedStatement::send() {
  REPERE_TRY(check_values(link_));
  REPERE_TRY(link_.settle());
  const auto& values = values_.all();
  texts_.resize(values.size());
  starts_.resize(values.size());
  lengths_.resize(values.size());
  formats_.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string& text = texts_[i];
    text.clear();
    switch (values[i].kind) {
      case Kind::null:
        break;
      case Kind::whole:
        append_number(text, values[i].whole);
        break;
      case Kind::number:
        append_number(text, values[i].number);
        break;
      case Kind::text:
      case Kind::bytes:
        text = values[i].text;
        break;
    }
    starts_[i] = values[i].kind == Kind::null ? nullptr : text.c_str();
    lengths_[i] = static_cast<int>(text.size());
    formats_[i] = values[i].kind == Kind::bytes;
  }
  if (PQsendQueryPrepared(link_.handle(), name_.c_str(), static_cast<int>(values.size()), starts_.data(),
                          lengths_.data(), formats_.data(), 0) != 1)
    return link_.failed(nullptr);
  PQsetSingleRowMode(link_.handle());
  under_way_ = arriving_ = true;
  link_.begin_stream(*this);
  return {};
}

void PreparedStatement::take_in_the_rest() {
  while (Answer answer{PQgetResult(link_.handle())}) taken_in_.push_back(std::move(answer));
  arriving_ = false;
  link_.end_stream();
}

// The next row, or the end: then row_ holds what the server said of the statement as a whole.
Result<bool> PreparedStatement::next() {
  if (arriving_) {
    row_.reset(PQgetResult(link_.handle()));
  } else {
    REPERE_ENSURE(!taken_in_.empty());
    row_ = std::move(taken_in_.front());
    taken_in_.pop_front();
  }
  const auto status = PQresultStatus(row_.get());
  if (status == PGRES_SINGLE_TUPLE) return true;
  if (arriving_) take_in_the_rest();
  taken_in_.clear();
  under_way_ = false;
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return false;
  return link_.failed(row_.get());
}

Result<bool> PreparedStatement::step() {
  if (!under_way_) REPERE_TRY(send());
  return next();
}

Result<std::int64_t> PreparedStatement::run() {
  if (!under_way_) REPERE_TRY(send());
  for (;;) {
    const auto more = next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
  }
  const std::string_view changed = PQcmdTuples(row_.get());
  std::int64_t rows = 0;
  std::from_chars(changed.data(), changed.data() + changed.size(), rows);
  return rows;
}

bool PreparedStatement::is_null(int column) const { return PQgetisnull(row_.get(), 0, column) == 1; }

std::string_view PreparedStatement::text(int column) const {
  return {PQgetvalue(row_.get(), 0, column), static_cast<std::size_t>(PQgetlength(row_.get(), 0, column))};
}

std::int64_t PreparedStatement::whole(int column) const {
  const std::string_view value = text(column);
  if (value == "t") return 1;  // a BOOLEAN, which SQLite has not
  std::int64_t whole = 0;
  std::from_chars(value.data(), value.data() + value.size(), whole);
  return whole;
}

double PreparedStatement::number(int column) const {
  const std::string_view value = text(column);
  double number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

std::string PreparedStatement::bytes(int column) const {
  std::string_view hex = text(column);
  if (!hex.starts_with("\\x")) return {};
  hex.remove_prefix(2);
  std::string bytes(hex.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    unsigned char byte = 0;
    std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, byte, 16);
    bytes[i] = static_cast<char>(byte);
  }
  return bytes;
}

Result<bool> BulkInsert::step() {
  REPERE_TRY(run());
  return false;
}

Result<std::int64_t> BulkInsert::run() {
  // A row or two are as fast by a prepared statement, and an error is told at once.
  constexpr int one_by_one = 3;
  constexpr std::size_t most_waiting = 1 << 20;
  if (rows_ < one_by_one) {
    ++rows_;
    first_rows_.bind_all(values_);
    return first_rows_.run();
  }
  REPERE_TRY(check_values(link_));
  if (batch_->lines.empty()) link_.wait_with(batch_);
  values_.append_copy_line(batch_->lines);
  if (batch_->lines.size() >= most_waiting) REPERE_TRY(link_.settle());
  return 1;
}

}  // namespace repere::storage::postgresql
