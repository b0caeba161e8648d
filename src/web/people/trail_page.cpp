#include "web/people/trail_page.hpp"

#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/people/deed_words.hpp"
#include "web/people/person_page.hpp"
#include "web/public/referral_words.hpp"
#include "workflows/audit/all_deeds.hpp"
#include "workflows/audit/read_trail.hpp"

namespace repere::web {

using report::escaped;
using workflows::AuditFilter;
using workflows::AuditLine;
using workflows::SignedIn;

namespace {

AuditFilter filter_of(const Request& request) {
  AuditFilter filter;
  if (const auto account = number_in_query(request, "account")) filter.account = access::AccountId{*account};
  if (const auto patient = number_in_query(request, "case")) filter.patient = PatientId{*patient};
  if (const auto below = number_in_query(request, "below")) filter.below = *below;
  filter.deed = workflows::deed_named(request.query.find("deed").value_or(""));
  const auto day = [&](std::string_view name) -> std::optional<Day> {
    const auto date = PartialDate::parse(request.query.find(name).value_or(""));
    return date && date->exact() ? std::optional(date->first()) : std::nullopt;
  };
  if (const auto from = day("from")) filter.from = *from;
  if (const auto until = day("until")) filter.until = *until + std::chrono::days(1);
  filter.emergencies_only = request.query.find("emergencies") == "on";
  return filter;
}

std::string held(const Request& request, std::string_view name) { return escaped(std::string(request.query.find(name).value_or("")).substr(0, 40)); }

// In the order of the alphabet, as the reader looks for it.
std::string deed_choice(const Request& request, const AuditFilter& filter) {
  auto all = workflows::all_deeds();
  std::sort(all.begin(), all.end(), [&](auto a, auto b) { return words_of(a).in(request.language) < words_of(b).in(request.language); });
  std::string html = "<p><label for=\"field-deed\">" + words(request, {"Acte", "Deed"}) + "</label><select id=\"field-deed\" name=\"deed\"><option value=\"\">" +
                     words(request, {"tous", "all"}) + "</option>";
  for (const auto one : all)
    html += "<option value=\"" + std::string(workflows::word_of(one)) + "\"" + (filter.deed == one ? " selected" : "") + ">" +
            escaped(words_of(one).in(request.language)) + "</option>";
  return html + "</select></p>";
}

std::string filter_form(const Request& request, const AuditFilter& filter) {
  const auto field = [&](std::string_view name, Bilingual label, std::string_view type, std::string_view more) {
    return input(name, label.in(request.language), type, std::string(more) + "value=\"" + held(request, name) + "\"");
  };
  return "<form method=\"get\" class=\"search\">" + deed_choice(request, filter) +
         field("account", {"Compte (numéro)", "Account (number)"}, "text", "inputmode=\"numeric\" size=\"8\" ") +
         field("case", {"Cas (numéro)", "Case (number)"}, "text", "inputmode=\"numeric\" size=\"8\" ") + field("from", {"Du", "From"}, "date", "") +
         field("until", {"Au", "Until"}, "date", "") + "<p><label><input type=\"checkbox\" name=\"emergencies\"" + (filter.emergencies_only ? " checked" : "") + "> " +
         words(request, {"Accès en urgence seulement", "Emergency access only"}) + "</label></p><p><button>" + words(request, {"Filtrer", "Filter"}) +
         "</button></p></form>";
}

std::string line_row(const Request& request, const AuditLine& line) {
  const std::string deed = escaped(words_of(line.deed).in(request.language)), code(workflows::word_of(line.deed));
  return "<tr><th scope=\"row\">" + std::to_string(line.number) + "</th>" + "<td class=\"when\">" + day_text(std::chrono::floor<std::chrono::days>(line.at), request.language) + minute_of(line.at).substr(10) + "</td>" + cell(std::to_string(line.account.value)) +
         cell(role_name(line.role, request.language)) + "<td>" + deed + "<br><small><code>" + code + "</code></small></td>" +
         cell(words(request, words_of(line.outcome)) + (line.emergency ? " – " + words(request, {"urgence", "emergency"}) : "")) +
         cell(line.patient ? std::to_string(line.patient.value) : "") + cell(line.object) + cell(line.reason) + "</tr>";
}

// The page after this one, with the same filter.
std::string older(const Request& request, const std::vector<AuditLine>& lines, const AuditFilter& filter) {
  if (lines.size() < static_cast<std::size_t>(filter.most) || lines.back().number <= 1) return {};
  std::string path = "/espace/journal?below=" + std::to_string(lines.back().number);
  for (const char* name : {"deed", "account", "case", "from", "until", "emergencies"})
    if (const auto text = held(request, name); !text.empty()) path += "&amp;" + std::string(name) + "=" + text;
  return "<p><a href=\"" + path + "\">" + words(request, {"Lignes plus anciennes", "Older lines"}) + "</a></p>";
}

Result<std::string> trail(const PeopleWorld& world, const Request& request) {
  const AuditFilter filter = filter_of(request);
  const auto lines = workflows::read_trail(world.means, asking_of(request), filter);
  if (!lines) return tl::unexpected(lines.error());
  std::string html = "<div class=\"broad\">" + filter_form(request, filter);
  if (lines->empty()) return html + "<p>" + words(request, {"Aucune ligne.", "No line."}) + "</p></div>";
  std::string rows;
  for (const auto& line : *lines) rows += line_row(request, line);
  html += table(table_head(request, {{"Ligne", "Line"},
                                     {"Instant (UTC)", "Time (UTC)"},
                                     {"Compte", "Account"},
                                     {"Rôle", "Role"},
                                     {"Acte", "Deed"},
                                     {"Issue", "Outcome"},
                                     {"Cas", "Case"},
                                     {"Objet", "Object"},
                                     {"Motif", "Reason"}}),
                rows, words(request, {"La plus récente d’abord", "The newest first"}));
  return html + older(request, *lines, filter) + "</div>";
}

}  // namespace

void add_trail_page(std::vector<Route>& routes, const PeopleWorld& world) {
  routes.push_back(person_page(world, "/espace/journal", may(access::Act::read_audit), {"Journal", "Audit trail"},
                               [world](const SignedIn&, const Request& request) { return trail(world, request); }));
}

}  // namespace repere::web
