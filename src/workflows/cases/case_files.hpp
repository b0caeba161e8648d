#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/access/objection.hpp"
#include "domain/access/permit.hpp"
#include "domain/registry/tables.hpp"

// One patient's file, read and changed by people. Studies and imports read the record in another way (ports.hpp).
namespace repere::workflows {

/// What is needed to say who may do what to a file, and for what its data may serve.
struct CaseStanding {
  access::Standing standing;
  access::Objection objection = access::Objection::none;
};

/// A patient's clinical content, without who it is.
/// Shape: rows hold one patient, its tumours and their acts
struct CaseFile {
  PatientId patient;
  std::string pseudonym;
  std::int64_t version = 0;  ///< the newest revision that changed a row of it: what a conditional write names
  CaseStanding standing;
  registry::Registry rows;
};

/// A line of a list of cases.
struct CaseSummary {
  PatientId patient;
  std::string pseudonym;
  std::string centre;     ///< responsible
  std::string histotype;  ///< code; empty: not recorded
  std::string site;
  std::optional<PartialDate> diagnosis;
  bool shared = false;  ///< not the caller's centre's own
};

struct CaseFilter {
  std::string centre;  ///< responsible; empty: every one that may be seen
  std::string histotype, site;
  std::optional<int> year;
  std::string pseudonym;   ///< beginning of
  std::int64_t after = 0;  ///< patients with a higher number: the next page
  int most = 50;           ///< 1 to 500
};

class CaseFiles {
 public:
  virtual ~CaseFiles() = default;
  /// Errors: not_found when there is no such patient
  virtual Result<CaseStanding> standing(PatientId patient) = 0;
  /// The same of several patients, by a number of statements that does not grow with them; those that are not there are
  /// left out.
  virtual Result<std::map<PatientId, CaseStanding>> standings(const std::vector<PatientId>& patients) = 0;
  /// Errors: not_found, also when the patient's objection forbids what the permit asks for
  virtual Result<CaseFile> read(const access::Permit& permit, PatientId patient) = 0;
  /// The files of several patients, each with the permit for it (read_case, or read_indicators for figures that name nobody), by a
  /// number of statements that does not grow with them.
  /// Shape: those that are not there, and whose patient objects, are left out
  virtual Result<std::map<PatientId, CaseFile>> read(const std::map<PatientId, access::Permit>& wanted) = 0;
  /// The same with a permit to edit: what an edit is made from and compared with.
  virtual Result<CaseFile> for_edit(const access::Permit& permit, PatientId patient) = 0;
  /// The version of that file alone, inside the work that writes: one statement.
  virtual Result<std::int64_t> version_for_edit(const access::Permit& permit, PatientId patient) = 0;
  /// Shape: `caller` limits the list to what its appointments may see
  virtual Result<std::vector<CaseSummary>> list(const access::Permit& permit, const access::Caller& caller,
                                                const CaseFilter& filter) = 0;
  /// Whether the record holds cases, and every data set of it says that it is synthetic.
  virtual Result<bool> all_synthetic() = 0;
  virtual Result<void> share(const access::Permit& permit, PatientId patient, const std::string& centre,
                             const std::string& reason, Instant at) = 0;
  virtual Result<void> end_share(const access::Permit& permit, PatientId patient, const std::string& centre,
                                 Instant at) = 0;
  virtual Result<void> set_objection(const access::Permit& permit, PatientId patient,
                                     access::Objection objection, const std::string& reason, Instant at) = 0;
  /// What patients object to now, by the patient's number; who objects to nothing is not there.
  virtual Result<std::map<std::int64_t, access::Objection>> objections() = 0;
};

}  // namespace repere::workflows
