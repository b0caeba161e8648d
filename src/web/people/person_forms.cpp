#include "web/people/person_forms.hpp"

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using report::escaped;
using workflows::SignedIn;

std::string who_is(const Request& request, const workflows::Names& names, access::AccountId account) {
  if (!account) return "–";
  const std::string name = workflows::name_in(names, account);
  return name.empty() ? words(request, {"compte ", "account "}) + std::to_string(account.value) : name;
}

std::string form_text(const Request& request, std::string_view name) {
  return std::string(request.form.find(name).value_or(""));
}

std::string act_form(const Request& request, const std::string& action, Bilingual name, std::string_view about,
                     const std::vector<std::pair<std::string, std::string>>& hidden) {
  std::string html = "<form method=\"post\" class=\"act\" action=\"" + action + "\">" + form_token_input(request);
  for (const auto& [field, value] : hidden)
    html += web::hidden(field, value);
  const std::string text(name.in(request.language));
  return html + "<button aria-label=\"" + text + " – " + escaped(about) + "\">" + text + "</button></form>";
}

std::string confirmation_needed(const Request& request, std::string_view place) {
  const Bilingual why{"Pour changer ce qui suit, confirmez d’abord que c’est bien vous.",
                      "To change what follows, confirm first that it is you."},
      go{"Confirmer", "Confirm"};
  return "<p class=\"alert\">" + std::string(why.in(request.language)) + " <a href=\"/espace/confirmation?retour=" +
         std::string(place) + "\">" + std::string(go.in(request.language)) + "</a></p>";
}

Route person_form(const PeopleWorld& world, std::string path, Policy policy, std::string summary, Schema fields,
                  FormPlace place, PersonDeed deed) {
  const auto handler = [world, place = std::move(place), deed = std::move(deed)](const Request& request) -> Result<Response> {
    const auto who = world.gate.who(request);
    if (!who) return tl::unexpected(who.error());
    if (!place.confirmed_for.empty() && !workflows::check_confirmed(world.means, *who))
      return redirect("/espace/confirmation?retour=" + place.confirmed_for);
    auto response = deed(*who, request);
    if (response) {
      response->keeps_secret = true;
      return response;
    }
    const auto content = place.content(*who, request);
    if (!content) return response;  // the page itself is not theirs: the first reason is the right one
    return shown(request, place.title, alert(said(request, response.error())) + *content, status_of(response.error()), &*who);
  };
  return {.method = Method::post,
          .path = std::move(path),
          .policy = std::move(policy),
          .runs_on = RunsOn::workers(),
          .handler = handler,
          .summary = std::move(summary),
          .body = Body::form(fields.maybe("form_token", Schema::text().longest(200))),
          .answers = {{303, "the page is next", ""}, {200, "what is shown this once", "text/html"}},
          .problems = {403, 404, 409, 422, 429}};
}

}  // namespace repere::web
