#pragma once
#include "workflows/accounts/sign_in.hpp"

// How accounts come to be: by an invitation that somebody sends, never by a default password.
namespace repere::workflows {

struct Invitation {
  std::string login, name, speciality;
  std::string language = "fr";
  std::vector<access::Appointment> appointments;
};

/// An account that waits for its owner, and the token of its link: shown this once.
struct Invited {
  access::AccountId account;
  std::string token;
  Instant ends{};
};

inline constexpr std::chrono::hours invitation_lasts{7 * 24};
inline constexpr std::chrono::hours new_password_lasts{1};

/// Errors: forbidden unless the caller may manage accounts of every centre, and the network, that the appointments name;
///   incorrect for a role without its centre, or none at all; conflict when the login is taken
Result<Invited> invite_person(const Means& means, const SignedIn& who, const Invitation& invitation,
                              const Origin& origin);

/// The first administrator, while there is no account at all.
/// Errors: conflict once there is one
Result<Invited> invite_first_administrator(const Means& means, const std::string& login,
                                           const std::string& name);

/// Whom a link is for, before it is used.
/// Errors: forbidden when it was used, is over or is none
Result<Account> account_of_link(const Means& means, std::string_view token);

/// Uses an invitation or a link for a new password: sets the password and begins a session, which still needs its second
/// factor. All other sessions of the account end.
/// Errors: as account_of_link; incorrect as check_password
Result<Begun> use_link(const Means& means, std::string_view token, const Confidential<std::string>& password,
                       const Origin& origin);

/// Marks an invitation as used and gives its account, inside the work of what uses it.
/// Errors: as account_of_link; forbidden too for a link that is no invitation
Result<Account> take_invitation(const Means& means, Work& work, std::string_view token);

/// A link for a new password, made by somebody who manages the account: the program sends none by itself to an address
/// that anybody typed. Links made before can no longer be used.
Result<Invited> make_password_link(const Means& means, const SignedIn& who, access::AccountId account,
                                   const Origin& origin);

}  // namespace repere::workflows
