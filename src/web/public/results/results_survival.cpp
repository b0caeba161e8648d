#include <cmath>

#include "report/drawing/plain_text.hpp"
#include "web/public/results/results_pages.hpp"

namespace repere::web {

using report::escaped;

namespace {

constexpr double days_a_year = 365.25;

std::string years(const value& curve, std::string_view key, Language language) {
  const auto days = number_at(curve, key);
  return days ? report::decimal_text(*days / days_a_year, 1, language)
              : in(language, "non atteinte", "not reached");
}

const value* point_at(const value& curve, double day) {
  for (const value& point : curve.at("points").as_array())
    if (std::fabs(*number_at(point, "day") - day) < 1) return &point;
  return nullptr;
}

std::string point_cell(const value& curve, int year, Language language) {
  const value* point = point_at(curve, year * days_a_year);
  if (!point) return in(language, "trop peu de patients", "too few patients");
  const double step = *number_at(*point, "step");
  const int decimals = step < 0.01 ? 1 : 0;
  const auto lower = number_at(*point, "lower"), upper = number_at(*point, "upper");
  return (lower && upper ? report::percent_with_interval(*number_at(*point, "survival"), *lower, *upper,
                                                         decimals, language)
                         : report::percent_text(*number_at(*point, "survival"), decimals, language)) +
         "<br><span class=\"source\">" + in(language, "à risque\u00A0: ", "at risk: ") +
         report::whole_text(static_cast<std::int64_t>(*number_at(*point, "at_risk")), language) + "</span>";
}

HtmlTable table_of(const value& document, Language language) {
  HtmlTable table;
  table.caption = in(language, "Survie, intervalle de confiance et nombre de patients à risque",
                     "Survival, confidence interval and number of patients at risk");
  table.head = {in(language, "Groupe", "Group"), in(language, "Cas", "Cases"),
                in(language, "Événements", "Events")};
  for (const int year : {1, 2, 3, 5})
    table.head.push_back(std::to_string(year) + (year == 1 ? in(language, "\u00A0an", "\u00A0year")
                                                           : in(language, "\u00A0ans", "\u00A0years")));
  table.head.push_back(in(language, "Médiane, années", "Median, years"));
  for (const value& curve : document.at("curves").as_array()) {
    std::vector<std::string> row{label_at(curve, "label", language), count_cell(curve, "n", language),
                                 count_cell(curve, "events", language)};
    if (curve.at("points").as_array().empty()) row[1] = row[2] = protected_words(language);
    for (const int year : {1, 2, 3, 5}) row.push_back(point_cell(curve, year, language));
    row.push_back(years(curve, "median", language) + " (" + years(curve, "median_lower", language) +
                  in(language, " à ", " to ") + years(curve, "median_upper", language) + ")");
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Result<PublicPage> survival_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string& id) {
  const Language language = edition.language;
  const auto found = edition.shelf->document(edition.id, "survival/" + id + ".json");
  if (!found) return tl::unexpected(found.error());
  const value& document = **found;
  PublicPage page;
  page.title = text_at(document.at("title"), code_of(language));
  page.description =
      page.title + in(language, "\u00A0: courbes de Kaplan-Meier, intervalles et effectifs à risque.",
                      ": Kaplan-Meier curves, intervals and numbers at risk.");
  const std::string base =
      report::whole_text(static_cast<std::int64_t>(*number_at(document, "rounded_to")), language);
  page.content = edition_bar(edition, "/resultats/survie/" + id, "/en/results/survival/" + id) + "<p>" +
                 in(language,
                    "La courbe dit quelle part des patients n’a pas encore connu l’événement à chaque "
                    "date. Un patient dont on n’a plus de nouvelles compte "
                    "jusqu’à sa dernière date. Une différence entre deux courbes n’est pas à elle seule "
                    "l’effet d’un soin\u00A0: les patients et leur suivi diffèrent aussi.",
                    "The curve says what share of patients has not had the event yet at each date. A "
                    "patient without further news counts up to the last date. "
                    "A difference between two curves is not by itself the effect of care: patients and "
                    "their follow-up differ too.") +
                 "</p>" +
                 figure_html(edition, "survival_" + id,
                             in(language, "Courbe à un point tous les trois mois ; effectifs arrondis à ",
                                "One point every three months; numbers rounded to ") +
                                 base + ".") +
                 table_of(document, language).html() + "<details><summary>" +
                 in(language, "Définition, version et limites", "Definition, version and limits") +
                 "</summary><p>" + label_at(document, "definition", language) + "</p><p>" +
                 in(language,
                    "Survie arrondie au plus petit pas (0,1 à 10\u00A0%) qui représente au moins le seuil "
                    "de patients encore suivis, limites arrondies vers "
                    "l’extérieur, courbe arrêtée où il reste trop peu de patients. La médiane est lue sur "
                    "cette courbe.",
                    "Survival rounded to the least step (0.1 to 10%) that stands for at least the "
                    "threshold of patients still followed, limits rounded outwards, the "
                    "curve ended where too few patients remain. The median is read from this curve.") +
                 "</p><p>" +
                 in(language,
                    "Un patient opéré hors du réseau peut n’entrer au registre que plus tard, et seulement "
                    "s’il est en vie\u00A0: cet enregistrement tardif n’est pas corrigé, "
                    "faute d’une date d’entrée, et avantage les courbes de ces patients.",
                    "A patient operated outside the network may enter the registry only later, and only if "
                    "alive: this late registration is not corrected, as no date of "
                    "entry is recorded, and favours the curves of these patients.") +
                 "</p></details>" + downloads_html(edition, network, "survival/" + id, page.title, {}) +
                 "<p><a href=\"" + edition.path("/resultats", "/en/results") + "\">" +
                 in(language, "Tous les résultats", "All results") + "</a></p>";
  page.data = dataset_json(edition, network, page.title, page.description, "survival/" + id);
  return page;
}

}  // namespace repere::web
