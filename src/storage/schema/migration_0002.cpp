#include "storage/schema/all_migrations.hpp"

// History is kept by the database itself, whatever a program does: no row is deleted, none is overwritten, a
// version is closed once.
namespace repere::storage {

const Migration migration_0002{2, "history is kept", R"sql(
CREATE TRIGGER revision_kept BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER revision_unchanged BEFORE UPDATE OF id, kind, at, author, reason, undoes, rows_added,
  rows_replaced, last_id ON revision
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;

CREATE TRIGGER dataset_kept BEFORE DELETE ON dataset
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER dataset_unchanged BEFORE UPDATE OF id, since, source, title_fr, title_en, version, cut_off,
  synthetic, licence ON dataset
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER dataset_closed_once BEFORE UPDATE OF until ON dataset
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER centre_kept BEFORE DELETE ON centre
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER centre_unchanged BEFORE UPDATE OF id, since, code, name, contact, expertise, board_days,
  fictitious ON centre
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER centre_closed_once BEFORE UPDATE OF until ON centre
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER centre_role_kept BEFORE DELETE ON centre_role
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER centre_role_unchanged BEFORE UPDATE OF centre, number, since, role, valid_from,
  valid_until, certainty, source ON centre_role
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER centre_role_closed_once BEFORE UPDATE OF until ON centre_role
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER centre_site_kept BEFORE DELETE ON centre_site
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER centre_site_unchanged BEFORE UPDATE OF centre, number, since, name, address, city,
  department, latitude, longitude, source, coordinates_source ON centre_site
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER centre_site_closed_once BEFORE UPDATE OF until ON centre_site
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER patient_kept BEFORE DELETE ON patient
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER patient_unchanged BEFORE UPDATE OF id, since, dataset, pseudonym, sex, department,
  prior_cancer, prior_radiotherapy, predisposition ON patient
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER patient_closed_once BEFORE UPDATE OF until ON patient
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER identity_kept BEFORE DELETE ON identity
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER identity_unchanged BEFORE UPDATE OF patient, since, dataset, key, birth_date, sealed_names,
  sealed_ins, sealed_with ON identity
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER identity_closed_once BEFORE UPDATE OF until ON identity
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER tumour_kept BEFORE DELETE ON tumour
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER tumour_unchanged BEFORE UPDATE OF id, patient, since, key, diagnosis_date,
  age_at_diagnosis, incident, histotype, site, compartment, size_mm, depth, grade, metastatic,
  metastatic_sites, multifocal, radiotherapy_induced, performance_status, centre ON tumour
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER tumour_closed_once BEFORE UPDATE OF until ON tumour
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER imaging_kept BEFORE DELETE ON imaging
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER imaging_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre,
  modality, region ON imaging
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER imaging_closed_once BEFORE UPDATE OF until ON imaging
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER biopsies_kept BEFORE DELETE ON biopsies
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER biopsies_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre,
  technique, image_guided ON biopsies
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER biopsies_closed_once BEFORE UPDATE OF until ON biopsies
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER pathology_kept BEFORE DELETE ON pathology
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER pathology_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre,
  reading, request, sampled_date, sampled_day, histotype, grade, concordance ON pathology
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER pathology_closed_once BEFORE UPDATE OF until ON pathology
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER molecular_tests_kept BEFORE DELETE ON molecular_tests
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER molecular_tests_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status,
  centre, technique, target, result ON molecular_tests
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER molecular_tests_closed_once BEFORE UPDATE OF until ON molecular_tests
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER boards_kept BEFORE DELETE ON boards
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER boards_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre, board,
  passage, trial_proposed ON boards
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER boards_closed_once BEFORE UPDATE OF until ON boards
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER decisions_kept BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER decisions_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre,
  modality, planned_centre ON decisions
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER decisions_closed_once BEFORE UPDATE OF until ON decisions
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER surgeries_kept BEFORE DELETE ON surgeries
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER surgeries_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre,
  kind, margin, planned, rupture ON surgeries
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER surgeries_closed_once BEFORE UPDATE OF until ON surgeries
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER amputations_kept BEFORE DELETE ON amputations
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER amputations_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre,
  level, cause ON amputations
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER amputations_closed_once BEFORE UPDATE OF until ON amputations
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER radiotherapies_kept BEFORE DELETE ON radiotherapies
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER radiotherapies_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status,
  centre, timing, dose_gy, fractions, end_date, end_day ON radiotherapies
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER radiotherapies_closed_once BEFORE UPDATE OF until ON radiotherapies
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER systemic_treatments_kept BEFORE DELETE ON systemic_treatments
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER systemic_treatments_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status,
  centre, timing, kind, regimen, cycles, end_date, end_day ON systemic_treatments
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER systemic_treatments_closed_once BEFORE UPDATE OF until ON systemic_treatments
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER relapses_kept BEFORE DELETE ON relapses
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER relapses_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre,
  kind, sites ON relapses
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER relapses_closed_once BEFORE UPDATE OF until ON relapses
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;

CREATE TRIGGER news_kept BEFORE DELETE ON news
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER news_unchanged BEFORE UPDATE OF id, tumour, since, key, date, day, status, centre, state
   ON news
BEGIN SELECT RAISE(ABORT, 'history is never overwritten'); END;
CREATE TRIGGER news_closed_once BEFORE UPDATE OF until ON news
WHEN OLD.until IS NOT NULL OR NEW.until IS NULL
BEGIN SELECT RAISE(ABORT, 'a version is closed once'); END;
)sql"};

}  // namespace repere::storage
