#include "workflows/compare_cases.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "domain/registry/row_text.hpp"
#include "study/age.hpp"

namespace repere::workflows {

using namespace registry;

namespace {

// Row numbers of `rows` by key.
template <class Row, class KeyOf>
std::unordered_map<std::string_view, std::uint32_t> by_key(const std::vector<Row>& rows, const KeyOf& key_of) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  numbers.reserve(rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) numbers.emplace(key_of(rows[i]), i);
  return numbers;
}

constexpr std::uint32_t nothing = 0xFFFFFFFF;

class Comparer {
 public:
  Comparer(Registry& incoming, const Registry& existing, const KeyIfErased& key_if_erased)
      : incoming_(incoming), existing_(existing), key_if_erased_(key_if_erased) {}

  Result<Comparison> run() {
    if (const auto merged = merge_centres(); !merged) return tl::unexpected(merged.error());
    compare_datasets();
    compare_patients();
    compare_tumours();
    std::size_t table_number = 0;
    for_each_act_table([&](const auto& table) {
      result_.acts[table_number++] = compare_acts(incoming_.*(table.rows), existing_.*(table.rows));
    });
    return std::move(result_);
  }

 private:
  Result<void> merge_centres() {
    std::vector<Centre> own;
    for (const Centre& centre : incoming_.centres)
      if (centre.code != Centres::outside_code) own.push_back(centre);
    auto merged = existing_.centres.with(std::move(own));
    if (!merged) return tl::unexpected(merged.error());
    std::vector<CentreIndex> renumbered;
    for (const Centre& centre : incoming_.centres) renumbered.push_back(merged->find(centre.code));
    const auto renumber = [&](auto& row) {
      return [&](const auto& column) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(row.*(column.member))>, CentreIndex>) {
          CentreIndex& centre = row.*(column.member);
          if (centre) centre = renumbered[centre.value];
        }
      };
    };
    for (Tumour& tumour : incoming_.tumours) for_each_column<Tumour>(renumber(tumour));
    for_each_act_table([&](const auto& table) {
      using Row = typename std::remove_cvref_t<decltype(table)>::Row;
      for (Row& row : incoming_.*(table.rows)) for_each_act_column<Row>(renumber(row));
    });
    incoming_.centres = std::move(*merged);
    return {};
  }

  void compare_datasets() {
    for (const Dataset& dataset : incoming_.datasets) {
      bool same = false;
      for (const Dataset& known : existing_.datasets) same = same || known == dataset;
      if (!same) result_.dataset_changed = true;
    }
  }

  void compare_patients() {
    const auto known = by_key(existing_.patients, [](const Patient& p) { return std::string_view(p.key.reveal()); });
    const bool some_erased = std::any_of(existing_.patients.begin(), existing_.patients.end(),
                                         [](const Patient& p) { return p.erased; });
    births_of_erased_.resize(incoming_.patients.size());
    for (Patient& patient : incoming_.patients) {
      auto found = known.find(patient.key.reveal());
      if (found == known.end() && some_erased) {
        found = known.find(key_if_erased_(patient.key).reveal());
        if (found != known.end()) forget(patient, existing_.patients[found->second]);
      }
      if (found == known.end()) {
        result_.patients.push_back(RowAction::add);
        continue;
      }
      const Patient& old = existing_.patients[found->second];
      patient.id = old.id;
      result_.patients.push_back(equal_columns(patient, old) ? RowAction::keep : RowAction::replace);
    }
  }

  // The source still sends who was erased here: nothing of it is taken but the age.
  void forget(Patient& patient, const Patient& erased) {
    births_of_erased_[static_cast<std::size_t>(&patient - incoming_.patients.data())] = patient.birth;
    patient.key = erased.key;
    patient.birth = {};
    patient.erased = true;
  }
  void keep_age(Tumour& tumour, const Tumour* old) const {
    if (!incoming_.patients[tumour.patient].erased || tumour.age_at_diagnosis) return;
    tumour.age_at_diagnosis = old && old->age_at_diagnosis
                                  ? old->age_at_diagnosis
                                  : study::whole_years_at(tumour.diagnosis, births_of_erased_[tumour.patient].reveal());
  }

  void compare_tumours() {
    const auto known = by_key(existing_.tumours, [](const Tumour& t) { return std::string_view(t.key); });
    known_tumour_.assign(incoming_.tumours.size(), nothing);
    for (std::uint32_t i = 0; i < incoming_.tumours.size(); ++i) {
      Tumour& tumour = incoming_.tumours[i];
      const auto found = known.find(tumour.key);
      keep_age(tumour, found == known.end() ? nullptr : &existing_.tumours[found->second]);
      if (found == known.end()) {
        result_.tumours.push_back(RowAction::add);
        continue;
      }
      const Tumour& old = existing_.tumours[found->second];
      tumour.id = old.id;
      known_tumour_[i] = found->second;
      if (existing_.patients[old.patient].id != incoming_.patients[tumour.patient].id)
        result_.problems.push_back({Severity::error, "tumours.csv", tumour.line, "patient",
                                    "this tumour belongs to another patient in the record",
                                    "give the tumour its own key, or correct the patient"});
      result_.tumours.push_back(equal_columns(tumour, old) ? RowAction::keep : RowAction::replace);
    }
  }

  // Where the acts of each tumour of the record begin; one more for the end.
  template <class Row>
  std::vector<std::uint32_t> first_rows(const std::vector<Row>& rows) const {
    std::vector<std::uint32_t> first(existing_.tumours.size() + 1, 0);
    for (const Row& row : rows) ++first[row.tumour + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    return first;
  }

  template <class Row>
  std::vector<RowAction> compare_acts(std::vector<Row>& rows, const std::vector<Row>& known) const {
    std::vector<RowAction> actions(rows.size(), RowAction::add);
    if (known.empty()) return actions;
    const auto first = first_rows(known);
    std::vector<bool> taken(known.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Row& row = rows[i];
      const std::uint32_t tumour = known_tumour_[row.tumour];
      if (tumour == nothing) continue;
      for (std::uint32_t k = first[tumour]; k < first[tumour + 1]; ++k) {
        if (taken[k] || known[k].key != row.key) continue;
        const bool same = equal_columns(row, known[k]);
        if (!same && row.key.empty()) continue;
        taken[k] = true;
        row.id = known[k].id;
        actions[i] = same ? RowAction::keep : RowAction::replace;
        break;
      }
    }
    return actions;
  }

  Registry& incoming_;
  const Registry& existing_;
  const KeyIfErased& key_if_erased_;
  std::vector<Confidential<std::optional<PartialDate>>> births_of_erased_;  // of each incoming patient
  std::vector<std::uint32_t> known_tumour_;  // of each incoming tumour, its row in existing_
  Comparison result_;
};

}  // namespace

Result<Comparison> compare_cases(Registry& incoming, const Registry& existing, const KeyIfErased& key_if_erased) {
  return Comparer(incoming, existing, key_if_erased).run();
}

}  // namespace repere::workflows
