#include "web/pages/home_page.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "report/drawing/plain_text.hpp"

namespace repere::web {

using report::escaped;
using study::Language;

namespace {

// The words of the page in one language.
struct Words {
  std::string_view code, other_code, other_name, home, folder, skip, lead, synthetic, read, pdf, figures,
      files, footer, untitled, nothing;
};

constexpr Words french{"fr",
                       "en",
                       "English",
                       "/",
                       "/fr/",
                       "Aller au contenu",
                       "Repère, logiciel d’un réseau national de référence pour les cancers rares : du "
                       "registre à l’étude nationale.",
                       "Données synthétiques : aucun patient réel, aucun hôpital réel.",
                       "Lire le rapport",
                       "Version PDF",
                       "Figures du rapport",
                       "Tableaux, figures et résultats à télécharger",
                       "Logiciel libre sous licence Apache-2.0. Aucune donnée n’est envoyée ailleurs ; la "
                       "page ne dépose aucun traceur.",
                       "Rapport de l’étude",
                       "Aucun rapport n’a encore été produit."};
constexpr Words english{
    "en",
    "fr",
    "Français",
    "/en/",
    "/en/",
    "Skip to the content",
    "Repère, the software of a national reference network for rare cancers: from the registry to the "
    "national study.",
    "Synthetic data: no real patient, no real hospital.",
    "Read the report",
    "PDF version",
    "Figures of the report",
    "Tables, figures and results to download",
    "Free software under the Apache-2.0 licence. No data is sent elsewhere; the page sets no tracker.",
    "Report of the study",
    "No report has been made yet."};

std::string frame(const Words& words, std::string_view title, std::string_view other,
                  std::string_view content) {
  std::string html = "<!doctype html><html lang=\"" + std::string(words.code) +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                     "content=\"width=device-width,initial-scale=1\">"
                     "<title>" +
                     escaped(title) +
                     " – Repère</title><link rel=\"stylesheet\" href=\"/assets/site.css\"></head><body>";
  html += "<a class=\"skip\" href=\"#content\">" + std::string(words.skip) + "</a>";
  html += "<header><a class=\"brand\" href=\"" + std::string(words.home) + "\">Repère</a><a hreflang=\"" +
          std::string(words.other_code) + "\" lang=\"" + std::string(words.other_code) + "\" href=\"" +
          std::string(other) + "\">" + std::string(words.other_name) + "</a></header>";
  html += "<main id=\"content\">" + std::string(content) + "</main>";
  html += "<footer><p>" + std::string(words.footer) + "</p></footer></body></html>";
  return html;
}

bool has(const std::vector<ReportFile>& files, std::string_view name) {
  return std::any_of(files.begin(), files.end(), [&](const ReportFile& file) { return file.name == name; });
}

// A figure that stands for itself here; an indicator's own figure is in the sheet of all of them too.
bool is_shown(const ReportFile& file) {
  return file.name.starts_with("figures/") && file.name.ends_with(".svg") &&
         !file.name.starts_with("figures/indicator_");
}

std::string figure_list(const Words& words, const std::vector<ReportFile>& files) {
  std::string html;
  for (const ReportFile& file : files) {
    if (!is_shown(file)) continue;
    const std::string link = escaped(std::string(words.folder) + file.name);
    html += "<figure><a href=\"" + link + "\"><img loading=\"lazy\" src=\"" + link + "\" alt=\"" +
            file.title + "\"></a><figcaption>" + file.title + "</figcaption></figure>";
  }
  return html.empty()
             ? html
             : "<h2>" + std::string(words.figures) + "</h2><div class=\"figures\">" + html + "</div>";
}

std::string file_list(const Words& words, const std::vector<ReportFile>& files) {
  std::string html = "<h2>" + std::string(words.files) + "</h2><ul class=\"files\">";
  for (const ReportFile& file : files)
    html += "<li><a href=\"" + escaped(std::string(words.folder) + file.name) + "\">" + escaped(file.name) +
            "</a></li>";
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
    if (const auto* tumours = object.if_contains("tumours");
        tumours && tumours->is_int64() && tumours->get_int64() >= 0)
      facts.tumours = static_cast<std::size_t>(tumours->get_int64());
  }
  return facts;
}

std::string title_of_svg(std::string_view svg) {
  const std::size_t begin = svg.find("<title>"), end = svg.find("</title>");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return std::string(svg.substr(begin + 7, end - begin - 7));
}

std::string home_page(Language language, const StudyFacts& facts, const std::vector<ReportFile>& files,
                      std::string_view other) {
  const Words& words = language == Language::fr ? french : english;
  const std::string& named = in(language, facts.title);
  const std::string title = named.empty() ? std::string(words.untitled) : named;
  std::string content = "<p>" + std::string(words.lead) + "</p><h1>" + escaped(title) + "</h1>";
  if (facts.synthetic) content += "<p class=\"alert\">" + std::string(words.synthetic) + "</p>";
  if (files.empty()) return frame(words, title, other, content + "<p>" + std::string(words.nothing) + "</p>");
  content += "<p>";
  if (has(files, "report.html"))
    content += "<a class=\"main-link\" href=\"" + std::string(words.folder) + "report.html\">" +
               std::string(words.read) + "</a>";
  if (has(files, "report.pdf"))
    content += "<a class=\"main-link\" href=\"" + std::string(words.folder) + "report.pdf\">" +
               std::string(words.pdf) + "</a>";
  content += "</p>" + figure_list(words, files) + file_list(words, files);
  return frame(words, title, other, content);
}

}  // namespace repere::web
