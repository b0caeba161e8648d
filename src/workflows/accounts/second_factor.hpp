#pragma once
#include "workflows/accounts/sign_in.hpp"

// Time-based one-time codes (RFC 6238) and recovery codes.
namespace repere::workflows {

/// What an authenticator application needs; shown once.
struct CodeSetup {
  Confidential<std::string> base32;   ///< the secret for typing
  Confidential<std::string> address;  ///< otpauth://totp/… for the QR code
  Sealed sealed;                      ///< comes back with the first code; opens for this account only
};

/// Begins setting up codes; nothing is stored yet.
CodeSetup begin_code_setup(const Means& means, const SignedIn& who, const std::string& issuer);

/// What a finished set-up gives: a complete session and ten recovery codes, shown once.
struct CodesReady {
  Begun begun;
  std::vector<std::string> recovery_codes;
};

/// Ends it with a first code. Where the account has codes already, the session must have been confirmed just before.
/// Errors: forbidden when the code is not the secret's; unavailable when `sealed` is not this account's
Result<CodesReady> finish_code_setup(const Means& means, const SignedIn& who, const Sealed& sealed,
                                     std::string_view code, const Origin& origin);

/// How many recovery codes are left to one's own account.
Result<int> recovery_codes_left(const Means& means, const SignedIn& who);

/// New recovery codes; the old ones can no longer be used. Needs a fresh confirmation.
Result<std::vector<std::string>> renew_recovery_codes(const Means& means, const SignedIn& who,
                                                      const Origin& origin);

}  // namespace repere::workflows
