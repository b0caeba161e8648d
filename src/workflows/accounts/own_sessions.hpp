#pragma once
#include "workflows/accounts/means.hpp"

// What people see and end of their own sessions, and the tokens of machines.
namespace repere::workflows {

Result<std::vector<Session>> own_sessions(const Means& means, const SignedIn& who);
/// Errors: not_found when it is not theirs
Result<void> end_own_session(const Means& means, const SignedIn& who, SessionId session,
                             const Origin& origin);

/// Whether a token may have the act in its scope: what decides, erases, or says who may do what is for people.
bool a_machine_may(access::Act act);

/// Errors: incorrect when the scope is empty, the title too, or it lasts longer than a year; forbidden when the scope asks
///   for an act that the account may never do, or for one that only a person may (decisions, erasures, accounts)
struct NewToken {
  MachineToken token;
  std::string text;  ///< "repere_…": shown this once
};
Result<NewToken> make_token(const Means& means, const SignedIn& who, const std::string& title,
                            const std::vector<access::Act>& scope, std::chrono::days lasts,
                            const Origin& origin);
Result<void> end_token(const Means& means, const SignedIn& who, TokenId token, const Origin& origin);
Result<std::vector<MachineToken>> own_tokens(const Means& means, const SignedIn& who);

/// The caller that a machine's token is: its account's appointments within its scope.
/// Errors: forbidden when there is none, or it is over
Result<access::Caller> caller_of_token(const Means& means, std::string_view text);

}  // namespace repere::workflows
