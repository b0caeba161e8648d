#include "report/suspicion/suspicion_document.hpp"

#include <gtest/gtest.h>

#include "report/document/pdf.hpp"
#include "report/suspicion/suspicion_words.hpp"

namespace repere::report {
namespace {

using namespace suspicion;

TEST(SuspicionWords, name_every_answer_in_both_languages) {
  for (const QuestionWords& question : question_words)
    for (std::size_t i = 0; i < question.count(); ++i)
      for (const Language language : {Language::fr, Language::en})
        EXPECT_NE(answer_text(question.question, question.answers[i], language),
                  answer_text(question.question, unknown_word, language))
            << question.name << " " << question.answers[i];
  EXPECT_EQ(asked_in_order().size(), question_count);
}

TEST(SuspicionWords, say_sizes_and_delays_as_a_reader_writes_them) {
  Answers answers;
  EXPECT_EQ(given_text(answers, Question::size, Language::fr), "non connue");
  answers.size = {4.3, 6.5};
  EXPECT_EQ(given_text(answers, Question::size, Language::fr), "entre 4,3 et 6,5\u00a0cm");
  answers.size = {7, 7};
  EXPECT_EQ(given_text(answers, Question::size, Language::en), "7\u00a0cm");
  EXPECT_EQ(delay_text(14, Language::fr), "dans les 2\u00a0semaines");
  EXPECT_EQ(delay_text(2, Language::en), "within 48\u00a0hours");
  EXPECT_EQ(delay_text(10, Language::en), "within 10\u00a0days");
}

// A rule that nobody published was once printed among sources that do not say it.
TEST(SuspicionWords, mark_a_rule_that_no_source_stands_behind) {
  const Rule assumed{"a", {"Règle", "Rule"}, {}, Level::explore, {{}, true}, {}, {}};
  const Rule sourced{"b", {"Règle", "Rule"}, {}, Level::explore, {0, false}, {}, {}};
  EXPECT_EQ(marked_text(assumed, Language::fr), "Règle (à confirmer par le réseau)");
  EXPECT_EQ(marked_text(sourced, Language::en), "Rule");
}

TEST(SuspicionDocument, names_level_rules_and_who_answers_for_it) {
  RuleSet set;
  set.version = "1";
  set.sources = {{"s", "Source synthétique", {"2020", "2020"}, PartialDate::of_year(2020), ""}};
  set.rules = {{"large",
                {"Grande", "Large"},
                {{Question::size, 0, Comparison::at_least, 5}},
                Level::refer,
                {0, false},
                14,
                {{}, true}}};
  Answers answers;
  answers.size = {6, 6};
  const Document document =
      suspicion_document({set, answers, "Réseau", "Docteur synthétique", {}, false}, Language::fr);
  EXPECT_EQ(document.title, level_title(Level::refer, Language::fr));
  const auto pdf = pdf_text(document);
  ASSERT_TRUE(pdf);
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  const auto* last = std::get_if<Paragraph>(&document.blocks.back());
  ASSERT_NE(last, nullptr);
  EXPECT_NE(last->text.find("Docteur synthétique"), std::string::npos);
  EXPECT_NE(document.facts[2].second.find("à confirmer"), std::string::npos);
}

}  // namespace
}  // namespace repere::report
