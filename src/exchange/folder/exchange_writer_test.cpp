#include "exchange/folder/exchange_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/folder/exchange_folder.hpp"
#include "exchange/test_support.hpp"

namespace repere::exchange {
namespace {

using testing::HasSubstr;
using testing_support::problems_of;
using testing_support::TestFolder;

const ReferenceData& reference() {
  static const ReferenceData lists = testing_support::small_reference();
  return lists;
}

registry::Dataset dataset() {
  registry::Dataset about;
  about.source = "trial \"A\"";
  about.title_fr = "Essai d'écriture";
  about.cut_off = PartialDate::of_month(2020, 12);
  about.synthetic = true;
  return about;
}

Centre centre_07() {
  Centre centre;
  centre.code = "C07";
  centre.name = "Centre synthétique 07, \"nord\"";
  centre.fictitious = true;
  centre.sites.push_back(
      {.name = centre.name, .city = "Nulleville", .department = "69", .source = dataset().source});
  centre.roles.push_back(
      {CentreRole::competence, PartialDate::of_year(2010), {}, Certainty::confirmed, dataset().source});
  return centre;
}

// `n` patients with a tumour, a surgery and news each; keys begin at `first`.
registry::Registry cases(std::size_t first, std::size_t n) {
  registry::Registry chunk;
  chunk.centres = reference().centres.with({centre_07()}).value();
  for (std::uint32_t i = 0; i < n; ++i) {
    registry::Patient patient;
    patient.key = Confidential<std::string>("P" + std::to_string(first + i));
    patient.birth = Confidential<std::optional<PartialDate>>(PartialDate::of_year(1950));
    patient.sex = registry::Sex::female;
    chunk.patients.push_back(patient);
    registry::Tumour tumour;
    tumour.key = "T" + std::to_string(first + i);
    tumour.patient = i;
    tumour.diagnosis = PartialDate::of_month(2014, 3);
    tumour.histotype = reference().histotypes.find("H011");
    tumour.size_mm = 85.5;
    tumour.metastatic_sites.bits = 5;
    tumour.centre = chunk.centres.find("C07");
    chunk.tumours.push_back(tumour);
    registry::Surgery surgery;
    surgery.tumour = i;
    surgery.key = "a, \"b\"\n" + std::to_string(first + i);
    surgery.when = registry::When::after_origin(-3);
    surgery.status = registry::ActStatus::not_done;
    surgery.margin = Margin::r0;
    chunk.surgeries.push_back(surgery);
    registry::News news;
    news.tumour = i;
    news.when = registry::When::on(PartialDate::of_year(2019));
    news.state = registry::State::dead_of_disease;
    chunk.news.push_back(news);
  }
  return chunk;
}

void write(const std::filesystem::path& path, std::size_t n, std::size_t chunk) {
  auto writer = ExchangeWriter::create(path, reference(), dataset(), {centre_07()});
  ASSERT_TRUE(writer) << writer.error().message;
  for (std::size_t first = 0; first < n; first += chunk)
    ASSERT_TRUE(writer->append(cases(first, std::min(chunk, n - first))));
  const auto done = writer->finish();
  ASSERT_TRUE(done) << done.error().message;
}

TEST(ExchangeWriter, writes_what_the_reader_reads) {
  TestFolder folder;
  write(folder.path() / "out", 5, 2);
  EXPECT_EQ(TestFolder::text_of(folder.path() / "out/tumours.csv").substr(0, 60),
            "tumour,patient,diagnosis_date,age_at_diagnosis,incident,hist");
  EXPECT_THAT(TestFolder::text_of(folder.path() / "out/surgeries.csv"),
              testing::StartsWith("tumour,act,date,day,status,centre,kind,margin,planned,rupture\n"
                                  "T0,\"a, \"\"b\"\"\n0\",,-3,not_done,,,R0,,\nT1,"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "out/imaging.csv"));

  auto intake = ExchangeFolder(reference(), folder.path() / "out").read();
  ASSERT_TRUE(intake) << intake.error().message;
  EXPECT_EQ(problems_of(*intake), "");
  const auto& read = intake->registry;
  EXPECT_EQ(read.datasets.at(0).source, dataset().source);
  EXPECT_EQ(read.datasets.at(0).cut_off, dataset().cut_off);
  EXPECT_EQ(read.centres[read.centres.find("C07")], centre_07());
  const auto expected = cases(0, 5);
  ASSERT_EQ(read.tumours.size(), 5u);
  EXPECT_EQ(read.patients[4].key, expected.patients[4].key);
  EXPECT_EQ(read.patients[4].birth, expected.patients[4].birth);
  EXPECT_EQ(read.tumours[4].patient, 4u);
  EXPECT_EQ(read.tumours[4].size_mm, 85.5);
  EXPECT_EQ(read.tumours[4].metastatic_sites, expected.tumours[4].metastatic_sites);
  EXPECT_EQ(read.surgeries[4].key, expected.surgeries[4].key);
  EXPECT_EQ(read.surgeries[4].when, expected.surgeries[4].when);
  EXPECT_EQ(read.surgeries[4].status, registry::ActStatus::not_done);
  EXPECT_EQ(read.news[3].state, registry::State::dead_of_disease);
}

TEST(ExchangeWriter, writes_the_same_bytes_however_the_cases_are_cut) {
  TestFolder folder;
  write(folder.path() / "a", 3000, 3000);
  write(folder.path() / "b", 3000, 7);
  for (const char* name :
       {"dataset.toml", "centres.csv", "patients.csv", "tumours.csv", "surgeries.csv", "news.csv"}) {
    const std::string text = TestFolder::text_of(folder.path() / "a" / name);
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(text, TestFolder::text_of(folder.path() / "b" / name)) << name;
  }
}

TEST(ExchangeWriter, writes_again_what_it_read) {
  TestFolder folder;
  write(folder.path() / "a", 10, 10);
  auto intake = ExchangeFolder(reference(), folder.path() / "a").read();
  ASSERT_TRUE(intake);
  auto writer = ExchangeWriter::create(folder.path() / "b", reference(), intake->registry.datasets[0],
                                       own_centres(intake->registry.centres, reference().centres));
  ASSERT_TRUE(writer && writer->append(intake->registry) && writer->finish());
  for (const char* name :
       {"dataset.toml", "centres.csv", "patients.csv", "tumours.csv", "surgeries.csv", "news.csv"})
    EXPECT_EQ(TestFolder::text_of(folder.path() / "a" / name),
              TestFolder::text_of(folder.path() / "b" / name))
        << name;
}

TEST(ExchangeWriter, takes_an_empty_folder_and_refuses_a_full_one) {
  TestFolder folder;
  std::filesystem::create_directory(folder.path() / "out");
  write(folder.path() / "out/", 1, 1);
  const auto again = ExchangeWriter::create(folder.path() / "out", reference(), dataset(), {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
  EXPECT_THAT(again.error().message, HasSubstr("is not empty"));
  folder.write("file", "");
  EXPECT_FALSE(ExchangeWriter::create(folder.path() / "file", reference(), dataset(), {}));
  EXPECT_EQ(ExchangeWriter::create("/proc/none/out", reference(), dataset(), {}).error().kind,
            ErrorKind::unavailable);
}

TEST(ExchangeWriter, leaves_nothing_behind_when_it_does_not_finish) {
  TestFolder folder;
  {
    auto writer = ExchangeWriter::create(folder.path() / "out", reference(), dataset(), {});
    ASSERT_TRUE(writer && writer->append(cases(0, 2000)));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "out"));
    EXPECT_FALSE(std::filesystem::is_empty(folder.path()));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ExchangeWriter, does_not_take_the_place_of_a_folder_that_came_meanwhile) {
  TestFolder folder;
  auto writer = ExchangeWriter::create(folder.path() / "out", reference(), dataset(), {});
  ASSERT_TRUE(writer);
  std::filesystem::create_directory(folder.path() / "out");
  folder.write("out/other", "");
  const auto done = writer->finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace repere::exchange
