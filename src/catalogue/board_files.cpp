#include "catalogue/board_files.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "catalogue/table.hpp"

namespace repere {

using board::BoardRules;
using board::QuorumRule;
using board::ReadinessRule;
using board::Seat;
using board::Specialty;

namespace {

namespace fs = std::filesystem;
constexpr auto required = Column::Need::required;
constexpr auto may_be_empty = Column::Need::may_be_empty;

bool yes_or_no(const TableRow& row, std::string_view column) {
  const std::string& text = row.text(column);
  if (text != "yes" && text != "no" && !text.empty()) row.problem(column, "takes yes or no");
  return text == "yes";
}

// "surgeon orthopaedist;oncologist": two seats.
std::vector<Seat> seats_of(const TableRow& row) {
  std::vector<Seat> seats;
  for (const std::string& text : row.list("seats")) {
    Seat seat;
    for (const std::string_view word : split_words(text)) {
      const auto specialty = value_in(board::specialty_words, word);
      if (!specialty || !board::is_physician(*specialty))
        row.problem("seats", "'" + std::string(word) + "' is no specialty of a physician");
      else
        seat.push_back(*specialty);
    }
    if (!seat.empty()) seats.push_back(std::move(seat));
  }
  return seats;
}

Result<Edition> load_quorum(const fs::path& file, std::vector<QuorumRule>& rules) {
  auto table = Table::open(file, {{"sort", required},
                                  {"from", required},
                                  {"least_physicians", required},
                                  {"seats", may_be_empty},
                                  {"never", required},
                                  {"assumed", required},
                                  {"source", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    QuorumRule rule;
    rule.sort = row.word("sort", board::sort_words);
    const auto from = row.date("from");
    if (from && !from->exact()) row.problem("from", "takes a whole day");
    rule.from = from ? from->first() : Day{};
    rule.least_physicians = row.whole("least_physicians").value_or(3);
    if (rule.least_physicians < 1 || rule.least_physicians > 10) row.problem("least_physicians", "takes 1 to 10");
    rule.seats = seats_of(row);
    rule.never = yes_or_no(row, "never");
    rule.assumed = yes_or_no(row, "assumed");
    rule.source = row.text("source");
    if (std::any_of(rules.begin(), rules.end(), [&](const auto& one) { return one.sort == rule.sort && one.from == rule.from; }))
      row.problem("from", "this sort of board has a rule from this day already");
    rules.push_back(std::move(rule));
  });
  for (const auto& sort : board::sort_words)
    if (std::none_of(rules.begin(), rules.end(), [&](const auto& one) { return one.sort == sort.value; }))
      table->problem("sort", "there is no rule for " + std::string(sort.word));
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

Result<Edition> load_readiness(const fs::path& file, std::vector<ReadinessRule>& rules) {
  auto table = Table::open(file, {{"code", required},
                                  {"label_fr", required},
                                  {"label_en", required},
                                  {"when", required},
                                  {"days_before", required},
                                  {"required", required},
                                  {"assumed", required},
                                  {"source", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    ReadinessRule rule{row.text("code"), row.text("label_fr"), row.text("label_en"), row.text("when"),
                       row.whole("days_before").value_or(0), yes_or_no(row, "required"), row.text("source"),
                       yes_or_no(row, "assumed")};
    constexpr std::array known{"always", "child", "bone", "operated", "pathology"};
    if (std::none_of(known.begin(), known.end(), [&](const char* one) { return rule.when == one; }))
      row.problem("when", "takes always, child, bone, operated or pathology");
    if (rule.days_before < 0 || rule.days_before > 60) row.problem("days_before", "takes 0 to 60");
    rules.push_back(std::move(rule));
  });
  table->refuse_repeated("code");
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

Result<Edition> load_registered_only(const fs::path& file, std::vector<board::RegisteredOnlyRule>& rules) {
  auto table = Table::open(file, {{"code", required},
                                  {"label_fr", required},
                                  {"label_en", required},
                                  {"assumed", required},
                                  {"source", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    rules.push_back({row.text("code"), row.text("label_fr"), row.text("label_en"), row.text("source"), yes_or_no(row, "assumed")});
  });
  table->refuse_repeated("code");
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

Result<Edition> load_value_sets(const fs::path& file, board::FrcpCodes& codes) {
  auto table = Table::open(file, {{"set", required}, {"oid", required}, {"code", required}, {"display", required}, {"system", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    if (codes.value(row.text("set"), row.text("code")) != nullptr) row.problem("code", "this set has this code already");
    codes.add(board::CodedValue{row.text("set"), row.text("oid"), row.text("code"), row.text("display"), row.text("system")});
  });
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

// After the value sets: every code is one of theirs.
Result<Edition> load_coded_words(const fs::path& file, board::FrcpCodes& codes) {
  auto table = Table::open(file, {{"field", required},
                                  {"word", required},
                                  {"set", required},
                                  {"code", may_be_empty},
                                  {"assumed", required},
                                  {"source", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    const board::CodedWord word{row.text("field"), row.text("word"), row.text("set"), row.text("code"), row.text("source"), yes_or_no(row, "assumed")};
    if (!word.code.empty() && codes.value(word.set, word.code) == nullptr)
      row.problem("code", "'" + word.code + "' is no code of the set " + word.set + " in frcp_value_sets.csv");
    if (codes.line(word.field, word.word, word.set) != nullptr) row.problem("word", "this word has a code of this set already");
    codes.add(word);
  });
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

}  // namespace

Result<LoadedBoardRules> load_board_rules(const fs::path& folder) {
  LoadedBoardRules loaded;
  for (const auto& edition : {load_quorum(folder / "quorum.csv", loaded.rules.quorum),
                              load_readiness(folder / "readiness.csv", loaded.rules.readiness),
                              load_registered_only(folder / "registered_only.csv", loaded.rules.registered_only),
                              load_value_sets(folder / "frcp_value_sets.csv", loaded.rules.frcp),
                              load_coded_words(folder / "frcp_codes.csv", loaded.rules.frcp)}) {
    if (!edition) return tl::unexpected(edition.error());
    loaded.editions.push_back(*edition);
  }
  return loaded;
}

}  // namespace repere
