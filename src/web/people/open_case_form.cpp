#include "web/people/open_case_form.hpp"

#include <algorithm>

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using access::Act;
using referral::Referral;
using referral::State;
using report::escaped;
using workflows::SignedIn;

namespace {

std::string place_of(referral::ReferralId id) { return "/espace/demandes/" + std::to_string(id.value); }
std::string place_of(PatientId id) { return "/espace/cas/" + std::to_string(id.value); }

bool may_open(const Request& request, const Referral& one) {
  const bool taken_up =
      one.state == State::accepted || one.state == State::scheduled || one.state == State::answered;
  const auto standing = access::of_centre(one.centre);
  return taken_up && !one.erased && access::authorise(request.caller(), Act::edit_case, standing) &&
         access::authorise(request.caller(), Act::correct_identity, standing);
}

std::string site_choice(const PeopleWorld& world, Language language) {
  const Bilingual label{"Localisation", "Site"}, later{"à préciser plus tard", "to be said later"};
  std::vector<std::pair<std::string, std::string>> sites;
  for (const Site& site : world.reference.sites)
    sites.emplace_back(language == Language::fr ? site.name_fr : site.name_en, site.code);
  std::sort(sites.begin(), sites.end());
  std::string html = "<p><label for=\"field-site\">" + std::string(label.in(language)) +
                     "</label><select id=\"field-site\" name=\"site\"><option value=\"\">" +
                     escaped(later.in(language)) + "</option>";
  for (const auto& [name, code] : sites)
    html += "<option value=\"" + escaped(code) + "\">" + escaped(name) + "</option>";
  return html + "</select></p>";
}

// Asked only where somebody of this name and birth date is known.
std::string person_choice(const workflows::SamePerson& same, Language language) {
  if (same.patients.empty()) return {};
  const Bilingual label{"Cette personne", "This person"}, choose{"Choisir…", "Choose…"},
      known{"a déjà le cas", "has the case"},
      other{"est une autre personne : nouveau cas", "is another person: a new case"};
  std::string html = "<p><label for=\"field-person\">" + std::string(label.in(language)) +
                     "</label><select id=\"field-person\" name=\"person\" required><option value=\"\">" +
                     std::string(choose.in(language)) + "</option>";
  for (const PatientId patient : same.patients)
    html += "<option value=\"" + std::to_string(patient.value) + "\">" + std::string(known.in(language)) +
            " " + std::to_string(patient.value) + "</option>";
  return html + "<option value=\"other\">" + escaped(other.in(language)) + "</option></select></p>";
}

Result<Response> open(const PeopleWorld& world, const Request& request) {
  workflows::OpenCase wanted;
  wanted.referral = referral::ReferralId{request.number("referral")};
  wanted.version = std::stoll(form_text(request, "version"));
  wanted.site = form_text(request, "site");
  const std::string person = form_text(request, "person");
  wanted.reason = Confidential<std::string>(form_text(request, "reason"));
  wanted.anyway = person == "other";
  if (!person.empty() && !wanted.anyway) wanted.known = PatientId{std::stoll(person)};
  const auto made = workflows::open_case(world.means, asking_of(request), world.reference, wanted);
  if (!made) return tl::unexpected(made.error());
  return redirect(place_of(*made));
}

}  // namespace

bool may_join(const Request& request, const Referral& one) { return may_open(request, one); }

Result<std::string> case_of_referral(const PeopleWorld& world, const Request& request, const Referral& one,
                                     const workflows::SamePerson& same) {
  const Language language = request.language;
  const auto there = workflows::case_of(world.means, asking_of(request), one.id);
  if (!there) return tl::unexpected(there.error());
  const Bilingual heading{"Dossier du patient", "The patient's case"}, file{"cas", "case"},
      why{"Le dossier reprend ce que dit la demande : rien n’est à ressaisir.",
          "The case takes over what the referral says: nothing is typed again."},
      name{"Ouvrir le dossier", "Open the case"}, board{"Inscrire à une RCP", "Place on a board’s agenda"};
  const std::string head = "<h2>" + escaped(heading.in(language)) + "</h2>";
  if (*there)
    return head + "<p><a href=\"" + place_of(**there) + "\">" + std::string(file.in(language)) + " " +
           std::to_string((*there)->value) + "</a> · <a href=\"/espace/rcp/inscrire?cas=" + std::to_string((*there)->value) +
           "&amp;demande=" + std::to_string(one.id.value) + "\">" + std::string(board.in(language)) + "</a></p>";
  if (!may_open(request, one)) return std::string();
  return head + "<p>" + escaped(why.in(language)) + "</p><form method=\"post\" action=\"" + place_of(one.id) +
         "/dossier\">" + form_token_input(request) + "<input type=\"hidden\" name=\"version\" value=\"" +
         std::to_string(one.version) + "\">" + site_choice(world, language) + person_choice(same, language) +
         "<p><button class=\"act\">" + std::string(name.in(language)) + "</button></p></form>";
}

Route open_case_route(const PeopleWorld& world, FormPlace page) {
  Route route = person_form(
      world, "/espace/demandes/{referral}/dossier", may(Act::edit_case), "Opens the case of a referral",
      Schema::object()
          .with("version", Schema::whole().at_least(1))
          .maybe("site", Schema::text().longest(100))
          .maybe("reason", Schema::text().longest(500))
          .maybe("person", Schema::text().longest(15).pattern("^([0-9]{1,15}|other)?$")),
      std::move(page), [world](const SignedIn&, const Request& request) { return open(world, request); });
  route.parameters = {{"referral", Schema::whole().at_least(1), "its number in the database", true}};
  return route;
}

Result<CaseReferrals> referrals_shown(const PeopleWorld& world, const Request& request, PatientId patient) {
  const Language language = request.language;
  const auto all = workflows::referrals_of_case(world.means, asking_of(request), patient);
  if (!all) return tl::unexpected(all.error());
  CaseReferrals shown;
  if (all->empty()) return shown;
  const Bilingual heading{"Demandes et leurs documents", "Referrals and their documents"};
  std::string html = "<h2>" + escaped(heading.in(language)) + "</h2><ul>";
  for (const Referral& one : *all) {
    if (one.state != State::scheduled && referral::after(one.state, referral::Happening::scheduled) && shown.waiting < one.id) shown.waiting = one.id;
    html += "<li><a href=\"" + place_of(one.id) + "\">" + escaped(one.number) + "</a>";
    if (!one.files.empty()) html += "<ul>";
    for (const auto& document : one.files)
      html += "<li><a href=\"" + place_of(one.id) + "/documents/" + std::to_string(document.number) + "\">" +
              escaped(document.name.reveal()) + "</a> (" + escaped(document.type) + ")</li>";
    html += one.files.empty() ? "</li>" : "</ul></li>";
  }
  shown.html = html + "</ul>";
  return shown;
}

}  // namespace repere::web
