#include "storage/postgresql/errors.hpp"

#include <libpq-fe.h>

namespace repere::storage::postgresql {

namespace {

struct Words {
  std::string_view sqlstate;  // or its first two letters, for the rest of a class
  ErrorKind kind;
  const char* what;
  bool repeats_no_value = true;  // the server's own sentence names tables, users, files, and no value
};

constexpr const char* gone = "the server cannot be reached or went away; try again when it is back";
constexpr const char* busy = "others are writing to it; try again in a moment";
constexpr const char* damaged = "the database is damaged; restore a backup";

// One that is more exact stands before its class.
constexpr Words all_words[] = {
    {"08", ErrorKind::unavailable, gone},
    {"22021", ErrorKind::incorrect, "a text holds characters that the database cannot keep", false},
    {"22P05", ErrorKind::incorrect, "a text holds characters that the database cannot keep", false},
    {"23505", ErrorKind::conflict, "the record has this row already; read it again and repeat the change"},
    {"25006", ErrorKind::unavailable, "it can only be read (a standby?); name a server that takes changes"},
    {"25P02", ErrorKind::fault, "a statement before this one failed"},
    {"28", ErrorKind::unavailable, "the server refuses this user; check name, password file and pg_hba.conf"},
    {"3D", ErrorKind::not_found, "there is no such database; make it (createdb)"},
    {"40", ErrorKind::busy, busy},
    {"42501", ErrorKind::unavailable, "this user may not do that; make it the owner of the database"},
    {"53100", ErrorKind::unavailable,
     "the server's disk is full; nothing was changed; make room and try again"},
    {"53300", ErrorKind::busy, "the server has too many connections; try again in a moment"},
    {"53", ErrorKind::unavailable, "the server lacks memory or another resource"},
    {"55P03", ErrorKind::busy, busy},
    {"57014", ErrorKind::busy, "the statement was cancelled; try again"},
    {"57", ErrorKind::unavailable, gone},
    {"58", ErrorKind::unavailable, "the server's disk could not be read or written; check it"},
    {"XX001", ErrorKind::unavailable, damaged, false},
    {"XX002", ErrorKind::unavailable, damaged, false},
    {"42", ErrorKind::fault, "the database refused a statement"},
    {"23", ErrorKind::fault, "the database refused a statement"},
    {"25", ErrorKind::fault, "the database refused a statement"},
    // What the tables' own rules say (history is never deleted) is ours and repeats nothing.
    {"P0001", ErrorKind::fault, "the database refused a statement"},
};
constexpr Words unknown{"", ErrorKind::fault, "the database refused a statement", false};

const Words& words_for(std::string_view sqlstate) {
  for (const Words& words : all_words)
    if (sqlstate.starts_with(words.sqlstate)) return words;
  return unknown;
}

std::string_view field(const pg_result* answer, int code) {
  const char* text = PQresultErrorField(answer, code);
  return text ? text : "";
}

// Several hosts give several lines.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (c == '\n' || c == '\t') {
      if (!line.empty() && line.back() != ' ') line += line.back() == ';' || c == '\t' ? " " : "; ";
    } else {
      line += c;
    }
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == ';')) line.pop_back();
  return line;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

void FreeAnswer::operator()(pg_result* answer) const { PQclear(answer); }

ErrorKind kind_of(std::string_view sqlstate) { return words_for(sqlstate).kind; }

tl::unexpected<Error> failure(pg_conn* handle, const pg_result* answer, const std::string& name) {
  const std::string_view state = answer ? field(answer, PG_DIAG_SQLSTATE) : "";
  // Without a state it is libpq itself that speaks: the connection broke, or memory ended.
  if (state.empty())
    return fail(ErrorKind::unavailable,
                name + ": " + gone +
                    (PQstatus(handle) == CONNECTION_OK ? " (" + on_one_line(PQerrorMessage(handle)) + ")"
                                                       : std::string()));
  const Words& words = words_for(state);
  std::string message = name + ": " + words.what + " (" + std::string(state);
  if (words.repeats_no_value) message += ": " + on_one_line(field(answer, PG_DIAG_MESSAGE_PRIMARY));
  for (const auto& [code, what] : {std::pair{PG_DIAG_TABLE_NAME, "table "}, {PG_DIAG_COLUMN_NAME, "column "}})
    if (const auto named = field(answer, code); !named.empty())
      message += std::string(", ") + what + std::string(named);
  return fail(words.kind, message + ")");
}

// libpq keeps the state of a refused connection for itself: its words say what it was.
tl::unexpected<Error> connection_failure(pg_conn* handle, const std::string& name) {
  const std::string said = on_one_line(PQerrorMessage(handle));
  const bool several = has(said, "; ");
  std::string_view state = "08";
  if (!several && has(said, "FATAL:  database \"") && has(said, "does not exist"))
    state = "3D000";
  else if (has(said, "too many clients") || has(said, "remaining connection slots"))
    state = "53300";
  else if (has(said, "authentication failed") || has(said, "no password supplied") ||
           has(said, "no pg_hba.conf entry") || (has(said, "role \"") && has(said, "does not exist")))
    state = "28000";
  const Words& words = words_for(state);
  return fail(words.kind, name + ": " + words.what + " (" + said + ")");
}

}  // namespace repere::storage::postgresql
