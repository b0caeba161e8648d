#include "storage/schema/all_migrations.hpp"

// The record: revisions, data sets, centres, patients and who they are, tumours, acts. Each row is a version
// of a record, from revision `since` on, until revision `until` closed it; nothing else is ever changed in a
// row.
namespace repere::storage {

const Migration migration_0001{1, "the record", R"sql(
-- A revision is one change of the record. last_id is the highest number given to a record so far.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('import', 'undo', 'edit')),
  at TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  undoes INTEGER UNIQUE REFERENCES revision (id),
  rows_added INTEGER NOT NULL,
  rows_replaced INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  CHECK ((kind = 'undo') = (undoes IS NOT NULL))
) STRICT;

CREATE TABLE dataset (
  id INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  source TEXT NOT NULL,
  title_fr TEXT NOT NULL,
  title_en TEXT NOT NULL,
  version TEXT NOT NULL,
  cut_off TEXT,
  synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
  licence TEXT NOT NULL,
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX dataset_source ON dataset (source) WHERE until IS NULL;

-- Centres that data sets brought; those of the network are in knowledge/. Acts name a centre by its code.
CREATE TABLE centre (
  id INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  contact TEXT,
  expertise TEXT,
  board_days TEXT,
  fictitious INTEGER NOT NULL CHECK (fictitious IN (0, 1)),
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX centre_code ON centre (code) WHERE until IS NULL;

CREATE TABLE centre_role (
  centre INTEGER NOT NULL,
  number INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  role TEXT NOT NULL,
  valid_from TEXT,
  valid_until TEXT,
  certainty TEXT NOT NULL,
  source TEXT NOT NULL,
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (centre, number, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE centre_site (
  centre INTEGER NOT NULL,
  number INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  city TEXT NOT NULL,
  department TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  source TEXT NOT NULL,
  coordinates_source TEXT NOT NULL,
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (centre, number, since)
) STRICT, WITHOUT ROWID;

-- What the registry works with: no key of a source, no birth date, no name.
CREATE TABLE patient (
  id INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  dataset INTEGER NOT NULL,
  pseudonym TEXT NOT NULL,
  sex TEXT CHECK (sex IN ('F', 'M', 'unknown')),
  department TEXT,
  prior_cancer TEXT,
  prior_radiotherapy TEXT,
  predisposition TEXT,
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;

-- Who the patient is. The sealed columns hold encrypted bytes; sealed_with names the key that opens them.
CREATE TABLE identity (
  patient INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  dataset INTEGER NOT NULL,
  key TEXT NOT NULL CHECK (key <> ''),
  birth_date TEXT,
  sealed_names BLOB,
  sealed_ins BLOB,
  sealed_with TEXT,
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (patient, since)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX identity_key ON identity (dataset, key) WHERE until IS NULL;

CREATE TABLE tumour (
  id INTEGER NOT NULL,
  patient INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT NOT NULL CHECK (key <> ''),
  diagnosis_date TEXT,
  age_at_diagnosis REAL,
  incident TEXT,
  histotype TEXT,
  site TEXT,
  compartment TEXT,
  size_mm REAL,
  depth TEXT,
  grade TEXT,
  metastatic TEXT,
  metastatic_sites TEXT,
  multifocal TEXT,
  radiotherapy_induced TEXT,
  performance_status INTEGER,
  centre TEXT,
  CHECK (until IS NULL OR until > since),
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tumour_key ON tumour (patient, key) WHERE until IS NULL;

-- The acts of the pathway, stored tumour by tumour: a case is read in one place, all cases in their order.
CREATE TABLE imaging (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  modality TEXT,
  region TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE biopsies (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  technique TEXT,
  image_guided TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE pathology (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  reading TEXT,
  request TEXT,
  sampled_date TEXT,
  sampled_day INTEGER,
  histotype TEXT,
  grade TEXT,
  concordance TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  CHECK (sampled_date IS NULL OR sampled_day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE molecular_tests (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  technique TEXT,
  target TEXT,
  result TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE boards (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  board TEXT,
  passage TEXT,
  trial_proposed TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  modality TEXT,
  planned_centre TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE surgeries (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  kind TEXT,
  margin TEXT,
  planned TEXT,
  rupture TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE amputations (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  level TEXT,
  cause TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE radiotherapies (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  timing TEXT,
  dose_gy REAL,
  fractions INTEGER,
  end_date TEXT,
  end_day INTEGER,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  CHECK (end_date IS NULL OR end_day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE systemic_treatments (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  timing TEXT,
  kind TEXT,
  regimen TEXT,
  cycles INTEGER,
  end_date TEXT,
  end_day INTEGER,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  CHECK (end_date IS NULL OR end_day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE relapses (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  kind TEXT,
  sites TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE news (
  id INTEGER NOT NULL,
  tumour INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES revision (id),
  until INTEGER REFERENCES revision (id),
  key TEXT,
  date TEXT,
  day INTEGER,
  status TEXT NOT NULL,
  centre TEXT,
  state TEXT,
  CHECK (until IS NULL OR until > since),
  CHECK (date IS NULL OR day IS NULL),
  PRIMARY KEY (tumour, id, since)
) STRICT, WITHOUT ROWID;
)sql"};

}  // namespace repere::storage
