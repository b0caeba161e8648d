#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/access/permit.hpp"
#include "workflows/cases/erasures.hpp"

// Who patients are. Stands apart from the record, sealed under a key for each person.
namespace repere::workflows {

/// Shape: texts as on an identity document; empty: not recorded
struct Person {
  PatientId patient;
  std::int64_t version = 0;
  Confidential<std::string> birth_name, used_name, given_names;
  Confidential<std::optional<PartialDate>> birth;
  Confidential<std::string> birth_place;   ///< INSEE code of the commune or country
  Confidential<std::string> ins;           ///< national health identifier: 13 digits and a key of 2
  Confidential<std::string> ins_oid;       ///< of the authority that gave it
  bool ins_qualified = false;              ///< checked with the national service
  Confidential<std::string> local_number;  ///< of the responsible centre
  Confidential<std::string> contact;       ///< telephone or e-mail
};

/// What a search gives: an identifier, or name and birth date together. Spelling is folded: case, accents, hyphens.
struct PersonQuery {
  Confidential<std::string> number;  ///< INS or local number
  Confidential<std::string> family_name, given_name;
  std::optional<PartialDate> birth;
};

struct PersonMatch {
  PatientId patient;
  std::string centre;  ///< responsible
};

class Persons {
 public:
  virtual ~Persons() = default;
  /// Errors: not_found, also when the person was erased
  virtual Result<Person> read(const access::Permit& permit, PatientId patient) = 0;
  /// Errors: conflict when it has changed since `person.version`
  virtual Result<void> write(const access::Permit& permit, const Person& person) = 0;
  /// Errors: incorrect when the query says neither an identifier nor name and birth date
  virtual Result<std::vector<PersonMatch>> search(const access::Permit& permit, const PersonQuery& query) = 0;
  /// Other patients of whom the record says exactly the same: sex, department, a day of diagnosis and (as their sources gave
  /// it) the birth date. Perhaps the same person twice. Needs a permit to read the case; says nothing of who they are.
  virtual Result<std::vector<PatientId>> twins(const access::Permit& permit, PatientId patient) = 0;
  /// Destroys the person's key: what was sealed with it, in the trail and in backups that are restored later, stays closed.
  virtual Result<void> erase(const access::Permit& permit, PatientId patient, const std::string& reason,
                             Instant at) = 0;
  /// Erasures so far.
  virtual Result<std::vector<Erasure>> erasures() = 0;
  /// Erases whom an older database has still; false when they are erased here, or not of this database.
  virtual Result<bool> erase_again(const Erasure& erasure) = 0;
  /// The pseudonym of a patient in one research project: another one in each, and none says anything of the others.
  virtual Result<std::string> research_pseudonym(const access::Permit& permit, const std::string& project,
                                                 PatientId patient) = 0;
};

}  // namespace repere::workflows
