#include "catalogue/geography.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "domain/network/place_search.hpp"

namespace repere {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path knowledge = fs::path(REPERE_SOURCE_DIR) / "knowledge";
constexpr const char* header = "code,name,kind,parent,department,postal_codes,population,latitude,longitude\n";

class GeographyFiles : public testing::Test {
 protected:
  GeographyFiles() : folder_(fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::create_directories(folder_);
    write("places.csv", std::string(header) + "69123,Lyon,c,,69,69001;69002,520000,45.75,4.85\n");
    write("outlines.csv", "department,outline\n69,4 45 5 45 5 46\n");
    write("places.meta.toml", sidecar("code,name,kind,parent,department,postal_codes,population,latitude,longitude"));
    write("outlines.meta.toml", sidecar("department,outline"));
  }
  ~GeographyFiles() override { fs::remove_all(folder_); }
  void write(const char* name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  static std::string sidecar(std::string columns) {
    std::string text =
        "version=\"1\"\ndate=\"2026-11-25\"\ntitle_fr=\"t\"\ntitle_en=\"t\"\nsource=\"s\"\nlicence=\"l\"\n[columns]\n";
    columns += ',';
    for (std::size_t at = 0, end; (end = columns.find(',', at)) != std::string::npos; at = end + 1)
      text += columns.substr(at, end - at) + "=\"c\"\n";
    return text;
  }
  std::string refused(const std::string& line) {
    write("places.csv", header + line);
    const auto loaded = load_geography(knowledge, folder_);
    return loaded ? "" : loaded.error().message;
  }
  fs::path folder_;
};

TEST_F(GeographyFiles, are_read_with_their_editions) {
  const auto loaded = load_geography(knowledge, folder_);
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->places.size(), 1u);
  EXPECT_EQ(loaded->places.departments().size(), 107u);
  EXPECT_EQ(search_place(loaded->places, "69002").kind, PlaceSearch::Kind::place);
  ASSERT_EQ(loaded->outlines.all.size(), 1u);
  EXPECT_EQ(loaded->outlines.all[0].rings[0][1], (Position{45, 5}));
}

TEST_F(GeographyFiles, without_tables_the_departments_are_there_alone) {
  const auto loaded = load_geography(knowledge, std::nullopt);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->places.size(), 0u);
  EXPECT_EQ(search_place(loaded->places, "Gironde").kind, PlaceSearch::Kind::department);
  EXPECT_EQ(search_place(loaded->places, "33076").kind, PlaceSearch::Kind::department);
}

TEST_F(GeographyFiles, are_refused_with_line_and_field) {
  EXPECT_THAT(refused("69123,Lyon,c,,69,69001,520000,45.75\n"), HasSubstr("line 2"));
  EXPECT_THAT(refused("69123,Lyon,x,,69,69001,520000,45.75,4.85\n"), HasSubstr("kind"));
  EXPECT_THAT(refused("69123,Lyon,c,,70x,69001,520000,45.75,4.85\n"), HasSubstr("department"));
  EXPECT_THAT(refused("69123,Lyon,c,,69,6901,520000,45.75,4.85\n"), HasSubstr("postal_codes"));
  EXPECT_THAT(refused("69123,Lyon,c,,69,69001,-4,45.75,4.85\n"), HasSubstr("population"));
  EXPECT_THAT(refused("69123,Lyon,c,,69,69001,520000,95.75,4.85\n"), HasSubstr("latitude"));
  EXPECT_THAT(refused("69123,Lyon,c,,69,69001,520000,45.75,\n"), HasSubstr("latitude"));
  EXPECT_THAT(refused("69123,Ly\"on,c,,69,69001,520000,45.75,4.85\n"), HasSubstr("line 2"));
  EXPECT_THAT(refused("69388,Lyon 8e,a,,69,69008,0,45.75,4.85\n"), HasSubstr("parent"));
  EXPECT_THAT(refused("69123,Lyon,c,,69,69001,1,,\n69123,Lyon,c,,69,69001,1,,\n"), HasSubstr("twice"));
  EXPECT_THAT(refused("\xFF,Lyon,c,,69,69001,1,,\n"), HasSubstr("UTF-8"));
  write("places.csv", "code;name\n");
  EXPECT_THAT(load_geography(knowledge, folder_).error().message, HasSubstr("line 1"));
  write("places.csv", header);
  write("outlines.csv", "department,outline\n69,4 45 5\n");
  EXPECT_THAT(load_geography(knowledge, folder_).error().message, HasSubstr("outline"));
}

// The whole table, where it was made.
class AllPlaces : public testing::Test {
 protected:
  void SetUp() override {
    const auto tables = find_geography_folder(knowledge);
    ASSERT_TRUE(tables);
    if (!*tables) GTEST_SKIP() << "the table of places was not made: npm ci in portal/geography, then build again";
    auto loaded = load_geography(knowledge, *tables);
    ASSERT_TRUE(loaded) << loaded.error().message;
    places_ = std::move(loaded->places);
  }
  std::string code_of(const char* words) const {
    const PlaceSearch found = search_place(places_, words);
    return found.kind == PlaceSearch::Kind::place ? std::string(places_[found.place].code) : "";
  }
  Places places_;
};

TEST_F(AllPlaces, are_found_by_name_and_postal_code) {
  const std::pair<const char*, const char*> cases[] = {
      {"Lyon", "69123"},     {"75013", "75113"},     {"Paris", "75056"},    {"paris 1er", "75101"},
      {"13005", "13205"},    {"Ajaccio", "2A004"},   {"20200 Bastia", "2B033"}, {"97400", "97411"},
      {"Dunkerque", "59183"}, {"33076 Bordeaux Cedex", "33063"}, {"94805 Villejuif cedex", "94076"}, {"st etienne 42000", "42218"},
      {"97300", "97302"},    {"Cherbourg-en-Cotentin", "50129"}};
  for (const auto& [words, code] : cases) EXPECT_EQ(code_of(words), code) << words;
  EXPECT_EQ(search_place(places_, "Saint-Denis").kind, PlaceSearch::Kind::choices);
  EXPECT_EQ(search_place(places_, "Sainte-Colombe").kind, PlaceSearch::Kind::choices);
  EXPECT_EQ(search_place(places_, "Montpelier").kind, PlaceSearch::Kind::spelling);
}

TEST_F(AllPlaces, fit_into_little_memory) { EXPECT_LT(places_.bytes(), 6u * 1024 * 1024); }

TEST_F(AllPlaces, agree_with_the_departments_that_the_project_keeps) {
  std::vector<Position> sums(places_.departments().size());
  std::vector<double> counts(sums.size());
  for (std::uint16_t row = 0; row < places_.size(); ++row) {
    const Place place = places_[{row}];
    if (place.kind != PlaceKind::commune || place.precision != Precision::place) continue;
    sums[place.department].latitude += place.position.latitude;
    sums[place.department].longitude += place.position.longitude;
    ++counts[place.department];
  }
  for (std::size_t i = 0; i < sums.size(); ++i)
    EXPECT_LT(distance_km({sums[i].latitude / counts[i], sums[i].longitude / counts[i]}, places_.departments()[i].middle), 1)
        << places_.departments()[i].code;
}

}  // namespace
}  // namespace repere
