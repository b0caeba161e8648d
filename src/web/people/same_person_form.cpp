#include "web/people/same_person_form.hpp"

#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/open_case_form.hpp"
#include "web/public/referral_words.hpp"

namespace repere::web {

using access::Act;
using referral::Referral;
using report::escaped;
using workflows::Known;
using workflows::Said;
using workflows::SameJudgement;
using workflows::SignedIn;

namespace {

std::string place_of(referral::ReferralId id) { return "/espace/demandes/" + std::to_string(id.value); }

// A pair of referrals may have been judged on the page of the other one.
Known known_in(const SameJudgement& one, referral::ReferralId side) {
  if (one.patient) return {{}, one.patient};
  return {one.referral == side ? one.other : one.referral, {}};
}

class Persons {
 public:
  Persons(const Request& request, const Referral& one, const workflows::SamePerson& same, const workflows::Names& names, bool joins)
      : request_(request), one_(one), same_(same), names_(names), joins_(joins), handles_(access::authorise(request.caller(), Act::handle_referral, access::of_centre(one.centre))) {}

  std::string link(const Known& known) const {
    if (known.patient) {
      const std::string number = std::to_string(known.patient.value);
      return "<a href=\"/espace/cas/" + number + "\">" + words(request_, {"cas", "case"}) + " " + number + "</a>";
    }
    const auto found = std::find_if(same_.referrals.begin(), same_.referrals.end(), [&](const auto& each) { return each.id == known.other; });
    return "<a href=\"" + place_of(known.other) + "\">" + words(request_, {"demande", "referral"}) + " " +
           (found == same_.referrals.end() ? std::to_string(known.other.value) : escaped(found->number)) + "</a>";
  }

  std::string proposed(const Known& known) const {
    std::string forms;
    if (known.patient && joins_)
      forms += form("joindre", known, place_of(one_.id) + "/dossier", {{"person", std::to_string(known.patient.value)}, {"version", std::to_string(one_.version)}},
                    {"Même personne : rattacher à ce cas", "Same person: join to this case"}, {"Rattacher", "Join"});
    if (handles_)
      forms += form("autre", known, place_of(one_.id) + "/personne", hidden(known, "different"),
                    {"Ce n’est pas la même personne", "Not the same person"}, {"Noter : une autre personne", "Note: another person"});
    return "<li>" + link(known) + forms + "</li>";
  }

  std::string said(const SameJudgement& judgement) const {
    const Known known = known_in(judgement, one_.id);
    const bool same = judgement.said == Said::same;
    std::string html = "<li>" + link(known) + " : " +
                       words(request_, same ? Bilingual{"même personne, demande rattachée à ce cas", "same person, referral joined to this case"}
                                            : Bilingual{"une autre personne", "another person"}) +
                       " (" + escaped(who_is(request_, names_, judgement.account)) + ", " + moment_text(judgement.at, request_.language) +
                       (judgement.reason.reveal().empty() ? std::string() : ", « " + escaped(judgement.reason.reveal()) + " »") + ")";
    if (handles_)
      html += form("revenir", known, place_of(one_.id) + "/personne", hidden(known, "take_back"),
                   same ? Bilingual{"Défaire le rattachement", "Undo the joining"} : Bilingual{"Revenir sur cet avis", "Take this back"},
                   same ? Bilingual{"Défaire", "Undo"} : Bilingual{"Revenir", "Take back"});
    return html + "</li>";
  }

 private:
  using Hidden = std::vector<std::pair<std::string, std::string>>;
  static Hidden hidden(const Known& known, const char* act) {
    return {{"act", act}, {known.patient ? "patient" : "other", std::to_string(known.patient ? known.patient.value : known.other.value)}};
  }
  // Each has a field of its own: its identifier says whose it is.
  std::string form(const char* what, const Known& known, const std::string& action, const Hidden& hidden, Bilingual summary, Bilingual send) const {
    const std::string id = std::string("field-") + what + (known.patient ? "-c" : "-d") + std::to_string(known.patient ? known.patient.value : known.other.value);
    return "<details class=\"step\"><summary>" + words(request_, summary) + "</summary>" + form_to(request_, action, hidden) + "<p><label for=\"" + id + "\">" +
           words(request_, {"Pourquoi (gardé avec votre nom et l’heure)", "Why (kept with your name and the time)"}) + "</label><input id=\"" + id +
           "\" name=\"reason\" type=\"text\" required maxlength=\"500\"></p>" + submit(words(request_, send)) + "</details>";
  }

  const Request& request_;
  const Referral& one_;
  const workflows::SamePerson& same_;
  const workflows::Names& names_;
  bool joins_, handles_;
};

Result<Response> say(const PeopleWorld& world, const Request& request) {
  const referral::ReferralId id{request.number("referral")};
  const Known known{referral::ReferralId{whole_in_form(request, "other").value_or(0)}, PatientId{whole_in_form(request, "patient").value_or(0)}};
  const Confidential<std::string> reason(form_text(request, "reason"));
  const auto asking = asking_of(request);
  const auto done = form_text(request, "act") == "take_back" ? workflows::take_back(world.means, asking, id, known, reason)
                                                             : workflows::say_different(world.means, asking, id, known, reason);
  if (!done) return tl::unexpected(done.error());
  return redirect(place_of(id));
}

}  // namespace

Result<std::string> same_persons_shown(const PeopleWorld& world, const Request& request, const Referral& one, const workflows::SamePerson& same,
                                       const std::vector<SameJudgement>& said) {
  const auto its_case = workflows::case_of(world.means, asking_of(request), one.id);
  if (!its_case) return tl::unexpected(its_case.error());
  std::set<access::AccountId> accounts;
  for (const auto& each : said) accounts.insert(each.account);
  const auto names = workflows::names_of(world.means, accounts);
  if (!names) return tl::unexpected(names.error());
  const Persons persons(request, one, same, *names, !*its_case && may_join(request, one));
  const auto is_said = [&](const Known& known) {
    return std::any_of(said.begin(), said.end(), [&](const auto& each) { return known_in(each, one.id) == known; });
  };
  std::string proposed, judged;
  for (const auto& other : same.referrals)
    if (!is_said({other.id, {}})) proposed += persons.proposed({other.id, {}});
  for (const PatientId patient : same.patients)
    if (!is_said({{}, patient}) && *its_case != patient) proposed += persons.proposed({{}, patient});
  for (const auto& each : said) judged += persons.said(each);
  std::string html;
  if (!proposed.empty())
    html += "<div class=\"alert\"><p>" +
            words(request, {"Peut-être déjà connu : même nom, même date de naissance", "Perhaps known already: same name, same date of birth"}) + "</p><ul>" +
            proposed + "</ul></div>";
  if (!judged.empty())
    html += "<h2>" + words(request, {"Ce qui a été dit de la personne", "What was said of the person"}) + "</h2><ul>" + judged + "</ul>";
  return html;
}

Route same_person_route(const PeopleWorld& world, FormPlace page) {
  Route route = person_form(world, "/espace/demandes/{referral}/personne", may(Act::handle_referral), "Says that somebody known is another person, or takes back what was said",
                            Schema::object()
                                .with("act", Schema::one_of({"different", "take_back"}))
                                .maybe("patient", Schema::whole().at_least(1))
                                .maybe("other", Schema::whole().at_least(1))
                                .maybe("reason", Schema::text().longest(500)),
                            std::move(page), [world](const SignedIn&, const Request& request) { return say(world, request); });
  route.parameters = {{"referral", Schema::whole().at_least(1), "its number in the database", true}};
  return route;
}

}  // namespace repere::web
