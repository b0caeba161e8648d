#include "web/people/sign_in_answers.hpp"

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
  if (request.language != Language::fr) return error.message;
  switch (error.kind) {
    case ErrorKind::busy:
      return "Trop de tentatives ont échoué depuis cette adresse : patientez quelques minutes avant de "
             "réessayer.";
    case ErrorKind::unavailable:
    case ErrorKind::fault:
      return "Le service est momentanément indisponible : réessayez dans un instant.";
    default:
      return error.message;
  }
}

int status_of(const Error& error) {
  return error.kind == ErrorKind::busy ? 429 : error.kind == ErrorKind::incorrect ? 422 : 403;
}

std::string button(const Request& request, Bilingual name) {
  return "<p><button>" + std::string(name.in(request.language)) + "</button></p></form>";
}

}  // namespace repere::web
