// Journey: somebody takes everything that an edition publishes, ties it together and tries to compute what was hidden.
#include <algorithm>
#include <set>

#include "linear_ranges.hpp"
#include "program.hpp"

namespace repere::journeys {
namespace {

namespace js = boost::json;

constexpr std::array<const char*, 3> answers{"yes", "no", "unknown"};

std::string text(const js::value& row, const char* name) { return std::string(row.at(name).as_string()); }
double number(const js::value& value) { return value.to_number<double>(); }

/// A count of a table: a number that is shown, or an unknown of the equations.
struct Cell {
  std::optional<double> shown;
  std::size_t unknown = 0;
};

class Attack {
 public:
  /// Reads an indicator's table as anybody can, with the totals that its rows must make up.
  void read(const js::value& indicator) {
    const std::string id = text(indicator, "id");
    const auto& rows = indicator.at("rows").as_array();
    auto& cells = cells_[id];
    for (const js::value& row : rows) {
      auto& of_row = cells.emplace_back();
      std::map<std::size_t, double> terms;
      double rest = number(row.at("cases"));
      for (std::size_t a = 0; a < answers.size(); ++a) {
        of_row[a] = cell_of(row.at(answers[a]), id + " " + text(row, "of") + " " + text(row.at("label"), "en") + " " + answers[a]);
        put(terms, rest, of_row[a], 1);
      }
      equations_.add_equation(std::move(terms), rest);
      keys_[id].push_back(text(row, "of") + "|" + text(row, "period") + "|" + text(row, "side") + "|" + js::serialize(row.at("places")));
    }
    const auto rows_where = [&](auto is_it) {
      std::vector<std::size_t> found;
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (is_it(rows[i])) found.push_back(i);
      return found;
    };
    const auto of = [](const char* word) { return [word](const js::value& row) { return row.at("of") == word; }; };
    const auto total = rows_where(of("total"));
    for (const char* part : {"period", "side", "region"}) tie(cells, total, rows_where(of(part)));
    for (const char* by : {"period", "side"})
      for (const std::size_t whole : rows_where(of(by)))
        tie(cells, {whole}, rows_where([&](const js::value& row) { return row.at("of") == "period_side" && row.at(by) == rows[whole].at(by); }));
    tie(cells, rows_where([](const js::value& row) { return row.at("of") == "side" && row.at("side") == "inside"; }),
        rows_where(of("centre")));
  }

  /// What the definitions say: every case that answers `smaller` with yes answers `larger` with no.
  void know_part(const std::string& smaller, const std::string& larger) {
    for (std::size_t i = 0; i < keys_[smaller].size(); ++i)
      for (std::size_t k = 0; k < keys_[larger].size(); ++k) {
        if (keys_[smaller][i] != keys_[larger][k]) continue;
        std::map<std::size_t, double> terms;
        double rest = 0;
        put(terms, rest, cells_[larger][k][1], 1);
        put(terms, rest, cells_[smaller][i][0], -1);
        terms[equations_.add_unknown()] = -1;
        equations_.add_equation(std::move(terms), rest);
      }
  }

  /// The hidden counts that follow to less than `width`.
  std::vector<std::string> found(double width) {
    if (!equations_.solve()) return {"the published numbers contradict each other"};
    std::vector<std::string> known;
    for (const auto& [unknown, name] : hidden_) {
      const auto range = equations_.range_of(unknown);
      if (range.most - range.least < width - 1e-6)
        known.push_back(name + ": " + std::to_string(range.least) + " to " + std::to_string(range.most));
    }
    return known;
  }
  std::size_t hidden() const { return hidden_.size(); }

 private:
  using Rows = std::vector<std::array<Cell, 3>>;

  Cell cell_of(const js::value& value, const std::string& name) {
    if (!value.is_null()) return {number(value), 0};
    const std::size_t unknown = equations_.add_unknown();
    hidden_.emplace_back(unknown, name);
    return {std::nullopt, unknown};
  }
  static void put(std::map<std::size_t, double>& terms, double& rest, const Cell& cell, double factor) {
    if (cell.shown)
      rest -= factor * *cell.shown;
    else
      terms[cell.unknown] += factor;
  }
  void tie(const Rows& cells, const std::vector<std::size_t>& whole, const std::vector<std::size_t>& parts) {
    if (whole.empty() || parts.empty()) return;
    for (std::size_t a = 0; a < answers.size(); ++a) {
      std::map<std::size_t, double> terms;
      double rest = 0;
      put(terms, rest, cells[whole.front()][a], -1);
      for (const std::size_t part : parts) put(terms, rest, cells[part][a], 1);
      if (terms.empty()) {
        EXPECT_EQ(rest, 0) << "rows do not add up";
      }
      equations_.add_equation(std::move(terms), rest);
    }
  }

  LinearRanges equations_;
  std::map<std::string, Rows> cells_;
  std::map<std::string, std::vector<std::string>> keys_;
  std::vector<std::pair<std::size_t, std::string>> hidden_;
};

class EditionAttack : public Journey, public testing::WithParamInterface<int> {
 protected:
  void publish(int cases) {
    const Ending made = repere("demo cohort --cases " + std::to_string(cases) + " --seed 7 --out cohort");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const Ending published = repere("publish --data cohort --study " + std::string(REPERE_SOURCE_DIR) +
                                    "/knowledge/studies/netsarc-plus.toml --out editions --edition 2026-1");
    ASSERT_EQ(published.exit_code, 0) << published.err;
  }
  js::value json_of(const std::string& name) const { return js::parse(content_of(folder / "editions/2026-1" / name)); }
  std::vector<js::value> indicators() const {
    std::vector<js::value> all;
    const js::value index = json_of("edition.json");
    for (const js::value& one : index.at("indicators").as_array())
      all.push_back(json_of(text(one, "file") + ".json"));
    return all;
  }
};

TEST(Attacker, finds_what_is_left_open) {
  // 100 = 60 + 40 by side; of the 40 outside, yes is hidden alone in its column: a total less the others.
  Attack attack;
  attack.read(js::parse(R"({"id":"open","rows":[
    {"of":"total","period":"","side":"","places":[],"label":{"en":"All"},"cases":100,"yes":50,"no":null,"unknown":null},
    {"of":"side","period":"","side":"inside","places":[],"label":{"en":"in"},"cases":60,"yes":45,"no":15,"unknown":0},
    {"of":"side","period":"","side":"outside","places":[],"label":{"en":"out"},"cases":40,"yes":null,"no":null,"unknown":null}]})"));
  const auto found = attack.found(11);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(has(found.front(), "open side out yes: 5.0")) << found.front();
}

TEST_P(EditionAttack, no_hidden_count_follows_from_all_that_is_published) {
  publish(GetParam());
  Attack attack;
  for (const js::value& one : indicators()) attack.read(one);
  attack.know_part("r2-first-surgery", "r0-first-surgery");
  EXPECT_GT(attack.hidden(), 100U) << "nothing to attack";
  EXPECT_EQ(attack.found(11), std::vector<std::string>{});
}

TEST_P(EditionAttack, no_difference_between_a_population_and_a_part_of_it_is_small) {
  publish(GetParam());
  const js::value activity = json_of("activity.json"), coverage = json_of("coverage.json");
  const auto expect_safe = [](double whole, double part, const std::string& what) {
    EXPECT_TRUE(whole == part || whole - part >= 11) << what << ": " << whole << " less " << part;
  };
  // Rows of the same places; those that differ in their places are compared with what the sums of them allow.
  const auto compare = [&](const js::array& larger, const std::string& id, double part, const std::string& what) {
    for (const js::value& row : larger)
      if (text(row, "id") == id) expect_safe(number(row.at("cases")), part, what + " " + id);
  };
  const auto joined = [](const js::value& places) {
    std::string id;
    for (const js::value& one : places.as_array()) id += (id.empty() ? "" : "+") + std::string(one.as_string());
    return id;
  };
  for (const js::value& one : indicators())
    for (const js::value& row : one.at("rows").as_array()) {
      const double cases = number(row.at("cases"));
      if (row.at("of") == "total") expect_safe(number(activity.at("cases")), cases, text(one, "id"));
      if (row.at("of") == "period") compare(activity.at("periods").as_array(), text(row, "period"), cases, text(one, "id"));
      if (row.at("of") == "region") compare(activity.at("regions").as_array(), joined(row.at("places")), cases, text(one, "id"));
    }
  double of_years = 0, of_regions = 0;
  for (const js::value& row : coverage.at("years").as_array()) of_years += number(row.at("observed"));
  // A period less those of its years that are compared: "2013-2015" less 2013, 2014 and 2015.
  for (const js::value& period : activity.at("periods").as_array()) {
    const std::string name = text(period.at("label"), "en");
    double years = 0;
    for (const js::value& row : coverage.at("years").as_array())
      if (text(row, "id") >= name.substr(0, 4) && text(row, "id").substr(0, 4) <= name.substr(5)) years += number(row.at("observed"));
    expect_safe(number(period.at("cases")), years, "coverage " + name);
  }
  for (const js::value& row : coverage.at("regions").as_array()) {
    of_regions += number(row.at("observed"));
    compare(activity.at("regions").as_array(), text(row, "id"), number(row.at("observed")), "coverage");
  }
  for (const double compared : {of_years, of_regions}) expect_safe(number(activity.at("cases")), compared, "coverage");
  if (of_regions > 0 && of_years > 0) {
    EXPECT_EQ(of_regions, of_years);
  }
}

TEST_P(EditionAttack, what_is_computed_from_counts_is_published_with_all_of_them_or_not_at_all) {
  publish(GetParam());
  for (const js::value& one : indicators())
    for (const js::value& row : one.at("rows").as_array()) {
      const std::string what = text(one, "id") + " " + text(row.at("label"), "en");
      const bool no_yes = row.at("yes").is_null(), no_denominator = row.at("denominator").is_null();
      for (const char* name : {"value", "lower", "upper"})
        EXPECT_TRUE(row.at(name).is_null() || !(no_yes || no_denominator)) << what << " " << name;
      EXPECT_TRUE(row.at("least").is_null() || !no_yes) << what;
      EXPECT_TRUE(row.at("most").is_null() || !(no_yes || row.at("unknown").is_null())) << what;
      // Limits of a funnel are those of one number of cases: they give it away.
      EXPECT_FALSE(no_denominator && row.as_object().contains("funnel")) << what;
      std::set<std::string> marked, hidden;
      for (const js::value& name : row.at("protected").as_array()) marked.insert(std::string(name.as_string()));
      for (const char* name : answers)
        if (row.at(name).is_null()) hidden.insert(name);
      EXPECT_EQ(marked, hidden) << what;
    }
}

INSTANTIATE_TEST_SUITE_P(Cohorts, EditionAttack, testing::Values(600, 2500));

}  // namespace
}  // namespace repere::journeys
