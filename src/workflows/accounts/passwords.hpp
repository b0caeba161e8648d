#pragma once
#include <string>

#include "base/confidential.hpp"
#include "base/result.hpp"
#include "workflows/accounts/account_store.hpp"

namespace repere::workflows {

/// "  Prenom.Nom@Exemple.FR " as logins are kept: trimmed, lower case.
/// Errors: incorrect when it is not an e-mail address in form
Result<std::string> login_from(std::string_view text);

/// Errors: incorrect, in words, when a password is too short (12 characters), too long (256), one character over and over,
///   a run of keys, or made of the account's own login or name
/// Source: CNIL, délibération 2022-100 (passwords: guessing entropy; with a second factor 12 characters do without
///   imposed classes); NIST SP 800-63B 5.1.1.2 (length and lists, no imposed classes)
Result<void> check_password(const Confidential<std::string>& password, const Account& account);

}  // namespace repere::workflows
