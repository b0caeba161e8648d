#pragma once
#include "storage/boards/sql_boards.hpp"
#include "storage/messages/sql_messages.hpp"
#include "storage/messages/sql_reminders.hpp"
#include "storage/people/sql_accounts.hpp"
#include "storage/people/sql_audit_trail.hpp"
#include "storage/people/sql_case_files.hpp"
#include "storage/people/sql_persons.hpp"
#include "storage/people/sql_sessions.hpp"
#include "storage/referrals/sql_referrals.hpp"
#include "storage/sql_record_store.hpp"
#include "workflows/work.hpp"

namespace repere::storage {

/// What outlives every piece of work on a database.
struct WorkMeans {
  workflows::Secrets& secrets;
  const workflows::Clock& clock;
  const ReferenceData& reference;
  std::shared_ptr<CentreCache> centres = std::make_shared<CentreCache>();  ///< of all connections
};

/// The stores on one connection, inside a transaction that somebody else begins and commits.
class SqlWork final : public workflows::Work {
 public:
  /// Shape: the connection and the means outlive it; one for each connection, used again and again
  SqlWork(Connection& connection, const WorkMeans& means);

  workflows::AccountStore& accounts() override { return accounts_; }
  workflows::SessionStore& sessions() override { return sessions_; }
  workflows::LinkStore& links() override { return links_; }
  workflows::TokenStore& tokens() override { return tokens_; }
  workflows::AttemptStore& attempts() override { return attempts_; }
  workflows::AuditTrail& audit() override { return audit_; }
  workflows::CaseFiles& cases() override { return cases_; }
  workflows::Persons& persons() override { return persons_; }
  workflows::ReferralStore& referrals() override { return referrals_; }
  workflows::BoardStore& boards() override { return boards_; }
  workflows::MessageStore& messages() override { return messages_; }
  workflows::ReminderStore& reminders() override { return reminders_; }
  workflows::RecordStore& record() override;
  Result<void> announce(const std::string& topic, const std::string& message) override;

 private:
  Connection& connection_;
  Statements statements_;
  KnownCentres centres_;
  SqlAccounts accounts_;
  SqlSessions sessions_;
  SqlLinks links_;
  SqlTokens tokens_;
  SqlAttempts attempts_;
  SqlAuditTrail audit_;
  SqlCaseFiles cases_;
  SqlPersons persons_;
  SqlReferrals referrals_;
  SqlBoards boards_;
  SqlMessages messages_;
  SqlReminders reminders_;
  SqlRecordStore record_;
};

}  // namespace repere::storage
