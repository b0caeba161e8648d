#include <gmock/gmock.h>

#include "web/public/centre_directory.hpp"
#include "web/public/synthetic_centre.hpp"
#include "web/routes/openapi_walk.hpp"
#include "web/server/served.hpp"

namespace repere::web {
namespace {

using testing::HasSubstr;
using testing::Not;

class CentrePages : public testing::Test {
 protected:
  CentrePages()
      : places_(Departments({}, {{"69", "Rhône", "Auvergne-Rhône-Alpes", {45.8, 4.7}},
                                 {"974", "La Réunion", "La Réunion", {-21.1, 55.5}}})) {
    reference_.centres = *Centres::make(
        {},
        {synthetic("SYN-A", "Centre synthétique & A", {"Site A", "", "Lyon", "69", 45.74, 4.88, "s", "c"}),
         synthetic("SYN-B", "Centre synthétique B",
                   {"Site B", "", "Saint-Denis", "974", std::nullopt, std::nullopt, "s", ""})});
    static_cast<void>(
        places_.add({"69123", "Lyon", PlaceKind::commune, "", 0, {69001}, 520000, Position{45.75, 4.85}}));
    static_cast<void>(places_.add(
        {"97411", "Saint-Denis", PlaceKind::commune, "", 1, {97400}, 155000, Position{-20.88, 55.45}}));
    static_cast<void>(
        places_.add({"97420", "Saint-Denis", PlaceKind::commune, "", 1, {97490}, 1, std::nullopt}));
    EXPECT_TRUE(places_.complete({}));
    outlines_.all = {{"69", {{{45.6, 4.6}, {45.6, 5}, {46, 5}}}}};
  }
  std::vector<Route> routes() {
    std::vector<Route> all;
    const CountReach count = [this](reach::Counted what, std::optional<std::size_t> department) {
      counted_.emplace_back(what, department ? places_.departments()[*department].code : "");
    };
    add_centre_pages(all, centre_directory({reference_, {"Réseau", true}, false, count}, places_, outlines_), outlines_);
    return all;
  }
  std::vector<std::pair<reach::Counted, std::string>> counted_;
  ReferenceData reference_;
  Places places_;
  Outlines outlines_;
};

TEST_F(CentrePages, order_centres_by_distance_and_mark_what_is_not_confirmed) {
  Served served(routes());
  const Reply page = served.get("/centres?lieu=69001");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Centre synthétique &amp; A"));
  EXPECT_LT(page.body.find("synthétique &amp; A</a></h3>"), page.body.find("synthétique B</a></h3>"));
  EXPECT_THAT(page.body, HasSubstr("3\u00A0km"));
  EXPECT_THAT(page.body, HasSubstr("incertain, à confirmer par le réseau"));
  EXPECT_THAT(served.get("/en/centres?lieu=lyon").body, HasSubstr("straight line"));
}

TEST_F(CentrePages, say_what_they_did_not_find_and_repeat_nothing_as_html) {
  Served served(routes());
  EXPECT_THAT(served.get("/centres?lieu=Lyonn").body, HasSubstr("Vouliez-vous dire"));
  EXPECT_THAT(served.get("/centres?lieu=Saint-Denis").body, HasSubstr("Plusieurs lieux"));
  EXPECT_THAT(served.get("/centres?lieu=Saint-Denis&commune=97411").body, HasSubstr("moins de 2"));
  EXPECT_THAT(served.get("/centres?lieu=69999").body, HasSubstr("CEDEX"));
  EXPECT_THAT(served.get("/centres?lieu=zzzzzz").body, HasSubstr("Aucun lieu trouvé"));
  EXPECT_THAT(served.get("/centres?lieu=%3Cscript%3Ealert(1)%3C%2Fscript%3E").body,
              Not(HasSubstr("<script>alert")));
  EXPECT_EQ(served.get("/centres?lieu=" + std::string(500, 'x')).status, 400);
  EXPECT_EQ(served.get("/centres?pour=everything").status, 400);
  EXPECT_EQ(served.get("/centres?commune=%22%3E%3Cb").status, 200);
}

TEST_F(CentrePages, a_page_a_centre_and_none_for_others) {
  Served served(routes());
  const Reply page = served.get("/centres/SYN-B?lieu=Lyon");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("MedicalOrganization"));
  EXPECT_THAT(page.body, HasSubstr("synthetic source"));
  EXPECT_THAT(page.body, HasSubstr("Position : celle de la commune"));
  EXPECT_EQ(served.get("/centres/SYN-C").status, 404);
  EXPECT_EQ(served.get("/centres/OUTSIDE").status, 404);
}

TEST_F(CentrePages, without_the_table_departments_are_searched_and_the_page_says_so) {
  places_ = Places(Departments({}, {{"69", "Rhône", "Auvergne-Rhône-Alpes", {45.8, 4.7}}}));
  outlines_ = {};
  Served served(routes());
  const Reply page = served.get("/centres?lieu=69");
  EXPECT_THAT(page.body, HasSubstr("par département"));
  EXPECT_THAT(page.body, HasSubstr("milieu du département (Rhône)"));
  EXPECT_THAT(page.body, Not(HasSubstr("<svg")));
}

TEST_F(CentrePages, the_finder_and_its_data_may_stand_on_other_sites_and_pages_may_not) {
  Served served(routes());
  for (const char* path :
       {"/assets/finder.js", "/api/v1/centres?lieu=69001", "/api/v1/places?q=lyon", "/centres/recherche"})
    EXPECT_EQ(served.get(path).headers.find("Access-Control-Allow-Origin"), "*") << path;
  EXPECT_FALSE(served.get("/centres/recherche").headers.find("X-Frame-Options"));
  EXPECT_EQ(served.get("/centres").headers.find("X-Frame-Options"), "DENY");
}

TEST_F(CentrePages, data_keep_what_the_document_promises) {
  Served served(routes());
  EXPECT_THAT(walk_openapi(served), testing::IsEmpty());
  EXPECT_THAT(served.get("/centres.csv").body,
              HasSubstr("SYN-A,\"Centre synthétique & A\",competence,uncertain"));
}

TEST_F(CentrePages, the_map_is_drawn_with_a_link_a_site) {
  Served served(routes());
  EXPECT_THAT(served.get("/centres").body, HasSubstr("<a href=\"/centres/SYN-A\" aria-label"));
  EXPECT_THAT(served.get("/assets/france.svg").body, HasSubstr("<path d=\"M"));
}

TEST_F(CentrePages, a_search_is_counted_where_a_place_was_found_and_only_then) {
  Served served(routes());
  for (const char* path : {"/centres", "/centres?pour=bone", "/centres?lieu=nowhere-at-all", "/centres?lieu=saint-denis",
                           "/api/v1/places?q=lyon", "/centres/SYN-A"})
    served.get(path);
  EXPECT_TRUE(counted_.empty());
  served.get("/centres?lieu=69001");
  served.get("/en/centres/search?lieu=974");
  served.get("/api/v1/centres?lieu=lyon");
  using Pair = std::pair<reach::Counted, std::string>;
  EXPECT_EQ(counted_, (std::vector<Pair>{{reach::Counted::search_here, "69"},
                                         {reach::Counted::search_elsewhere, "974"},
                                         {reach::Counted::search_elsewhere, "69"}}));
}

}  // namespace
}  // namespace repere::web
