#pragma once
#include <functional>
#include <vector>

#include "domain/reference_data.hpp"
#include "web/public/count_reach.hpp"
#include "web/public/next_boards.hpp"
#include "web/public/public_frame.hpp"
#include "web/routes/route.hpp"

// The routes of the pages that anybody may read. Each section has a file of its own; `add_public_style` comes once.
namespace repere::web {

/// What public pages are made from. It outlives the routes.
struct PublicWorld {
  const ReferenceData& reference;
  PublicNetwork network;
  bool has_report = false;  ///< a study's report is served at /fr/ and /en/
  CountReach count = {};
  MeetingsNow meetings = {};
};

/// The page as an answer, in its own language. A page that search engines may list names both its languages in the header Link, in
/// whole addresses: only the request says under which name the server is known.
Response answered(const Request& request, const PublicNetwork& network, const PublicPage& page, int status = 200);
/// The same for one reader alone: what it holds is secret.
Response answered_to_one(const Request& request, const PublicNetwork& network, const PublicPage& page, int status = 200);

/// A page that stays the same while the server runs, in both languages: made and compressed once.
void add_fixed_page(std::vector<Route>& routes, const PublicNetwork& network, const PublicAddress& address,
                    const std::string& summary, const std::function<PublicPage(Language)>& make);

/// A page whose content follows from the request, in both languages; on the loop: it looks at memory only.
using MakePage = std::function<Result<PublicPage>(const Request&, Language)>;
void add_public_page(std::vector<Route>& routes, const PublicNetwork& network, const PublicAddress& address,
                     const std::string& summary, const std::vector<Parameter>& parameters, MakePage make);

void add_public_style(std::vector<Route>& routes);
/// "/" and "/en/": what the network is for, and the ways into the portal.
void add_home_pages(std::vector<Route>& routes, const PublicWorld& world);

}  // namespace repere::web
