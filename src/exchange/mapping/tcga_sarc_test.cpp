// The mapping of a real cohort, against the numbers that are published beside it. The data are not part of
// the project.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "exchange/csv/reader.hpp"
#include "exchange/mapping/mapped_file.hpp"
#include "exchange/mapping/mapping.hpp"
#include "exchange/test_support.hpp"

namespace repere::exchange {
namespace {

using testing_support::problems_of;

// The project's histotypes, as far as a mapping needs them: code and morphology.
const ReferenceData& reference() {
  static const ReferenceData lists = [] {
    ReferenceData made;
    auto reader = csv::Reader::open(REPERE_SOURCE_DIR "/knowledge/classification/histotypes.csv").value();
    reader.select({*reader.find("code"), *reader.find("icdo")});
    std::vector<Histotype> entries;
    while (reader.next() == csv::Step::record) {
      Histotype& entry = entries.emplace_back();
      entry.code = reader.fields()[0];
      entry.icdo = reader.fields()[1];
    }
    made.histotypes = Histotypes::make({}, std::move(entries)).value();
    return made;
  }();
  return lists;
}

TEST(TcgaSarcMapping, is_right_by_itself) {
  const auto mapping = read_mapping(REPERE_SOURCE_DIR "/knowledge/mappings/tcga-sarc.toml", reference());
  EXPECT_TRUE(mapping) << mapping.error().message;
}

class TcgaSarc : public testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path data = REPERE_SHARED_DIR "/real/tcga_sarc/tcga_sarc_samples.tsv";
    if (!std::filesystem::exists(data)) GTEST_SKIP() << "the TCGA-SARC table is not here";
    auto read = MappedFile(reference(), data, REPERE_SOURCE_DIR "/knowledge/mappings/tcga-sarc.toml").read();
    ASSERT_TRUE(read) << read.error().message;
    intake = std::move(*read);
  }
  workflows::Intake intake;
};

TEST_F(TcgaSarc, has_its_patients_and_deaths) {
  EXPECT_EQ(problems_of(intake), "");
  const auto& cases = intake.registry;
  EXPECT_EQ(cases.patients.size(), 261u);
  EXPECT_EQ(cases.tumours.size(), 261u);
  ASSERT_EQ(cases.news.size(), 261u);
  std::map<registry::State, int> states;
  for (const auto& news : cases.news) ++states[news.state.value()];
  EXPECT_EQ(states[registry::State::dead_of_disease], 81);
  EXPECT_EQ(states[registry::State::dead_of_other_cause], 12);
  EXPECT_EQ(states[registry::State::dead_unknown_cause], 6);  // 99 deaths
  EXPECT_EQ(states[registry::State::alive_no_evidence], 117);
  EXPECT_EQ(states[registry::State::alive_with_disease], 42);
  EXPECT_EQ(states[registry::State::alive], 3);
  int men = 0, histotypes = 0, years = 0;
  for (const auto& patient : cases.patients) men += patient.sex == registry::Sex::male;
  for (const auto& tumour : cases.tumours)
    histotypes += bool(tumour.histotype), years += bool(tumour.diagnosis);
  EXPECT_EQ(men, 119);
  EXPECT_EQ(histotypes, 261);
  EXPECT_EQ(years, 257);
}

TEST_F(TcgaSarc, has_its_margins) {
  std::map<Margin, int> margins, deaths;
  const auto& cases = intake.registry;
  for (const auto& surgery : cases.surgeries) {
    ++margins[surgery.margin.value()];
    deaths[surgery.margin.value()] += registry::is_dead(cases.news[surgery.tumour].state.value());
    EXPECT_FALSE(surgery.when.recorded());
  }
  EXPECT_EQ(margins[Margin::r0], 155);
  EXPECT_EQ(margins[Margin::r1], 70);
  EXPECT_EQ(margins[Margin::r2], 9);
  EXPECT_EQ(margins[Margin::unknown], 26);
  EXPECT_EQ(deaths[Margin::r0], 44);
  EXPECT_EQ(deaths[Margin::r1], 35);
  EXPECT_EQ(deaths[Margin::r2], 8);
}

// Kaplan-Meier by hand: the first day on which half of those at risk have had the event.
int median(std::multimap<int, bool> times) {
  double survival = 1, at_risk = static_cast<double>(times.size());
  while (!times.empty()) {
    const int day = times.begin()->first;
    double events = 0, leaving = 0;
    for (auto [at, end] = times.equal_range(day); at != end; ++at) ++leaving, events += at->second;
    survival *= 1 - events / at_risk;
    if (survival <= 0.5) return day;
    at_risk -= leaving;
    times.erase(day);
  }
  return -1;
}

TEST_F(TcgaSarc, has_its_survival) {
  std::multimap<int, bool> overall, progression;
  std::map<std::uint32_t, int> relapse_day;
  const auto& cases = intake.registry;
  for (const auto& relapse : cases.relapses) relapse_day[relapse.tumour] = relapse.when.day();
  EXPECT_EQ(cases.relapses.size(), 139u);
  EXPECT_EQ(relapse_day.size(), 139u);
  for (const auto& news : cases.news) {
    overall.emplace(news.when.day(), registry::is_dead(news.state.value()));
    const auto relapse = relapse_day.find(news.tumour);
    const bool relapsed = relapse != relapse_day.end();
    progression.emplace(relapsed ? relapse->second : news.when.day(), relapsed);
  }
  EXPECT_EQ(median(overall), 1991);
  EXPECT_EQ(median(progression), 826);
  std::map<registry::RelapseKind, int> kinds;
  for (const auto& relapse : cases.relapses) ++kinds[relapse.kind.value()];
  EXPECT_EQ(kinds[registry::RelapseKind::metastatic], 68);
  EXPECT_EQ(kinds[registry::RelapseKind::local], 48);
  EXPECT_EQ(kinds[registry::RelapseKind::progression], 15);
  EXPECT_EQ(kinds[registry::RelapseKind::unknown], 8);
}

}  // namespace
}  // namespace repere::exchange
