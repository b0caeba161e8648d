#pragma once
#include <functional>

#include "base/result.hpp"
#include "workflows/accounts/account_store.hpp"
#include "workflows/audit/audit_trail.hpp"
#include "workflows/ports.hpp"

namespace repere::workflows {

class CaseFiles;
class Persons;
class ReferralStore;
class BoardStore;
class MessageStore;
class ReminderStore;

/// The stores as one piece of work sees them: everything it does through them is one transaction, its audit lines too.
class Work {
 public:
  virtual ~Work() = default;
  virtual AccountStore& accounts() = 0;
  virtual SessionStore& sessions() = 0;
  virtual LinkStore& links() = 0;
  virtual TokenStore& tokens() = 0;
  virtual AttemptStore& attempts() = 0;
  virtual AuditTrail& audit() = 0;
  virtual CaseFiles& cases() = 0;
  virtual Persons& persons() = 0;
  virtual ReferralStore& referrals() = 0;
  virtual BoardStore& boards() = 0;
  virtual MessageStore& messages() = 0;
  virtual ReminderStore& reminders() = 0;
  virtual RecordStore& record() = 0;
  /// Tells every server, once this work is on the disk, that something changed ("session", "case 12").
  virtual Result<void> announce(const std::string& topic, const std::string& message) = 0;
};

/// Where work is done. Thread-safe; work may be called on another thread than the caller's, and again after a failure of
/// the database that is worth a second try: it changes nothing but through `Work`.
class Transactions {
 public:
  virtual ~Transactions() = default;
  using Task = std::function<Result<void>(Work&)>;

  /// All of it or nothing. When it returns without an error, what was written is on the disk. Tasks that wait at the same
  /// time share one commit; the failure of one leaves the others alone.
  /// Errors: those of the task; busy, unavailable
  virtual Result<void> write(const Task& task) = 0;
  /// Reads one moment of the database; what the task writes is an error.
  virtual Result<void> read(const Task& task) = 0;
  /// Will be written with the next commit, at the latest within a second; lost when the machine stops before. For audit
  /// lines of reads only.
  virtual void later(Task task) = 0;
};

}  // namespace repere::workflows
