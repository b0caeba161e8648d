#pragma once
#include "web/guard/form_token.hpp"
#include "web/people/person_page.hpp"
#include "web/people/sign_in_answers.hpp"
#include "workflows/boards/colleagues.hpp"

// Forms of the workspace: what they do, and the page that they stand on, shown again when it could not be done.
namespace repere::web {

/// What a form does for somebody who has signed in.
using PersonDeed = std::function<Result<Response>(const workflows::SignedIn&, const Request&)>;

/// The page that a form stands on.
struct FormPlace {
  Bilingual title;
  PersonPage content;
  std::string confirmed_for = {};  ///< a place of `confirmation_needed`: password and code must have been given just before
};

/// A form's route. What was wrong stands above the page in the reader's language; a confirmation that is too old is asked for
/// again; the gate forgets what it knew of the account.
Route person_form(const PeopleWorld& world, std::string path, Policy policy, std::string summary, Schema fields,
                  FormPlace place, PersonDeed deed);

/// A text that a form sent; empty when it did not.
std::string form_text(const Request& request, std::string_view name);

/// A form that is one button. `about` says for screen readers what the button is about.
std::string act_form(const Request& request, const std::string& action, Bilingual name, std::string_view about,
                     const std::vector<std::pair<std::string, std::string>>& hidden);

/// Who did something: a name, the account's number where it is known under none any more, "–" for nobody.
std::string who_is(const Request& request, const workflows::Names& names, access::AccountId account);

/// A notice that grave acts need password and code once more, with the way there and back.
/// Shape: `place` is "comptes" or "securite"
std::string confirmation_needed(const Request& request, std::string_view place);

}  // namespace repere::web
