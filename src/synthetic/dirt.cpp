#include "synthetic/dirt.hpp"

#include <chrono>

#include "domain/registry/tables.hpp"
#include "synthetic/act_writer.hpp"

namespace repere::synthetic {

using namespace registry;

namespace {

constexpr std::uint64_t dirt_streams = 1ULL << 62;  // beside those of the cases

// The columns of a row that hold a value and may be empty.
template <class Row, class Visit>
void for_each_optional_column(Visit&& visit) {
  if constexpr (std::is_base_of_v<Act, Row>)
    for_each_act_column<Row>(visit);
  else
    for_each_column<Row>(visit);
}

template <class Row>
int filled_columns(const Row& row, const Codes& codes) {
  int count = 0;
  for_each_optional_column<Row>([&](const auto& column) {
    std::string text;
    write_column(text, row, column, codes);
    if (!column.required && column.name != "act" && !text.empty()) ++count;
  });
  return count;
}

template <class Row>
bool empty_one(DirtyCase& dirty, std::string_view table, Row& row, const std::string& key) {
  const int filled = filled_columns(row, dirty.codes);
  if (filled == 0) return false;
  int left = dirty.random.between(1, filled);
  for_each_optional_column<Row>([&](const auto& column) {
    std::string text;
    write_column(text, row, column, dirty.codes);
    if (column.required || column.name == "act" || text.empty() || --left != 0) return;
    dirty.truth.push_back({std::string(table), key, std::string(column.name), "missing_value", text, {}});
    row.*(column.member) = {};
  });
  return true;
}

// A row of one act table, chosen among all of the case's acts.
bool empty_one_of_an_act(DirtyCase& dirty) {
  int acts = 0;
  for_each_act_table(
      [&](const auto& table) { acts += static_cast<int>(dirty.rows(dirty.registry.*(table.rows)).size()); });
  if (acts == 0) return false;
  int left = dirty.random.between(0, acts - 1);
  bool done = false;
  for_each_act_table([&](const auto& table) {
    for (auto& row : dirty.rows(dirty.registry.*(table.rows)))
      if (left-- == 0) done = empty_one(dirty, table.name, row, row.key);
  });
  return done;
}

}  // namespace

bool remove_a_value(DirtyCase& dirty) {
  const double place = dirty.random.uniform();
  if (place < 0.2) return empty_one(dirty, "patients", dirty.patient(), dirty.patient().key.reveal());
  if (place < 0.6) return empty_one(dirty, "tumours", dirty.tumour(), dirty.tumour().key);
  return empty_one_of_an_act(dirty);
}

void DirtMaker::visit(Registry& registry, const Codes& codes, std::int64_t number,
                      std::vector<DirtTruth>& truth) {
  Random random(seed_, dirt_streams + static_cast<std::uint64_t>(number));
  if (!random.chance(rate_)) return;
  DirtyCase dirty{registry, codes, registry.datasets[0].cut_off->last(), random, truth};
  const double place = random.uniform();
  if (place < 0.5 && remove_a_value(dirty)) return;
  if (place < 0.65)
    contradict(dirty, true);
  else if (place < 0.8)
    contradict(dirty, false);
  else
    enter_again(dirty, next_number_++);
}

}  // namespace repere::synthetic
