#pragma once
#include "storage/people/query.hpp"
#include "workflows/accounts/account_store.hpp"

namespace repere::storage {

/// Accounts, their appointments and recovery codes, in SQL.
class SqlAccounts final : public workflows::AccountStore {
 public:
  explicit SqlAccounts(Statements& statements) : statements_(statements) {}
  Result<workflows::Account> find(access::AccountId id) override;
  Result<workflows::Account> find_by_login(const std::string& login) override;
  Result<workflows::Account> find_by_subject(const std::string& issuer, const std::string& subject) override;
  Result<std::vector<workflows::Account>> all() override;
  Result<access::AccountId> add(const workflows::Account& account) override;
  Result<void> change(const workflows::Account& account) override;
  Result<void> set_subject(access::AccountId id, const std::string& issuer,
                           const std::string& subject) override;
  Result<std::vector<std::string>> issuers_of(access::AccountId id) override;
  Result<void> remove_subjects(access::AccountId id) override;
  Result<void> set_recovery_codes(access::AccountId id, const std::vector<std::string>& hashes) override;
  Result<bool> use_recovery_code(access::AccountId id, const std::string& hash, Instant now) override;
  Result<int> recovery_codes_left(access::AccountId id) override;

 private:
  Result<workflows::Account> completed(std::optional<workflows::Account> account);
  Result<void> read_appointments(workflows::Account& account);
  Result<void> write_appointments(const workflows::Account& account);
  Statements& statements_;
};

}  // namespace repere::storage
