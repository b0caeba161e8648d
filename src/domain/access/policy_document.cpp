#include "domain/access/policy_document.hpp"

#include "domain/access/policy.hpp"

namespace repere::access {
namespace {

constexpr std::string_view introduction =
    "# Who may do what\n\n"
    "Made from `src/domain/access/policy.cpp`, the one policy table; a test holds the two together. Each "
    "cell says three things:\n"
    "for the own centre's cases (a referrer's own referrals), for cases shared with the centre, for all "
    "others. **yes**; **no**;\n"
    "**emergency**: opens with a reason of at least ten characters, is flagged in the audit trail and "
    "reviewed by the data\n"
    "protection officer. A case is shared with a centre when it was sent to it or is on the agenda of one of "
    "its boards.\n\n"
    "Centre roles are held at a centre; the last four for the whole network. Who holds several roles has the "
    "most favourable\n"
    "answer. The epidemiologist works on pseudonyms. A refusal about one case does not say whether the case "
    "exists. Objections\n"
    "are asked at each query: to research (studies and exports leave the patient out), to registration (only "
    "the care team's\n"
    "file remains).\n\n";

std::string_view word_of(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "yes";
    case Answer::break_glass:
      return "emergency";
    case Answer::no:
      break;
  }
  return "no";
}

std::string cell_of(Role role, Act act) {
  std::array<std::string_view, relation_words.size()> words;
  for (std::size_t i = 0; i < words.size(); ++i)
    words[i] = word_of(answer_to(role, act, relation_words[i].value));
  if (words[0] == words[1] && words[1] == words[2]) return std::string(words[0] == "no" ? "–" : words[0]);
  return std::string(words[0]) + ", " + std::string(words[1]) + ", " + std::string(words[2]);
}

}  // namespace

std::string policy_document() {
  std::string text(introduction);
  text += "| act |";
  for (const auto& role : role_words) text += " " + std::string(role.word) + " |";
  text += "\n|---|";
  for (std::size_t i = 0; i < role_count; ++i) text += "---|";
  text += "\n";
  for (const auto& act : act_words) {
    text += "| " + std::string(act.word) + " |";
    for (const auto& role : role_words) text += " " + cell_of(role.value, act.value) + " |";
    text += "\n";
  }
  return text;
}

}  // namespace repere::access
