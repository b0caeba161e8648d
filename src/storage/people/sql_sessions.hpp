#pragma once
#include "storage/people/query.hpp"
#include "workflows/accounts/account_store.hpp"

// What lets somebody in: sessions, links, tokens, and the attempts that failed; in SQL.
namespace repere::storage {

class SqlSessions final : public workflows::SessionStore {
 public:
  explicit SqlSessions(Statements& statements) : statements_(statements) {}
  Result<workflows::SessionId> add(const workflows::Session& session) override;
  Result<workflows::Session> find(const std::string& token_hash) override;
  Result<std::vector<workflows::Session>> of(access::AccountId account) override;
  Result<void> change(const workflows::Session& session) override;
  Result<void> end(workflows::SessionId id) override;
  Result<void> end_all(access::AccountId account, std::optional<workflows::SessionId> but) override;
  Result<void> end_those_over(Instant now) override;
  Result<void> keep_provider_token(workflows::SessionId id, const workflows::Sealed& token) override;
  Result<workflows::Sealed> provider_token(workflows::SessionId id) override;

 private:
  Statements& statements_;
};

class SqlLinks final : public workflows::LinkStore {
 public:
  explicit SqlLinks(Statements& statements) : statements_(statements) {}
  Result<workflows::LinkId> add(const workflows::OneTimeLink& link) override;
  Result<workflows::OneTimeLink> find_link(const std::string& token_hash) override;
  Result<void> use(workflows::LinkId id, Instant now) override;
  Result<void> withdraw(access::AccountId account) override;

 private:
  Statements& statements_;
};

class SqlTokens final : public workflows::TokenStore {
 public:
  explicit SqlTokens(Statements& statements) : statements_(statements) {}
  Result<workflows::TokenId> add(const workflows::MachineToken& token) override;
  Result<workflows::MachineToken> find_token(const std::string& token_hash) override;
  Result<std::vector<workflows::MachineToken>> tokens_of(access::AccountId account) override;
  Result<void> end(workflows::TokenId id, Instant now) override;
  Result<void> note_use(workflows::TokenId id, Instant now) override;

 private:
  Statements& statements_;
};

class SqlAttempts final : public workflows::AttemptStore {
 public:
  explicit SqlAttempts(Statements& statements) : statements_(statements) {}
  Result<void> add(const std::string& login_hash, const std::string& address_hash, Instant at) override;
  Result<Counts> count(const std::string& login_hash, const std::string& address_hash,
                       Instant since) override;
  Result<void> forget(const std::string& login_hash, const std::string& address_hash) override;
  Result<void> forget_before(Instant at) override;

 private:
  Statements& statements_;
};

}  // namespace repere::storage
