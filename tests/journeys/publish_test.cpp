// Journey: the data office publishes the year's figures, and nobody finds a small number in them.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "program.hpp"

namespace repere::journeys {
namespace {

class Publishing : public Journey {
 protected:
  void make_cohort(int cases) {
    const Ending made = repere("demo cohort --cases " + std::to_string(cases) + " --out cohort");
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  Ending publish(const std::string& options) {
    return repere("publish --data cohort --study " + study() + " --out editions " + options);
  }
  static std::string study() {
    return std::string(REPERE_SOURCE_DIR) + "/knowledge/studies/netsarc-plus.toml";
  }
  boost::json::value json_of(const std::string& name) const {
    return boost::json::parse(content_of(folder / name));
  }
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      fields.emplace_back();
    else
      fields.back() += c;
  }
  return fields;
}

// The columns and members that count people.
const std::set<std::string, std::less<>> counts{"cases",    "yes",     "no", "unknown", "denominator",
                                                "observed", "at_risk", "n",  "events"};

void expect_no_small_count(const boost::json::value& value, const std::string& where) {
  if (const auto* list = value.if_array())
    for (const auto& one : *list) expect_no_small_count(one, where);
  const auto* object = value.if_object();
  if (!object) return;
  for (const auto& [name, member] : *object) {
    if (counts.contains(std::string_view(name)) && member.is_number()) {
      const double number = member.to_number<double>();
      EXPECT_TRUE(number == 0 || number >= 11) << where << ": " << std::string_view(name) << " " << number;
    }
    expect_no_small_count(member, where);
  }
}

void expect_no_small_count_in_table(const std::string& text, const std::string& where) {
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  const auto names = fields_of(line);
  while (std::getline(lines, line)) {
    const auto fields = fields_of(line);
    ASSERT_EQ(fields.size(), names.size()) << where;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (counts.contains(names[i]) && !fields[i].empty()) {
        const double number = std::stod(fields[i]);
        EXPECT_TRUE(number == 0 || number >= 11) << where << ": " << line;
      }
  }
}

TEST_F(Publishing, no_file_of_a_small_cohort_holds_a_count_below_the_threshold) {
  make_cohort(300);
  const Ending published = publish("--edition 2026-1");
  ASSERT_EQ(published.exit_code, 0) << published.err;
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "editions")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".json")
      expect_no_small_count(boost::json::parse(content_of(entry.path())), name);
    if (entry.path().extension() == ".csv") expect_no_small_count_in_table(content_of(entry.path()), name);
    if (entry.path().extension() == ".svg") {
      EXPECT_TRUE(has(content_of(entry.path()), "fict")) << name;
    }
  }
  EXPECT_GT(files, 50);
}

TEST_F(Publishing, no_hidden_number_is_a_total_less_the_others) {
  make_cohort(600);
  ASSERT_EQ(publish("--edition 2026-1").exit_code, 0);
  const auto index = json_of("editions/2026-1/edition.json");
  for (const auto& indicator : index.at("indicators").as_array()) {
    const std::string file(indicator.at("file").as_string());
    const auto rows = json_of("editions/2026-1/" + file + ".json").at("rows").as_array();
    const auto hidden = [&](const boost::json::value& row, const char* answer) {
      return row.at(answer).is_null();
    };
    for (const char* answer : {"yes", "no", "unknown"})
      for (const char* of : {"period", "side", "region"}) {
        const auto parts = std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
          return row.at("of") == of && hidden(row, answer);
        });
        if (!hidden(rows.front(), answer)) {
          EXPECT_NE(parts, 1) << file << " " << answer << " by " << of;
        }
      }
    // The three answers of a row add up to its cases, which are shown.
    for (const auto& row : rows)
      EXPECT_NE(hidden(row, "yes") + hidden(row, "no") + hidden(row, "unknown"), 1) << file;
  }
}

TEST_F(Publishing, what_is_not_protected_is_what_the_study_finds) {
  make_cohort(3000);
  ASSERT_EQ(publish("--edition 2026-1").exit_code, 0);
  ASSERT_EQ(repere("study run " + study() + " --data cohort --out report --no-pdf").exit_code, 0);
  const auto results = json_of("report/results.json");
  int compared = 0;
  for (const auto& found : results.at("indicators").as_array()) {
    const std::string id(found.at("id").as_string());
    std::map<std::string, const boost::json::value*> cell_of;
    for (std::size_t i = 0; i < found.at("periods").as_array().size(); ++i)
      cell_of[std::string(found.at("periods").at(i).at("id").as_string())] = &found.at("cells").at(i);
    const auto published = json_of("editions/2026-1/indicators/" + id + ".json");
    for (const auto& row : published.at("rows").as_array()) {
      const std::string of(row.at("of").as_string()), side(row.at("side").as_string());
      if (of == "region" || of == "centre" || side.find('+') != std::string::npos || side == "unknown")
        continue;
      const std::string period(row.at("period").as_string());
      const auto& part = cell_of.at(period.empty() ? "all" : period)->at(side.empty() ? "all" : side);
      for (const char* number : {"yes", "no", "unknown", "denominator", "value", "lower", "upper"}) {
        if (row.at(number).is_null()) continue;
        ++compared;
        EXPECT_EQ(row.at(number).to_number<double>(), part.at(number).to_number<double>())
            << id << " " << number;
      }
    }
  }
  EXPECT_GT(compared, 300);
  for (const auto& found : results.at("survival").as_array()) {
    const auto published =
        json_of("editions/2026-1/survival/" + std::string(found.at("id").as_string()) + ".json");
    for (std::size_t i = 0; i < published.at("curves").as_array().size(); ++i) {
      const auto& times = found.at("curves").at(i).at("time").as_array();
      const auto& survival = found.at("curves").at(i).at("survival").as_array();
      double before = 1;
      for (const auto& point : published.at("curves").at(i).at("points").as_array()) {
        double exact = 1;
        for (std::size_t k = 0;
             k < times.size() && times[k].to_number<double>() <= point.at("day").to_number<double>(); ++k)
          exact = survival[k].to_number<double>();
        const double shown = point.at("survival").to_number<double>(),
                     step = point.at("step").to_number<double>();
        EXPECT_LE(shown, before);
        EXPECT_LE(std::fabs(shown - exact), shown == before ? step : step / 2 + 1e-9);
        EXPECT_GE(step * (point.at("at_risk").to_number<double>() + 10), 11);
        before = shown;
      }
    }
  }
}

TEST_F(Publishing, a_published_edition_does_not_move_and_an_erratum_is_another) {
  make_cohort(300);
  const Ending listed = publish("--edition 2026-1 --dry-run --format csv");
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  EXPECT_TRUE(has(listed.out, "indicator,of,row,number,why")) << listed.out.substr(0, 200);
  EXPECT_TRUE(has(listed.out, "small"));
  EXPECT_FALSE(fs::exists(folder / "editions"));
  ASSERT_EQ(publish("--edition 2026-1").exit_code, 0);
  const std::string before = content_of(folder / "editions/2026-1/edition.json");
  const Ending again = publish("--edition 2026-1 --threshold 20");
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_TRUE(has(again.err, "does not move")) << again.err;
  EXPECT_EQ(content_of(folder / "editions/2026-1/edition.json"), before);
  EXPECT_EQ(publish("--edition 2026-2 --erratum-of 2026-1").exit_code, 1) << "a reason is needed";
  EXPECT_EQ(publish("--edition 2026-2 --erratum-of 2025-7 --reason r").exit_code, 1)
      << "an edition that is not there";
  ASSERT_EQ(publish("--edition 2026-2 --erratum-of 2026-1 --reason \"a centre was counted twice\"").exit_code,
            0);
  const auto erratum = json_of("editions/2026-2/edition.json");
  EXPECT_EQ(erratum.at("erratum_of"), "2026-1");
  for (const char* wrong : {"2026", "26-1", "2026-0", "../x", "2026-1/..", "\"\""})
    EXPECT_NE(publish(std::string("--edition ") + wrong).exit_code, 0) << wrong;
}

}  // namespace
}  // namespace repere::journeys
