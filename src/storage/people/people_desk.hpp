#pragma once
// For tests of accounts, the audit trail, persons and files: a connection with its stores, and who asks.
#include "storage/people/sql_work.hpp"
#include "storage/record_store_suite.hpp"
#include "storage/sample_registry.hpp"
#include "workflows/accounts/memory_work.hpp"

namespace repere::storage {

inline access::Caller caller(access::Role role, std::string centre = {}) {
  return {access::AccountId{7}, {{role, std::move(centre)}}, std::nullopt, std::nullopt};
}
inline access::Permit permit(const access::Caller& who, access::Act act, const access::Standing& standing) {
  return *access::authorise(who, act, standing);
}
inline access::Permit to_read_the_trail() {
  return permit(caller(access::Role::auditor), access::Act::read_audit, access::of_the_network());
}
inline Confidential<std::string> secret(const std::string& text) { return Confidential<std::string>(text); }

// A connection with its stores, outside the fixture's class so that its tests may make several.
struct Desk {
  std::unique_ptr<Connection> connection;
  workflows::PlainSecrets secrets;
  workflows::SetClock clock;
  WorkMeans means{secrets, clock, sample::reference()};
  std::unique_ptr<SqlWork> stores;

  explicit Desk(std::unique_ptr<Connection> opened)
      : connection(std::move(opened)), stores(std::make_unique<SqlWork>(*connection, means)) {}

  Result<void> write(const std::function<Result<void>(workflows::Work&)>& task) {
    auto transaction = Transaction::write(*connection);
    if (!transaction) return tl::unexpected(transaction.error());
    REPERE_TRY(task(*stores));
    return transaction->commit();
  }
  void add_lines(int count, PatientId patient = {}) {
    for (int i = 0; i < count; ++i) {
      workflows::AuditEntry entry;
      entry.at = clock.at;
      entry.account = access::AccountId{7};
      entry.deed = workflows::Deed::sign_in;
      entry.object = "account 7";
      entry.patient = patient;
      if (patient) entry.before = secret("before"), entry.after = secret("after");
      ASSERT_DONE(write([&](workflows::Work& work) { return work.audit().add(entry); }));
    }
  }
  workflows::TrailReport verify(std::optional<std::pair<std::int64_t, std::string>> head = std::nullopt) {
    return *stores->audit().verify(head);
  }
  // What somebody with the database alone could do: the refusing triggers go, then the line changes.
  void tamper(const std::string& sql) {
    for (const char* trigger : {"audit_line_unchanged", "audit_line_kept"}) {
      const std::string drop = std::string("DROP TRIGGER ") + trigger;
      if (!connection->execute(drop)) static_cast<void>(connection->execute(drop + " ON audit_line"));
    }
    ASSERT_DONE(connection->execute(sql));
  }
};

}  // namespace repere::storage
