#include "web/public/reader_link.hpp"

namespace repere::web {

Route link_route(std::string path, std::string summary, Handler handler) {
  return {.path = std::move(path),
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::workers(),
          .handler = std::move(handler),
          .summary = std::move(summary),
          .parameters = {{"link", Schema::text().longest(100), "the link's secret", true}},
          .answers = {{200, "the page", "text/html"}},
          .problems = {403, 404, 503},
          .caching = Caching::never};
}

std::string link_of(const Request& request) { return std::string(request.parameter("link")); }

Response opened_with(const char* cookie, const std::string& pass, std::string_view address) {
  Response response = redirect(std::string(address));
  response.cookies.push_back({cookie, pass, SameSite::strict, std::nullopt});
  response.keeps_secret = true;
  return response;
}

Bilingual too_many_codes() {
  return {"Trop de codes faux depuis cette adresse : patientez quelques minutes.",
          "Too many wrong codes from this address: wait a few minutes."};
}

}  // namespace repere::web
