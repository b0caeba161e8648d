#pragma once
#include <string>
#include <string_view>

#include "web/public/centre_directory.hpp"

// The pieces of which the pages of centres are made, and the pages themselves. All texts are HTML.
namespace repere::web {

std::string paragraph(std::string_view text, std::string_view style = {});

/// The question of a visitor as a form; `action` is the page that answers.
std::string search_form(const CentreQuestion& asked, Language language, std::string_view action);
/// From where the distances are counted, and how well that is known; plain text.
std::string origin_of_distances(const CentreDirectory& directory, const PlaceSearch& search,
                                Language language);
/// What became of the words that were searched: the place, its namesakes, or what to write instead.
std::string what_was_found(const CentreDirectory& directory, const CentreQuestion& asked,
                           const PlaceSearch& search, Language language, std::string_view action);

/// "Centre, ville (département)" of a site; plain text.
std::string site_line(const CentreDirectory& directory, const CentreSite& site);
/// The centres in their order, those farther away behind a click.
std::string centre_list(const CentreDirectory& directory, const CentreQuestion& asked,
                        const CentreAnswer& answer, Language language);
/// How the next meetings are to be read; in a demonstration, whose they are.
std::string boards_note(const PublicNetwork& network, Language language);
/// Whose facts the directory stands on.
std::string centre_credits(Language language);

/// The page of all centres.
PublicPage centre_list_page(const CentreDirectory& directory, const Request& request, Language language);
/// The page of one.
/// Errors: not_found when no centre has the code
Result<PublicPage> centre_page(const CentreDirectory& directory, const Request& request, Language language);

}  // namespace repere::web
