#include <gmock/gmock.h>

#include "domain/network/expertise.hpp"
#include "domain/network/nearest_centres.hpp"
#include "domain/network/place_name.hpp"
#include "domain/network/place_search.hpp"

namespace repere {
namespace {

using testing::ElementsAre;
using Kind = PlaceSearch::Kind;

TEST(Distance, is_that_of_the_haversine_on_the_mean_sphere) {
  // A degree of latitude is 6371.0088 · π / 180 km, anywhere.
  EXPECT_NEAR(distance_km({45, 5}, {46, 5}), 111.195, 0.001);
  // Lyon to Paris (Notre-Dame to Fourvière): about 391 km.
  EXPECT_NEAR(distance_km({45.7624, 4.8226}, {48.8530, 2.3499}), 391, 1);
  EXPECT_EQ(distance_km({-20.9, 55.4}, {-20.9, 55.4}), 0);
  EXPECT_NEAR(distance_km({0, 0}, {0, 180}), 20015.1, 0.1);
  // Across the 180th meridian the short way is taken.
  EXPECT_NEAR(distance_km({-13, 179.5}, {-13, -179.5}), 108.3, 0.1);
}

TEST(PlaceName, is_folded_as_a_visitor_may_write_it) {
  for (const char* written : {"Saint-Étienne", "ST ETIENNE", "st-étienne", "  Saint   Etienne ", "Saint-E\xCC\x81tienne"})
    EXPECT_EQ(folded_name(written), "saint etienne") << written;
  EXPECT_EQ(folded_name("Œuilly"), "oeuilly");
  EXPECT_EQ(folded_name("Lœuilley"), folded_name("Loeuilley"));
  EXPECT_EQ(folded_name("L’Haÿ-les-Roses"), "l hay les roses");
  EXPECT_EQ(folded_name("Aÿ"), "ay");
  EXPECT_EQ(folded_name("Ste-Foy-lès-Lyon"), "sainte foy les lyon");
  EXPECT_EQ(folded_name("\xFF\xFE<script>"), "script");
  EXPECT_EQ(folded_name("…"), "");
}

Places some_places() {
  Departments departments({}, {{"01", "Ain", "Auvergne-Rhône-Alpes", {46.1, 5.3}},
                               {"2A", "Corse-du-Sud", "Corse", {41.9, 8.9}},
                               {"2B", "Haute-Corse", "Corse", {42.5, 9.3}},
                               {"33", "Gironde", "Nouvelle-Aquitaine", {44.8, -0.6}},
                               {"69", "Rhône", "Auvergne-Rhône-Alpes", {45.8, 4.7}},
                               {"93", "Seine-Saint-Denis", "Île-de-France", {48.9, 2.45}},
                               {"974", "La Réunion", "La Réunion", {-21.1, 55.5}}});
  Places places(std::move(departments));
  const auto add = [&](PlaceEntry entry) { ASSERT_TRUE(places.add(entry)) << entry.name; };
  add({"69123", "Lyon", PlaceKind::commune, "", 4, {69001, 69008}, 520000, Position{45.75, 4.85}});
  add({"69388", "Lyon 8e Arrondissement", PlaceKind::borough, "69123", 4, {69008}, 85000, Position{45.736, 4.869}});
  add({"93066", "Saint-Denis", PlaceKind::commune, "", 5, {93200, 93210}, 150000, Position{48.936, 2.354}});
  add({"97411", "Saint-Denis", PlaceKind::commune, "", 6, {97400, 97490}, 155000, Position{-20.88, 55.45}});
  add({"01015", "Arboys en Bugey", PlaceKind::commune, "", 0, {1300}, 710, std::nullopt});
  add({"01015", "Arbignieu", PlaceKind::old_commune, "01015", 0, {1300}, 0, std::nullopt});
  add({"01034", "Belley", PlaceKind::commune, "", 0, {1300}, 9000, Position{45.76, 5.69}});
  add({"01001", "L'Abergement-Clémenciat", PlaceKind::commune, "", 0, {1400}, 860, std::nullopt});
  add({"2A004", "Ajaccio", PlaceKind::commune, "", 1, {20000, 20090}, 73000, Position{41.927, 8.737}});
  add({"33063", "Bordeaux", PlaceKind::commune, "", 3, {33000}, 260000, Position{44.84, -0.58}});
  EXPECT_TRUE(places.complete({"places", "1", {}, {}, {}, {}, {}, {}}));
  return places;
}

std::vector<std::string> names(const Places& places, const std::vector<PlaceIndex>& list) {
  std::vector<std::string> all;
  for (const PlaceIndex one : list) all.emplace_back(places[one].name);
  return all;
}

TEST(PlaceSearch, finds_one_place_by_what_people_write) {
  const Places places = some_places();
  const std::pair<const char*, const char*> cases[] = {
      {"lyon", "69123"},         {"LYON 08", "69388"},   {"Lyon 8ème", "69388"},        {"69008", "69388"},
      {"69 008 Lyon", "69388"},  {"97400", "97411"},     {"Bordeaux CEDEX", "33063"},   {"33076 Bordeaux cedex", "33063"},
      {"2A004", ""},             {"20090", "2A004"},     {"1400", "01001"},             {"arboys", "01015"},
      {"clemenciat", "01001"},   {"Belley 01300", "01034"}, {"Saint-Denis 97490", "97411"}, {"bellay", ""}};
  for (const auto& [words, code] : cases) {
    const PlaceSearch found = search_place(places, words);
    EXPECT_EQ(found.kind == Kind::place ? std::string(places[found.place].code) : "", code) << words;
  }
}

TEST(PlaceSearch, lists_namesakes_and_leaves_the_choice) {
  const Places places = some_places();
  const PlaceSearch found = search_place(places, "st denis");
  ASSERT_EQ(found.kind, Kind::choices);
  EXPECT_EQ(found.others.size(), 2u);
  EXPECT_EQ(places[found.others[0]].code, "97411");
  EXPECT_FALSE(found.from);
  EXPECT_EQ(chosen_place(places, "93066")->kind, Kind::place);
  EXPECT_FALSE(chosen_place(places, "93000"));
  EXPECT_FALSE(chosen_place(places, "<b>"));
}

TEST(PlaceSearch, a_postal_code_of_several_communes_begins_in_their_middle_and_says_so) {
  const Places places = some_places();
  const PlaceSearch found = search_place(places, "01300");
  ASSERT_EQ(found.kind, Kind::postal_area);
  EXPECT_THAT(names(places, found.others), ElementsAre("Belley", "Arboys en Bugey"));
  EXPECT_EQ(found.precision, Precision::postal_code);
  EXPECT_NEAR(found.from->latitude, 45.76, 1e-4);
}

TEST(PlaceSearch, departments_are_found_by_code_and_name_and_stand_in_for_an_unknown_postal_code) {
  const Places places = some_places();
  for (const char* words : {"2a", "Corse du Sud"}) {
    const PlaceSearch found = search_place(places, words);
    ASSERT_EQ(found.kind, Kind::department) << words;
    EXPECT_EQ(places.departments()[*found.department].code, "2A") << words;
    EXPECT_FALSE(found.unknown_postal_code);
  }
  EXPECT_EQ(*search_place(places, "Réunion").department, 6u);
  EXPECT_EQ(*search_place(places, "974").department, 6u);
  EXPECT_EQ(*search_place(places, "1").department, 0u);
  const PlaceSearch cedex = search_place(places, "33076 CEDEX");
  ASSERT_EQ(cedex.kind, Kind::department);
  EXPECT_TRUE(cedex.unknown_postal_code);
  EXPECT_EQ(*search_place(places, "20299").department, 2u);
}

TEST(PlaceSearch, proposes_the_nearest_spelling) {
  const Places places = some_places();
  EXPECT_THAT(names(places, search_place(places, "Bordaux").others), ElementsAre("Bordeaux"));
  EXPECT_EQ(search_place(places, "bellay").kind, Kind::spelling);
  EXPECT_EQ(search_place(places, "Ajacio").kind, Kind::spelling);
  EXPECT_EQ(search_place(places, "Zanzibar").kind, Kind::nothing);
}

TEST(PlaceSearch, answers_nonsense_without_harm) {
  const Places places = some_places();
  EXPECT_EQ(search_place(places, "").kind, Kind::nothing_asked);
  EXPECT_EQ(search_place(places, " - ").kind, Kind::nothing_asked);
  EXPECT_EQ(search_place(places, "99999").kind, Kind::nothing);
  EXPECT_EQ(search_place(places, "123456789012345678901234567890").kind, Kind::nothing);
  EXPECT_EQ(search_place(places, std::string(100000, 'x')).kind, Kind::nothing);
  EXPECT_EQ(search_place(places, "\xFF\xC3").kind, Kind::nothing_asked);
  EXPECT_EQ(search_place(places, "paris 99999").kind, Kind::nothing);
  EXPECT_EQ(search_place(Places(), "Lyon").kind, Kind::nothing);
}

TEST(Places, without_a_position_take_that_of_their_postal_code_then_of_their_department) {
  const Places places = some_places();
  const auto at = [&](const char* words) { return places[search_place(places, words).place]; };
  EXPECT_EQ(at("Belley").precision, Precision::place);
  EXPECT_EQ(at("Arboys en Bugey").precision, Precision::postal_code);
  EXPECT_NEAR(at("Arboys en Bugey").position.longitude, 5.69, 1e-4);
  EXPECT_EQ(at("L'Abergement-Clémenciat").precision, Precision::department);
  EXPECT_NEAR(at("L'Abergement-Clémenciat").position.latitude, 46.1, 1e-9);
  EXPECT_EQ(at("Arbignieu").part_of, "Arboys en Bugey");
  EXPECT_THAT(at("Arbignieu").postal_codes, ElementsAre("01300"));
}

TEST(Places, refuse_what_is_wrong) {
  Places places(Departments({}, {{"01", "Ain", "Auvergne-Rhône-Alpes", {46, 5}}}));
  EXPECT_FALSE(places.add({"1", "Court", PlaceKind::commune, "", 0, {}, 0, {}}));
  EXPECT_FALSE(places.add({"01001", "", PlaceKind::commune, "", 0, {}, 0, {}}));
  EXPECT_FALSE(places.add({"01001", "-", PlaceKind::commune, "", 0, {}, 0, {}}));
  EXPECT_FALSE(places.add({"01001", "Ailleurs", PlaceKind::commune, "", 1, {}, 0, {}}));
  ASSERT_TRUE(places.add({"01002", "Orpheline", PlaceKind::old_commune, "01999", 0, {}, 0, {}}));
  EXPECT_FALSE(places.complete({}));
}

Centre centre(const char* code, std::vector<CentreSite> sites) {
  Centre one;
  one.code = code;
  one.name = code;
  one.sites = std::move(sites);
  one.roles.push_back({CentreRole::competence, {}, {}, Certainty::probable, "synthetic"});
  return one;
}

TEST(NearestCentres, come_by_their_nearest_site_and_the_unplaced_last) {
  const Places places = some_places();
  Centre fictitious = centre("FICTION", {{"Site", "", "Lyon", "69", 45.7, 4.8, "s", "c"}});
  fictitious.fictitious = true;
  const auto centres = Centres::make(
      {}, {centre("FAR", {{"A", "", "Bordeaux", "33", std::nullopt, std::nullopt, "s", ""}}),
           centre("NOWHERE", {{"B", "", "Inconnue", "33", std::nullopt, std::nullopt, "s", ""}}),
           centre("TWO", {{"C", "", "Saint-Denis", "974", -20.9, 55.4, "s", "c"}, {"D", "", "Lyon", "69", 45.74, 4.88, "s", "c"}}),
           fictitious});
  const auto sites = place_sites(*centres, places);
  EXPECT_EQ(sites.size(), 4u);
  const auto near = nearest_centres(sites, {45.75, 4.85});
  ASSERT_EQ(near.size(), 3u);
  EXPECT_EQ((*centres)[near[0].centre].code, "TWO");
  EXPECT_EQ(near[0].site, 1u);
  EXPECT_NEAR(*near[0].km, 2.6, 0.1);
  EXPECT_EQ((*centres)[near[1].centre].code, "FAR");
  EXPECT_TRUE(near[1].of_commune);
  EXPECT_FALSE(near[2].km);
}

TEST(Expertise, is_unknown_until_it_is_given) {
  Centre one = centre("ONE", {});
  EXPECT_EQ(has(one, Expertise::bone), Has::unknown);
  one.expertise = "soft_tissue;bone";
  EXPECT_EQ(has(one, Expertise::bone), Has::yes);
  EXPECT_EQ(has(one, Expertise::children), Has::no);
}

}  // namespace
}  // namespace repere
