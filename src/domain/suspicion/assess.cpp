#include "domain/suspicion/assess.hpp"

namespace repere::suspicion {
namespace {

void add_missing(std::vector<Question>& to, Question question) {
  if (std::find(to.begin(), to.end(), question) == to.end()) to.push_back(question);
}

std::vector<Question> questions_where(const Conditions& conditions, const Answers& answers, Truth truth) {
  std::vector<Question> questions;
  for (const Condition& one : conditions)
    if (one.holds(answers) == truth) add_missing(questions, one.question);
  return questions;
}

void take_delay(Assessment& assessment, const Rule& rule) {
  if (!rule.delay_days) return;
  const Rule* const before = assessment.delay_rule;
  if (before && *before->delay_days < *rule.delay_days) return;
  if (before && *before->delay_days == *rule.delay_days && before->level >= rule.level) return;
  assessment.delay_days = rule.delay_days;
  assessment.delay_rule = &rule;
}

void apply(Assessment& assessment, const Rule& rule, const Answers& answers) {
  const Truth truth = all_hold(rule.when, answers);
  if (truth == Truth::no) {
    assessment.resting.push_back({&rule, questions_where(rule.when, answers, Truth::no)});
    return;
  }
  const bool certain = truth == Truth::yes;
  assessment.fired.push_back({&rule, certain, questions_where(rule.when, answers, Truth::maybe)});
  for (const Question question : assessment.fired.back().missing) add_missing(assessment.missing, question);
  assessment.level = std::max(assessment.level, rule.level);
  if (certain) assessment.level_of_known = std::max(assessment.level_of_known, rule.level);
  take_delay(assessment, rule);
}

bool is_said(const Statement& statement, Level level, const Answers& answers) {
  if (level < statement.from || level > statement.to) return false;
  const Truth truth = all_hold(statement.when, answers);
  return truth == Truth::yes || (truth == Truth::maybe && !statement.only_when_certain);
}

}  // namespace

Answers completed(Answers answers) {
  if (answers.word(Question::place) == "cavity") answers.set_word(Question::depth, "deep");
  return answers;
}

Assessment assess(const RuleSet& rules, const Answers& given) {
  const Answers answers = completed(given);
  Assessment assessment;
  for (const Rule& rule : rules.rules) apply(assessment, rule, answers);
  std::stable_sort(assessment.fired.begin(), assessment.fired.end(),
                   [](const FiredRule& a, const FiredRule& b) { return a.rule->level > b.rule->level; });
  std::sort(assessment.missing.begin(), assessment.missing.end());
  for (const auto& kind : advice_words)
    for (const Statement& one : rules.statements)
      if (one.advice == kind.value && is_said(one, assessment.level, answers))
        assessment.statements.push_back(&one);
  return assessment;
}

}  // namespace repere::suspicion
