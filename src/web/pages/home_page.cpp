#include "web/home_page.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using report::escaped;
using study::Language;

namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#555;--line:#d0d0d0;--link:#0b57a4;--alert:#7a3b00;--alert-paper:#fff3df}
@media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#15181c;--quiet:#b5b5b5;--line:#444;--link:#8ec5ff;--alert:#ffd59b;--alert-paper:#3a2a12}}
body{margin:0;font:1.06rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer{max-width:64rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;justify-content:space-between;align-items:baseline;border-bottom:1px solid var(--line)}
h1{font-size:1.9rem;line-height:1.2;margin:1.2rem 0 .4rem}h2{font-size:1.25rem;margin:2rem 0 .6rem}
a{color:var(--link)}.brand{font-weight:700;text-decoration:none;color:inherit}
.alert{background:var(--alert-paper);color:var(--alert);border-left:.35rem solid;padding:.7rem 1rem;font-weight:600}
.main-link{display:inline-block;font-weight:700;font-size:1.15rem;padding:.65rem 1.1rem;border:2px solid;border-radius:.4rem;margin:.4rem .8rem .4rem 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;align-items:start}
figure{margin:0;background:#fff;color:#1a1a1a;border:1px solid var(--line);padding:.5rem}figure img{width:100%;height:auto;display:block}
figcaption{font-size:.95rem;padding:.3rem .2rem 0}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
ul.files{columns:18rem;padding-left:1.2rem}footer{border-top:1px solid var(--line);color:var(--quiet);font-size:.95rem}
)";

// The words of the page in one language.
struct Words {
  std::string_view code, other_code, other_name, other_home, home, folder, skip, lead, synthetic, read, pdf, figures, files,
      footer, untitled, nothing;
};

constexpr Words french{
    "fr", "en", "English", "/en/", "/", "/fr/", "Aller au contenu",
    "Repère, logiciel d’un réseau national de référence pour les cancers rares : du registre à l’étude nationale.",
    "Données synthétiques : aucun patient réel, aucun hôpital réel.", "Lire le rapport", "Version PDF",
    "Figures du rapport", "Tableaux, figures et résultats à télécharger",
    "Logiciel libre sous licence Apache-2.0. Aucune donnée n’est envoyée ailleurs ; la page ne dépose aucun traceur.",
    "Rapport de l’étude", "Aucun rapport n’a encore été produit."};
constexpr Words english{
    "en", "fr", "Français", "/", "/en/", "/en/", "Skip to the content",
    "Repère, the software of a national reference network for rare cancers: from the registry to the national study.",
    "Synthetic data: no real patient, no real hospital.", "Read the report", "PDF version", "Figures of the report",
    "Tables, figures and results to download",
    "Free software under the Apache-2.0 licence. No data is sent elsewhere; the page sets no tracker.", "Report of the study",
    "No report has been made yet."};

std::string frame(const Words& words, std::string_view title, std::string_view content) {
  std::string html = "<!doctype html><html lang=\"" + std::string(words.code) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                     "<title>" + escaped(title) + " – Repère</title><style>" + std::string(style) + "</style></head><body>";
  html += "<a class=\"skip\" href=\"#content\">" + std::string(words.skip) + "</a>";
  html += "<header><a class=\"brand\" href=\"" + std::string(words.home) + "\">Repère</a><a hreflang=\"" +
          std::string(words.other_code) + "\" lang=\"" + std::string(words.other_code) + "\" href=\"" +
          std::string(words.other_home) + "\">" + std::string(words.other_name) + "</a></header>";
  html += "<main id=\"content\">" + std::string(content) + "</main>";
  html += "<footer><p>" + std::string(words.footer) + "</p></footer></body></html>";
  return html;
}

bool has(const std::vector<ReportFile>& files, std::string_view name) {
  return std::any_of(files.begin(), files.end(), [&](const ReportFile& file) { return file.name == name; });
}

// A figure that stands for itself here; an indicator's own figure is in the sheet of all of them too.
bool is_shown(const ReportFile& file) {
  return file.name.starts_with("figures/") && file.name.ends_with(".svg") && !file.name.starts_with("figures/indicator_");
}

std::string figure_list(const Words& words, const std::vector<ReportFile>& files) {
  std::string html;
  for (const ReportFile& file : files) {
    if (!is_shown(file)) continue;
    const std::string link = escaped(std::string(words.folder) + file.name);
    html += "<figure><a href=\"" + link + "\"><img loading=\"lazy\" src=\"" + link + "\" alt=\"" + file.title +
            "\"></a><figcaption>" + file.title + "</figcaption></figure>";
  }
  return html.empty() ? html : "<h2>" + std::string(words.figures) + "</h2><div class=\"figures\">" + html + "</div>";
}

std::string file_list(const Words& words, const std::vector<ReportFile>& files) {
  std::string html = "<h2>" + std::string(words.files) + "</h2><ul class=\"files\">";
  for (const ReportFile& file : files)
    html += "<li><a href=\"" + escaped(std::string(words.folder) + file.name) + "\">" + escaped(file.name) + "</a></li>";
  return html + "</ul>";
}

std::string text_at(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

StudyFacts study_facts(std::string_view results_json) {
  StudyFacts facts;
  boost::json::error_code problem;
  const auto value = boost::json::parse({results_json.data(), results_json.size()}, problem);
  if (problem || !value.is_object()) return facts;
  const auto& root = value.get_object();
  if (const auto* title = root.if_contains("title"); title && title->is_object())
    facts.title = {text_at(title->get_object(), "fr"), text_at(title->get_object(), "en")};
  if (const auto* data = root.if_contains("data"); data && data->is_object()) {
    const auto& object = data->get_object();
    if (const auto* synthetic = object.if_contains("synthetic"); synthetic && synthetic->is_bool())
      facts.synthetic = synthetic->get_bool();
    if (const auto* tumours = object.if_contains("tumours"); tumours && tumours->is_int64() && tumours->get_int64() >= 0)
      facts.tumours = static_cast<std::size_t>(tumours->get_int64());
  }
  return facts;
}

std::string title_of_svg(std::string_view svg) {
  const std::size_t begin = svg.find("<title>"), end = svg.find("</title>");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return std::string(svg.substr(begin + 7, end - begin - 7));
}

std::string home_page(Language language, const StudyFacts& facts, const std::vector<ReportFile>& files) {
  const Words& words = language == Language::fr ? french : english;
  const std::string& named = in(language, facts.title);
  const std::string title = named.empty() ? std::string(words.untitled) : named;
  std::string content = "<p>" + std::string(words.lead) + "</p><h1>" + escaped(title) + "</h1>";
  if (facts.synthetic) content += "<p class=\"alert\">" + std::string(words.synthetic) + "</p>";
  if (files.empty()) return frame(words, title, content + "<p>" + std::string(words.nothing) + "</p>");
  content += "<p>";
  if (has(files, "report.html"))
    content += "<a class=\"main-link\" href=\"" + std::string(words.folder) + "report.html\">" + std::string(words.read) + "</a>";
  if (has(files, "report.pdf"))
    content += "<a class=\"main-link\" href=\"" + std::string(words.folder) + "report.pdf\">" + std::string(words.pdf) + "</a>";
  content += "</p>" + figure_list(words, files) + file_list(words, files);
  return frame(words, title, content);
}

std::string not_found_page(Language language) {
  const bool fr = language == Language::fr;
  return frame(fr ? french : english, fr ? "Page introuvable" : "Page not found",
               fr ? "<h1>Page introuvable</h1><p><a href=\"/\">Retour à l’accueil</a></p>"
                  : "<h1>Page not found</h1><p><a href=\"/en/\">Back to the first page</a></p>");
}

}  // namespace repere::web
