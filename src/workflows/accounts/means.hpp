#pragma once
#include <string>

#include "workflows/secrets.hpp"
#include "workflows/work.hpp"

namespace repere::message {
struct Rules;
}

namespace repere::workflows {

class ErasureList;

/// What the workflows of people work with.
struct Means {
  Transactions& transactions;
  Secrets& secrets;
  const Clock& clock;
  ErasureList* erasures = nullptr;  ///< where erasures are listed outside the database, when somewhere
  const message::Rules* messages = nullptr;  ///< how messages are made; nothing: by the defaults
};

/// Where a request comes from, as far as it is kept.
struct Origin {
  std::string address;       ///< of the client, behind proxies that are trusted
  std::string browser_hint;  ///< "Firefox, Linux"
  std::string request;       ///< its id in the log
};

/// Somebody with a session.
struct SignedIn {
  Session session;
  Account account;
  access::Caller caller;  ///< appointments in force now
};

/// The caller that an account is at a moment, without anything of a session.
access::Caller caller_of(const Account& account, Instant now);

/// An audit line of somebody who is signed in, to be completed.
AuditEntry entry_of(const Means& means, const SignedIn& who, Deed deed, const Origin& origin);

}  // namespace repere::workflows
