#include "storage/schema/all_migrations.hpp"

// People and what they do: accounts, sessions, links, tokens, attempts; the audit trail; what patients agreed to and with
// whom their files are shared; the keys of persons. Times are UTC text as base/date.hpp writes it; hashes of tokens are
// keyed (workflows/secrets.hpp), so that a copy of the database opens nothing.
namespace repere::storage {

const Migration migration_0003{3, "people and the audit trail", R"sql(
-- The highest number given so far in each of the tables below.
CREATE TABLE numbering (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;
INSERT INTO numbering (name, last) VALUES ('account', 0), ('session', 0), ('link', 0), ('token', 0), ('audit', 0);

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (1, 2, 3)),
  login TEXT NOT NULL UNIQUE CHECK (login <> ''),
  name TEXT NOT NULL,
  speciality TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
  password_hash TEXT NOT NULL,
  code_secret BLOB,
  last_code_step INTEGER NOT NULL,
  synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1))
) STRICT;

CREATE TABLE appointment (
  account INTEGER NOT NULL REFERENCES account (id),
  number INTEGER NOT NULL,
  role INTEGER NOT NULL,
  centre TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (account, number)
) STRICT;

-- Who an account is at another provider of identities.
CREATE TABLE account_subject (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  PRIMARY KEY (issuer, subject)
) STRICT;

CREATE TABLE recovery_code (
  account INTEGER NOT NULL REFERENCES account (id),
  hash TEXT NOT NULL,
  used TEXT,
  PRIMARY KEY (account, hash)
) STRICT;

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  token_hash TEXT NOT NULL UNIQUE,
  began TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  ends TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  needs_second_factor INTEGER NOT NULL CHECK (needs_second_factor IN (0, 1)),
  address_hint TEXT NOT NULL,
  browser_hint TEXT NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account);

CREATE TABLE one_time_link (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  use INTEGER NOT NULL CHECK (use IN (1, 2, 3)),
  account INTEGER NOT NULL REFERENCES account (id),
  made TEXT NOT NULL,
  ends TEXT NOT NULL,
  used TEXT
) STRICT;

CREATE TABLE machine_token (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  scope TEXT NOT NULL,
  made TEXT NOT NULL,
  ends TEXT NOT NULL,
  ended TEXT,
  last_used TEXT
) STRICT;
CREATE INDEX machine_token_account ON machine_token (account);

CREATE TABLE failed_attempt (
  login_hash TEXT NOT NULL,
  address_hash TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX failed_attempt_address ON failed_attempt (address_hash, at);
CREATE INDEX failed_attempt_login ON failed_attempt (login_hash, at);
CREATE INDEX failed_attempt_at ON failed_attempt (at);

-- One line for each thing done; hash is over the line and the hash before it. Sealed columns open with the patient's key.
CREATE TABLE audit_line (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  account INTEGER NOT NULL,
  role INTEGER NOT NULL,
  deed INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  emergency INTEGER NOT NULL CHECK (emergency IN (0, 1)),
  patient INTEGER NOT NULL,
  object TEXT NOT NULL,
  centre TEXT NOT NULL,
  request TEXT NOT NULL,
  reason TEXT NOT NULL,
  facts TEXT NOT NULL,
  sealed_before BLOB,
  sealed_after BLOB,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_line_account ON audit_line (account, number);
CREATE INDEX audit_line_patient ON audit_line (patient, number) WHERE patient > 0;
CREATE TRIGGER audit_line_kept BEFORE DELETE ON audit_line
BEGIN SELECT RAISE(ABORT, 'the audit trail is never deleted'); END;
CREATE TRIGGER audit_line_unchanged BEFORE UPDATE OF number, at, account, role, deed, outcome, emergency, patient, object,
  centre, request, reason, facts, sealed_before, sealed_after, hash ON audit_line
BEGIN SELECT RAISE(ABORT, 'the audit trail is never overwritten'); END;

-- A person's own key, sealed with the master key. Destroyed: no key, and when.
CREATE TABLE person_key (
  patient INTEGER PRIMARY KEY,
  sealed BLOB,
  made TEXT NOT NULL,
  destroyed TEXT,
  CHECK ((sealed IS NULL) = (destroyed IS NOT NULL))
) STRICT;

-- Who patients are, as their care team knows them: sealed with the person's key. Searched through keyed hashes.
CREATE TABLE person (
  patient INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE person_hash (
  hash TEXT NOT NULL,
  patient INTEGER NOT NULL,
  PRIMARY KEY (hash, patient)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_hash_patient ON person_hash (patient);

CREATE INDEX tumour_centre ON tumour (centre) WHERE until IS NULL;

CREATE TABLE case_share (
  patient INTEGER NOT NULL,
  centre TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  reason TEXT NOT NULL,
  account INTEGER NOT NULL,
  PRIMARY KEY (patient, centre, since)
) STRICT;
CREATE INDEX case_share_centre ON case_share (centre) WHERE until IS NULL;

CREATE TABLE objection (
  patient INTEGER NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  objection INTEGER NOT NULL CHECK (objection IN (0, 1, 2)),
  reason TEXT NOT NULL,
  account INTEGER NOT NULL,
  PRIMARY KEY (patient, since)
) STRICT;
)sql"};

}  // namespace repere::storage
