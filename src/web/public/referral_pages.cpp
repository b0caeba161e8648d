#include "web/public/referral_pages.hpp"

#include "report/drawing/plain_text.hpp"
#include "web/people/people_gate.hpp"
#include "web/public/referral_form.hpp"
#include "web/public/referral_tracking.hpp"

namespace repere::web {

using report::escaped;

namespace {

constexpr std::size_t most_body = 64u << 20;
const PublicAddress send_address{"/adresser", "/en/refer"};

constexpr Bilingual title{"Adresser un patient à un centre expert", "Send a patient to an expert centre"};

PublicPage page_of(Language language, std::string content) {
  PublicPage page;
  page.language = language;
  page.address = send_address;
  page.title = title.in(language);
  page.description =
      Bilingual{
          "Envoyer un dossier à un centre de référence des sarcomes, sans compte, et suivre la réponse.",
          "Send a case to a sarcoma reference centre, without an account, and follow the answer."}
          .in(language);
  page.lead =
      Bilingual{
          "Trois minutes, sans compte. Vous recevez un numéro, un lien et lisez la réponse avec le code que "
          "vous "
          "choisissez. Une imagerie manquante n’empêche pas d’envoyer.",
          "Three minutes, without an account. You receive a number and a link, and read the answer with the "
          "code "
          "of your choice. Missing imaging does not prevent sending."}
          .in(language);
  page.content = std::move(content);
  return page;
}

std::string arrived(const Request& request, const workflows::Sent& sent, Language language) {
  const std::string link = request.origin() + tracking_address(sent.token).in(language);
  const Bilingual done{"La demande est arrivée.", "The referral has arrived."},
      again{"Cette demande était déjà arrivée : elle n’a pas été envoyée deux fois.",
            "This referral had arrived already: it was not sent twice."},
      number{"Numéro à citer au téléphone", "Number to quote on the telephone"},
      keep{"Lien de suivi, à conserver : il ne sera plus affiché",
           "Tracking link, to be kept: it is not shown again"},
      code{
          "Il s’ouvre avec le code que vous avez choisi. Le centre voit la demande dans sa liste dès "
          "maintenant.",
          "It opens with the code of your choice. The centre sees the referral in its list from now on."};
  std::string html = "<p class=\"fine\" role=\"status\"><strong>" +
                     escaped((sent.again ? again : done).in(language)) + "</strong></p><dl><dt>" +
                     escaped(number.in(language)) + "</dt><dd><strong class=\"said\">" +
                     escaped(sent.number) + "</strong></dd><dt>" + escaped(keep.in(language)) +
                     "</dt><dd><a class=\"secret\" href=\"" + escaped(link) + "\">" + escaped(link) +
                     "</a></dd></dl><p>" + escaped(code.in(language)) + "</p>";
  return html;
}

void count(const ReferralDesk& desk, const ReferralForm& form) {
  const auto postcode = form.answers.find("postcode");
  tell(desk.count,
       form.suspicion.empty() ? reach::Counted::referral_direct : reach::Counted::referral_after_questionnaire,
       postcode == form.answers.end() ? std::nullopt : desk.departments.of_postal_code(postcode->second));
}

Result<Response> take_form(const ReferralDesk& desk, const Request& request, Language language) {
  ReferralForm form = read_referral_form(request.form, language);
  auto files = sent_files(request);
  if (!files) return tl::unexpected(files.error());
  form.had_files = !files->empty();
  if (form.secret.size() < 20) form.secret = workflows::new_form(desk.means);
  workflows::Submission submission{
      form.secret,
      form.centre,
      Confidential<referral::Answers>(form.answers),
      Confidential<std::string>(std::string(request.form.find("code").value_or(""))),
      form.consent,
      form.suspicion,
      std::move(*files)};
  const auto sent = workflows::send_referral(desk.means, desk.scanner, desk.reference.referral_expectations,
                                             request.caller(), submission, origin_of(request));
  if (!sent) return tl::unexpected(sent.error());
  if (sent->refused.empty()) {
    if (!sent->again) count(desk, form);
    PublicPage page = page_of(language, arrived(request, *sent, language));
    page.lead.clear();
    page.listed = false;
    return answered_to_one(request, desk.network, page, sent->again ? 200 : 201);
  }
  form.refused = sent->refused;
  const auto centres = workflows::receiving_centres(desk.means);
  if (!centres) return tl::unexpected(centres.error());
  return answered_to_one(request, desk.network, page_of(language, referral_form(form, *centres)), 422);
}

void add_send_routes(std::vector<Route>& routes, const ReferralDesk& desk, Language language) {
  routes.push_back({.path = send_address.in(language),
                    .policy = Policy::anonymous(),
                    .runs_on = RunsOn::workers(),
                    .handler = [desk, language](const Request& request) -> Result<Response> {
                      const auto centres = workflows::receiving_centres(desk.means);
                      if (!centres) return tl::unexpected(centres.error());
                      ReferralForm form = prefilled_form(request.query, language);
                      form.secret = workflows::new_form(desk.means);
                      return answered_to_one(request, desk.network, page_of(language, referral_form(form, *centres)));
                    },
                    .summary = "The form to send a patient to a centre",
                    .answers = {{200, "the page", "text/html"}},
                    .any_query = true});
  routes.push_back(
      {.method = Method::post,
       .path = send_address.in(language),
       .policy = Policy::anonymous(),
       .runs_on = RunsOn::lane("passwords"),
       .handler = [desk, language](const Request& request) { return take_form(desk, request, language); },
       .summary = "Sends a patient to a centre, with documents",
       .body = Body::multipart(referral_form_fields(), most_body),
       .answers = {{201, "it arrived: number and link", "text/html"},
                   {200, "it had arrived already", "text/html"}},
       .problems = {422, 503},
       .rate_class = "submission"});
}

}  // namespace

void add_referral_pages(std::vector<Route>& routes, const ReferralDesk& desk) {
  for (const Language language : {Language::fr, Language::en}) {
    add_send_routes(routes, desk, language);
    add_tracking_routes(routes, desk, language);
  }
}

}  // namespace repere::web
