#pragma once
#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <vector>

#include "domain/network/expertise.hpp"
#include "domain/network/nearest_centres.hpp"
#include "domain/network/outlines.hpp"
#include "domain/network/place_search.hpp"
#include "web/public/public_routes.hpp"

// The directory of centres: what its pages, its data and the finder share.
namespace repere::web {

/// The centres with their places. It, the reference data and the places outlive the routes.
struct CentreDirectory {
  const Centres& centres;
  const Places& places;
  PublicNetwork network;
  std::vector<SitePlace> sites;
  bool has_map = false;
  CountReach count = {};
  MeetingsNow meetings = {};
};

/// What a visitor asks of the directory.
struct CentreQuestion {
  std::string words;      ///< commune, postal code or department, as written
  std::string commune;    ///< INSEE code of the one that was chosen; empty: none
  std::string expertise;  ///< a word of expertise_words; empty: any
};

/// The answer: the place, and the centres in the order of their distance from it; by name where none is asked.
struct CentreAnswer {
  PlaceSearch search;
  std::vector<CentreAway> centres;
  std::size_t left_out = 0;  ///< centres that say that they have not the expertise asked for
};

CentreQuestion centre_question(const Request& request);
std::vector<Parameter> centre_parameters();
CentreAnswer answer_of(const CentreDirectory& directory, const CentreQuestion& question);
/// The same, counted when a place was found: `where` it was asked.
CentreAnswer counted_answer(const CentreDirectory& directory, const CentreQuestion& question, reach::Counted where);

// Words. All are plain text.
std::string_view role_words(CentreRole role, Language language);
std::string_view certainty_in(Certainty certainty, Language language);
std::string_view expertise_in(Expertise expertise, Language language);
/// "12 km", "moins de 2 km", "9 371 km".
std::string kilometres(double km, Language language);
/// "Saint-Denis (La Réunion), 97400": enough to tell namesakes apart.
std::string place_shown(const Places& places, PlaceIndex place, Language language);
/// "/centres/FR-LYON-CLB".
std::string centre_path(const Centre& centre, Language language);

/// "/assets/france.svg": the land, in light and in dark.
std::string land_svg(const Outlines& outlines);
/// The map of the centres as a figure: every site a link. HTML; empty without outlines.
std::string centre_map(const CentreDirectory& directory, const CentreAnswer& answer, Language language);

/// /centres and /en/centres, a page a centre, the page for frames, the data of both, /centres.csv and the finder.
std::shared_ptr<const CentreDirectory> centre_directory(const PublicWorld& world, const Places& places,
                                                        const Outlines& outlines);
void add_centre_pages(std::vector<Route>& routes, const std::shared_ptr<const CentreDirectory>& directory,
                      const Outlines& outlines);
/// A centre for programs, with the meetings of its boards that `boards` leaves (its centre is not looked at), and what it looks like.
boost::json::object centre_json(const CentreDirectory& directory, const CentreAway& away, const workflows::OpenMeetings& open,
                                BoardsAsked boards = {});
Schema centre_schema();
/// What became of the words of a search.
boost::json::object search_json(const Places& places, const PlaceSearch& search);
Schema search_schema();
void add_centre_data(std::vector<Route>& routes, const std::shared_ptr<const CentreDirectory>& directory);
void add_centre_finder(std::vector<Route>& routes);

}  // namespace repere::web
