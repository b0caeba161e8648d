#include "storage/schema/all_migrations.hpp"

// What a reminder asks for: one row for each thing and person and day, so that nobody is told twice a day.
namespace repere::storage {

const Migration migration_0013{13, "reminders_sent", R"sql(
-- need: a line of the checklist, or empty; action: who does what by when, or 0. asked_by 0: the program.
CREATE TABLE message_about (
  message INTEGER NOT NULL REFERENCES message (id),
  account INTEGER NOT NULL,
  presentation INTEGER NOT NULL,
  need TEXT NOT NULL,
  action INTEGER NOT NULL,
  day TEXT NOT NULL,
  asked_by INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (account, presentation, need, action, day)
) STRICT;
CREATE INDEX message_about_message ON message_about (message);
CREATE INDEX message_about_presentation ON message_about (presentation);
CREATE TRIGGER message_about_kept BEFORE DELETE ON message_about
BEGIN SELECT RAISE(ABORT, 'what a reminder asked for is never deleted'); END;
CREATE TRIGGER message_about_unchanged BEFORE UPDATE ON message_about
BEGIN SELECT RAISE(ABORT, 'what a reminder asked for is never overwritten'); END;
)sql"};

}  // namespace repere::storage
