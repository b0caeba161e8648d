#include "storage/postgresql/dialect.hpp"

#include <array>
#include <utility>

#include "base/result.hpp"

namespace repere::storage::postgresql {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> types{
    {{"INTEGER", "BIGINT"}, {"REAL", "DOUBLE PRECISION"}, {"BLOB", "BYTEA"}, {"TEXT", "TEXT COLLATE \"C\""}}};

constexpr std::string_view refuse_function = R"sql(
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
)sql";

constexpr std::string_view known_function = R"sql(
CREATE OR REPLACE FUNCTION check_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT since FROM fresh) f WHERE NOT EXISTS
             (SELECT FROM revision r WHERE r.id = f.since))
  THEN RAISE EXCEPTION 'a version is of no revision' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
)sql";

bool in_word(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
    text.replace(at, from.size(), to);
}

void replace_word(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos;) {
    const std::size_t end = at + from.size();
    const bool whole = (at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]));
    if (whole) text.replace(at, from.size(), to);
    at += whole ? to.size() : from.size();
  }
}

// "x_kept BEFORE DELETE ON x": a trigger's name and what it guards, up to its condition or its body.
std::string against_truncate(const std::string& head, const std::string& why) {
  constexpr std::string_view deleting = " BEFORE DELETE ON ";
  const std::size_t at = head.find(deleting);
  if (at == head.npos) return {};
  return "\nCREATE TRIGGER " + head.substr(0, at) + "_whole BEFORE TRUNCATE ON " +
         head.substr(at + deleting.size()) + "\nEXECUTE FUNCTION refuse(" + why + ");";
}

// The trigger that begins at `at`, behind "CREATE TRIGGER ".
void replace_trigger(std::string& text, std::size_t at) {
  constexpr std::string_view begins = "\nBEGIN SELECT RAISE(ABORT, ", ends = "); END;", when = "\nWHEN ";
  const std::size_t body = text.find(begins, at), end = text.find(ends, at);
  REPERE_ENSURE(body != text.npos && end != text.npos && body < end);  // no other kind of trigger is known
  const std::string why = text.substr(body + begins.size(), end - body - begins.size());
  std::string head = text.substr(at, body - at), condition;
  if (const std::size_t found = head.find(when); found != head.npos) {
    condition = "WHEN (" + head.substr(found + when.size()) + ") ";
    head.resize(found);
  }
  text.replace(at, end + ends.size() - at,
               head + "\nFOR EACH ROW " + condition + "EXECUTE FUNCTION refuse(" + why + ");" +
                   against_truncate(head, why));
}

// A foreign key would be checked row by row, which is more than half of the time of an import.
std::string check_since_together(std::string text) {
  constexpr std::string_view create = "CREATE TABLE ", key = "since BIGINT NOT NULL REFERENCES revision (id)";
  std::string triggers;
  for (std::size_t at = 0; (at = text.find(create, at)) != text.npos;) {
    at += create.size();
    const std::string table = text.substr(at, text.find(' ', at) - at);
    const std::size_t end = text.find("\n);", at), found = text.find(key, at);
    if (found < end)
      triggers += "CREATE TRIGGER " + table + "_since AFTER INSERT ON " + table +
                  "\nREFERENCING NEW TABLE AS fresh EXECUTE FUNCTION check_since();\n";
  }
  if (triggers.empty()) return text;
  replace_all(text, key, "since BIGINT NOT NULL");
  return text + std::string(known_function) + triggers;
}

}  // namespace

std::string to_postgresql(std::string_view sql) {
  constexpr std::string_view trigger = "CREATE TRIGGER ";
  std::string text(sql);
  replace_all(text, ") STRICT, WITHOUT ROWID;", ");");
  replace_all(text, ") STRICT;", ");");
  for (const auto& [from, to] : types) replace_word(text, from, to);
  for (std::size_t at = 0; (at = text.find(trigger, at)) != text.npos;) {
    at += trigger.size();
    replace_trigger(text, at);
    // The one against TRUNCATE that may follow is PostgreSQL's own already.
    const std::size_t next = text.find(trigger, at);
    if (next != text.npos && text.find("BEFORE TRUNCATE", next) < text.find('\n', next))
      at = next + trigger.size();
  }
  if (const std::size_t first = text.find(trigger); first != text.npos) text.insert(first, refuse_function);
  return check_since_together(std::move(text));
}

}  // namespace repere::storage::postgresql
