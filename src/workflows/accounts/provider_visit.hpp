#pragma once
#include "workflows/accounts/identity_provider.hpp"
#include "workflows/accounts/means.hpp"

// The way to another provider of identities and back. Nothing is stored meanwhile: the browser keeps a ticket, from which,
// with our key, everything follows that the answer must be bound to.
namespace repere::workflows {

/// Why somebody goes there.
struct Visit {
  enum class Purpose : std::uint8_t {
    sign_in,
    invitation,    ///< `detail` is the token of the one-time link
    binding,       ///< `detail` is the number of the account that the identity is to open from now on
    confirmation,  ///< likewise: somebody signed in confirms who they are before something grave
  };
  Purpose purpose = Purpose::sign_in;
  std::string detail = {};
};

inline constexpr std::chrono::minutes visit_lasts{10};

struct Departure {
  std::string address;  ///< of the provider
  std::string ticket;   ///< for a cookie: letters, digits and -._~
};
/// Errors: unavailable when the provider cannot be reached
Result<Departure> leave_for_provider(const Means& means, IdentityProvider& provider, const Visit& visit,
                                     const std::string& return_address);

struct Arrival {
  Visit visit;
  ProviderPerson person;
};
/// Errors: incorrect when the answer is not to this browser's question, or came too late: begin again; else as
///   IdentityProvider::person_of, and a refusal of the provider's answer leaves a line in the audit trail
Result<Arrival> come_back(const Means& means, IdentityProvider& provider, std::string_view ticket,
                          std::string_view state, const std::string& code,
                          const std::string& return_address, const Origin& origin);

/// Why the browser that has this ticket left; nothing when the ticket is none of ours, or too old.
std::optional<Visit> visit_of(const Means& means, std::string_view ticket, std::string_view state);

}  // namespace repere::workflows
