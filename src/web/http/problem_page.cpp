#include "web/http/problem_page.hpp"

#include <array>

#include "report/drawing/plain_text.hpp"
#include "study/text.hpp"

namespace repere::web {

using report::escaped;

namespace {

struct Words {
  int status;
  std::string_view title_fr, title_en, advice_fr, advice_en;
};

constexpr std::array words = {
    Words{400, "La demande est incorrecte", "The request is incorrect",
          "Revenez à la page précédente et vérifiez ce qui a été saisi.",
          "Go back and check what was entered."},
    Words{401, "Il faut se connecter", "Sign in first", "Connectez-vous, puis recommencez.",
          "Sign in, then try again."},
    Words{403, "Accès refusé", "Not allowed", "Votre compte ne permet pas cette action.",
          "Your account does not allow this."},
    Words{404, "Page introuvable", "Page not found", "Vérifiez l’adresse, ou repartez de l’accueil.",
          "Check the address, or start from the first page."},
    Words{409, "Quelqu’un d’autre a modifié ceci", "Somebody else has changed this",
          "Rechargez la page pour voir la version actuelle.", "Reload the page to see the current version."},
    Words{412, "Quelqu’un d’autre a modifié ceci", "Somebody else has changed this",
          "Rechargez la page pour voir la version actuelle.", "Reload the page to see the current version."},
    Words{413, "L’envoi est trop volumineux", "What was sent is too large", "Réduisez la taille du fichier.",
          "Make the file smaller."},
    Words{429, "Trop de demandes", "Too many requests", "Patientez un instant, puis recommencez.",
          "Wait a moment, then try again."},
    Words{503, "Le service est momentanément indisponible", "The service is not available at the moment",
          "Rien n’a été enregistré. Recommencez dans un instant.",
          "Nothing was saved. Try again in a moment."},
    Words{500, "Une erreur est survenue de notre côté", "Something went wrong on our side",
          "Recommencez ; si cela se répète, donnez le numéro ci-dessous au support.",
          "Try again; if it happens again, give the number below to the help desk."},
};

const Words& words_of(int status) {
  for (const Words& entry : words)
    if (entry.status == status) return entry;
  return status < 500 ? words.front() : words.back();
}

}  // namespace

std::string problem_page(int status, std::string_view detail, std::string_view request_id,
                         Language language) {
  const bool fr = language == Language::fr;
  const Words& said = words_of(status);
  const std::string title = escaped(fr ? said.title_fr : said.title_en);
  std::string html = "<!doctype html><html lang=\"" + std::string(code_of(language)) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                     "content=\"width=device-width,initial-scale=1\">"
                     "<meta name=\"robots\" content=\"noindex\"><title>" +
                     title +
                     " – Repère</title>"
                     "<link rel=\"stylesheet\" href=\"/assets/site.css\"></head><body>"
                     "<header><a class=\"brand\" href=\"" +
                     (fr ? "/" : "/en/") +
                     "\">Repère</a></header>"
                     "<main id=\"content\"><h1>" +
                     title + "</h1><p>" + escaped(fr ? said.advice_fr : said.advice_en) + "</p>";
  if (!detail.empty()) html += "<p lang=\"en\"><small>" + escaped(detail) + "</small></p>";
  html += "<p><a href=\"" + std::string(fr ? "/" : "/en/") + "\">" +
          (fr ? "Retour à l’accueil" : "Back to the first page") + "</a></p></main><footer><p>" +
          (fr ? "Numéro de la demande : " : "Number of the request: ") + escaped(request_id) + " (" +
          std::to_string(status) + ")</p></footer></body></html>";
  return html;
}

}  // namespace repere::web
