#include "domain/suspicion/assess.hpp"

#include <gtest/gtest.h>

namespace repere::suspicion {
namespace {

Condition when(Question question, Possible accepted) {
  return {question, accepted, Comparison::more_than, 0};
}
Condition larger(Comparison comparison, double cm) { return {Question::size, 0, comparison, cm}; }

RuleSet small_set() {
  RuleSet set;
  set.rules = {
      {"large", {}, {when(Question::place, 1), larger(Comparison::at_least, 5)}, Level::refer, {}, 14, {}},
      {"child", {}, {when(Question::age, 2)}, Level::explore, {}, 2, {}},
      {"more", {}, {larger(Comparison::more_than, 3)}, Level::explore, {}, {}, {}}};
  Statement rate{"rate",     Advice::rate,   {},   {larger(Comparison::more_than, 5)},
                 Level::low, Level::at_once, true, {}};
  Statement first{"first", Advice::first, {}, {}, Level::refer, Level::at_once, false, {}};
  set.statements = {rate, first};
  return set;
}

Answers adult_of(double cm) {
  Answers answers;
  answers.set_word(Question::age, "adult");
  answers.set_word(Question::place, "soft_tissue");
  answers.size = {cm, cm};
  return answers;
}

TEST(Suspicion, a_threshold_is_passed_as_its_comparison_says) {
  const RuleSet set = small_set();
  EXPECT_EQ(assess(set, adult_of(3)).level, Level::low);
  EXPECT_EQ(assess(set, adult_of(3.1)).level, Level::explore);
  EXPECT_EQ(assess(set, adult_of(4.9)).level, Level::explore);
  EXPECT_EQ(assess(set, adult_of(5)).level, Level::refer);
}

TEST(Suspicion, an_unknown_answer_counts_and_is_said) {
  const RuleSet set = small_set();
  Answers answers = adult_of(2);
  answers.forget(Question::size);
  const Assessment assessment = assess(set, answers);
  EXPECT_EQ(assessment.level, Level::refer);
  EXPECT_EQ(assessment.level_of_known, Level::low);
  EXPECT_EQ(assessment.missing, std::vector<Question>{Question::size});
  ASSERT_FALSE(assessment.fired.empty());
  EXPECT_FALSE(assessment.fired.front().certain);
}

TEST(Suspicion, a_range_is_compared_at_both_ends) {
  const RuleSet set = small_set();
  Answers answers = adult_of(1);
  answers.size = {4.3, 6.5};
  EXPECT_EQ(assess(set, answers).level, Level::refer);
  EXPECT_EQ(assess(set, answers).level_of_known, Level::explore);
}

TEST(Suspicion, the_rules_that_rest_say_which_answers_speak_against_them) {
  const RuleSet set = small_set();
  const Assessment assessment = assess(set, adult_of(4));
  ASSERT_EQ(assessment.resting.size(), 2U);
  EXPECT_EQ(assessment.resting[0].rule->id, "large");
  EXPECT_EQ(assessment.resting[0].against, std::vector<Question>{Question::size});
  EXPECT_EQ(assessment.resting[1].against, std::vector<Question>{Question::age});
}

TEST(Suspicion, the_shortest_delay_holds) {
  Answers answers = adult_of(8);
  answers.set_word(Question::age, "child");
  const RuleSet set = small_set();
  const Assessment assessment = assess(set, answers);
  EXPECT_EQ(assessment.level, Level::refer);
  EXPECT_EQ(assessment.delay_days, 2);
  EXPECT_EQ(assessment.delay_rule->id, "child");
  EXPECT_FALSE(assess(set, adult_of(1)).delay_days);
}

TEST(Suspicion, a_figure_is_said_only_of_whom_it_was_counted_on) {
  const RuleSet set = small_set();
  const auto ids = [&](const Answers& answers) {
    std::vector<std::string> all;
    for (const Statement* one : assess(set, answers).statements) all.push_back(one->id);
    return all;
  };
  Answers unknown = adult_of(1);
  unknown.forget(Question::size);
  EXPECT_EQ(ids(unknown), std::vector<std::string>{"first"});
  EXPECT_EQ(ids(adult_of(6)), (std::vector<std::string>{"first", "rate"}));
}

TEST(Suspicion, a_mass_of_the_abdomen_is_deep_whatever_was_ticked) {
  Answers answers;
  answers.set_word(Question::place, "cavity");
  answers.set_word(Question::depth, "superficial");
  EXPECT_EQ(completed(answers).word(Question::depth), "deep");
}

TEST(Answers, take_only_words_of_their_question) {
  Answers answers;
  EXPECT_TRUE(answers.set_word(Question::imaging, "doubtful"));
  EXPECT_EQ(answers.word(Question::imaging), "doubtful");
  EXPECT_FALSE(answers.set_word(Question::imaging, "night"));
  EXPECT_FALSE(answers.set_word(Question::age, ""));
  EXPECT_TRUE(answers.set_word(Question::imaging, "unknown"));
  EXPECT_FALSE(answers.known(Question::imaging));
}

}  // namespace
}  // namespace repere::suspicion
