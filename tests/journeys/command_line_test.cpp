// The contract of the command line that every script depends on.
#include "program.hpp"

namespace repere::journeys {
namespace {

class Contract : public Journey {};

TEST_F(Contract, survival_commands_answer_in_json) {
  write("f.csv", "days,dead,arm\n5,1,a\n8,0,a\n12,1,b\n20,1,b\n");
  const Ending km = repere("survival km --data f.csv --time days --event dead --group arm --at 10 --format json");
  ASSERT_EQ(km.exit_code, 0) << km.err;
  const auto groups = km.json().at("groups").as_array();
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].at("group"), "arm=a");
  EXPECT_EQ(groups[0].at("survival").at(0).to_number<double>(), 0.5);
  EXPECT_EQ(groups[1].at("median").to_number<double>(), 16);
  EXPECT_EQ(km.json().at("left_out"), 0);
}

TEST_F(Contract, an_event_that_is_not_0_or_1_is_refused_with_its_place) {
  write("f.csv", "days,dead\n5,1\n8,2\n");
  const Ending run = repere("survival km --data f.csv --time days --event dead");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(has(run.err, "line 3")) << run.err;
  EXPECT_TRUE(has(run.err, "dead")) << run.err;
}

TEST_F(Contract, every_malformed_folder_is_refused_without_a_crash) {
  const std::string good = "format = 1\nsource = \"s\"\ntitle_fr = \"t\"\ntitle_en = \"t\"\nversion = \"1\"\nsynthetic = true\nlicence = \"CC0-1.0\"\n";
  const auto import = [&](const std::string& patients) {
    write("d/dataset.toml", good);
    write("d/patients.csv", patients);
    write("d/tumours.csv", "tumour,patient\n");
    return repere("import d --db sqlite:r.db --dry-run").exit_code;
  };
  EXPECT_EQ(import("patient\nP1\n"), 0);
  for (const std::string& wrong :
       {std::string(), std::string("\n"), std::string("nothing\nP1\n"), std::string("patient,patient\nP1,P1\n"), std::string("patient\nP1\nP1\n"),
        std::string("patient,sex\nP1,X\n"), std::string("patient,sex\nP1\n"), std::string("patient\n\"P1\n"), std::string("patient\nP\0\n", 11),
        std::string("patient\n\xE9\n"), std::string("patient\n") + std::string(2'000'000, 'x') + "\n"})
    EXPECT_EQ(import(wrong), 1) << wrong.substr(0, 40);
}

}  // namespace
}  // namespace repere::journeys
