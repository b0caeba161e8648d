#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "web/pages/bilingual.hpp"

// What every page that anybody may read has around its content.
namespace repere::web {

/// What the public pages say of the network that runs this server.
struct PublicNetwork {
  std::string name = "Repère";
  bool synthetic = false;  ///< a demonstration: said on every page
};

/// The addresses of one page in both languages: paths of this site.
struct PublicAddress {
  std::string fr, en;
  const std::string& in(Language language) const { return language == Language::fr ? fr : en; }
};

/// One page in one language.
struct PublicPage {
  Language language = Language::fr;
  PublicAddress address;    ///< of this page, with its query where the other language needs it
  std::string title;        ///< the page's heading and the window's title; plain text
  std::string description;  ///< a sentence for search engines and previews; plain text
  std::string lead;         ///< a sentence or two under the heading; plain text, may be empty
  std::string content;      ///< HTML
  std::string data = {};    ///< JSON-LD that describes the page to machines; empty: none
  std::vector<std::string> scripts =
      {};              ///< paths of this site, loaded as modules; the page works without them
  bool listed = true;  ///< false: search engines are asked to leave it out
};

/// The whole page: head, skip link, the ways of the public portal, the other language, the page, footer.
std::string public_page(const PublicNetwork& network, const PublicPage& page);

/// What public pages look like beside the style of every page.
std::string_view public_style();

}  // namespace repere::web
