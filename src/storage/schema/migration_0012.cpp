#include "storage/schema/all_migrations.hpp"

// The outbox: messages to people outside, what happened to each, and who gets a case's reports. Names and addresses are sealed
// under the key of the person or of the referral; a message holds no text, only what it is about.
namespace repere::storage {

const Migration migration_0012{12, "outbox", R"sql(
INSERT INTO numbering (name, last) VALUES ('message', 0), ('correspondent', 0);

CREATE TABLE correspondent (
  id INTEGER PRIMARY KEY,
  patient INTEGER NOT NULL,
  part INTEGER NOT NULL,
  since TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  ended TEXT,
  ended_by INTEGER,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX correspondent_patient ON correspondent (patient);
CREATE TRIGGER correspondent_kept BEFORE DELETE ON correspondent
BEGIN SELECT RAISE(ABORT, 'who a report went to is never deleted'); END;
CREATE TRIGGER correspondent_unchanged BEFORE UPDATE OF id, patient, part, since, added_by, sealed ON correspondent
BEGIN SELECT RAISE(ABORT, 'who a report went to is never overwritten: end it, and add another'); END;

-- A 0 says that it is about none. sealed: name and address, of those without account.
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  centre TEXT NOT NULL,
  patient INTEGER NOT NULL,
  referral INTEGER NOT NULL,
  presentation INTEGER NOT NULL,
  meeting INTEGER NOT NULL,
  part INTEGER NOT NULL,
  way INTEGER NOT NULL,
  account INTEGER NOT NULL,
  correspondent INTEGER NOT NULL,
  queued TEXT NOT NULL,
  due TEXT NOT NULL,
  held_until TEXT NOT NULL,
  handed_over TEXT,
  opened TEXT,
  attempts INTEGER NOT NULL,
  codes INTEGER NOT NULL,
  wrong_codes INTEGER NOT NULL,
  link_hash TEXT NOT NULL UNIQUE,
  link_ends TEXT,
  answer TEXT NOT NULL,
  sealed BLOB
) STRICT;
CREATE INDEX message_due ON message (state, due);
CREATE INDEX message_centre ON message (centre, state);
CREATE INDEX message_patient ON message (patient);
CREATE INDEX message_referral ON message (referral);
CREATE TRIGGER message_kept BEFORE DELETE ON message
BEGIN SELECT RAISE(ABORT, 'what was sent is never deleted'); END;
CREATE TRIGGER message_unchanged BEFORE UPDATE OF id, kind, centre, patient, referral, presentation, meeting, part, way, account, correspondent, queued, link_hash, sealed ON message
BEGIN SELECT RAISE(ABORT, 'what was sent, and to whom, is never overwritten'); END;

CREATE TABLE message_event (
  message INTEGER NOT NULL REFERENCES message (id),
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  what INTEGER NOT NULL,
  account INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (message, number)
) STRICT;
CREATE TRIGGER message_event_kept BEFORE DELETE ON message_event
BEGIN SELECT RAISE(ABORT, 'what happened to a message is never deleted'); END;
CREATE TRIGGER message_event_unchanged BEFORE UPDATE ON message_event
BEGIN SELECT RAISE(ABORT, 'what happened to a message is never overwritten'); END;
)sql"};

}  // namespace repere::storage
