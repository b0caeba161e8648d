#pragma once
#include <memory>
#include <vector>

#include "domain/reference_data.hpp"
#include "web/people/people_gate.hpp"
#include "workflows/accounts/identity_provider.hpp"
#include "workflows/boards/board_means.hpp"

// The API under /api/v1 for people and machines with accounts. Each route says in its policy which act it is; whose case it is
// the workflow asks.
namespace repere::web {

/// What the routes work with.
/// Shape: everything outlives the server
struct PeopleWorld {
  const workflows::Means& means;
  const ReferenceData& reference;
  PeopleGate& gate;
  workflows::BoardMeans boards;
  workflows::IdentityProvider* provider = nullptr;  ///< none: accounts sign in here alone
  /// Which ways messages leave by themselves; what goes another way is passed on by somebody.
  struct Sending {
    bool email = false, mssante = false;
    bool demonstration = false;  ///< the database was made by one: nothing leaves it, whatever is configured
  } sending = {};
};

void add_case_routes(std::vector<Route>& routes, const PeopleWorld& world);
void add_person_routes(std::vector<Route>& routes, const PeopleWorld& world);
void add_account_routes(std::vector<Route>& routes, const PeopleWorld& world);
/// Messages and correspondents: what was sent, when, to whom.
void add_message_routes(std::vector<Route>& routes, const PeopleWorld& world);
void add_audit_routes(std::vector<Route>& routes, const PeopleWorld& world);

}  // namespace repere::web
