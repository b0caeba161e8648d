#include "report/drawing/plain_text.hpp"
#include "web/public/results/results_pages.hpp"

namespace repere::web {

using report::escaped;

namespace {

const value* row_of(const value& document, std::string_view of, std::string_view period,
                    std::string_view side) {
  for (const value& row : document.at("rows").as_array())
    if (text_at(row, "of") == of && text_at(row, "period") == period && text_at(row, "side") == side)
      return &row;
  return nullptr;
}

// "72,6 %" or "23 jours", of a row that may be missing.
std::string short_value(const value* row, bool is_delay, Language language) {
  if (!row) return "–";
  if (is_delay) {
    const auto days = number_at(*row, "median_days");
    return days ? report::decimal_text(*days, 0, language) + in(language, "\u00A0jours", "\u00A0days")
                : protected_words(language);
  }
  const auto share = number_at(*row, "value");
  return share ? report::percent_text(*share, 1, language) : protected_words(language);
}

// A row an indicator: the first and last period, and both sides of the network in the last.
HtmlTable indicator_table(const ShownEdition& edition) {
  const Language language = edition.language;
  const auto& periods = edition.index->at("periods").as_array();
  HtmlTable table;
  table.caption = in(language, "Les indicateurs en un coup d’œil", "The indicators at a glance");
  table.head = {in(language, "Indicateur", "Indicator")};
  if (periods.size() > 1) table.head.push_back(label_at(periods.front(), "label", language));
  if (!periods.empty()) {
    const std::string last = label_at(periods.back(), "label", language);
    table.head.push_back(last);
    table.head.push_back(last + in(language, ", dans le réseau", ", in the network"));
    table.head.push_back(last + in(language, ", hors du réseau", ", outside"));
  }
  for (const value& one : edition.index->at("indicators").as_array()) {
    const auto document = edition.shelf->document(edition.id, text_at(one, "file") + ".json");
    if (!document) continue;
    const bool is_delay = (*document)->at("is_delay").as_bool();
    std::vector<std::string> row{
        "<a href=\"" +
        edition.path("/resultats/indicateurs/", "/en/results/indicators/", text_at(one, "id")) + "\">" +
        label_at(one, "title", language) + "</a>" +
        (is_delay ? in(language, " (médiane)", " (median)") : std::string())};
    const auto cell = [&](const value& period, std::string_view side) {
      const std::string id = text_at(period, "id");
      const value* found = row_of(**document, side.empty() ? "period" : "period_side", id, side);
      if (!found && side == "outside") found = row_of(**document, "period_side", id, "outside+unknown");
      row.push_back(short_value(found, is_delay, language));
    };
    if (periods.size() > 1) cell(periods.front(), "");
    if (!periods.empty())
      cell(periods.back(), ""), cell(periods.back(), "inside"), cell(periods.back(), "outside");
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string links(const ShownEdition& edition, std::string_view key, std::string_view french,
                  std::string_view english, std::string_view name) {
  std::string html = "<ul class=\"files\">";
  for (const value& one : edition.index->at(key).as_array()) {
    const std::string code = text_at(one, name);
    html += "<li><a href=\"" + edition.path(french, english, code) + "\">" +
            label_at(one, one.as_object().contains("title") ? "title" : "label", edition.language) +
            "</a></li>";
  }
  return html + "</ul>";
}

std::string heading(Language language, std::string_view french, std::string_view english) {
  return "<h2>" + in(language, french, english) + "</h2>";
}

}  // namespace

Result<PublicPage> overview_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string&) {
  const Language language = edition.language;
  PublicPage page;
  page.title = in(language, "Ce que le réseau obtient", "What the network achieves");
  page.description =
      in(language,
         "Indicateurs de qualité des soins, survie et activité du réseau des sarcomes, par période, région "
         "et centre.",
         "Quality of care, survival and activity of the sarcoma network, by period, region and centre.");
  page.lead = in(language,
                 "Les patients sont-ils diagnostiqués avant d’être opérés, par des experts, et vivent-ils "
                 "plus longtemps\u00A0? "
                 "Les chiffres de chaque édition sont figés\u00A0: un nombre publié ne bouge plus.",
                 "Are patients diagnosed before surgery, by experts, and do they live longer? The figures "
                 "of each edition are frozen: "
                 "a published number no longer moves.");
  const std::string about = label_at(*edition.index, "title", language);
  page.content = edition_bar(edition, "/resultats", "/en/results") +
                 heading(language, "Qualité de la prise en charge", "Quality of care") +
                 indicator_table(edition).html() + heading(language, "Survie", "Survival") +
                 links(edition, "survival", "/resultats/survie/", "/en/results/survival/", "id") +
                 heading(language, "Activité et couverture", "Activity and coverage") + "<ul><li><a href=\"" +
                 edition.path("/resultats/activite", "/en/results/activity") + "\">" +
                 in(language, "Nombre de cas par période, région, centre et groupe",
                    "Cases by period, region, centre and group") +
                 "</a></li><li><a href=\"" + edition.path("/resultats/couverture", "/en/results/coverage") +
                 "\">" + in(language, "Cas enregistrés et cas attendus", "Registered and expected cases") +
                 "</a></li></ul>" + heading(language, "Par région", "By region") +
                 links(edition, "regions", "/resultats/regions/", "/en/results/regions/", "code") +
                 heading(language, "Par centre", "By centre") + "<p>" +
                 in(language,
                    "Un centre n’est pas classé\u00A0: il est placé dans les limites de ce que le hasard "
                    "explique pour son nombre de patients.",
                    "A centre is not ranked: it is placed within the limits of what chance explains for "
                    "its number of patients.") +
                 "</p>" + links(edition, "centres", "/resultats/centres/", "/en/results/centres/", "code") +
                 heading(language, "Comment ces chiffres sont faits", "How these figures are made") +
                 "<p><a href=\"" + edition.path("/resultats/methode", "/en/results/method") + "\">" +
                 in(language, "Définitions, petits effectifs, limites, licence",
                    "Definitions, small numbers, limits, licence") +
                 "</a> · <a href=\"/api/v1/results/" + edition.id + "/edition.json\">" +
                 in(language, "toutes les données de l’édition (JSON)", "all data of the edition (JSON)") +
                 "</a></p><p class=\"source\">" + in(language, "Étude\u00A0: ", "Study: ") + about + "</p>";
  page.data = dataset_json(edition, network, page.title, page.description, "activity");
  return page;
}

}  // namespace repere::web
