// Cases that a clinician can read, each with what every rule set must say of it: knowledge/triage/vignettes.csv.
#include <gtest/gtest.h>

#include <random>

#include "base/csv_rows.hpp"
#include "base/numbers.hpp"
#include "catalogue/read_text.hpp"
#include "catalogue/triage_files.hpp"
#include "domain/suspicion/assess.hpp"

namespace repere {
namespace {

using namespace suspicion;

const std::filesystem::path folder = std::filesystem::path(REPERE_SOURCE_DIR) / "knowledge" / "triage";

const RuleBook& shipped() {
  static const RuleBook book = [] {
    auto loaded = load_rule_book(folder);
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return *loaded;
  }();
  return book;
}

// "7", "4.3-6.5", "6.5-" or "unknown".
SizeRange size_of(const std::string& text) {
  if (text == unknown_word) return {};
  const std::size_t dash = text.find('-');
  const double least = parse_number(text.substr(0, dash)).value();
  if (dash == std::string::npos) return {least, least};
  const std::string most = text.substr(dash + 1);
  return {least, most.empty() ? SizeRange{}.most : parse_number(most).value()};
}

struct Vignettes {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  const std::string& cell(const CsvRow& row, std::string_view column) const {
    const auto at = std::find(header.begin(), header.end(), column);
    if (at == header.end()) throw std::runtime_error("no column " + std::string(column));
    return row.fields.at(static_cast<std::size_t>(at - header.begin()));
  }
  Answers answers(const CsvRow& row) const {
    Answers answers;
    for (const QuestionWords& question : question_words)
      EXPECT_TRUE(answers.set_word(question.question, cell(row, question.name))) << cell(row, "vignette");
    answers.size = size_of(cell(row, size_name));
    return answers;
  }
};

const Vignettes& vignettes() {
  static const Vignettes all = [] {
    const auto text = read_text(folder / "vignettes.csv");
    if (!text) throw std::runtime_error(text.error().message);
    auto rows = split_csv(*text);
    if (!rows) throw std::runtime_error(rows.error().message);
    Vignettes made{rows->front().fields, {rows->begin() + 1, rows->end()}};
    return made;
  }();
  return all;
}

TEST(Vignettes, are_at_least_sixty_for_each_rule_set) {
  EXPECT_GE(vignettes().rows.size(), 60U);
  EXPECT_EQ(vignettes().header.size(), 2 + question_count + 2 * shipped().sets.size());
}

TEST(Vignettes, hold_in_every_rule_set) {
  for (const RuleSet& set : shipped().sets)
    for (const CsvRow& row : vignettes().rows) {
      const Assessment found = assess(set, vignettes().answers(row));
      const std::string days = found.delay_days ? std::to_string(*found.delay_days) : "";
      const std::string place =
          set.id + " " + vignettes().cell(row, "vignette") + " " + vignettes().cell(row, "story");
      EXPECT_EQ(word_in(level_words, found.level), vignettes().cell(row, set.id + " level")) << place;
      EXPECT_EQ(days, vignettes().cell(row, set.id + " days")) << place;
    }
}

TEST(Vignettes, fire_every_rule_of_every_set) {
  for (const RuleSet& set : shipped().sets)
    for (const Rule& rule : set.rules) {
      const bool fires =
          std::any_of(vignettes().rows.begin(), vignettes().rows.end(), [&](const CsvRow& row) {
            return all_hold(rule.when, completed(vignettes().answers(row))) == Truth::yes;
          });
      EXPECT_TRUE(fires) << set.id << " " << rule.id;
    }
}

Answers any_answers(std::mt19937& random) {
  Answers answers;
  for (const QuestionWords& question : question_words) {
    const std::size_t answer = random() % (question.count() + 1);
    if (answer < question.count()) answers.set(question.question, answer);
  }
  if (random() % 4 != 0) {
    const double cm = static_cast<double>(1 + random() % 120) / 10;
    answers.size = {cm, cm};
  }
  return answers;
}

bool is_no_safer(const Assessment& more, const Assessment& less) {
  const int far = 1000;
  return more.level >= less.level && more.delay_days.value_or(far) <= less.delay_days.value_or(far);
}

TEST(TriageProperties, a_larger_mass_is_never_less_suspicious) {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    Answers small = any_answers(random);
    if (!small.size.known()) continue;
    Answers large = small;
    large.size = {small.size.least + 0.1, small.size.most + 0.1};
    for (const RuleSet& set : shipped().sets)
      ASSERT_TRUE(is_no_safer(assess(set, large), assess(set, small))) << set.id << " round " << round;
  }
}

TEST(TriageProperties, knowing_less_never_lowers_the_level_nor_lengthens_the_delay) {
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    const Answers known = any_answers(random);
    for (std::size_t question = 0; question < question_count; ++question) {
      Answers unknown = known;
      unknown.forget(static_cast<Question>(question));
      for (const RuleSet& set : shipped().sets)
        ASSERT_TRUE(is_no_safer(assess(set, unknown), assess(set, known)))
            << set.id << " " << name_of(static_cast<Question>(question)) << " round " << round;
    }
  }
}

TEST(TriageProperties, every_level_has_something_to_do_first_and_never_says_remove_and_do_not_remove) {
  std::mt19937 random(13);
  for (int round = 0; round < 3000; ++round) {
    const Answers answers = any_answers(random);
    for (const RuleSet& set : shipped().sets) {
      const Assessment found = assess(set, answers);
      const auto has = [&](Advice advice) {
        return std::any_of(found.statements.begin(), found.statements.end(),
                           [&](const Statement* one) { return one->advice == advice; });
      };
      ASSERT_TRUE(has(Advice::first)) << set.id << " round " << round;
      ASSERT_EQ(has(Advice::do_not), found.level != Level::low) << set.id << " round " << round;
    }
  }
}

}  // namespace
}  // namespace repere
