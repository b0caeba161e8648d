#include "storage/schema/all_migrations.hpp"
#include "storage/schema/seal_identities.hpp"

// What a source calls a patient, and the birth date, are sealed under the person's own key and found by a keyed hash.
// The rows of `identity` are carried over, and the table goes.
namespace repere::storage {

const Migration migration_0004{4, "identities of sources are sealed", R"sql(
-- sealed: the source's key and the birth date, under the person's key (person_key). key_hash: of source and key, keyed.
CREATE TABLE source_identity (
  patient INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  dataset INTEGER NOT NULL,
  key_hash TEXT NOT NULL,
  sealed BLOB NOT NULL,
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (patient, since)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX source_identity_key ON source_identity (dataset, key_hash) WHERE until IS NULL;
CREATE TRIGGER source_identity_kept BEFORE DELETE ON source_identity
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER source_identity_unchanged BEFORE UPDATE OF patient, since, dataset, key_hash, sealed ON source_identity
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER source_identity_closed_once BEFORE UPDATE OF until ON source_identity
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

-- A keyed hash of nothing: tells the key of this database from another one.
CREATE TABLE key_check (
  hash TEXT PRIMARY KEY
) STRICT;
)sql", seal_identities, "DROP TABLE identity",
  // Nothing of the old rows stays in the file or in its log. PostgreSQL removes the table's own files.
  "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)"};

}  // namespace repere::storage
