#include "report/drawing/plain_text.hpp"
#include "web/public/public_routes.hpp"

namespace repere::web {

using report::escaped;

namespace {

struct Card {
  Bilingual path, title, text, act;
};
// The ways into the portal; the first is for who has a mass in front of them.
constexpr Card cards[] = {
    {{"/masse-suspecte", "/en/suspicious-mass"},
     {"Une masse suspecte ?", "A suspicious mass?"},
     {"Huit questions, une minute : ce qu’il faut demander, ce qu’il ne faut pas faire, à qui adresser.",
      "Eight questions, one minute: what to ask for, what not to do, whom to refer to."},
     {"Répondre aux questions", "Answer the questions"}},
    {{"/centres", "/en/centres"},
     {"Trouver un centre", "Find a centre"},
     {"Les centres du réseau, du plus proche au plus lointain, par commune ou code postal.",
      "The network’s centres, the nearest first, by commune or postal code."},
     {"Chercher", "Search"}},
    {{"/adresser", "/en/refer"},
     {"Adresser un patient", "Refer a patient"},
     {"Envoyer un dossier à un centre expert, sans compte ; suivre la réponse.",
      "Send a case to an expert centre, without an account; follow the answer."},
     {"Adresser", "Refer"}},
    {{"/comprendre", "/en/understand"},
     {"Comprendre", "Understand"},
     {"Reconnaître, ne pas opérer sans diagnostic, la biopsie, la RCP, les questions des patients, une "
      "affiche à imprimer.",
      "Recognise, do not operate without a diagnosis, the biopsy, the tumour board, patients’ questions, a "
      "poster to print."},
     {"Lire les pages", "Read the pages"}},
    {{"/resultats", "/en/results"},
     {"Ce que le réseau obtient", "What the network achieves"},
     {"Qualité de la prise en charge, survie, activité : par période, par région, par centre.",
      "Quality of care, survival, activity: by period, region and centre."},
     {"Voir les résultats", "See the results"}},
    {{"/connexion", "/connexion"},
     {"Professionnels du réseau", "Professionals of the network"},
     {"Dossiers, réunions de concertation pluridisciplinaire, registre.",
      "Case files, tumour boards, registry."},
     {"Se connecter", "Sign in"}},
};
constexpr Card report_card{
    {"/etude", "/en/study"},
    {"L’étude nationale", "The national study"},
    {"Conformité aux référentiels et survie, période par période : méthodes, tableaux, courbes.",
     "Compliance with guidelines and survival, period by period: methods, tables, curves."},
    {"Lire le rapport", "Read the report"}};

std::string shown(const Card& card, Language language, bool first) {
  return "<li" + std::string(first ? " class=\"first\"" : "") + "><h2>" + escaped(card.title.in(language)) +
         "</h2><p>" + escaped(card.text.in(language)) + "</p><p><a class=\"act\" href=\"" +
         std::string(card.path.in(language)) + "\">" + escaped(card.act.in(language)) + "</a></p></li>";
}

PublicPage home(const PublicWorld& world, Language language) {
  PublicPage page;
  page.title = Bilingual{"Une masse suspecte ? Les bons experts, avant d’opérer.",
                         "A suspicious mass? The right experts, before any operation."}
                   .in(language);
  page.description =
      Bilingual{
          "Réseau national de référence pour les sarcomes : reconnaître une masse suspecte, trouver un "
          "centre, ce que le réseau obtient.",
          "National reference network for sarcomas: recognise a suspicious mass, find a centre, what the "
          "network achieves."}
          .in(language);
  page.lead =
      Bilingual{
          "Les sarcomes sont rares et trompeurs. Un diagnostic spécialisé avant la première "
          "opération change la suite : le réseau y conduit.",
          "Sarcomas are rare and misleading. A specialised diagnosis before the first "
          "operation changes what follows: the network leads there."}
          .in(language);
  page.content = "<ul class=\"cards\">";
  bool first = std::size(cards) > 1;
  for (const Card& card : cards) {
    page.content += shown(card, language, first);
    first = false;
  }
  if (world.has_report) page.content += shown(report_card, language, false);
  page.content += "</ul>";
  return page;
}

}  // namespace

void add_home_pages(std::vector<Route>& routes, const PublicWorld& world) {
  add_fixed_page(routes, world.network, {"/", "/en/"}, "The first page",
                 [&](Language language) { return home(world, language); });
}

}  // namespace repere::web
