#include "report/drawing/plain_text.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_forms.hpp"
#include "workflows/accounts/appointing.hpp"
#include "workflows/accounts/invitations.hpp"
#include "workflows/accounts/managing.hpp"

// The accounts that somebody manages, as pages: what the API does, with forms.
namespace repere::web {

using access::AccountId;
using access::Act;
using access::Appointment;
using report::escaped;
using workflows::Account;
using workflows::AccountState;
using workflows::SignedIn;

namespace {

constexpr Bilingual list_title{"Comptes", "Accounts"};
constexpr Bilingual states[] = {{"", ""}, {"invité", "invited"}, {"actif", "active"}, {"fermé", "closed"}};
constexpr Bilingual yes{"oui", "yes"}, no{"non", "no"};

std::string role_text(const Appointment& one, Language language) {
  return std::string(role_name(one.role, language)) + (one.centre.empty() ? "" : " (" + one.centre + ")");
}

// The roles that the caller may give, to choose from; a role of a centre where they may give it at one.
std::string role_choice(const SignedIn& who, const Request& request) {
  std::string options;
  for (const auto& role : access::role_words) {
    std::vector<std::string> centres{""};
    if (access::is_of_a_centre(role.value)) {
      centres = {"any"};
      for (const auto& own : who.caller.appointments) centres.push_back(own.centre);
    }
    const bool may = std::any_of(centres.begin(), centres.end(), [&](const std::string& centre) {
      return workflows::check_may_appoint(who.caller, {{role.value, centre}}).has_value();
    });
    if (may)
      options += "<option value=\"" + std::string(role.word) + "\">" + escaped(role_name(role.value, request.language)) + "</option>";
  }
  return "<p><label for=\"field-role\">" + words(request, {"Rôle", "Role"}) +
         "</label><select id=\"field-role\" name=\"role\">" + options + "</select></p>";
}

// A code to type, with those of the reference data to choose from; a coordinator's own stands there already.
std::string centre_choice(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  std::string own, options;
  for (const auto& one : who.caller.appointments)
    if (own.empty()) own = one.centre;
  for (const auto& centre : world.reference.centres)
    if (centre.code != Centres::outside_code)
      options += "<option value=\"" + escaped(centre.code) + "\">" + escaped(centre.name) + "</option>";
  return input("centre", words(request, {"Code du centre (rôles d’un centre seulement)", "Code of the centre (roles of a centre only)"}),
               "text", "list=\"centres\" maxlength=\"40\" autocomplete=\"off\" value=\"" + escaped(own) + "\"") +
         "<datalist id=\"centres\">" + options + "</datalist>";
}

Appointment appointment_in(const Request& request) {
  return {value_in(access::role_words, form_text(request, "role")).value_or(access::Role::visitor),
          form_text(request, "centre")};
}

std::string rows_of(const PeopleWorld& world, const std::vector<Account>& accounts, const Request& request) {
  std::string rows;
  for (const auto& one : accounts) {
    std::string roles;
    for (const auto& appointment : one.appointments)
      if (appointment.in_force(world.means.clock.now()))
        roles += (roles.empty() ? "" : ", ") + role_text(appointment, request.language);
    rows += "<tr><th scope=\"row\"><a href=\"/espace/comptes/" + std::to_string(one.id.value) + "\">" +
            escaped(one.name) + "</a></th>" + cell(one.login) + cell(roles) +
            cell(states[static_cast<std::size_t>(one.state)].in(request.language)) +
            cell((one.code_secret.empty() ? no : yes).in(request.language)) + "</tr>";
  }
  return rows;
}

std::string invitation_form(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto held = [&](std::string_view name) { return "value=\"" + escaped(form_text(request, name)) + "\" "; };
  return "<h2>" + words(request, {"Inviter une personne", "Invite a person"}) +
         "</h2><form method=\"post\" action=\"/espace/comptes\">" + form_token_input(request) +
         input("name", words(request, {"Nom, comme le lisent ses collègues", "Name, as colleagues read it"}), "text",
               held("name") + "maxlength=\"100\" autocomplete=\"off\" required") +
         input("login", words(request, {"Adresse électronique", "E-mail address"}), "email",
               held("login") + "maxlength=\"254\" autocomplete=\"off\" required") +
         input("speciality", words(request, {"Spécialité (facultatif)", "Speciality (optional)"}), "text",
               held("speciality") + "maxlength=\"60\" autocomplete=\"off\"") +
         role_choice(who, request) + centre_choice(world, who, request) +
         "<p><label for=\"field-language\">" + words(request, {"Langue", "Language"}) +
         "</label><select id=\"field-language\" name=\"language\"><option value=\"fr\">français</option><option value=\"en\">English</option></select></p>" +
         button(request, {"Inviter", "Invite"});
}

Result<std::string> list(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto theirs = workflows::accounts_of(world.means, who);
  if (!theirs) return tl::unexpected(theirs.error());
  return table(table_head(request, {{"Nom", "Name"},
                                    {"Adresse électronique", "E-mail address"},
                                    {"Rôles", "Roles"},
                                    {"État", "State"},
                                    {"Second facteur", "Second factor"}}),
               rows_of(world, *theirs, request), list_title.in(request.language)) +
         invitation_form(world, who, request);
}

std::string roles_of(const PeopleWorld& world, const Account& account, const Request& request, bool confirmed) {
  std::string html = "<h2>" + words(request, {"Rôles", "Roles"}) + "</h2><ul class=\"acts\">";
  const std::string path = "/espace/comptes/" + std::to_string(account.id.value) + "/fin-de-role";
  bool some = false;
  for (const auto& one : account.appointments) {
    if (!one.in_force(world.means.clock.now())) continue;
    some = true;
    const std::string text = role_text(one, request.language);
    html += "<li>" + escaped(text);
    if (confirmed)
      html += " " + act_form(request, path, {"Mettre fin", "End"}, text,
                             {{"version", std::to_string(account.version)},
                              {"role", std::string(word_in(access::role_words, one.role))},
                              {"centre", one.centre}});
    html += "</li>";
  }
  html += "</ul>";
  return some ? html : html + "<p>" + words(request, {"Aucun.", "None."}) + "</p>";
}

std::string role_form(const PeopleWorld& world, const SignedIn& who, const Account& account, const Request& request) {
  const bool closed = account.state == AccountState::closed;
  return "<h2>" + words(request, closed ? Bilingual{"Rouvrir le compte", "Open the account again"} : Bilingual{"Ajouter un rôle", "Add a role"}) +
         "</h2><form method=\"post\" action=\"/espace/comptes/" + std::to_string(account.id.value) +
         (closed ? "/reouverture" : "/roles") + "\">" + form_token_input(request) +
         hidden("version", std::to_string(account.version)) +
         role_choice(who, request) + centre_choice(world, who, request) +
         button(request, closed ? Bilingual{"Rouvrir", "Open again"} : Bilingual{"Nommer", "Appoint"});
}

std::string acts_on(const workflows::Managed& managed, const Request& request) {
  const Account& account = managed.account;
  const std::string base = "/espace/comptes/" + std::to_string(account.id.value);
  const auto act = [&](const char* path, Bilingual name, Bilingual what) {
    return "<li><p>" + words(request, what) + "</p>" + act_form(request, base + path, name, account.name, {}) + "</li>";
  };
  std::string html = "<h2>" + words(request, {"Agir sur ce compte", "Act on this account"}) + "</h2><ul class=\"acts\">";
  html += account.state == AccountState::invited
              ? act("/lien", {"Refaire le lien d’invitation", "Make the invitation's link again"},
                    {"Le lien précédent ne servira plus.", "The link before can no longer be used."})
              : act("/lien", {"Lien pour un nouveau mot de passe", "Link for a new password"},
                    {"Valable une heure, une fois.", "Good for an hour, once."});
  if (!account.code_secret.empty())
    html += act("/second-facteur", {"Réinitialiser le second facteur", "Reset the second factor"},
                {"Téléphone perdu : ses sessions se terminent, ses codes de secours ne valent plus, un nouveau second "
                 "facteur est demandé à la prochaine connexion.",
                 "Telephone lost: the sessions end, the recovery codes are void, another second factor is asked for "
                 "at the next sign-in."});
  html += act("/sessions", {"Terminer ses sessions", "End the sessions"},
              {"Partout, tout de suite.", "Everywhere, at once."});
  if (managed.tokens > 0)
    html += act("/jetons", {"Révoquer ses jetons", "Revoke the tokens"},
                {"Les machines qui agissent en son nom s’arrêtent.", "Machines that act in this name stop."});
  html += act("/fermeture", {"Fermer le compte", "Close the account"},
              {"La personne ne peut plus se connecter ; ses rôles, sessions et jetons prennent fin. Le compte reste dans "
               "le journal et peut être rouvert.",
               "The person can no longer sign in; roles, sessions and tokens end. The account stays in the audit trail "
               "and can be opened again."});
  return html + "</ul>";
}

Result<std::string> one_account(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto managed = workflows::managed_account(world.means, who, AccountId{request.number("account")});
  if (!managed) return tl::unexpected(managed.error());
  const Account& account = managed->account;
  const bool own = account.id == who.account.id;
  const bool confirmed = workflows::check_confirmed(world.means, who).has_value();
  const auto line = [&](Bilingual name, std::string_view value) {
    return "<dt>" + words(request, name) + "</dt><dd>" + escaped(value) + "</dd>";
  };
  std::string html = "<p><a href=\"/espace/comptes\">" + words(request, {"Tous les comptes", "All accounts"}) +
                     "</a></p><h2>" + escaped(account.name) + "</h2><dl>" +
                     line({"Adresse électronique", "E-mail address"}, account.login) +
                     line({"État", "State"}, states[static_cast<std::size_t>(account.state)].in(request.language)) +
                     line({"Spécialité", "Speciality"}, account.speciality.empty() ? "–" : account.speciality) +
                     line({"Second facteur", "Second factor"}, (account.code_secret.empty() ? no : yes).in(request.language)) +
                     line({"Lié à un fournisseur d’identité", "Bound to a provider of identities"},
                          (managed->bound_to_provider ? yes : no).in(request.language)) +
                     line({"Sessions ouvertes", "Open sessions"}, std::to_string(managed->sessions)) +
                     line({"Jetons en cours", "Tokens in use"}, std::to_string(managed->tokens)) + "</dl>";
  if (own)
    return html + roles_of(world, account, request, false) + "<p>" +
           words(request, {"C’est votre compte : vos rôles, un autre administrateur ou coordonnateur les change ; le reste est dans ",
                           "This is your own account: another administrator or coordinator changes your roles; the rest is under "}) +
           "<a href=\"/espace/securite\">" + words(request, {"Ma sécurité", "My security"}) + "</a>.</p>";
  if (!confirmed) html += confirmation_needed(request, "comptes");
  html += roles_of(world, account, request, confirmed);
  if (!confirmed) return html;
  html += role_form(world, who, account, request);
  if (account.state != AccountState::closed) html += acts_on(*managed, request);
  return html;
}

Response link_page(const Request& request, const SignedIn& who, const workflows::Invited& invited) {
  const std::string link = request.origin() + "/invitation/" + invited.token;
  return shown(request, {"Lien à usage unique", "One-time link"},
               "<p>" + words(request, {"Transmettez ce lien à la personne par un moyen sûr. Il sert une fois et ne sera plus montré. Il vaut jusqu’au",
                                       "Hand this link to the person in a safe way. It works once and will not be shown again. It is good until"}) +
                   " " + minute_of(invited.ends) + " (UTC).</p><p><code class=\"link\">" + escaped(link) +
                   "</code></p><p><a class=\"main-link\" href=\"/espace/comptes/" + std::to_string(invited.account.value) +
                   "\">" + words(request, {"Voir le compte", "See the account"}) + "</a></p>",
               200, &who);
}

Result<Response> invite(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto invited = workflows::invite_person(
      world.means, who,
      {form_text(request, "login"), form_text(request, "name"), form_text(request, "speciality"),
       form_text(request, "language"), {appointment_in(request)}},
      origin_of(request));
  if (!invited) return tl::unexpected(invited.error());
  return link_page(request, who, *invited);
}

Result<Response> make_link(const PeopleWorld& world, const SignedIn& who, const Request& request) {
  const auto link = workflows::make_password_link(world.means, who, AccountId{request.number("account")}, origin_of(request));
  if (!link) return tl::unexpected(link.error());
  return link_page(request, who, *link);
}

// Adds a role to those in force, or ends one of them.
Result<void> change_roles(const PeopleWorld& world, const SignedIn& who, const Request& request, bool add) {
  const AccountId id{request.number("account")};
  const auto managed = workflows::managed_account(world.means, who, id);
  if (!managed) return tl::unexpected(managed.error());
  const Appointment changed = appointment_in(request);
  std::vector<Appointment> wanted;
  for (const auto& one : managed->account.appointments)
    if (one.in_force(world.means.clock.now()) && (one.role != changed.role || one.centre != changed.centre))
      wanted.push_back(one);
  if (add) wanted.push_back(changed);
  if (wanted.empty())
    return fail(ErrorKind::conflict, "this is the account's last role: close the account instead");
  return workflows::appoint(world.means, who, id, std::stoll(form_text(request, "version")), wanted, origin_of(request));
}

Schema role_fields() {
  std::vector<std::string> roles;
  for (const auto& role : access::role_words) roles.emplace_back(role.word);
  return Schema::object()
      .with("role", Schema::one_of(roles))
      .maybe("centre", Schema::text().longest(40));
}

}  // namespace

void add_account_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  const Parameter number{"account", Schema::whole().at_least(1), "its number", true};
  const Policy policy = may(Act::manage_accounts);
  const PersonPage content = [world](const SignedIn& who, const Request& request) { return list(world, who, request); };
  const PersonPage one = [world](const SignedIn& who, const Request& request) { return one_account(world, who, request); };
  routes.push_back(person_page(world, "/espace/comptes", policy, list_title, content));
  routes.push_back(person_form(
      world, "/espace/comptes", policy, "Invites a person; the one-time link is shown this once",
      role_fields()
          .with("name", Schema::text().shortest(1).longest(100))
          .with("login", Schema::text().longest(254))
          .maybe("speciality", Schema::text().longest(60))
          .with("language", Schema::one_of({"fr", "en"})),
      {list_title, content},
      [world](const SignedIn& who, const Request& request) { return invite(world, who, request); }));
  const Bilingual title{"Compte", "Account"};
  routes.push_back(person_page(world, "/espace/comptes/{account}", policy, title, one));
  routes.back().parameters = {number};

  const auto act = [&](const char* path, const char* summary, Schema fields, PersonDeed deed) {
    routes.push_back(person_form(world, std::string("/espace/comptes/{account}/") + path, policy, summary,
                                 std::move(fields), {title, one, "comptes"}, std::move(deed)));
    routes.back().parameters = {number};
  };
  // An account that has no role any more is a coordinator's no longer: then back to the list.
  const auto back = [world](const SignedIn& who, const Request& request, const Result<void>& done) -> Result<Response> {
    if (!done) return tl::unexpected(done.error());
    const AccountId id{request.number("account")};
    const bool still_theirs = workflows::managed_account(world.means, who, id).has_value();
    return redirect(still_theirs ? "/espace/comptes/" + std::to_string(id.value) : std::string("/espace/comptes"));
  };
  using Act3 = Result<void> (*)(const workflows::Means&, const SignedIn&, AccountId, const workflows::Origin&);
  const auto simple = [&](const char* path, const char* summary, Act3 what) {
    act(path, summary, Schema::object(), [world, back, what](const SignedIn& who, const Request& request) {
      return back(who, request, what(world.means, who, AccountId{request.number("account")}, origin_of(request)));
    });
  };
  const Schema versioned = role_fields().with("version", Schema::whole());
  act("roles", "Adds a role from now on", versioned, [world, back](const SignedIn& who, const Request& request) {
    return back(who, request, change_roles(world, who, request, true));
  });
  act("fin-de-role", "Ends a role", versioned, [world, back](const SignedIn& who, const Request& request) {
    return back(who, request, change_roles(world, who, request, false));
  });
  act("reouverture", "Opens a closed account again, with one role", versioned,
      [world, back](const SignedIn& who, const Request& request) {
        return back(who, request, workflows::reopen_account(world.means, who, AccountId{request.number("account")},
                                                            appointment_in(request), origin_of(request)));
      });
  act("lien", "A one-time link for a new password, or a new invitation", Schema::object(),
      [world](const SignedIn& who, const Request& request) { return make_link(world, who, request); });
  simple("second-facteur", "Takes the second factor away", workflows::reset_second_factor);
  simple("sessions", "Ends the sessions", workflows::end_sessions_of);
  simple("jetons", "Ends the tokens", workflows::end_tokens_of);
  simple("fermeture", "Closes the account", workflows::close_account);
}

}  // namespace repere::web
