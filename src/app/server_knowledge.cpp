#include "app/server_knowledge.hpp"

#include "base/nearest_name.hpp"
#include "catalogue/find_knowledge.hpp"
#include "catalogue/network_files.hpp"
#include "catalogue/triage_files.hpp"

namespace repere::app {

Result<suspicion::RuleSet> triage_rules(const system::Configuration& configuration) {
  const auto folder = find_knowledge_folder();
  if (!folder) return tl::unexpected(folder.error());
  const auto book = load_rule_book(*folder / "triage");
  if (!book) return tl::unexpected(book.error());
  if (const auto* set = book->find(configuration.triage_rules)) return *set;
  std::vector<std::string_view> ids;
  for (const auto& set : book->sets) ids.emplace_back(set.id);
  return fail(ErrorKind::incorrect,
              "network.triage_rules names no rule set of " + (*folder / "triage").string() +
                  did_you_mean(configuration.triage_rules, ids) + "Those there: " + list_of(ids, 30));
}

Result<LoadedBoardRules> rules_of_boards() {
  const auto folder = find_knowledge_folder();
  if (!folder) return tl::unexpected(folder.error());
  return load_board_rules(*folder / "boards");
}

Result<WrittenPages> written_pages() {
  const auto folder = find_knowledge_folder();
  if (!folder) return tl::unexpected(folder.error());
  auto guides = load_guides(*folder / "guides");
  if (!guides) return tl::unexpected(guides.error());
  auto regions = load_regions(*folder / "network" / "regions.csv");
  if (!regions) return tl::unexpected(regions.error());
  return WrittenPages{std::move(*guides), std::move(*regions)};
}

}  // namespace repere::app
