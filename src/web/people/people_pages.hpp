#pragma once
#include "domain/network/departments.hpp"
#include "web/people/people_routes.hpp"
#include "workflows/reach/reach_store.hpp"
#include "workflows/referrals/documents.hpp"

// The pages of the portal for people with accounts: made by the server, useful without scripts.
namespace repere::web {

/// Sign-in, second factor, invitation, demonstration, sign-out.
void add_sign_in_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// The way to another provider of identities and back; nothing when there is none.
void add_provider_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// The accounts that somebody manages: invited, appointed, closed, helped.
void add_account_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// What lets somebody in, changed by themselves: second factor, recovery codes, other provider, tokens of machines.
void add_security_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// The workspace: what the caller's roles open, own sessions, the audit trail.
void add_workspace_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// The list of cases and one case's file.
void add_case_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// The referrals that a centre received.
void add_inbox_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// What a centre sent: waiting and failed messages, one message with its history, a case's correspondents.
void add_message_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// What waits for whoever has signed in: checklists and actions of boards.
void add_duties_page(std::vector<Route>& routes, const PeopleWorld& world);
/// Sending a patient with an account, and what became of what one sent. The scanner outlives the routes.
void add_own_referral_pages(std::vector<Route>& routes, const PeopleWorld& world, workflows::DocumentScanner& scanner);

/// How often the public pages served: a page, its tables and GET /api/v1/reach. Store and departments outlive the routes.
void add_audience_pages(std::vector<Route>& routes, const PeopleWorld& world, workflows::ReachStore& store,
                        const Departments& departments);

}  // namespace repere::web
