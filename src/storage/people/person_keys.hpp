#pragma once
#include "base/ids.hpp"
#include "storage/people/query.hpp"
#include "workflows/secrets.hpp"

namespace repere::storage {

/// The keys of persons. A destroyed key never comes back: what was sealed with it stays closed.
class PersonKeys {
 public:
  PersonKeys(Statements& statements, workflows::Secrets& secrets)
      : statements_(statements), secrets_(secrets) {}

  struct Key {
    workflows::SealedPersonKey sealed;  ///< empty when there is none, or it was destroyed
    bool destroyed = false;
  };
  Result<Key> find(PatientId patient);
  /// Makes one when there is none yet.
  Result<Key> find_or_make(PatientId patient, Instant now);
  Result<void> destroy(PatientId patient, Instant now);

 private:
  Statements& statements_;
  workflows::Secrets& secrets_;
};

}  // namespace repere::storage
