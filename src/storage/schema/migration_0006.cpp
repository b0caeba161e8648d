#include "storage/schema/all_migrations.hpp"

// Patients sent to a centre. What names the patient or the sender is sealed under the referral's own key, itself sealed with
// the master key; it stands apart so that a referral can be forgotten without touching any other.
namespace repere::storage {

const Migration migration_0006{6, "referrals", R"sql(
INSERT INTO numbering (name, last) VALUES ('referral', 0);

CREATE TABLE referral (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  centre TEXT NOT NULL,
  passed_by TEXT NOT NULL,
  state INTEGER NOT NULL,
  received TEXT NOT NULL,
  changed TEXT NOT NULL,
  due TEXT NOT NULL,
  age INTEGER NOT NULL,
  place INTEGER NOT NULL,
  version INTEGER NOT NULL,
  opened INTEGER NOT NULL CHECK (opened IN (0, 1)),
  sender INTEGER NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  code_hash TEXT NOT NULL,
  submission_hash TEXT NOT NULL UNIQUE,
  person_hash TEXT NOT NULL,
  suspicion TEXT NOT NULL,
  sealed_key BLOB,
  sealed BLOB
) STRICT;
CREATE INDEX referral_centre ON referral (centre, state);
CREATE INDEX referral_person ON referral (person_hash);

-- What happened, in its order; never changed.
CREATE TABLE referral_event (
  referral INTEGER NOT NULL REFERENCES referral (id),
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  what INTEGER NOT NULL,
  account INTEGER NOT NULL,
  centre TEXT NOT NULL,
  sealed BLOB,
  PRIMARY KEY (referral, number)
) STRICT;
CREATE TRIGGER referral_event_kept BEFORE DELETE ON referral_event
BEGIN SELECT RAISE(ABORT, 'what happened to a referral is never deleted'); END;
CREATE TRIGGER referral_event_unchanged BEFORE UPDATE OF referral, number, at, what, account, centre ON referral_event
BEGIN SELECT RAISE(ABORT, 'what happened to a referral is never overwritten'); END;

CREATE TABLE referral_document (
  referral INTEGER NOT NULL REFERENCES referral (id),
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  from_centre INTEGER NOT NULL CHECK (from_centre IN (0, 1)),
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sealed_name BLOB,
  sealed BLOB,
  PRIMARY KEY (referral, number)
) STRICT;
)sql"};

}  // namespace repere::storage
