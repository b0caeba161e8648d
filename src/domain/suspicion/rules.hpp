#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "domain/suspicion/answers.hpp"
#include "domain/words.hpp"

// Triage rules as the network agrees on them: data of knowledge/triage/, each sentence with its source.
namespace repere::suspicion {

/// How suspicious a mass is; a later one is more so. Numbers are written to the outside: never reused.
enum class Level : std::uint8_t {
  low = 1,      ///< no sign of alarm
  explore = 2,  ///< imaging first, then decide
  refer = 3,    ///< to the network before any biopsy or removal
  at_once = 4,  ///< already touched, or a pathologist doubts: to the network without delay
};
inline constexpr std::array<Word<Level>, 4> level_words{
    {{Level::low, "low"}, {Level::explore, "explore"}, {Level::refer, "refer"}, {Level::at_once, "at_once"}}};

/// What a sentence of advice is for, in the order in which it is shown.
enum class Advice : std::uint8_t { first, imaging, do_not, why, rate, call };
inline constexpr std::array<Word<Advice>, 6> advice_words{{{Advice::first, "first"},
                                                           {Advice::imaging, "imaging"},
                                                           {Advice::do_not, "do_not"},
                                                           {Advice::why, "why"},
                                                           {Advice::rate, "rate"},
                                                           {Advice::call, "call"}}};

enum class Comparison : std::uint8_t { more_than, at_least };
inline constexpr std::array<Word<Comparison>, 2> comparison_words{
    {{Comparison::more_than, ">"}, {Comparison::at_least, ">="}}};

struct Sentence {
  std::string fr, en;
  bool operator==(const Sentence&) const = default;
};

/// Where something comes from.
struct Source {
  std::string id, title;
  Sentence edition;
  PartialDate
      date;  ///< of the publication, or of the reading where no date is printed: the edition says which
  std::string address;  ///< of the text; may be empty
};

enum class Truth : std::uint8_t { no, maybe, yes };

/// One condition on one question: the answer is one of some words, or the size passes a threshold.
struct Condition {
  Question question = Question::age;
  Possible accepted = 0;  ///< of a question with words
  Comparison comparison = Comparison::more_than;
  double threshold_cm = 0;

  Truth holds(const Answers& answers) const {
    if (question == Question::size) {
      const auto passes = [&](double cm) {
        return comparison == Comparison::more_than ? cm > threshold_cm : cm >= threshold_cm;
      };
      if (passes(answers.size.least)) return Truth::yes;
      return passes(answers.size.most) ? Truth::maybe : Truth::no;
    }
    const Possible possible = answers.possible(question), both = possible & accepted;
    return both == 0 ? Truth::no : both == possible ? Truth::yes : Truth::maybe;
  }
};
using Conditions = std::vector<Condition>;

/// All of them: no when one does certainly not hold.
inline Truth all_hold(const Conditions& conditions, const Answers& answers) {
  Truth all = Truth::yes;
  for (const Condition& one : conditions) all = std::min(all, one.holds(answers));
  return all;
}

/// Where a statement stands on: a source, or an assumption that the network has to confirm.
struct Ground {
  std::optional<std::size_t> source;  ///< place in RuleSet::sources
  bool assumed = false;               ///< "to be confirmed by the network"; a source may still inspire it
};

/// When its conditions hold, the mass has at least this level.
struct Rule {
  std::string id;
  Sentence text;
  Conditions when;
  Level level = Level::explore;
  Ground ground;
  std::optional<int> delay_days;  ///< within which the next step is taken
  Ground delay_ground;
};

/// A sentence of the answer.
struct Statement {
  std::string id;
  Advice advice = Advice::first;
  Sentence text;
  Conditions when;
  Level from = Level::low, to = Level::at_once;
  bool only_when_certain = false;  ///< a figure that would be wrong for another patient
  Ground ground;
};

/// One choice of rules, with what all choices share.
struct RuleSet {
  std::string id, version, licence;
  PartialDate edition;
  Sentence title, about;
  std::vector<Source> sources;
  std::vector<Rule> rules;
  std::vector<Statement> statements;
};

/// Every rule set that the network can choose.
struct RuleBook {
  std::vector<RuleSet> sets;
  const RuleSet* find(std::string_view id) const {
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](const RuleSet& one) { return one.id == id; });
    return found == sets.end() ? nullptr : &*found;
  }
};

}  // namespace repere::suspicion
