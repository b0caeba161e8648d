#include "web/public/public_frame.hpp"

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using report::escaped;

namespace {

struct Way {
  Bilingual path, name;
};
// The sections of the public portal, in the order in which a visitor meets them.
constexpr Way ways[] = {
    {{"/masse-suspecte", "/en/suspicious-mass"}, {"Une masse suspecte ?", "A suspicious mass?"}},
    {{"/centres", "/en/centres"}, {"Les centres", "The centres"}},
    {{"/adresser", "/en/refer"}, {"Adresser un patient", "Refer a patient"}},
    {{"/resultats", "/en/results"}, {"Résultats", "Results"}},
    {{"/comprendre", "/en/understand"}, {"Comprendre", "Understand"}},
    {{"/connexion", "/connexion"}, {"Espace professionnel", "Professional workspace"}},
};

// "/centres/FR-LYON" belongs to "/centres".
bool is_within(std::string_view path, std::string_view section) {
  return path == section ||
         (path.starts_with(section) && section.size() > 4 && path.substr(section.size()).starts_with("/"));
}

std::string link_to(std::string_view path, std::string_view text, std::string_view attributes = {}) {
  return "<a href=\"" + escaped(path) + "\"" + std::string(attributes) + ">" + escaped(text) + "</a>";
}

std::string head(const PublicNetwork& network, const PublicPage& page) {
  std::string html =
      "<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<title>" +
      escaped(page.title) + " – " + escaped(network.name) + "</title><meta name=\"description\" content=\"" +
      escaped(page.description) + "\">";
  if (!page.listed) html += "<meta name=\"robots\" content=\"noindex\">";
  html +=
      "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/assets/icon.svg\"><link rel=\"stylesheet\" href=\"/assets/site.css\"><link rel=\"stylesheet\" "
      "href=\"/assets/public.css\">";
  for (const std::string& script : page.scripts)
    html += "<script type=\"module\" src=\"" + escaped(script) + "\"></script>";
  // Data, not a script: it is not run. "<" would end it early.
  if (!page.data.empty()) {
    std::string safe;
    for (const char c : page.data) c == '<' ? safe += "\\u003c" : safe += c;
    html += "<script type=\"application/ld+json\">" + safe + "</script>";
  }
  return html + "</head>";
}

std::string header(const PublicNetwork& network, const PublicPage& page) {
  const Bilingual home{"/", "/en/"}, label{"Rubriques", "Sections"};
  const bool french = page.language == Language::fr;
  std::string html =
      "<header class=\"public\">" + link_to(home.in(page.language), network.name, " class=\"brand\"");
  html += "<nav aria-label=\"" + std::string(label.in(page.language)) + "\"><ul class=\"ways\">";
  for (const Way& way : ways) {
    const std::string_view path = way.path.in(page.language);
    html += "<li>" +
            link_to(path, way.name.in(page.language),
                    is_within(page.address.in(page.language), path) ? " aria-current=\"page\"" : "") +
            "</li>";
  }
  html += "</ul></nav>";
  return html +
         (french ? link_to(page.address.en, "English", " class=\"tongue\" lang=\"en\" hreflang=\"en\"")
                 : link_to(page.address.fr, "Français", " class=\"tongue\" lang=\"fr\" hreflang=\"fr\"")) +
         "</header>";
}

}  // namespace

std::string public_page(const PublicNetwork& network, const PublicPage& page) {
  const Bilingual skip{"Aller au contenu", "Skip to the content"};
  const Bilingual synthetic{
      "Démonstration : données synthétiques, aucun patient réel, aucun hôpital réel dans les résultats.",
      "Demonstration: synthetic data, no real patient, no real hospital in the results."};
  const Bilingual footer{
      "Logiciel libre sous licence Apache-2.0. Aucune donnée n’est envoyée ailleurs ; la page ne dépose "
      "aucun "
      "traceur.",
      "Free software under the Apache-2.0 licence. No data is sent elsewhere; the page sets no tracker."};
  std::string html = "<!doctype html><html lang=\"" + std::string(code_of(page.language)) + "\">" +
                     head(network, page) + "<body><a class=\"skip\" href=\"#content\">" +
                     std::string(skip.in(page.language)) + "</a>" + header(network, page) +
                     "<main id=\"content\">";
  if (network.synthetic) html += "<p class=\"alert\">" + std::string(synthetic.in(page.language)) + "</p>";
  html += "<h1>" + escaped(page.title) + "</h1>";
  if (!page.lead.empty()) html += "<p class=\"lead\">" + escaped(page.lead) + "</p>";
  return html + page.content + "</main><footer><p>" + std::string(footer.in(page.language)) +
         "</p></footer></body></html>";
}

}  // namespace repere::web
