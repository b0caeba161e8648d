#include "storage/revision_log.hpp"

#include <array>

#include "domain/words.hpp"

namespace repere::storage {

using workflows::Revision;
using workflows::RevisionKind;

namespace {

constexpr std::array kind_words{Word{RevisionKind::import, "import"}, Word{RevisionKind::undo, "undo"},
                                Word{RevisionKind::edit, "edit"}};

Result<Revision> revision_of(const Statement& row) {
  Revision revision;
  revision.id = RevisionId{row.whole(0)};
  const auto kind = value_in(kind_words, row.text(1));
  const auto at = parse_instant(row.text(2));
  if (!kind || !at)
    return fail(ErrorKind::unavailable,
                "revision " + std::to_string(revision.id.value) +
                    ": kind or time cannot be read; the database is damaged: restore a backup");
  revision.kind = *kind;
  revision.at = *at;
  revision.author = row.text(3);
  revision.reason = row.text(4);
  if (!row.is_null(5)) revision.undoes = RevisionId{row.whole(5)};
  revision.rows_added = row.whole(6);
  revision.rows_replaced = row.whole(7);
  if (!row.is_null(8)) revision.undone_by = RevisionId{row.whole(8)};
  return revision;
}

}  // namespace

Result<LogEnd> end_of_log(Connection& connection) {
  // One step from the end of the key, however long the log is: last_id never falls from one revision to the next.
  auto query = connection.prepare("SELECT id, last_id FROM revision ORDER BY id DESC LIMIT 1");
  if (!query) return tl::unexpected(query.error());
  const auto any = (*query)->step();
  if (!any) return tl::unexpected(any.error());
  return *any ? LogEnd{RevisionId{(*query)->whole(0)}, (*query)->whole(1)} : LogEnd{};
}

Result<void> check_header(const workflows::RevisionHeader& header) {
  if (header.author.empty())
    return fail(ErrorKind::incorrect, "a change of the record needs an author: say who makes it");
  if (header.reason.empty())
    return fail(ErrorKind::incorrect, "a change of the record needs a reason: say why it is made");
  return {};
}

Result<void> add_to_log(Connection& connection, const Revision& revision, std::int64_t last_id) {
  auto insert = connection.prepare_insert("revision", {"id", "kind", "at", "author", "reason", "undoes",
                                                       "rows_added", "rows_replaced", "last_id"});
  if (!insert) return tl::unexpected(insert.error());
  Statement& statement = **insert;
  const std::string at = iso_text(revision.at);
  statement.bind(1, revision.id.value);
  statement.bind(2, word_in(kind_words, revision.kind));
  statement.bind(3, std::string_view(at));
  statement.bind(4, std::string_view(revision.author));
  statement.bind(5, std::string_view(revision.reason));
  if (revision.undoes)
    statement.bind(6, revision.undoes->value);
  else
    statement.bind_null(6);
  statement.bind(7, revision.rows_added);
  statement.bind(8, revision.rows_replaced);
  statement.bind(9, last_id);
  REPERE_TRY(statement.run());
  return {};
}

Result<std::vector<Revision>> read_log(Connection& connection) {
  auto query = connection.prepare(
      "SELECT r.id, r.kind, r.at, r.author, r.reason, r.undoes, r.rows_added, r.rows_replaced, u.id "
      "FROM revision r LEFT JOIN revision u ON u.undoes = r.id ORDER BY r.id");
  if (!query) return tl::unexpected(query.error());
  std::vector<Revision> revisions;
  for (;;) {
    const auto more = (*query)->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return revisions;
    auto revision = revision_of(**query);
    if (!revision) return fail_in(connection.name(), revision.error());
    revisions.push_back(std::move(*revision));
  }
}

}  // namespace repere::storage
