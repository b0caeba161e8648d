#include "storage/backup/backup.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

#include "storage/backup/described_tables.hpp"
#include "storage/schema/all_migrations.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/table_text.hpp"

// Frames: H header, then for each table T (name and columns) and R (rows) as many as it needs, at last E (counts).
namespace repere::storage::backup {

namespace {

constexpr std::size_t full_frame = 256 << 10;

// A value: one byte for its kind (0 NULL, or that of its column), then 8 bytes of a number, or 4 of a length and
// the text.
void append_bytes(std::string& out, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

void append_value(std::string& out, const Statement& row, int column, ColumnType type) {
  if (row.is_null(column)) {
    out += '\0';
    return;
  }
  out += static_cast<char>(type);
  if (type == ColumnType::whole) {
    append_bytes(out, static_cast<std::uint64_t>(row.whole(column)), 8);
  } else if (type == ColumnType::number) {
    append_bytes(out, std::bit_cast<std::uint64_t>(row.number(column)), 8);
  } else {
    const std::string text = type == ColumnType::bytes ? row.bytes(column) : std::string(row.text(column));
    append_bytes(out, text.size(), 4);
    out += text;
  }
}

// Takes values off a frame; false when there is none of that kind.
class FrameValues {
 public:
  explicit FrameValues(std::string_view rest) : rest_(rest) {}
  bool at_end() const { return rest_.empty(); }
  bool bind_next(Statement& statement, int parameter, ColumnType type) {
    std::uint64_t kind = 0, value = 0;
    if (!take(kind, 1)) return false;
    if (kind == 0) return statement.bind_null(parameter), true;
    if (kind != static_cast<std::uint64_t>(type)) return false;
    const bool sized = type == ColumnType::text || type == ColumnType::bytes;
    if (!take(value, sized ? 4 : 8)) return false;
    if (!sized) {
      const double number = std::bit_cast<double>(value);
      if (type == ColumnType::whole)
        statement.bind(parameter, static_cast<std::int64_t>(value));
      else if (number - number == 0)
        statement.bind(parameter, number);
      else
        return false;
      return true;
    }
    if (rest_.size() < value) return false;
    const std::string_view text = rest_.substr(0, value);
    rest_.remove_prefix(value);
    if (type == ColumnType::text)
      statement.bind(parameter, text);
    else
      statement.bind_bytes(parameter, text);
    return true;
  }

 private:
  bool take(std::uint64_t& value, std::size_t count) {
    if (rest_.size() < count) return false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    rest_.remove_prefix(count);
    return true;
  }
  std::string_view rest_;
};

std::vector<std::string> column_names(const DescribedTable& table) {
  std::vector<std::string> names;
  for (const DescribedColumn& column : table.columns) names.push_back(column.name);
  return names;
}

std::string table_frame(const DescribedTable& table) {
  std::string frame = "T" + table.name + "\n";
  for (const DescribedColumn& column : table.columns)
    frame += column.name + " " + std::string(1, static_cast<char>(column.type)) + "\n";
  return frame;
}

std::string end_frame(const Summary& summary) {
  std::string frame = "E";
  for (const auto& [table, rows] : summary.rows) frame += table + " " + std::to_string(rows) + "\n";
  return frame;
}

Result<std::int64_t> save_table(Connection& connection, const DescribedTable& table, FrameWriter& file) {
  REPERE_TRY(file.put(table_frame(table)));
  auto query = connection.prepare("SELECT " + joined(column_names(table)) + " FROM " + table.name +
                                  " ORDER BY " + joined(table.key));
  if (!query) return tl::unexpected(query.error());
  std::string frame = "R";
  for (std::int64_t rows = 0;; ++rows) {
    const auto more = (*query)->step();
    if (!more) return tl::unexpected(more.error());
    if (frame.size() > full_frame || !*more) {
      if (frame.size() > 1) REPERE_TRY(file.put(frame));
      frame = "R";
    }
    if (!*more) return rows;
    int at = 0;
    for (const DescribedColumn& column : table.columns) append_value(frame, **query, at++, column.type);
  }
}

tl::unexpected<Error> not_understood(const std::string& path) {
  return fail(ErrorKind::unavailable,
              path + ": the backup's content is not that of its version; use another one");
}

// Fills a database frame by frame, inside its transaction.
class Filler {
 public:
  Filler(const std::string& path, Connection& connection, std::span<const Migration> migrations)
      : path_(path), connection_(connection), migrations_(migrations) {}

  Result<void> take(std::string_view frame) {
    if (frame.empty() || ended_) return not_understood(path_);
    const std::string_view rest = frame.substr(1);
    if (frame[0] == 'H' && summary.schema_version == 0) return header(rest);
    if (frame[0] == 'T' && summary.schema_version > 0) return table(frame);
    if (frame[0] == 'R' && insert_) return rows(rest);
    if (frame[0] == 'E' && next_ == tables_.size() && summary.schema_version > 0) {
      ended_ = true;
      return frame == end_frame(summary) ? Result<void>() : not_understood(path_);
    }
    return not_understood(path_);
  }
  bool ended() const { return ended_; }

  Summary summary;

 private:
  // "VERSION TIME"
  Result<void> header(std::string_view text) {
    const std::size_t space = text.find(' ');
    int version = 0;
    std::from_chars(text.data(), text.data() + std::min(space, text.size()), version);
    const auto made = parse_instant(space == text.npos ? "" : text.substr(space + 1));
    if (version < 1 || !made) return not_understood(path_);
    auto tables = described_tables(version);
    if (!tables) return fail_in(path_, tables.error());
    REPERE_TRY(make_tables(connection_, migrations_.first(static_cast<std::size_t>(version))));
    tables_ = std::move(*tables);
    // What the migrations themselves put in comes from the file.
    for (auto one = tables_.rbegin(); one != tables_.rend(); ++one) REPERE_TRY(clear(*one));
    summary.schema_version = version;
    summary.made = *made;
    return {};
  }

  // Tables that keep history refuse a DELETE, and are empty.
  Result<void> clear(const DescribedTable& table) {
    auto any = connection_.prepare("SELECT COUNT(*) FROM " + table.name);
    if (!any) return tl::unexpected(any.error());
    REPERE_TRY((*any)->step());
    if ((*any)->whole(0) == 0) return {};
    any->reset();
    return connection_.execute("DELETE FROM " + table.name);
  }

  Result<void> table(std::string_view frame) {
    if (next_ == tables_.size() || frame != table_frame(tables_[next_])) return not_understood(path_);
    current_ = &tables_[next_++];
    summary.rows[current_->name] = 0;
    auto insert = connection_.prepare_insert(current_->name, column_names(*current_));
    if (!insert) return tl::unexpected(insert.error());
    insert_ = std::move(*insert);
    return {};
  }

  Result<void> rows(std::string_view frame) {
    for (FrameValues values(frame); !values.at_end(); ++summary.rows[current_->name]) {
      int parameter = 1;
      for (const DescribedColumn& column : current_->columns)
        if (!values.bind_next(*insert_, parameter++, column.type)) return not_understood(path_);
      REPERE_TRY(insert_->run());
    }
    return {};
  }

  const std::string& path_;
  Connection& connection_;
  std::span<const Migration> migrations_;
  std::vector<DescribedTable> tables_;
  std::size_t next_ = 0;
  const DescribedTable* current_ = nullptr;
  std::unique_ptr<Statement> insert_;
  bool ended_ = false;
};

}  // namespace

Result<Summary> save(Connection& connection, const std::string& path, const Key& key, Instant now) {
  auto transaction = Transaction::read(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto version = schema_version_of(connection);
  if (!version) return tl::unexpected(version.error());
  const auto tables = described_tables(*version);
  if (!tables) return fail_in(connection.name(), tables.error());
  auto file = FrameWriter::create(path, key);
  if (!file) return tl::unexpected(file.error());
  Summary summary{*version, now, key.has_value(), {}};
  REPERE_TRY(file->put("H" + std::to_string(*version) + " " + iso_text(now)));
  for (const DescribedTable& table : *tables) {
    const auto rows = save_table(connection, table, *file);
    if (!rows) return tl::unexpected(rows.error());
    summary.rows[table.name] = *rows;
  }
  REPERE_TRY(transaction->commit());
  REPERE_TRY(file->finish(end_frame(summary)));
  return summary;
}

Result<Summary> restore(const std::string& path, const Key& key, Connection& connection,
                        std::span<const Migration> migrations, const BeforeCommit& then) {
  auto file = FrameReader::open(path, key);
  if (!file) return tl::unexpected(file.error());
  auto transaction = Transaction::write(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto version = schema_version_of(connection);
  if (!version) return tl::unexpected(version.error());
  if (*version > 0)
    return fail(ErrorKind::conflict,
                connection.name() + ": it holds a record already; restore into a new place");
  Filler filler(path, connection, migrations);
  filler.summary.encrypted = file->encrypted();
  for (;;) {
    const auto frame = file->next();
    if (!frame) return tl::unexpected(frame.error());
    if (!*frame) break;
    REPERE_TRY(filler.take(**frame));
  }
  if (!filler.ended()) return not_understood(path);
  if (then) REPERE_TRY(then(connection, filler.summary));
  REPERE_TRY(transaction->commit());
  return filler.summary;
}

Result<Summary> verify(const std::string& path, const Key& key) {
  auto memory = sqlite::Database::in_memory();
  if (!memory) return tl::unexpected(memory.error());
  auto summary = restore(path, key, **memory, sqlite_migrations());
  if (!summary) return summary;
  for (const auto& [table, rows] : summary->rows) {
    auto count = (*memory)->prepare("SELECT COUNT(*) FROM " + table);
    if (!count) return tl::unexpected(count.error());
    REPERE_TRY((*count)->step());
    if ((*count)->whole(0) != rows) return not_understood(path);
  }
  return summary;
}

}  // namespace repere::storage::backup
