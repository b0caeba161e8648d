#include "web/public/public_routes.hpp"

#include "web/http/compression.hpp"
#include "web/pages/report_site.hpp"

namespace repere::web {

namespace {

constexpr Language both[] = {Language::fr, Language::en};

Route page_route(std::string path, std::string summary, Handler handler) {
  return {.path = std::move(path),
          .policy = Policy::anonymous(),
          .runs_on = RunsOn::loop(),
          .handler = std::move(handler),
          .summary = std::move(summary),
          .answers = {{200, "the page", "text/html"}}};
}

}  // namespace

Response answered(const PublicNetwork& network, const PublicPage& page) {
  return web::page(public_page(network, page), page.language);
}

Response answered_to_one(const PublicNetwork& network, const PublicPage& page, int status) {
  Response response = answered(network, page);
  response.status = status;
  response.keeps_secret = true;
  return response;
}

void add_fixed_page(std::vector<Route>& routes, const PublicNetwork& network, const PublicAddress& address,
                    const std::string& summary, const std::function<PublicPage(Language)>& make) {
  for (const Language language : both) {
    PublicPage page = make(language);
    page.language = language;
    page.address = address;
    const auto asset = make_asset("text/html; charset=utf-8", public_page(network, page));
    routes.push_back(page_route(address.in(language), summary, [asset, language](const Request&) {
      Response response;
      response.asset = asset;
      response.headers.add("Content-Language", std::string(code_of(language)));
      return response;
    }));
  }
}

void add_public_page(std::vector<Route>& routes, const PublicNetwork& network, const PublicAddress& address,
                     const std::string& summary, const std::vector<Parameter>& parameters, MakePage make) {
  for (const Language language : both) {
    Route route = page_route(address.in(language), summary,
                             [network, make, language](const Request& request) -> Result<Response> {
                               const auto page = make(request, language);
                               if (!page) return tl::unexpected(page.error());
                               return answered(network, *page);
                             });
    route.parameters = parameters;
    routes.push_back(std::move(route));
  }
}

void add_public_style(std::vector<Route>& routes) {
  routes.push_back(asset_route("/assets/public.css",
                               make_asset("text/css; charset=utf-8", std::string(public_style())),
                               "The style of the public pages"));
}

}  // namespace repere::web
