#include "report/drawing/plain_text.hpp"
#include "web/public/results/results_pages.hpp"

namespace repere::web {

using report::escaped;

namespace {

HtmlTable counts(const ShownEdition& edition, const value& activity, std::string_view key,
                 std::string caption) {
  HtmlTable table{std::move(caption),
                  {in(edition.language, "Groupe", "Group"), in(edition.language, "Cas", "Cases"),
                   in(edition.language, "Part", "Share")},
                  {}};
  const double all = number_at(activity, "cases").value_or(0);
  for (const value& row : activity.at(key).as_array())
    table.rows.push_back({label_at(row, "label", edition.language),
                          count_cell(row, "cases", edition.language),
                          report::percent_text(*number_at(row, "cases") / all, 1, edition.language)});
  return table;
}

HtmlTable coverage_table(const ShownEdition& edition, const value& coverage, std::string_view key,
                         std::string caption) {
  const Language language = edition.language;
  HtmlTable table{
      std::move(caption),
      {key == "years"     ? in(language, "Année", "Year")
       : key == "regions" ? in(language, "Région", "Region")
                          : in(language, "Lignée", "Lineage"),
       in(language, "Enregistrés", "Registered"),
       in(language, "Attendus", "Expected"), in(language, "Rapport (IC à 95\u00A0%)", "Ratio (95% CI)")},
      {}};
  for (const value& row : coverage.at(key).as_array()) {
    const auto ratio = number_at(row, "ratio"), lower = number_at(row, "lower"),
               upper = number_at(row, "upper");
    table.rows.push_back({label_at(row, "label", language), count_cell(row, "observed", language),
                          count_cell(row, "expected", language),
                          ratio ? report::percent_with_interval(*ratio, *lower, *upper, 0, language) : "–"});
  }
  return table;
}

// Editions published before regions were compared have none; a frozen file stays as it is.
std::string coverage_by_region(const ShownEdition& edition, const value& coverage) {
  const Language language = edition.language;
  if (!coverage.as_object().contains("regions") || coverage.at("regions").as_array().empty())
    return "<p>" +
           in(language, "La comparaison par région n’est pas publiée dans cette édition.",
              "The comparison by region is not published in this edition.") +
           "</p>";
  return coverage_table(edition, coverage, "regions",
                        in(language, "Par région de résidence, de 2013 à 2016", "By region of residence, 2013 to 2016"))
             .html() +
         "<p>" +
         in(language,
            "Attendus d’une région\u00A0: la part de ses habitants dans le nombre national. L’âge n’est pas pris en compte\u00A0: "
            "une région plus âgée a plus de sarcomes qu’attendu ici, une plus jeune moins. Des régions trop petites sont "
            "regroupées.",
            "A region’s expected cases: its inhabitants’ share of the national count. Age is not taken into account: an older "
            "region has more sarcomas than expected here, a younger one fewer. Regions that are too small are taken together.") +
         "</p>";
}

std::string back(const ShownEdition& edition) {
  return "<p><a href=\"" + edition.path("/resultats", "/en/results") + "\">" +
         in(edition.language, "Tous les résultats", "All results") + "</a></p>";
}

}  // namespace

Result<PublicPage> activity_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string&) {
  const Language language = edition.language;
  const auto found = edition.shelf->document(edition.id, "activity.json");
  if (!found) return tl::unexpected(found.error());
  PublicPage page;
  page.title = in(language, "Activité", "Activity");
  page.description = in(language, "Nombre de cas par période, région, centre et groupe de tumeurs.",
                        "Numbers of cases by period, region, centre and group of tumours.");
  page.content =
      edition_bar(edition, "/resultats/activite", "/en/results/activity") + "<p>" +
      count_cell(**found, "cases", language) +
      in(language,
         " cas dans l’étude. Un cas est une tumeur d’un patient ; les lignes trop petites sont regroupées.",
         " cases in the study. A case is one tumour of one patient; rows that are too small are taken "
         "together.") +
      "</p>" +
      counts(edition, **found, "periods", in(language, "Par période du diagnostic", "By period of diagnosis"))
          .html() +
      counts(edition, **found, "groups", in(language, "Par groupe de tumeurs", "By group of tumours"))
          .html() +
      counts(edition, **found, "regions", in(language, "Par région de résidence", "By region of residence"))
          .html() +
      counts(edition, **found, "centres",
             in(language, "Par centre responsable du dossier", "By centre responsible for the file"))
          .html() +
      downloads_html(edition, network, "activity", page.title, {}) + back(edition);
  page.data = dataset_json(edition, network, page.title, page.description, "activity");
  return page;
}

Result<PublicPage> coverage_page(const ShownEdition& edition, const PublicNetwork& network,
                                 const std::string&) {
  const Language language = edition.language;
  const auto found = edition.shelf->document(edition.id, "coverage.json");
  if (!found) return tl::unexpected(found.error());
  const value& coverage = **found;
  PublicPage page;
  page.title = in(language, "Cas enregistrés et cas attendus", "Registered and expected cases");
  page.description = in(language, "La part des sarcomes de France que le registre connaît.",
                        "The share of the sarcomas of France that the registry knows.");
  page.content = edition_bar(edition, "/resultats/couverture", "/en/results/coverage") + "<p>" +
                 in(language,
                    "Les cas attendus sont ceux qu’une étude nationale a comptés en France de 2013 à 2016 "
                    "après relecture, pour les entités que les deux sources nomment. "
                    "Un rapport de 100\u00A0% voudrait dire que le registre les connaît tous. Les deux "
                    "sources n’ont pas le même critère d’inclusion\u00A0: "
                    "l’écart n’est pas seulement un manque.",
                    "Expected cases are those that a national study counted in France from 2013 to 2016 "
                    "after expert reading, for the entities that both sources name. "
                    "A ratio of 100% would mean that the registry knows all of them. The two sources do "
                    "not include by the same criterion: "
                    "the difference is not only a lack.") +
                 "</p>";
  if (coverage.at("years").as_array().empty())
    page.content += "<p>" +
                    in(language, "Cette comparaison est protégée dans cette édition.",
                       "This comparison is protected in this edition.") +
                    "</p>";
  else
    page.content += coverage_table(edition, coverage, "years",
                                   in(language, "Par année du diagnostic", "By year of diagnosis"))
                        .html() +
                    coverage_table(edition, coverage, "lineages",
                                   in(language, "Par lignée, de 2013 à 2016", "By lineage, 2013 to 2016"))
                        .html() +
                    coverage_by_region(edition, coverage);
  page.content +=
      "<p class=\"source\">" +
      in(language, "Source des cas attendus\u00A0: ", "Source of the expected cases: ") +
      escaped(text_at(coverage, "source")) + ". " +
      in(language,
         "Limites exactes de Poisson. Population des régions\u00A0: INSEE, populations légales, par "
         "@etalab/decoupage-administratif 6.0.0.",
         "Exact Poisson limits. Population of the regions: INSEE, legal populations, by "
         "@etalab/decoupage-administratif 6.0.0.") +
      "</p>" + downloads_html(edition, network, "coverage", page.title, {}) + back(edition);
  page.data = dataset_json(edition, network, page.title, page.description, "coverage");
  return page;
}

Result<PublicPage> method_page(const ShownEdition& edition, const PublicNetwork& network,
                               const std::string&) {
  const Language language = edition.language;
  const std::string largest_small =
      report::whole_text(static_cast<std::int64_t>(*number_at(*edition.index, "threshold")) - 1, language);
  const auto section = [&](std::string_view fr, std::string_view en, const std::string& text) {
    return "<h2>" + in(language, fr, en) + "</h2><p>" + text + "</p>";
  };
  PublicPage page;
  page.title = in(language, "Comment ces chiffres sont faits", "How these figures are made");
  page.description = in(language, "Définitions, inconnus, petits effectifs, éditions, licence.",
                        "Definitions, unknowns, small numbers, editions, licence.");
  page.content =
      edition_bar(edition, "/resultats/methode", "/en/results/method") +
      section(
          "Petits effectifs", "Small numbers",
          in(language, "Un effectif de 1 à ", "A count of 1 to ") + largest_small +
              in(language,
                 " n’est pas publié, ni ce qui permettrait de le calculer\u00A0: d’autres nombres portent "
                 "pour cela la même mention «\u00A0protégé\u00A0», sans être petits eux-mêmes. Zéro est "
                 "publié. "
                 "Des régions ou des centres trop petits sont regroupés. Les courbes sont arrondies. Les "
                 "pages, les fichiers et l’interface de programmation montrent les mêmes nombres.",
                 " is not published, nor what would let it be computed: other numbers carry the same "
                 "mention “protected” for that reason, without being small themselves. Zero is published. "
                 "Regions or centres that are too small are taken together. Curves are rounded. Pages, "
                 "files and the programming interface show the same numbers.")) +
      section("Inconnus", "Unknowns",
              in(language,
                 "Chaque tableau montre combien de réponses ne sont pas connues. La définition de "
                 "l’indicateur dit si elles comptent au dénominateur.",
                 "Each table shows how many answers are not known. The indicator’s definition says whether "
                 "they count in the denominator.")) +
      section("Éditions", "Editions",
              in(language,
                 "Une édition publiée ne change plus. Une erreur est corrigée par une nouvelle édition, "
                 "qui nomme l’ancienne ; l’ancienne reste lisible.",
                 "A published edition no longer changes. An error is corrected by a new edition that names "
                 "the old one; the old one stays readable."));
  page.content += "<h2>" + in(language, "Ce que l’étude suppose", "What the study assumes") + "</h2><ul>";
  for (const value& one : edition.index->at("assumptions").as_array())
    page.content += "<li>" + escaped(text_at(one, code_of(language))) + "</li>";
  page.content += "</ul><h2>" + in(language, "Sources", "Sources") + "</h2><ul>";
  for (const value& one : edition.index->at("sources").as_array())
    page.content += "<li>" + escaped(std::string(one.as_string())) + "</li>";
  page.content += "</ul>" + section("Licence", "Licence", escaped(text_at(*edition.index, "licence"))) +
                  section("Pour les machines", "For machines",
                          "<code>/api/v1/results</code>, <a href=\"/api/v1/results/" + edition.id +
                              "/edition.json\">edition.json</a>" +
                              in(language, " (avec l’empreinte SHA-256 de chaque fichier)",
                                 " (with the SHA-256 of each file)")) +
                  back(edition);
  page.data = dataset_json(edition, network, page.title, page.description, "activity");
  return page;
}

}  // namespace repere::web
