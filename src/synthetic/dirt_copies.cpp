#include <array>

#include "domain/registry/tables.hpp"
#include "synthetic/act_writer.hpp"
#include "synthetic/departments.hpp"
#include "synthetic/dirt.hpp"

// A person who is entered twice: another key, fewer acts, one slip.
namespace repere::synthetic {

using namespace registry;

namespace {

using std::chrono::days;

// The same act under the key of the copy.
std::string key_in_copy(const std::string& key, const std::string& copy) {
  return copy + key.substr(key.find('-'));
}

template <class Row>
void copy_rows(const DirtyCase& dirty, std::vector<Row>& table, const std::string& copy, std::uint32_t from,
               double chance) {
  std::size_t first = table.size();
  while (first > 0 && table[first - 1].tumour == from) --first;
  const std::size_t last = table.size();
  for (std::size_t i = first; i < last; ++i) {
    if (i + 1 < last && !dirty.random.chance(chance)) continue;  // the last one stays: death is there
    Row row = table[i];
    row.tumour = from + 1;
    row.key = key_in_copy(row.key, copy);
    table.push_back(std::move(row));
  }
}

void note(DirtyCase& dirty, std::string_view table, const std::string& key, std::string_view field,
          std::string clean, const std::string& original) {
  dirty.truth.push_back(
      {std::string(table), key, std::string(field), "near_duplicate", std::move(clean), original});
}

// One slip of whoever typed it: the diagnosis some days off, the birth a day off or turned round, another
// department.
void slip(DirtyCase& dirty, const std::string& original) {
  Patient& patient = dirty.patient();
  Tumour& tumour = dirty.tumour();
  const std::string& key = patient.key.reveal();
  const PartialDate birth = *patient.birth.reveal();
  switch (dirty.random.between(0, 4)) {
    case 0:
      if (birth.exact() && birth.day() <= 12 && birth.day() != birth.month()) {
        note(dirty, "patients", key, "birth_date", birth.text(), original);
        const std::string text = birth.text();
        patient.birth = Confidential{std::optional{
            PartialDate::parse(text.substr(0, 5) + text.substr(8, 2) + "-" + text.substr(5, 2)).value()}};
        return;
      }
      break;
    case 1:
      if (birth.exact()) {
        note(dirty, "patients", key, "birth_date", birth.text(), original);
        patient.birth = Confidential{std::optional{PartialDate::of_day(birth.first() - days{1})}};
        return;
      }
      break;
    case 2: {
      note(dirty, "patients", key, "department", patient.department, original);
      std::string_view other = patient.department;
      while (other == patient.department) other = departments()[draw_department(dirty.random)].code;
      patient.department = other;
      return;
    }
    default:
      break;
  }
  note(dirty, "tumours", tumour.key, "diagnosis_date", tumour.diagnosis->text(), original);
  tumour.diagnosis = PartialDate::of_day(tumour.diagnosis->last() - days{dirty.random.between(1, 12)});
}

}  // namespace

void enter_again(DirtyCase& dirty, std::int64_t new_number) {
  Registry& registry = dirty.registry;
  const std::string original = registry.patients.back().key.reveal(), copy = patient_key(new_number);
  const auto from = static_cast<std::uint32_t>(registry.tumours.size() - 1);
  Patient patient = registry.patients.back();
  patient.key = Confidential{copy};
  registry.patients.push_back(std::move(patient));
  Tumour tumour = registry.tumours.back();
  tumour.key = copy + "-1";
  tumour.patient = static_cast<std::uint32_t>(registry.patients.size() - 1);
  registry.tumours.push_back(std::move(tumour));
  copy_rows(dirty, registry.biopsies, copy, from, 0.8);
  copy_rows(dirty, registry.pathology, copy, from, 0.8);
  copy_rows(dirty, registry.surgeries, copy, from, 0.8);
  copy_rows(dirty, registry.news, copy, from, 0.3);
  slip(dirty, original);
}

}  // namespace repere::synthetic
