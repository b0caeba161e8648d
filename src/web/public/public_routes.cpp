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

void name_languages(Response& response, const Request& request, const PublicAddress& address) {
  std::string link;
  for (const Language language : both)
    link += (link.empty() ? "<" : ", <") + request.origin() + address.in(language) + ">; rel=\"alternate\"; hreflang=\"" +
            std::string(code_of(language)) + "\"";
  response.headers.add("Link", std::move(link));
}

}  // namespace

Response answered(const Request& request, const PublicNetwork& network, const PublicPage& page, int status) {
  Response response = web::page(public_page(network, page), page.language, status);
  if (page.listed) name_languages(response, request, page.address);
  return response;
}

Response answered_to_one(const Request& request, const PublicNetwork& network, const PublicPage& page, int status) {
  Response response = answered(request, network, page, status);
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
    routes.push_back(page_route(address.in(language), summary, [asset, language, address](const Request& request) {
      Response response;
      response.asset = asset;
      name_languages(response, request, address);
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
                               return answered(request, network, *page);
                             });
    route.parameters = parameters;
    routes.push_back(std::move(route));
  }
}

void add_public_style(std::vector<Route>& routes) {
  // A landmark seen through a sight: the mark in the window's title.
  routes.push_back(asset_route("/assets/icon.svg",
                               make_asset("image/svg+xml",
                                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" "
                                          "height=\"32\" rx=\"7\" fill=\"#0b3d5c\"/><g fill=\"none\" stroke=\"#fff\" "
                                          "stroke-width=\"2.6\"><circle cx=\"16\" cy=\"16\" r=\"7.5\"/><path d=\"M16 3.5v7m0 "
                                          "11v7M3.5 16h7m11 0h7\"/></g><circle cx=\"16\" cy=\"16\" r=\"2.2\" fill=\"#fff\"/></svg>"),
                               "The mark of the site in a window’s title"));
  routes.push_back(asset_route("/assets/public.css",
                               make_asset("text/css; charset=utf-8", std::string(public_style())),
                               "The style of the public pages"));
}

}  // namespace repere::web
