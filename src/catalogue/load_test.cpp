#include "catalogue/load.hpp"
#include "catalogue/network_files.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace repere {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const fs::path knowledge = fs::path(REPERE_SOURCE_DIR) / "knowledge";

const ReferenceData& shipped() {
  static const ReferenceData data = [] {
    auto loaded = load_reference_data(knowledge);
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return *loaded;
  }();
  return data;
}

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// A copy of the shipped folder that a test may spoil; gone afterwards.
class Copy {
 public:
  Copy() : folder_(fs::temp_directory_path() / ("repere_knowledge_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::copy(knowledge, folder_, fs::copy_options::recursive);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() { fs::remove_all(folder_); }

  const fs::path& folder() const { return folder_; }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  void replace(const std::string& file, const std::string& old_text, const std::string& new_text) const {
    std::string text = content_of(folder_ / file);
    const std::size_t at = text.find(old_text);
    ASSERT_NE(at, std::string::npos) << file << " has no longer: " << old_text;
    write(file, text.replace(at, old_text.size(), new_text));
  }

 private:
  fs::path folder_;
};

TEST(shipped_knowledge, has_200_histotypes_of_three_classes) {
  const auto of_class = [](TumourClass wanted) {
    return std::count_if(shipped().histotypes.begin(), shipped().histotypes.end(),
                         [&](const Histotype& one) { return one.tumour_class == wanted; });
  };
  EXPECT_EQ(shipped().histotypes.size(), 200U);
  EXPECT_EQ(of_class(TumourClass::sarcoma), 103);
  EXPECT_EQ(of_class(TumourClass::intermediate), 53);
  EXPECT_EQ(of_class(TumourClass::benign), 44);
}

TEST(shipped_knowledge, finds_a_histotype_by_its_code_and_its_morphology) {
  const Histotypes& histotypes = shipped().histotypes;
  EXPECT_EQ(histotypes[histotypes.find("H011")].name_en, "Dedifferentiated liposarcoma");
  EXPECT_EQ(histotypes[histotypes.find("H011")].icdo, "8858/3");
  EXPECT_FALSE(histotypes.find("H201"));
  EXPECT_FALSE(histotypes.find(""));
  const auto pleomorphic = histotypes.find_by_icdo("8802/3");
  ASSERT_EQ(pleomorphic.size(), 3U);
  EXPECT_EQ(histotypes[pleomorphic[0]].code, "H134");
  EXPECT_TRUE(histotypes.find_by_icdo("8802/9").empty());
  EXPECT_TRUE(histotypes[histotypes.find("H117")].icdo.empty());
}

TEST(shipped_knowledge, puts_every_histotype_in_one_group_of_19) {
  EXPECT_EQ(shipped().groups.size(), 19U);
  for (std::uint16_t row = 0; row < shipped().histotypes.size(); ++row)
    EXPECT_TRUE(shipped().group_of({row}));
  const HistologyGroupIndex gist = shipped().group_of(shipped().histotypes.find("H090"));
  EXPECT_EQ(shipped().groups[gist].code, "gist");
  EXPECT_FALSE(shipped().group_of({}));
}

TEST(shipped_knowledge, a_benign_group_holds_benign_tumours_only) {
  for (const Histotype& one : shipped().histotypes)
    EXPECT_EQ(one.group == "benign", one.tumour_class == TumourClass::benign) << one.code;
}

TEST(shipped_knowledge, has_28_centres_and_three_confirmed_coordinators) {
  std::size_t named = 0, coordinators = 0, confirmed = 0;
  for (const Centre& centre : shipped().centres) {
    if (centre.code == Centres::outside_code) continue;
    ++named;
    EXPECT_FALSE(centre.contact || centre.expertise || centre.board_days) << centre.code;
    for (const RolePeriod& period : centre.roles) {
      coordinators += period.role == CentreRole::coordinator;
      confirmed += period.certainty == Certainty::confirmed;
      EXPECT_FALSE(period.from || period.until) << centre.code;
    }
  }
  EXPECT_EQ(named, 28U);
  EXPECT_EQ(coordinators, 3U);
  EXPECT_EQ(confirmed, 3U);
}

TEST(shipped_knowledge, every_department_has_its_region) {
  const auto regions = load_regions(knowledge / "network" / "regions.csv");
  ASSERT_TRUE(regions) << regions.error().message;
  EXPECT_EQ(regions->of_department("69")->name, "Auvergne-Rhône-Alpes");
  EXPECT_EQ(regions->of_department("2A")->code, "94");
  EXPECT_EQ(regions->of_department("974")->name, "La Réunion");
  EXPECT_EQ(regions->of_department("20"), nullptr);
  std::int64_t inhabitants = 0;
  for (const Region& one : regions->rows) {
    EXPECT_GT(one.inhabitants, 0) << one.name;
    inhabitants += one.inhabitants;
  }
  EXPECT_NEAR(static_cast<double>(inhabitants), 68.9e6, 0.2e6) << "France with all its territories";
}

TEST(shipped_knowledge, a_centre_may_have_several_sites) {
  const Centres& centres = shipped().centres;
  const Centre& nantes = centres[centres.find("FR-NANTES-ICO-CHU")];
  ASSERT_EQ(nantes.sites.size(), 2U);
  EXPECT_EQ(nantes.sites[0].city, "Saint-Herblain");
  EXPECT_FALSE(nantes.sites[0].latitude);
  EXPECT_TRUE(nantes.sites[1].latitude);
}

TEST(shipped_knowledge, has_the_sites_of_the_three_compartments) {
  const Sites& sites = shipped().sites;
  const Site& thigh = sites[sites.find("thigh")];
  EXPECT_EQ(thigh.compartment, Compartment::soft_tissue);
  EXPECT_EQ(thigh.region, BodyRegion::lower_limb);
  EXPECT_EQ(thigh.icdo_topography, "C49.2");
  EXPECT_EQ(sites[sites.find("femur")].compartment, Compartment::bone);
  EXPECT_EQ(sites[sites.find("stomach")].compartment, Compartment::viscera);
  EXPECT_TRUE(sites[sites.find("skin_trunk")].skin);
  EXPECT_GE(sites.find_by_icdo("C49.2").size(), 6U);
}

TEST(shipped_knowledge, maps_the_published_counts) {
  const PublishedCounts& counts = shipped().published_counts;
  EXPECT_EQ(counts.rows.size(), 88U);
  int total = 0;
  std::size_t without = 0;
  for (const PublishedCount& row : counts.rows) {
    total += row.total;
    without += row.mapping == CountMapping::none;
    EXPECT_NEAR(row.incidence_per_million, row.total / 264.71, 0.0002) << row.label;
  }
  EXPECT_EQ(total, 23256);
  EXPECT_EQ(without, 2U);
}

TEST(shipped_knowledge, says_source_date_and_licence_of_every_file) {
  ASSERT_EQ(shipped().editions.size(), 10U);
  for (const Edition& edition : shipped().editions) {
    EXPECT_FALSE(edition.id.empty() || edition.source.empty() || edition.licence.empty()) << edition.id;
    EXPECT_EQ(shipped().edition(edition.id), &edition);
  }
  EXPECT_EQ(shipped().edition("histotypes")->licence, "CC-BY-SA-4.0");
  EXPECT_EQ(shipped().edition("nothing"), nullptr);
}

TEST(shipped_knowledge, keeps_the_disagreements) {
  EXPECT_EQ(shipped().disagreements.rows.size(), 12U);
  EXPECT_EQ(shipped().centre_counts.rows.size(), 4U);
}

TEST(load_reference_data, takes_a_few_milliseconds) {
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(load_reference_data(knowledge));
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(took,
            std::chrono::milliseconds(500));  // loose: sanitizers and busy machines; bench/ has the figure
}

struct Spoiled {
  std::string file, old_text, new_text, says;
};
void PrintTo(const Spoiled& one, std::ostream* out) { *out << one.file << ": " << one.new_text; }

class spoiled_knowledge : public testing::TestWithParam<Spoiled> {};

TEST_P(spoiled_knowledge, is_refused_with_the_place_and_the_remedy) {
  const Copy copy;
  ASSERT_NO_FATAL_FAILURE(copy.replace(GetParam().file, GetParam().old_text, GetParam().new_text));
  const auto loaded = load_reference_data(copy.folder());
  ASSERT_FALSE(loaded) << GetParam().says;
  EXPECT_EQ(loaded.error().kind, ErrorKind::incorrect);
  EXPECT_THAT(loaded.error().message, HasSubstr(GetParam().says));
  EXPECT_THAT(loaded.error().message, HasSubstr((copy.folder() / GetParam().file).string()));
}

const std::string histotypes_file = "classification/histotypes.csv";
const std::string sites_file = "classification/sites.csv";
const std::string roles_file = "network/centre_roles.csv";
const std::string centre_sites_file = "network/centre_sites.csv";
const std::string sidecar_file = "classification/histotypes.meta.toml";

const std::vector<Spoiled> spoiled = {
    // the table as a table
    {histotypes_file, "code,name_fr", "kode,name_fr", "line 1, field code: this column is missing"},
    {histotypes_file, "code,name_fr", "code,code", "line 1, field name_fr: this column is missing"},
    {histotypes_file, "molecular_source\n", "molecular_source,colour\n",
     "field colour: this column is not known"},
    {histotypes_file, "H002,Lipoblastome,", "H002,", "line 3: 14 fields where the header has 15"},
    {histotypes_file, "H002,Lipoblastome", "H002,\"Lipoblastome",
     "line 3: the quote that opens here is closed by one with text behind it (line 3)"},
    {histotypes_file, "Lipoblastome,", "Lipoblastom\xE9,", "line 3: not UTF-8"},
    {histotypes_file, "H003,", "\nH003,", "line 4: empty line"},
    // histotypes
    {histotypes_file, "H002,Lipoblastome", "H002,", "line 3, field name_fr: is empty"},
    {histotypes_file, "H002,", "H001,", "line 3, field code: 'H001' stands on line 2 already"},
    {histotypes_file, "8858/3", "8858-3", "line 12, field icdo: '8858-3' is not an ICD-O-3 morphology"},
    {histotypes_file, "8858/3,3", "8858/3,1",
     "line 12, field behaviour: is not the digit behind the slash of icdo: write 3"},
    {histotypes_file, "8858/3,3", "8858/3,x", "line 12, field behaviour: 'x' is not a whole number"},
    {histotypes_file, "8858/3,3,sarcoma", "8858/3,3,cancer",
     "line 12, field class: 'cancer' is not one of: sarcoma, intermediate, benign"},
    {histotypes_file, "8858/3,3,sarcoma", "8858/3,3,benign",
     "line 12, field class: 'benign' is not the class of behaviour 3"},
    {histotypes_file, "8858/3,3,sarcoma,", "8858/3,3,sarcoma,why", "field class_note: explains a difference"},
    {histotypes_file, "liposarcoma_well_dedifferentiated,8858/3", "liposarcoma,8858/3",
     "line 12, field group: 'liposarcoma' is not in histology_groups.csv"},
    // sites
    {sites_file, "C49.2", "C492",
     "line 2, field icdo_topography: 'C492' is not an ICD-O-3 topography: write it as C49.2"},
    {sites_file, "soft_tissue", "soft",
     "line 2, field compartment: 'soft' is not one of: soft_tissue, bone, viscera"},
    {sites_file, "lower_limb,no", "lower_limb,0", "line 2, field skin: '0' is not one of: no, yes"},
    // disagreements, counts
    {"classification/disagreements.csv", "H134", "H999",
     "line 2, field histotype: 'H999' is not in histotypes.csv"},
    {"classification/disagreements.csv", "8805/3,a,", "8805/3,b,",
     "line 2, field used: histotypes.csv has '8802/3'"},
    {"classification/depinieux_2021_counts.csv", "1264", "1265",
     "line 2, field total: is not the sum of the four years, 1264"},
    {"classification/depinieux_2021_counts.csv", "H009;H010", "H009;H910",
     "line 2, field histotypes: 'H910' is not in"},
    {"classification/depinieux_2021_counts.csv", "several", "one",
     "line 2, field mapping: there are 2 histotypes"},
    // centres
    {centre_sites_file, "45.740", "145.740",
     "line 2, field latitude: '145.740' is not a number from -90 to 90"},
    {centre_sites_file, "45.740,4.880", ",4.880",
     "line 2, field latitude: latitude and longitude go together"},
    {centre_sites_file, "FR-LYON-CLB", "FR-LYON", "line 2, field centre: 'FR-LYON' is not in centres.csv"},
    {centre_sites_file, "FR-LYON-CLB", "FR-LYON", "field centre: no line for FR-LYON-CLB"},
    {roles_file, "coordinator,,", "coordinator,2019,2014-05",
     "line 2, field until: 2014-05 is before from, 2019: mend one of them"},
    {roles_file, "coordinator,,", "coordinator,2019-02-30,", "line 2, field from: this day does not exist"},
    {roles_file, "coordinator", "chief",
     "line 2, field role: 'chief' is not one of: coordinator, competence, outside"},
    {roles_file, "confirmed", "sure", "line 2, field certainty: 'sure' is not one of"},
    {"network/centres.csv", "FR-LYON-CLB", "OUTSIDE",
     "line 2, field code: 'OUTSIDE' has a meaning of its own"},
    {"network/centres.csv", "FR-LYON-CLB", "fr lyon", "line 2, field code: 'fr lyon' has other signs"},
    {"network/centre_counts.csv", "26,", "-26,",
     "line 2, field count: '-26' is not a whole number from 0 up"},
    {"referral/expectations.csv", "adult,bone,14", "adult,bone,0",
     "line 3, field days: takes a whole number from 1 to 365"},
    {"referral/expectations.csv", "adult,bone,14", "adult,deep,14",
     "line 4, field place: has a line for this age group already"},
    // sidecars
    {sidecar_file, "licence = \"CC-BY-SA-4.0\"", "", "field licence: is missing: add it"},
    {sidecar_file, "licence = \"CC-BY-SA-4.0\"", "licence = \"\"", "field licence: is empty"},
    {sidecar_file, "licence = \"CC-BY-SA-4.0\"", "licence = 4", "field licence: is not a text"},
    {sidecar_file, "licence = \"CC-BY-SA-4.0\"", "licence = CC", "line 13: "},
    {sidecar_file, "2026-11-22", "22/11/2026", "line 2, field date: not a date"},
    {sidecar_file, "version = ", "versions = ", "line 1, field versions: is not known"},
    {sidecar_file, "[columns]", "[column]", "field columns: is missing"},
};

INSTANTIATE_TEST_SUITE_P(cases, spoiled_knowledge, testing::ValuesIn(spoiled));

TEST(load_reference_data, refuses_a_column_that_the_sidecar_does_not_explain) {
  const Copy copy;
  copy.replace(sidecar_file, "class_note = ", "note_of_class = ");
  const auto loaded = load_reference_data(copy.folder());
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message,
              HasSubstr("field class_note: the sidecar does not explain this column"));
  EXPECT_THAT(loaded.error().message,
              HasSubstr("field note_of_class: the sidecar explains a column that is not there"));
}

TEST(load_reference_data, says_which_file_is_missing) {
  for (const std::string file : {"classification/sites.csv", "classification/sites.meta.toml",
                                 "network/centre_roles.csv", "network/centres.meta.toml"}) {
    const Copy copy;
    fs::remove(copy.folder() / file);
    const auto loaded = load_reference_data(copy.folder());
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, ErrorKind::not_found);
    EXPECT_THAT(loaded.error().message, HasSubstr(file + ": there is no such file"));
  }
  EXPECT_EQ(load_reference_data("/nowhere").error().kind, ErrorKind::not_found);
}

TEST(load_reference_data, refuses_an_empty_file) {
  const Copy copy;
  copy.write(sites_file, "");
  EXPECT_THAT(load_reference_data(copy.folder()).error().message, HasSubstr("sites.csv: is empty"));
}

TEST(load_reference_data, says_all_problems_of_all_files_at_once) {
  const Copy copy;
  copy.replace(histotypes_file, "8858/3", "8858-3");
  copy.replace(histotypes_file, "H002,Lipoblastome", "H002,");
  copy.replace(sites_file, "C49.2", "C492");
  copy.replace(roles_file, "confirmed", "sure");
  const std::string says = load_reference_data(copy.folder()).error().message;
  EXPECT_THAT(says, HasSubstr("line 12, field icdo"));
  EXPECT_THAT(says, HasSubstr("line 3, field name_fr"));
  EXPECT_LT(says.find("line 3, field name_fr"), says.find("line 12, field icdo"));
  EXPECT_THAT(says, HasSubstr("sites.csv, line 2"));
  EXPECT_THAT(says, HasSubstr("centre_roles.csv, line 2"));
}

TEST(load_reference_data, says_twenty_problems_of_a_file_and_counts_the_rest) {
  const Copy copy;
  std::string text = content_of(copy.folder() / sites_file);
  for (std::size_t at = 0; (at = text.find(",ours", at)) != std::string::npos;) text.erase(at + 1, 4);
  copy.write(sites_file, text);
  const std::string says = load_reference_data(copy.folder()).error().message;
  EXPECT_EQ(std::count(says.begin(), says.end(), '\n'), 20);
  EXPECT_THAT(says, HasSubstr("line 21, field name_source"));
  EXPECT_THAT(says, Not(HasSubstr("line 22, field name_source")));
  EXPECT_THAT(says, HasSubstr("and 89 more"));
}

TEST(load_reference_data, reads_files_saved_with_carriage_returns) {
  const Copy copy;
  std::string text = content_of(copy.folder() / sites_file), crossed;
  for (const char c : text) crossed += c == '\n' ? "\r\n" : std::string(1, c);
  copy.write(sites_file, crossed);
  EXPECT_TRUE(load_reference_data(copy.folder()));
}

}  // namespace
}  // namespace repere
