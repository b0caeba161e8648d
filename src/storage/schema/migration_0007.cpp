#include "storage/schema/all_migrations.hpp"

// Boards, their meetings, and the cases presented at them. What is written about a patient is sealed under the patient's own
// key; entries, signatures and addenda are only ever added.
namespace repere::storage {

const Migration migration_0007{7, "boards", R"sql(
INSERT INTO numbering (name, last) VALUES ('board', 0), ('meeting', 0), ('presentation', 0), ('board_action', 0);

CREATE TABLE tumour_board (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  centre TEXT NOT NULL CHECK (centre <> ''),
  sites TEXT NOT NULL,
  sort INTEGER NOT NULL,
  name_fr TEXT NOT NULL,
  name_en TEXT NOT NULL,
  zone INTEGER NOT NULL,
  rhythm INTEGER NOT NULL,
  weekday INTEGER NOT NULL,
  week_of_month INTEGER NOT NULL,
  first_day TEXT NOT NULL,
  start_minute INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  minutes_per_case INTEGER NOT NULL,
  closes_hours INTEGER NOT NULL,
  takes_children INTEGER NOT NULL CHECK (takes_children IN (0, 1)),
  takes_bone INTEGER NOT NULL CHECK (takes_bone IN (0, 1)),
  closed INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT;

-- Members from one time to another: who was one is still known.
CREATE TABLE board_member (
  board INTEGER NOT NULL REFERENCES tumour_board (id),
  number INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  centre TEXT NOT NULL,
  specialty INTEGER NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (board, number)
) STRICT;
CREATE INDEX board_member_account ON board_member (account);

CREATE TABLE calendar_link (
  account INTEGER PRIMARY KEY REFERENCES account (id),
  token_hash TEXT NOT NULL UNIQUE,
  made TEXT NOT NULL
) STRICT;

CREATE TABLE board_meeting (
  id INTEGER PRIMARY KEY,
  board INTEGER NOT NULL REFERENCES tumour_board (id),
  version INTEGER NOT NULL,
  starts TEXT NOT NULL,
  closes TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  state INTEGER NOT NULL,
  note TEXT NOT NULL,
  opened TEXT,
  ended TEXT
) STRICT;
CREATE INDEX board_meeting_starts ON board_meeting (starts);
CREATE UNIQUE INDEX board_meeting_once ON board_meeting (board, starts) WHERE state <> 4;

CREATE TABLE meeting_stay (
  meeting INTEGER NOT NULL REFERENCES board_meeting (id),
  number INTEGER NOT NULL,
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  centre TEXT NOT NULL,
  specialty INTEGER NOT NULL,
  joined TEXT NOT NULL,
  gone TEXT,
  remote INTEGER NOT NULL CHECK (remote IN (0, 1)),
  PRIMARY KEY (meeting, number)
) STRICT;
CREATE INDEX meeting_stay_account ON meeting_stay (account) WHERE gone IS NULL;

CREATE TABLE presentation (
  id INTEGER PRIMARY KEY,
  meeting INTEGER NOT NULL REFERENCES board_meeting (id),
  patient INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  referral INTEGER NOT NULL,
  version INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  passage INTEGER NOT NULL,
  rule TEXT NOT NULL,
  position INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  presenter INTEGER NOT NULL,
  came_from INTEGER NOT NULL,
  next INTEGER NOT NULL,
  stage_reason TEXT NOT NULL,
  began TEXT,
  ended TEXT
) STRICT;
CREATE INDEX presentation_meeting ON presentation (meeting, position);
CREATE INDEX presentation_patient ON presentation (patient);
CREATE INDEX presentation_referral ON presentation (referral);
CREATE UNIQUE INDEX presentation_once ON presentation (meeting, tumour) WHERE stage NOT IN (7, 8);

CREATE TABLE presentation_need (
  presentation INTEGER NOT NULL REFERENCES presentation (id),
  code TEXT NOT NULL,
  owner INTEGER NOT NULL,
  due TEXT,
  done TEXT,
  done_by INTEGER NOT NULL,
  waived INTEGER NOT NULL CHECK (waived IN (0, 1)),
  note TEXT NOT NULL,
  PRIMARY KEY (presentation, code)
) STRICT;

-- Each version of each field; the highest is what it holds.
CREATE TABLE presentation_entry (
  presentation INTEGER NOT NULL REFERENCES presentation (id),
  field TEXT NOT NULL,
  version INTEGER NOT NULL,
  account INTEGER NOT NULL,
  at TEXT NOT NULL,
  sealed BLOB,
  PRIMARY KEY (presentation, field, version)
) STRICT;
CREATE TRIGGER presentation_entry_kept BEFORE DELETE ON presentation_entry
BEGIN SELECT RAISE(ABORT, 'what was written about a case is never deleted'); END;
CREATE TRIGGER presentation_entry_unchanged BEFORE UPDATE ON presentation_entry
BEGIN SELECT RAISE(ABORT, 'what was written about a case is never overwritten'); END;

CREATE TABLE board_action (
  id INTEGER PRIMARY KEY,
  presentation INTEGER NOT NULL REFERENCES presentation (id),
  version INTEGER NOT NULL,
  sealed BLOB,
  owner_name TEXT NOT NULL,
  owner INTEGER NOT NULL,
  due TEXT,
  done TEXT,
  done_by INTEGER NOT NULL
) STRICT;
CREATE INDEX board_action_presentation ON board_action (presentation);
CREATE INDEX board_action_owner ON board_action (owner) WHERE done IS NULL;

CREATE TABLE board_signature (
  presentation INTEGER PRIMARY KEY REFERENCES presentation (id),
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  stage INTEGER NOT NULL,
  quorum INTEGER NOT NULL CHECK (quorum IN (0, 1)),
  present TEXT NOT NULL,
  sealed BLOB,
  fingerprint TEXT NOT NULL
) STRICT;
CREATE TRIGGER board_signature_kept BEFORE DELETE ON board_signature
BEGIN SELECT RAISE(ABORT, 'a signed report is never deleted'); END;
CREATE TRIGGER board_signature_unchanged BEFORE UPDATE ON board_signature
BEGIN SELECT RAISE(ABORT, 'a signed report is never overwritten: add an addendum'); END;

CREATE TABLE board_addendum (
  presentation INTEGER NOT NULL REFERENCES board_signature (presentation),
  number INTEGER NOT NULL,
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  sealed BLOB,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (presentation, number)
) STRICT;
CREATE TRIGGER board_addendum_kept BEFORE DELETE ON board_addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never deleted'); END;
CREATE TRIGGER board_addendum_unchanged BEFORE UPDATE ON board_addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never overwritten'); END;

-- Whether a decision was followed, in somebody's words; the newest counts.
CREATE TABLE decision_judgement (
  presentation INTEGER NOT NULL REFERENCES presentation (id),
  number INTEGER NOT NULL,
  followed INTEGER NOT NULL,
  account INTEGER NOT NULL,
  at TEXT NOT NULL,
  sealed BLOB,
  PRIMARY KEY (presentation, number)
) STRICT;

-- The patient that a referral became.
CREATE TABLE referral_case (
  referral INTEGER PRIMARY KEY REFERENCES referral (id),
  patient INTEGER NOT NULL,
  account INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX referral_case_patient ON referral_case (patient);
)sql"};

}  // namespace repere::storage
