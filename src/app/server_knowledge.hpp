#pragma once
#include "catalogue/board_files.hpp"
#include "catalogue/guide_files.hpp"
#include "domain/network/regions.hpp"
#include "domain/suspicion/rules.hpp"
#include "system/configuration.hpp"

// What a server shows and follows of knowledge/, beside the reference data.
namespace repere::app {

/// The rule set that the network chose. Errors: incorrect when there is none of that name, naming those there
Result<suspicion::RuleSet> triage_rules(const system::Configuration& configuration);

Result<LoadedBoardRules> rules_of_boards();

/// The short pages, and the regions that sheets are printed for.
struct WrittenPages {
  guidance::Guides guides;
  Regions regions;
};
Result<WrittenPages> written_pages();

}  // namespace repere::app
