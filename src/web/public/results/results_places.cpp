#include <algorithm>

#include "report/drawing/plain_text.hpp"
#include "web/public/results/results_pages.hpp"

namespace repere::web {
namespace {

// The row of an indicator that shows this place, alone or with others.
const value* row_of(const value& document, std::string_view of, const std::string& code) {
  for (const value& row : document.at("rows").as_array()) {
    const auto& places = row.at("places").as_array();
    if (text_at(row, "of") == of &&
        std::any_of(places.begin(), places.end(), [&](const value& one) { return one.as_string() == code; }))
      return &row;
  }
  return nullptr;
}

const value* whole_of(const value& document, bool region) {
  for (const value& row : document.at("rows").as_array())
    if (region ? text_at(row, "of") == "total"
               : text_at(row, "of") == "side" && text_at(row, "side") == "inside")
      return &row;
  return nullptr;
}

HtmlTable table_of(const ShownEdition& edition, const std::string& code, bool region) {
  const Language language = edition.language;
  HtmlTable table;
  table.caption = in(language, "Indicateurs, sur toutes les périodes de l’étude",
                     "Indicators, over all periods of the study");
  table.head = {in(language, "Indicateur", "Indicator"), in(language, "Cas", "Cases"),
                in(language, "Part (IC à 95\u00A0%)", "Share (95% CI)"),
                region ? in(language, "Toutes les régions", "All regions")
                       : in(language, "Ensemble du réseau", "Whole network"),
                in(language, "Place", "Position")};
  for (const value& one : edition.index->at("indicators").as_array()) {
    const auto document = edition.shelf->document(edition.id, text_at(one, "file") + ".json");
    if (!document) continue;
    const value* row = row_of(**document, region ? "region" : "centre", code);
    if (!row) continue;
    const value* whole = whole_of(**document, region);
    const auto together = row->at("places").as_array().size();
    std::vector<std::string> cells{
        "<a href=\"" +
        edition.path("/resultats/indicateurs/", "/en/results/indicators/", text_at(one, "id")) + "\">" +
        label_at(one, "title", language) + "</a>"};
    if ((*document)->at("is_delay").as_bool()) cells[0] += in(language, "\u00A0: ", ": ") + label_at(**document, "numerator", language);
    if (together > 1) {
      const std::string why = in(language, "regroupé avec d’autres", "taken together with others");
      cells.insert(cells.end(), {why, "–"});
    } else {
      cells.insert(cells.end(), {count_cell(*row, "cases", language), share_cell(*row, language)});
    }
    cells.push_back(whole ? share_cell(*whole, language) : "–");
    cells.push_back(together > 1 ? "–" : position_words(*row, language));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string cases_sentence(const ShownEdition& edition, const std::string& code, bool region) {
  const Language language = edition.language;
  const auto activity = edition.shelf->document(edition.id, "activity.json");
  if (!activity) return {};
  for (const value& row : (*activity)->at(region ? "regions" : "centres").as_array())
    if (text_at(row, "id") == code)
      return "<p>" + count_cell(row, "cases", language) +
             (region ? in(language, " cas de patients qui y résident, toutes périodes ensemble.",
                          " cases of patients who live there, all periods together.")
                     : in(language, " dossiers dont le centre est responsable, toutes périodes ensemble.",
                          " files that the centre is responsible for, all periods together.")) +
             "</p>";
  return {};
}

Result<PublicPage> place_page(const ShownEdition& edition, const PublicNetwork& network,
                              const std::string& code, bool region) {
  const Language language = edition.language;
  const auto& known = edition.index->at(region ? "regions" : "centres").as_array();
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const value& one) { return text_at(one, "code") == code; });
  if (found == known.end())
    return fail(ErrorKind::not_found,
                region ? "the edition has no such region" : "the edition has no such centre");
  const std::string name = text_at(found->at("label"), code_of(language));
  PublicPage page;
  page.title = name;
  page.description = in(language, "Les résultats du réseau\u00A0: ", "Results of the network: ") + name;
  const std::string fr = (region ? "/resultats/regions/" : "/resultats/centres/") + code;
  const std::string en = (region ? "/en/results/regions/" : "/en/results/centres/") + code;
  page.content = edition_bar(edition, fr, en);
  if (edition.synthetic())
    page.content += "<p class=\"alert\">" +
                    in(language,
                       "Données synthétiques\u00A0: ces résultats ne sont ceux d’aucun hôpital ni d’aucune "
                       "région réels.",
                       "Synthetic data: these results are those of no real hospital or region.") +
                    "</p>";
  page.content +=
      cases_sentence(edition, code, region) + "<p>" +
      (region ? in(language,
                   "Les patients sont comptés dans la région où ils résident, où qu’ils aient été opérés.",
                   "Patients are counted in the region where they live, wherever they were operated.")
              : in(language, "Les patients sont comptés au centre de leur première chirurgie.",
                   "Patients are counted at the centre of their first surgery.")) +
      " " +
      in(language,
         "«\u00A0Place\u00A0» compare à l’ensemble en tenant compte du nombre de cas\u00A0: dans les "
         "limites, l’écart est de ceux que le hasard explique.",
         "“Position” compares with the whole, given the number of cases: within the limits, chance "
         "explains the difference.") +
      "</p>" + table_of(edition, code, region).html();
  page.content += "<p><a href=\"" + edition.path("/resultats/methode", "/en/results/method") + "\">" +
                  in(language, "Comment ces chiffres sont faits", "How these figures are made") +
                  "</a> · <a href=\"" + edition.path("/resultats", "/en/results") + "\">" +
                  in(language, "Tous les résultats", "All results") + "</a></p>";
  page.data = dataset_json(edition, network, page.title, page.description, "activity");
  return page;
}

}  // namespace

Result<PublicPage> region_page(const ShownEdition& edition, const PublicNetwork& network,
                               const std::string& id) {
  return place_page(edition, network, id, true);
}
Result<PublicPage> centre_page(const ShownEdition& edition, const PublicNetwork& network,
                               const std::string& id) {
  return place_page(edition, network, id, false);
}

}  // namespace repere::web
