#pragma once
#include <string>
#include <string_view>

namespace repere::storage::postgresql {

/// The text of a migration, written for SQLite, as PostgreSQL takes it. These are replaced, and nothing else:
///   INTEGER, REAL, BLOB     BIGINT, DOUBLE PRECISION, BYTEA
///   TEXT                    TEXT COLLATE "C": compared byte by byte, as SQLite does
///   ) STRICT, WITHOUT ROWID and ) STRICT    )
///   since INTEGER NOT NULL REFERENCES revision (id)
///     BIGINT NOT NULL and a trigger that checks the same for all rows of a statement at once
///   CREATE TRIGGER … [WHEN condition] BEGIN SELECT RAISE(ABORT, 'why'); END;
///     … FOR EACH ROW [WHEN (condition)] EXECUTE FUNCTION refuse('why');
///     and for BEFORE DELETE the same against TRUNCATE, which SQLite has not
/// An INTEGER PRIMARY KEY is given its numbers by the program: PostgreSQL's has none of its own.
/// Shape: types are written in capitals, and no comment or text of the migration holds one of these words
std::string to_postgresql(std::string_view sql);

}  // namespace repere::storage::postgresql
