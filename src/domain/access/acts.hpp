#pragma once
#include <array>
#include <cstdint>

#include "domain/words.hpp"

namespace repere::access {

/// What can be done with patients' data and with the network's affairs. The numbers are stored (in the audit trail, in
/// tokens' scopes) and never reused.
enum class Act : std::uint8_t {
  read_case = 1,         ///< the clinical content of one case, under its pseudonym
  read_identity = 2,     ///< name, birth date, identifiers of the patient
  list_cases = 3,        ///< which cases there are, with what a list shows of them
  search_people = 4,     ///< whether somebody with this identity is known, and where
  read_referral = 5,     ///< the state of a referral, and its answer
  refer_patient = 6,     ///< send a patient to a centre
  edit_case = 7,         ///< enter or correct clinical content
  correct_identity = 8,  ///< enter or correct who the patient is
  share_case = 9,        ///< give another centre sight of a case
  prepare_board = 10,    ///< place on an agenda, complete the file
  record_decision = 11,  ///< write down what a board says
  sign_decision = 12,    ///< make it a decision
  record_reading = 13,   ///< a pathologist's reading
  import_cases = 14,
  undo_import = 15,
  export_cases = 16,     ///< rows of cases under pseudonyms of the project
  run_study = 17,        ///< aggregate results
  read_indicators = 18,  ///< a centre's figures that are not public
  read_history = 19,     ///< who changed what in a case
  read_audit = 20,       ///< the audit trail
  record_objection = 21, ///< to research or to registration
  erase_person = 22,     ///< destroy what says who a patient is
  manage_accounts = 23,  ///< invite, appoint, close
  manage_network = 24,   ///< centres, boards, rule sets
  manage_machines = 25,  ///< tokens of machines, operation
  handle_referral = 26,  ///< take up a referral, ask for what is missing, pass it on, close it
  answer_referral = 27,  ///< the medical answer to who sent it
  manage_board = 28,     ///< a centre's boards: when they sit, who belongs to them, their meetings
  read_messages = 29,    ///< what was sent of a case or a referral: when, by what, to whom, and whether it was opened
  send_messages = 30,    ///< to whom a case's reports go; send again, withdraw, pass on by hand
  read_sent_report = 31, ///< a report that was sent to oneself, by its link
};

inline constexpr std::array act_words{
    Word{Act::read_case, "read_case"},
    Word{Act::read_identity, "read_identity"},
    Word{Act::list_cases, "list_cases"},
    Word{Act::search_people, "search_people"},
    Word{Act::read_referral, "read_referral"},
    Word{Act::refer_patient, "refer_patient"},
    Word{Act::edit_case, "edit_case"},
    Word{Act::correct_identity, "correct_identity"},
    Word{Act::share_case, "share_case"},
    Word{Act::prepare_board, "prepare_board"},
    Word{Act::record_decision, "record_decision"},
    Word{Act::sign_decision, "sign_decision"},
    Word{Act::record_reading, "record_reading"},
    Word{Act::import_cases, "import_cases"},
    Word{Act::undo_import, "undo_import"},
    Word{Act::export_cases, "export_cases"},
    Word{Act::run_study, "run_study"},
    Word{Act::read_indicators, "read_indicators"},
    Word{Act::read_history, "read_history"},
    Word{Act::read_audit, "read_audit"},
    Word{Act::record_objection, "record_objection"},
    Word{Act::erase_person, "erase_person"},
    Word{Act::manage_accounts, "manage_accounts"},
    Word{Act::manage_network, "manage_network"},
    Word{Act::manage_machines, "manage_machines"},
    Word{Act::handle_referral, "handle_referral"},
    Word{Act::answer_referral, "answer_referral"},
    Word{Act::manage_board, "manage_board"},
    Word{Act::read_messages, "read_messages"},
    Word{Act::send_messages, "send_messages"},
    Word{Act::read_sent_report, "read_sent_report"}};

inline constexpr std::size_t act_count = act_words.size();

}  // namespace repere::access
