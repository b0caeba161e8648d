#pragma once
#include "workflows/accounts/means.hpp"

// Signing in and out. A session begins with the password and is complete with the second factor.
namespace repere::workflows {

struct Credentials {
  std::string login;
  Confidential<std::string> password;
};

/// A session that began, and the token that its browser is to keep: shown this once.
struct Begun {
  Session session;
  std::string token;
};

/// How long sessions last.
struct SessionRules {
  std::chrono::minutes idle{30};
  std::chrono::hours longest{12};
  std::chrono::minutes confirmation{10};  ///< for how long password and second factor count as just given
};
inline constexpr SessionRules session_rules{};

/// Checks the password and begins a session that still needs its second factor.
/// Errors: forbidden with one and the same sentence whatever was wrong; busy with the seconds to wait after failures from
///   this address (never because of failures from elsewhere: nobody can lock somebody else out)
Result<Begun> sign_in(const Means& means, const Credentials& credentials, const Origin& origin);

/// Completes a session with a time-based code or a recovery code; the session gets a new token.
/// Errors: forbidden when the code is wrong or was used; busy as sign_in
Result<Begun> give_second_factor(const Means& means, const SignedIn& who, std::string_view code,
                                 const Origin& origin);

/// The session of a token, with its account and what it may do now.
/// Errors: forbidden when there is none, or it is over (idle, too long, ended, account closed)
Result<SignedIn> session_of(const Means& means, std::string_view token);

/// Notes that the session was used; at most once a minute, and it may be forgotten in a crash.
void note_use(const Means& means, const SignedIn& who);

/// Gives password and code once more before something grave (signing a decision, changing an account).
Result<void> confirm(const Means& means, const SignedIn& who, const Confidential<std::string>& password,
                     std::string_view code, const Origin& origin);
/// Errors: forbidden when the last confirmation is too long ago: "give your password once more"
Result<void> check_confirmed(const Means& means, const SignedIn& who);

Result<void> sign_out(const Means& means, const SignedIn& who, const Origin& origin);

/// What let somebody in; the audit trail says it.
enum class EnteredBy : std::uint8_t { password, second_factor, link, demonstration, provider };
struct Entrance {
  EnteredBy by;
  bool complete;  ///< no second factor is to be asked for any more
};
/// The audit line of a sign-in that was refused.
/// Shape: `account` is null when nobody's; `facts` is JSON that names nobody
AuditEntry refused_sign_in(Instant at, const Account* account, std::string facts, const Origin& origin);

/// Begins a session, inside the work of what lets somebody in.
Result<Begun> begin_session(const Means& means, Work& work, const Account& account, const Origin& origin,
                            Entrance entrance);

}  // namespace repere::workflows
