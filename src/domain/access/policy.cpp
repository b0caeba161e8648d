#include "domain/access/policy.hpp"

#include <string_view>

#include "base/result.hpp"

namespace repere::access {
namespace {

// A cell says own, shared, foreign: y yes, b break the glass, - no.
struct Row {
  Act act;
  std::array<std::string_view, role_count> cells;
};

// clang-format off
constexpr std::array policy{
//                        visitor referrer secretary clinician surgeon pathologist data_m. coordin. epidem. director auditor admin.
Row{Act::read_case,        {"---", "---", "yy-", "yyb", "yyb", "yyb", "yy-", "yyb", "yyy", "---", "---", "---"}},
Row{Act::read_identity,    {"---", "---", "yy-", "yyb", "yyb", "yyb", "y--", "yyb", "---", "---", "---", "---"}},
Row{Act::list_cases,       {"---", "---", "yy-", "yy-", "yy-", "yy-", "yy-", "yy-", "yyy", "---", "---", "---"}},
Row{Act::search_people,    {"---", "---", "yy-", "yyb", "yyb", "yyb", "y--", "yyb", "---", "---", "yyy", "---"}},
Row{Act::read_referral,    {"y--", "y--", "yy-", "yy-", "yy-", "yy-", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::refer_patient,    {"y--", "y--", "yy-", "yy-", "yy-", "yy-", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::edit_case,        {"---", "---", "y--", "yy-", "yy-", "---", "y--", "yy-", "---", "---", "---", "---"}},
Row{Act::correct_identity, {"---", "---", "y--", "y--", "y--", "---", "y--", "y--", "---", "---", "---", "---"}},
Row{Act::share_case,       {"---", "---", "y--", "y--", "y--", "---", "---", "y--", "---", "---", "---", "---"}},
Row{Act::prepare_board,    {"---", "---", "yy-", "yy-", "yy-", "yy-", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::record_decision,  {"---", "---", "yy-", "yy-", "yy-", "yy-", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::sign_decision,    {"---", "---", "---", "---", "---", "---", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::record_reading,   {"---", "---", "---", "---", "---", "yy-", "---", "---", "---", "---", "---", "---"}},
Row{Act::import_cases,     {"---", "---", "---", "---", "---", "---", "y--", "---", "---", "---", "---", "---"}},
Row{Act::undo_import,      {"---", "---", "---", "---", "---", "---", "y--", "---", "---", "---", "---", "---"}},
Row{Act::export_cases,     {"---", "---", "---", "---", "---", "---", "y--", "---", "yyy", "---", "---", "---"}},
Row{Act::run_study,        {"---", "---", "---", "---", "---", "---", "y--", "---", "yyy", "yyy", "---", "---"}},
Row{Act::read_indicators,  {"---", "---", "y--", "y--", "y--", "y--", "y--", "y--", "yyy", "yyy", "---", "---"}},
Row{Act::read_history,     {"---", "---", "yy-", "yy-", "yy-", "yy-", "y--", "yy-", "---", "---", "yyy", "---"}},
Row{Act::read_audit,       {"---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "yyy", "---"}},
Row{Act::record_objection, {"---", "---", "y--", "yy-", "yy-", "---", "y--", "yy-", "---", "---", "yyy", "---"}},
Row{Act::erase_person,     {"---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "yyy", "---"}},
Row{Act::manage_accounts,  {"---", "---", "---", "---", "---", "---", "---", "y--", "---", "---", "---", "yyy"}},
Row{Act::manage_network,   {"---", "---", "---", "---", "---", "---", "---", "---", "---", "yyy", "---", "yyy"}},
Row{Act::manage_machines,  {"---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---", "yyy"}},
Row{Act::handle_referral,  {"---", "---", "yy-", "yy-", "yy-", "yy-", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::answer_referral,  {"---", "---", "---", "yy-", "yy-", "yy-", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::manage_board,     {"---", "---", "y--", "---", "---", "---", "---", "y--", "---", "---", "---", "---"}},
Row{Act::read_messages,    {"---", "---", "yy-", "yy-", "yy-", "yy-", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::send_messages,    {"---", "---", "yy-", "yy-", "yy-", "---", "---", "yy-", "---", "---", "---", "---"}},
Row{Act::read_sent_report, {"y--", "y--", "---", "---", "---", "---", "---", "---", "---", "---", "---", "---"}}};
// clang-format on

constexpr bool lists_every_act_in_its_place() {
  if (policy.size() != act_count) return false;
  for (std::size_t i = 0; i < policy.size(); ++i) {
    if (static_cast<std::size_t>(policy[i].act) != i + 1) return false;
    for (const auto cell : policy[i].cells)
      if (cell.size() != relation_words.size() || cell.find_first_not_of("yb-") != std::string_view::npos) return false;
  }
  return true;
}
static_assert(lists_every_act_in_its_place());

}  // namespace

Answer answer_to(Role role, Act act, Relation relation) {
  const auto row = static_cast<std::size_t>(act) - 1;
  const auto column = static_cast<std::size_t>(role);
  const auto place = static_cast<std::size_t>(relation);
  REPERE_ENSURE(row < policy.size() && column < role_count && place < relation_words.size());
  switch (policy[row].cells[column][place]) {
    case 'y':
      return Answer::yes;
    case 'b':
      return Answer::break_glass;
    default:
      return Answer::no;
  }
}

}  // namespace repere::access
