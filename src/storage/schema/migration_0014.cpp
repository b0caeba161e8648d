#include "storage/schema/all_migrations.hpp"

// What somebody said about a referral and a person who may be the same: only ever added to. Reasons are sealed under the referral's key.
namespace repere::storage {

const Migration migration_0014{14, "same_person", R"sql(
INSERT INTO numbering (name, last) VALUES ('referral_judgement', 0);

-- other or patient is 0. said: 1 the same person, 2 another one, 3 the one before is taken back.
CREATE TABLE referral_judgement (
  number INTEGER PRIMARY KEY,
  referral INTEGER NOT NULL REFERENCES referral (id),
  other INTEGER NOT NULL,
  patient INTEGER NOT NULL,
  said INTEGER NOT NULL CHECK (said IN (1, 2, 3)),
  account INTEGER NOT NULL,
  at TEXT NOT NULL,
  sealed BLOB
) STRICT;
CREATE INDEX referral_judgement_referral ON referral_judgement (referral);
CREATE INDEX referral_judgement_other ON referral_judgement (other);
CREATE TRIGGER referral_judgement_kept BEFORE DELETE ON referral_judgement
BEGIN SELECT RAISE(ABORT, 'what was said about a person is never deleted: take it back'); END;
CREATE TRIGGER referral_judgement_unchanged BEFORE UPDATE ON referral_judgement
BEGIN SELECT RAISE(ABORT, 'what was said about a person is never overwritten: take it back'); END;
)sql"};

}  // namespace repere::storage
