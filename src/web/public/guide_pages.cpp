#include "web/public/guide_pages.hpp"

#include "report/document/pdf.hpp"
#include "report/drawing/plain_text.hpp"
#include "report/guides/region_sheets.hpp"
#include "report/suspicion/suspicion_words.hpp"
#include "report/wording.hpp"
#include "web/public/suspicion_pages.hpp"

namespace repere::web {

using guidance::Guide;
using report::escaped;
using report::in;

namespace {

constexpr Bilingual list_path{"/comprendre", "/en/understand"};
constexpr Bilingual poster_path{"/comprendre/affiche.pdf", "/en/understand/poster.pdf"};
constexpr Bilingual sheet_path{"/comprendre/fiche.pdf", "/en/understand/one-page-guide.pdf"};

PublicAddress address_of(const Guide& guide) {
  return {std::string(list_path.fr) + "/" + guide.path.fr, std::string(list_path.en) + "/" + guide.path.en};
}

std::string ground(const Guide& guide, const suspicion::Ground& ground, Language language) {
  suspicion::RuleSet sources;
  sources.sources = guide.sources;
  return report::ground_text(sources, ground, language);
}

PublicPage guide_page(const Guide& guide, Language language) {
  PublicPage page;
  page.title = in(language, guide.title);
  page.description = in(language, guide.lead);
  page.lead = page.description;
  for (const guidance::Section& section : guide.sections) {
    page.content += "<section><h2>" + escaped(in(language, section.title)) + "</h2><ul>";
    for (const guidance::Item& item : section.items)
      page.content += "<li>" + escaped(in(language, item.text)) + " <span class=\"source\">[" +
                      escaped(ground(guide, item.ground, language)) + "]</span></li>";
    page.content += "</ul></section>";
  }
  page.content += "<p class=\"actions\"><a class=\"act\" href=\"" + std::string(suspicion_path.in(language)) +
                  "\">" + in(language, "Une masse suspecte ?", "A suspicious mass?") + "</a><a href=\"" +
                  std::string(list_path.in(language)) + "\">" +
                  in(language, "Toutes les pages", "All pages") + "</a></p><p class=\"source\">" +
                  in(language, "Version ", "Version ") + escaped(guide.version) +
                  in(language, " du ", " of ") +
                  (guide.edition.exact() ? report::long_date(guide.edition.first(), language) : guide.edition.text()) + "</p>";
  return page;
}

std::string region_form(const GuideDesk& desk, Bilingual path, const char* id, Bilingual button,
                        Language language) {
  std::string html = "<form method=\"get\" action=\"" + std::string(path.in(language)) +
                     "\"><p><label for=\"" + id + "\">" + in(language, "Région", "Region") +
                     "</label><select id=\"" + id + "\" name=\"region\">";
  for (const Region& region : desk.regions.rows)
    html += "<option value=\"" + escaped(region.code) + "\">" + escaped(region.name) + "</option>";
  return html + "</select> <button>" + std::string(button.in(language)) + "</button></p></form>";
}

PublicPage list_page(const GuideDesk& desk, Language language) {
  PublicPage page;
  page.title = in(language, "Comprendre", "Understand");
  page.description = in(language,
                        "Reconnaître un sarcome, ne pas opérer sans diagnostic, la biopsie, la RCP, les "
                        "questions des patients.",
                        "Recognise a sarcoma, do not operate without a diagnosis, the biopsy, the tumour "
                        "board, patients’ questions.");
  page.lead = in(language, "Des pages courtes ; chaque phrase dit sa source.",
                 "Short pages; every sentence names its source.");
  page.content = "<ul class=\"cards\">";
  for (const Guide& guide : desk.guides)
    page.content += "<li><h2>" + escaped(in(language, guide.title)) + "</h2><p>" +
                    escaped(in(language, guide.lead)) + "</p><p><a href=\"" +
                    escaped(address_of(guide).in(language)) + "\">" + in(language, "Lire : ", "Read: ") +
                    escaped(in(language, guide.title)) + "</a></p></li>";
  page.content += "</ul><section><h2>" + std::string(in(language, "À imprimer", "To print")) + "</h2><p>" +
                  in(language, "Avec les centres de la région et un code qui ouvre le questionnaire.",
                     "With the region’s centres and a code that opens the questionnaire.") +
                  "</p>";
  page.content +=
      region_form(desk, poster_path, "poster-region", {"Affiche A4 (PDF)", "A4 poster (PDF)"}, language);
  page.content += region_form(desk, sheet_path, "sheet-region",
                              {"Guide d’une page (PDF)", "One-page guide (PDF)"}, language);
  page.content += "</section>";
  return page;
}

const Region* region_of(const GuideDesk& desk, const Request& request) {
  const std::string_view code = request.query.find("region").value_or("");
  for (const Region& one : desk.regions.rows)
    if (one.code == code) return &one;
  return nullptr;
}

Result<Response> printed(const GuideDesk& desk, const Request& request, Language language, bool poster) {
  const Region* const region = region_of(desk, request);
  if (!region)
    return fail(ErrorKind::not_found, "there is no such region: choose one of the list at /comprendre");
  const report::RegionSheet sheet{desk.rules,
                                  desk.world.network.name,
                                  region->name,
                                  report::centres_of_region(desk.world.reference.centres, *region),
                                  request.origin() + std::string(suspicion_path.in(language)),
                                  desk.now(),
                                  desk.world.network.synthetic};
  Result<std::string> pdf;
  if (poster) {
    pdf = report::poster_pdf(sheet, language);
  } else {
    const auto document = report::guide_document(sheet, language);
    if (!document) return tl::unexpected(document.error());
    pdf = report::pdf_text(*document);
  }
  if (!pdf) return tl::unexpected(pdf.error());
  Response response = text(std::move(*pdf), "application/pdf");
  save_as(response, std::string(in(language, "masse-suspecte-", "suspicious-mass-")) + region->code +
                        (poster ? in(language, "-affiche.pdf", "-poster.pdf")
                                : in(language, "-guide.pdf", "-guide.pdf")));
  return response;
}

void add_printed(std::vector<Route>& routes, const GuideDesk& desk, Bilingual path, bool poster) {
  for (const Language language : {Language::fr, Language::en}) {
    Route route{.path = std::string(path.in(language)),
                .policy = Policy::anonymous(),
                .runs_on = RunsOn::workers(),
                .handler = [&desk, language, poster](
                               const Request& request) { return printed(desk, request, language, poster); },
                .summary = poster ? "An A4 poster for one region" : "A one-page guide for one region",
                .answers = {{200, "the page", "application/pdf"}}};
    std::vector<std::string> codes;
    for (const Region& one : desk.regions.rows) codes.push_back(one.code);
    route.parameters = {{"region", Schema::one_of(std::move(codes)), "INSEE code of the region", true}};
    routes.push_back(std::move(route));
  }
}

}  // namespace

void add_guide_pages(std::vector<Route>& routes, const GuideDesk& desk) {
  add_fixed_page(routes, desk.world.network, {std::string(list_path.fr), std::string(list_path.en)},
                 "The short pages", [&](Language language) { return list_page(desk, language); });
  for (const Guide& guide : desk.guides)
    add_fixed_page(routes, desk.world.network, address_of(guide), "A short page: " + guide.title.en,
                   [&](Language language) { return guide_page(guide, language); });
  add_printed(routes, desk, poster_path, true);
  add_printed(routes, desk, sheet_path, false);
}

}  // namespace repere::web
