#pragma once
#include "workflows/cases/pseudonymise.hpp"
#include "workflows/cases/persons.hpp"
#include "workflows/work.hpp"

// Cases that leave the record for a study or an export.
namespace repere::workflows {

struct TakeOut {
  access::Act act = access::Act::export_cases;  ///< or run_study
  std::optional<RevisionId> as_of;              ///< the newest when not given
  std::optional<std::string> source;
  std::string object;    ///< what for, as the trail says it: "study netsarc-plus"
  std::string author;    ///< who asks at the command line
  std::string project;   ///< a research project: its own pseudonyms, nothing else that identifies; empty: none
  ResearchDates dates = ResearchDates::relative;  ///< of a research project
};

struct TakenOut {
  registry::Registry rows;
  RevisionId revision;
  std::int64_t objected = 0;  ///< patients left out because they objected to research or registration
};

/// Reads what may be used for research: who objected today is left out, whatever the revision asked for. A line of the trail
/// is on the disk before the cases are given out.
/// Errors: not_found when the record is empty or has no such revision; those of the transactions
Result<TakenOut> take_cases_out(Transactions& transactions, const Clock& clock, const TakeOut& wanted);

}  // namespace repere::workflows
