#include <algorithm>
#include <map>

#include "domain/registry/row_text.hpp"
#include "report/drawing/plain_text.hpp"
#include "web/people/boards/followed_shown.hpp"
#include "web/people/boards/timeline_words.hpp"
#include "web/people/open_case_form.hpp"
#include "web/people/messages/messages_shown.hpp"
#include "web/people/people_pages.hpp"
#include "web/people/person_page.hpp"
#include "workflows/cases/read_case.hpp"

namespace repere::web {

using access::Act;
using report::escaped;
using workflows::SignedIn;

namespace {

Result<std::string> cases(const PeopleWorld& world, const Request& request) {
  workflows::CaseFilter filter;
  filter.pseudonym = std::string(request.query.find("pseudonym").value_or(""));
  if (filter.pseudonym.size() > 40) filter.pseudonym.resize(40);
  filter.after = number_in_query(request, "after").value_or(0);
  const auto found = workflows::list_cases(world.means, asking_of(request), filter);
  if (!found) return tl::unexpected(found.error());
  const Bilingual search{"Pseudonyme (début)", "Pseudonym (beginning)"}, look{"Chercher", "Search"},
      next{"Suite", "Next page"};
  const Bilingual shared{"partagé", "shared"}, caption{"Cas", "Cases"}, none{"Aucun cas.", "No case."};
  std::string html = "<form method=\"get\" class=\"search\">" +
                     input("pseudonym", search.in(request.language), "search",
                           "value=\"" + escaped(filter.pseudonym) + "\"") +
                     "<p><button>" + std::string(look.in(request.language)) + "</button></p></form>";
  if (found->empty()) return html + "<p>" + std::string(none.in(request.language)) + "</p>";
  std::string rows;
  for (const auto& one : *found) {
    const auto histotype = world.reference.histotypes.find(one.histotype);
    const std::string name = !histotype ? one.histotype
                             : request.language == Language::fr
                                 ? world.reference.histotypes[histotype].name_fr
                                 : world.reference.histotypes[histotype].name_en;
    rows += "<tr><th scope=\"row\"><a href=\"/espace/cas/" + std::to_string(one.patient.value) + "\">" +
            escaped(one.pseudonym) + "</a></th>" +
            cell(one.centre + (one.shared ? " (" + std::string(shared.in(request.language)) + ")" : "")) +
            cell(name) + cell(one.diagnosis ? one.diagnosis->text() : "") + "</tr>";
  }
  html += table(table_head(request, {{"Pseudonyme", "Pseudonym"},
                                     {"Centre responsable", "Responsible centre"},
                                     {"Histotype", "Histotype"},
                                     {"Diagnostic", "Diagnosis"}}),
                rows, caption.in(request.language));
  if (found->size() >= static_cast<std::size_t>(filter.most))
    html += "<p><a href=\"/espace/cas?after=" + std::to_string(found->back().patient.value) + "\">" +
            std::string(next.in(request.language)) + "</a></p>";
  return html;
}

// What a column or a table of acts is called on a page.
std::string label_of(std::string_view name, Language language) {
  static const std::map<std::string_view, Bilingual> labels = {
      {"sex", {"Sexe", "Sex"}},
      {"department", {"Département", "Department"}},
      {"prior_cancer", {"Cancer antérieur", "Prior cancer"}},
      {"prior_radiotherapy", {"Radiothérapie antérieure", "Prior radiotherapy"}},
      {"predisposition", {"Prédisposition", "Predisposition"}},
      {"tumour", {"Référence", "Reference"}},
      {"act", {"Référence", "Reference"}},
      {"diagnosis_date", {"Date du diagnostic", "Date of diagnosis"}},
      {"age_at_diagnosis", {"Âge au diagnostic", "Age at diagnosis"}},
      {"incident", {"Cas incident", "Incident case"}},
      {"histotype", {"Histotype", "Histotype"}},
      {"site", {"Localisation", "Site"}},
      {"compartment", {"Compartiment", "Compartment"}},
      {"size_mm", {"Taille (mm)", "Size (mm)"}},
      {"depth", {"Profondeur", "Depth"}},
      {"grade", {"Grade FNCLCC", "FNCLCC grade"}},
      {"metastatic", {"Métastatique au diagnostic", "Metastatic at diagnosis"}},
      {"metastatic_sites", {"Sites métastatiques", "Metastatic sites"}},
      {"multifocal", {"Multifocale", "Multifocal"}},
      {"radiotherapy_induced", {"Radio-induite", "Radiotherapy-induced"}},
      {"performance_status", {"Indice de performance OMS", "WHO performance status"}},
      {"centre", {"Centre", "Centre"}},
      {"date", {"Date", "Date"}},
      {"day", {"Jour", "Day"}},
      {"status", {"Statut", "Status"}},
      {"modality", {"Modalité", "Modality"}},
      {"region", {"Région", "Region"}},
      {"technique", {"Technique", "Technique"}},
      {"image_guided", {"Guidée par l’image", "Image-guided"}},
      {"reading", {"Lecture", "Reading"}},
      {"request", {"Demande", "Request"}},
      {"sampled_date", {"Date du prélèvement", "Date of sampling"}},
      {"concordance", {"Concordance", "Concordance"}},
      {"target", {"Cible", "Target"}},
      {"result", {"Résultat", "Result"}},
      {"board", {"Réunion", "Board"}},
      {"passage", {"Passage", "Passage"}},
      {"trial_proposed", {"Essai proposé", "Trial proposed"}},
      {"planned_centre", {"Centre prévu", "Planned centre"}},
      {"kind", {"Nature", "Kind"}},
      {"margin", {"Marge", "Margin"}},
      {"planned", {"Programmée", "Planned"}},
      {"rupture", {"Rupture", "Rupture"}},
      {"level", {"Niveau", "Level"}},
      {"cause", {"Cause", "Cause"}},
      {"timing", {"Moment", "Timing"}},
      {"dose_gy", {"Dose (Gy)", "Dose (Gy)"}},
      {"fractions", {"Fractions", "Fractions"}},
      {"end_date", {"Date de fin", "End date"}},
      {"regimen", {"Protocole", "Regimen"}},
      {"cycles", {"Cycles", "Cycles"}},
      {"sites", {"Sites", "Sites"}},
      {"state", {"État", "State"}},
      {"imaging", {"Imagerie", "Imaging"}},
      {"biopsies", {"Biopsie", "Biopsy"}},
      {"pathology", {"Anatomopathologie", "Pathology"}},
      {"molecular_tests", {"Biologie moléculaire", "Molecular test"}},
      {"boards", {"Passage en RCP", "Board presentation"}},
      {"decisions", {"Décision", "Decision"}},
      {"surgeries", {"Chirurgie", "Surgery"}},
      {"amputations", {"Amputation", "Amputation"}},
      {"radiotherapies", {"Radiothérapie", "Radiotherapy"}},
      {"systemic_treatments", {"Traitement systémique", "Systemic treatment"}},
      {"relapses", {"Rechute", "Relapse"}},
      {"news", {"Nouvelles", "News"}}};
  const auto found = labels.find(name);
  return found == labels.end() ? std::string(name) : std::string(found->second.in(language));
}

template <class Value>
struct IsEnum : std::is_enum<Value> {};
template <class Value>
struct IsEnum<std::optional<Value>> : std::is_enum<Value> {};

// A value as people read it: the name of what a code stands for, a word in their language, a number as it is.
template <class Value>
std::string shown_value(const Value& held, std::string_view column, const std::string& written, const ReferenceData& reference, Language language) {
  const auto name_of = [&](const auto& one) { return language == Language::fr ? one.name_fr : one.name_en; };
  if constexpr (std::is_same_v<Value, HistotypeIndex>)
    return held ? name_of(reference.histotypes[held]) : written;
  else if constexpr (std::is_same_v<Value, SiteIndex>)
    return held ? name_of(reference.sites[held]) : written;
  else if constexpr (IsEnum<Value>::value || std::is_same_v<Value, registry::MetastaticSites>)
    return whole_value_words(column, written, language);
  else
    return written;
}

template <class Row>
std::string row_list(const Row& row, const registry::Codes& codes, const ReferenceData& reference, Language language) {
  std::string html, value;
  registry::for_all_columns<Row>([&](const auto& column) {
    using Value = std::remove_cvref_t<decltype(row.*(column.member))>;
    if constexpr (!std::is_same_v<Value, Confidential<std::string>> &&
                  !std::is_same_v<Value, Confidential<std::optional<PartialDate>>>) {
      value.clear();
      registry::write_column(value, row, column, codes);
      if (!value.empty())
        html += "<dt>" + escaped(label_of(column.name, language)) + "</dt><dd>" +
                escaped(shown_value(row.*(column.member), column.name, value, reference, language)) + "</dd>";
    }
  });
  return "<dl>" + html + "</dl>";
}

// One act on the file's timeline.
struct Moment {
  std::string order, when;
  std::string_view table;
  std::string content;
};

template <class Row>
Moment moment_of(std::string_view table, const Row& row, const registry::Codes& codes, const ReferenceData& reference, Language language) {
  Moment moment{"9", "?", table, row_list(row, codes, reference, language)};
  if (row.when.kind() == registry::When::Kind::date)
    moment.order = moment.when = row.when.date().text();
  else if (row.when.kind() == registry::When::Kind::day)
    moment.order = "5", moment.when = "J" + std::to_string(row.when.day());
  return moment;
}

// The same person twice, perhaps: another source brought them too.
Result<std::string> twins_shown(const PeopleWorld& world, const Request& request) {
  const auto twins = workflows::twins_of(world.means, asking_of(request), PatientId{request.number("case")});
  if (!twins) return tl::unexpected(twins.error());
  if (twins->open.empty() && twins->elsewhere == 0) return std::string();
  std::string list;
  for (const PatientId one : twins->open)
    list += (list.empty() ? "" : ", ") + std::string("<a href=\"/espace/cas/") + std::to_string(one.value) + "\">" + words(request, {"cas ", "case "}) + std::to_string(one.value) + "</a>";
  if (twins->elsewhere > 0)
    list += (list.empty() ? "" : ", ") + std::to_string(twins->elsewhere) + words(request, {" d’un autre centre", " of another centre"});
  return "<p class=\"alert\"><strong>" + words(request, {"Peut-être un doublon : ", "Perhaps the same person twice: "}) + "</strong>" + list + ". " +
         words(request, {"Même sexe, même département, même jour de diagnostic et même date de naissance.",
                         "Same sex, same department, same day of diagnosis and same birth date."}) +
         "</p>";
}

Result<std::string> one_case(const PeopleWorld& world, const Request& request) {
  const auto file = workflows::read_case(world.means, asking_of(request), PatientId{request.number("case")});
  if (!file) return tl::unexpected(file.error());
  const auto twins = twins_shown(world, request);
  if (!twins) return twins;
  const registry::Codes codes{world.reference.histotypes, world.reference.sites, file->rows.centres};
  const Bilingual responsible{"Centre responsable", "Responsible centre"}, version{"version", "version"},
      tumour{"Tumeur", "Tumour"};
  const Bilingual pathway{"Parcours", "Pathway"}, nothing_yet{"Aucun acte enregistré.", "No act recorded."};
  std::string html = *twins + "<p><strong>" + escaped(file->pseudonym) + "</strong> – " +
                     std::string(responsible.in(request.language)) + " : " +
                     escaped(file->standing.standing.responsible_centre) + " – " +
                     std::string(version.in(request.language)) + " " + std::to_string(file->version) +
                     "</p>" + row_list(file->rows.patients.front(), codes, world.reference, request.language);
  for (std::size_t i = 0; i < file->rows.tumours.size(); ++i)
    html += "<h2>" + std::string(tumour.in(request.language)) + " " + std::to_string(i + 1) + "</h2>" +
            row_list(file->rows.tumours[i], codes, world.reference, request.language);
  const auto referrals = referrals_shown(world, request, PatientId{request.number("case")});
  if (!referrals) return tl::unexpected(referrals.error());
  std::vector<Moment> moments;
  registry::for_each_act_table([&](const auto& described) {
    for (const auto& act : file->rows.*(described.rows))
      moments.push_back(moment_of(described.name, act, codes, world.reference, request.language));
  });
  std::stable_sort(moments.begin(), moments.end(),
                   [](const Moment& a, const Moment& b) { return a.order < b.order; });
  const Bilingual board{"Inscrire à une RCP", "Place on a board’s agenda"};
  if (access::authorise(request.caller(), Act::prepare_board, file->standing.standing))
    html += "<p><a class=\"button\" href=\"/espace/rcp/inscrire?cas=" + std::to_string(file->patient.value) +
            (referrals->waiting ? "&amp;demande=" + std::to_string(referrals->waiting.value) : std::string()) + "\">" +
            std::string(board.in(request.language)) + "</a></p>";
  if (access::authorise(request.caller(), Act::read_messages, file->standing.standing))
    html += "<p><a href=\"" + messages_path(file->patient) + "\">" + words(request, {"Correspondants et envois", "Correspondents and messages"}) + "</a></p>";
  const auto decisions = workflows::followed_of_case(world.boards, asking_of(request), file->patient);
  if (!decisions) return tl::unexpected(decisions.error());
  html += referrals->html + decisions_shown(request, *decisions) + "<h2>" + std::string(pathway.in(request.language)) + "</h2>";
  if (moments.empty()) return html + "<p>" + std::string(nothing_yet.in(request.language)) + "</p>";
  html += "<ol class=\"timeline\">";
  for (const auto& moment : moments)
    html += "<li><h3>" + escaped(moment.when) + " – " + escaped(label_of(moment.table, request.language)) +
            "</h3>" + moment.content + "</li>";
  return html + "</ol>";
}

}  // namespace

void add_case_pages(std::vector<Route>& routes, const PeopleWorld& world) {
  routes.push_back(
      person_page(world, "/espace/cas", may(Act::list_cases), {"Cas", "Cases"},
                  [world](const SignedIn&, const Request& request) { return cases(world, request); }));
  routes.push_back(
      person_page(world, "/espace/cas/{case}", may(Act::read_case), {"Dossier", "Case file"},
                  [world](const SignedIn&, const Request& request) { return one_case(world, request); }));
  routes.back().parameters = {{"case", Schema::whole().at_least(1), "number of the case", true}};
}

}  // namespace repere::web
