#include "web/people/sign_in_answers.hpp"

#include "report/drawing/plain_text.hpp"
#include "web/people/french_errors.hpp"

namespace repere::web {

Response with_session(Response response, const workflows::Begun& begun) {
  response.cookies.push_back({session_cookie, begun.token, SameSite::lax, std::nullopt});
  response.keeps_secret = true;
  return response;
}

Response shown(const Request& request, Bilingual title, const std::string& content, int status,
               const workflows::SignedIn* who) {
  Response response = page(page_frame(request, title, content, who), request.language, status);
  response.keeps_secret = true;
  return response;
}

std::string said(const Request& request, const Error& error) {
  return request.language == Language::fr ? in_french(error) : error.message;
}

int status_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::busy:
      return 429;
    case ErrorKind::incorrect:
      return 422;
    case ErrorKind::conflict:
      return 409;
    default:
      return 403;
  }
}

std::string recovery_codes_list(const Request& request, const std::vector<std::string>& codes,
                                std::string_view next) {
  const Bilingual keep{
      "Imprimez ou recopiez ces codes : chacun remplace une fois le téléphone. Ils ne seront plus montrés.",
      "Print or copy these codes: each replaces the telephone once. They will not be shown again."},
      go_on{"Continuer", "Go on"};
  std::string content = "<p>" + std::string(keep.in(request.language)) + "</p><ul class=\"codes\">";
  for (const auto& code : codes) content += "<li><code>" + report::escaped(code) + "</code></li>";
  return content + "</ul><p><a class=\"main-link\" href=\"" + std::string(next) + "\">" +
         std::string(go_on.in(request.language)) + "</a></p>";
}

std::string button(const Request& request, Bilingual name) {
  return "<p><button>" + std::string(name.in(request.language)) + "</button></p></form>";
}

}  // namespace repere::web
