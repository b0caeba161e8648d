#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/public/results/results_pages.hpp"

namespace repere::web {

using report::escaped;

namespace {

std::string name_cell(const ShownEdition& edition, const value& row) {
  const auto& codes = row.at("places").as_array();
  const std::string label = label_at(row, "label", edition.language);
  if (codes.size() > 1)
    return "<details><summary>" + in(edition.language, "Regroupés\u00A0: ", "Taken together: ") +
           std::to_string(codes.size()) + "</summary>" + label + "</details>";
  if (codes.empty() || codes.front() == "unknown") return label;
  const std::string code(codes.front().as_string());
  const bool region = text_at(row, "of") == "region";
  return "<a href=\"" +
         edition.path(region ? "/resultats/regions/" : "/resultats/centres/",
                      region ? "/en/results/regions/" : "/en/results/centres/", code) +
         "\">" + label + "</a>";
}

std::string delay_cell(const value& row, Language language) {
  const auto median = number_at(row, "median_days"), q1 = number_at(row, "q1_days"),
             q3 = number_at(row, "q3_days");
  if (!median) return protected_words(language);
  std::string text = report::decimal_text(*median, 0, language);
  if (q1 && q3)
    text += " (" + report::decimal_text(*q1, 0, language) + in(language, " à ", " to ") +
            report::decimal_text(*q3, 0, language) + ")";
  return text;
}

HtmlTable table_of(const ShownEdition& edition, const value& document,
                   const std::vector<std::string_view>& kinds, const std::string& caption) {
  const Language language = edition.language;
  const bool is_delay = document.at("is_delay").as_bool();
  const bool in_funnel = kinds.front() == "region" || kinds.front() == "centre";
  HtmlTable table{caption,
                  {in(language, "Groupe", "Group"), in(language, "Cas", "Cases"), in(language, "Oui", "Yes"),
                   in(language, "Non", "No"), in(language, "Non connu", "Not known"),
                   in(language, "Part (IC à 95\u00A0%)", "Share (95% CI)")},
                  {}};
  if (is_delay)
    table.head.push_back(in(language, "Jours\u00A0: médiane (quartiles)", "Days: median (quartiles)"));
  if (in_funnel) table.head.push_back(in(language, "Place", "Position"));
  for (const value& row : document.at("rows").as_array()) {
    const std::string of = text_at(row, "of");
    if (std::find(kinds.begin(), kinds.end(), of) == kinds.end()) continue;
    std::vector<std::string> cells{name_cell(edition, row)};
    for (const char* key : {"cases", "yes", "no", "unknown"}) cells.push_back(count_cell(row, key, language));
    cells.push_back(share_cell(row, language));
    if (is_delay) cells.push_back(delay_cell(row, language));
    if (in_funnel) cells.push_back(position_words(row, language));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

// What the figures say, in a sentence made of them.
std::string in_plain_words(const value& document, Language language) {
  const value* first = nullptr;
  const value* last = nullptr;
  for (const value& row : document.at("rows").as_array()) {
    if (text_at(row, "of") != "period" || !number_at(row, "value")) continue;
    if (!first) first = &row;
    last = &row;
  }
  std::string html = "<p>" + in(language, "On compte, parmi les cas «\u00A0", "Counted among “") +
                     label_at(document, "denominator", language) +
                     in(language, "\u00A0», ceux qui répondent à «\u00A0", "”: those with “") +
                     label_at(document, "numerator", language) + in(language, "\u00A0». ", "”. ");
  if (last && first != last) {
    const double from = *number_at(*first, "value"), to = *number_at(*last, "value");
    html += label_at(*last, "label", language) + in(language, "\u00A0: ", ": ") +
            report::percent_text(to, 1, language) + ", " +
            (to > from ? in(language, "plus", "more") : in(language, "moins", "less")) +
            in(language, " qu’en ", " than in ") + label_at(*first, "label", language) + " (" +
            report::percent_text(from, 1, language) + "). ";
  }
  html += document.at("higher_is_better").as_bool()
              ? in(language, "Plus la part est grande, meilleure est la prise en charge.",
                   "The larger the share, the better the care.")
              : in(language, "Plus la part est petite, meilleure est la prise en charge.",
                   "The smaller the share, the better the care.");
  if (const auto p = number_at(document, "trend_p"))
    html += in(language, " Tendance entre les périodes\u00A0: ", " Trend over the periods: ") +
            report::p_text(*p, language) + ".";
  return html + "</p>";
}

std::string definition(const ShownEdition& edition, const value& document) {
  const Language language = edition.language;
  const auto line = [&](std::string_view fr, std::string_view en, const std::string& what) {
    return "<dt>" + in(language, fr, en) + "</dt><dd>" + what + "</dd>";
  };
  std::string sources;
  for (const value& one : document.at("sources").as_array())
    sources += (sources.empty() ? "" : "<br>") + escaped(std::string(one.as_string()));
  return "<details><summary>" +
         in(language, "Définition, version et sources", "Definition, version and sources") +
         "</summary><dl>" + line("Numérateur", "Numerator", label_at(document, "numerator", language)) +
         line("Dénominateur", "Denominator", label_at(document, "denominator", language)) +
         line("Inconnus", "Unknowns", label_at(document, "unknowns", language)) +
         line("Dans le réseau", "In the network", label_at(document, "network_of", language)) +
         line("Version", "Version",
              escaped(text_at(document, "version")) + in(language, ", édition ", ", edition ") + edition.id +
                  ", " + escaped(text_at(*edition.index, "date"))) +
         line("Sources", "Sources", sources) + "</dl></details>";
}

std::string funnel_section(const ShownEdition& edition, const value& document, const std::string& stem,
                           bool centres) {
  const Language language = edition.language;
  const HtmlTable table =
      table_of(edition, document, {centres ? "centre" : "region"},
               centres ? in(language, "Par centre de la première chirurgie", "By centre of the first surgery")
                       : in(language, "Par région de résidence", "By region of residence"));
  if (table.rows.empty()) return {};
  return "<h2>" +
         (centres ? in(language, "Par centre", "By centre") : in(language, "Par région", "By region")) +
         "</h2><p>" +
         in(language,
            "Les courbes disent ce que le hasard seul donne pour ce nombre de cas\u00A0: 19 fois sur 20 "
            "entre les tirets, 998 fois sur 1 000 entre les "
            "traits pleins. Un point au dehors demande une explication, il ne juge pas\u00A0: les patients "
            "diffèrent d’un lieu à l’autre, et rien n’est ici corrigé "
            "de cette différence.",
            "The curves say what chance alone gives for that number of cases: 19 times in 20 between the "
            "dashes, 998 times in 1,000 between the solid lines. "
            "A point outside asks for an explanation, it is no verdict: patients differ from place to "
            "place, and nothing is adjusted for it here.") +
         "</p>" +
         figure_html(edition, (centres ? "centres_" : "regions_") + stem,
                     centres ? in(language, "Part par centre et nombre de cas.",
                                  "Share by centre and number of cases.")
                             : in(language, "Part par région et nombre de cas.",
                                  "Share by region and number of cases.")) +
         table.html();
}

}  // namespace

Result<PublicPage> indicator_page(const ShownEdition& edition, const PublicNetwork& network,
                                  const std::string& id) {
  const Language language = edition.language;
  const auto found = edition.shelf->document(edition.id, "indicators/" + id + ".json");
  if (!found) return tl::unexpected(found.error());
  const value& document = **found;
  PublicPage page;
  page.title = text_at(document.at("title"), code_of(language));
  page.description =
      page.title + in(language, "\u00A0: par période, dans et hors du réseau, par région et par centre.",
                      ": by period, in and out of the network, by region and centre.");
  const std::string path_fr = "/resultats/indicateurs/" + id, path_en = "/en/results/indicators/" + id;
  page.content = edition_bar(edition, path_fr, path_en) + in_plain_words(document, language) +
                 figure_html(edition, "indicator_" + id,
                             in(language, "Par période, dans le réseau et hors du réseau.",
                                "By period, in and out of the network.")) +
                 table_of(edition, document, {"total", "period", "side", "period_side"},
                          in(language, "Par période et lieu de la première chirurgie",
                             "By period and place of the first surgery"))
                     .html() +
                 definition(edition, document) + funnel_section(edition, document, id, false) +
                 funnel_section(edition, document, id, true) +
                 downloads_html(edition, network, "indicators/" + id, page.title, {}) + "<p><a href=\"" +
                 edition.path("/resultats/methode", "/en/results/method") + "\">" +
                 in(language, "Ce que «\u00A0protégé\u00A0» veut dire", "What “protected” means") +
                 "</a> · <a href=\"" + edition.path("/resultats", "/en/results") + "\">" +
                 in(language, "Tous les résultats", "All results") + "</a></p>";
  page.data = dataset_json(edition, network, page.title, page.description, "indicators/" + id);
  return page;
}

}  // namespace repere::web
