#pragma once
#include <optional>
#include <vector>

#include "domain/suspicion/rules.hpp"

namespace repere::suspicion {

/// A rule that fired. Where it is not certain, `missing` are the questions whose answer would settle it: it counts all the same.
struct FiredRule {
  const Rule* rule = nullptr;
  bool certain = true;
  std::vector<Question> missing;
};

/// A rule that did not fire, and the answers that speak against it.
struct RestingRule {
  const Rule* rule = nullptr;
  std::vector<Question> against;
};

/// What the rules say of one mass. Points into the rule set.
struct Assessment {
  Level level = Level::low;
  Level level_of_known =
      Level::low;  ///< by the rules that are certain; lower than `level` only for want of answers
  std::optional<int> delay_days;     ///< the shortest of the rules that fired; nothing: no rule gives one
  const Rule* delay_rule = nullptr;  ///< the one that gives it; of several, that of the highest level
  std::vector<FiredRule> fired;      ///< the highest level first, then in the order of the file
  std::vector<RestingRule> resting;
  std::vector<const Statement*> statements;  ///< by kind of advice, then in the order of the file
  bool is_certain() const { return level == level_of_known; }
  std::vector<Question> missing;  ///< that could change something, in the order of the questions
};

/// Answers that follow from others: a mass of the abdomen or pelvis is deep.
Answers completed(Answers answers);

/// Applies the rules to the answers. An unknown answer counts as the worst that it can be, so knowing less never lowers the level nor
/// lengthens the delay; nor does a larger size.
Assessment assess(const RuleSet& rules, const Answers& answers);

}  // namespace repere::suspicion
