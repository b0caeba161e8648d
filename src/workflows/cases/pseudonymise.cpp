#include "workflows/cases/pseudonymise.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "domain/registry/keep_patients.hpp"
#include "study/age.hpp"

namespace repere::workflows {

using registry::When;

namespace {

PartialDate coarser(PartialDate date, ResearchDates dates) {
  if (dates == ResearchDates::day || date.precision() == PartialDate::Precision::year) return date;
  return dates == ResearchDates::month ? PartialDate::of_month(date.year(), date.month())
                                       : PartialDate::of_year(date.year());
}

void blur(When& when, const std::optional<PartialDate>& diagnosis, ResearchDates dates) {
  if (when.kind() != When::Kind::date) return;
  const bool exact = when.date().exact() && diagnosis && diagnosis->exact();
  if (dates == ResearchDates::relative && exact)
    when = When::after_origin(static_cast<std::int32_t>(days_between(diagnosis->first(), when.date().first())));
  else
    when = When::on(coarser(when.date(), dates));
}

void blur_acts(registry::Registry& rows, ResearchDates dates) {
  registry::for_each_act_table([&](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    for (Row& row : rows.*(table.rows)) {
      row.id = 0;
      row.line = 0;
      row.key.clear();
      const auto& diagnosis = rows.tumours[row.tumour].diagnosis;
      registry::for_each_act_column<Row>([&](const auto& column) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(row.*(column.member))>, When>)
          if (column.part != registry::Part::day) blur(row.*(column.member), diagnosis, dates);
      });
    }
  });
}

void keep_whole_years(registry::Tumour& tumour, const registry::Patient& patient) {
  const auto age = study::whole_years_at(tumour.diagnosis, patient.birth.reveal());
  if (age)
    tumour.age_at_diagnosis = age;
  else if (tumour.age_at_diagnosis)
    tumour.age_at_diagnosis = std::floor(*tumour.age_at_diagnosis);
}

void name_tumours(registry::Registry& rows) {
  std::vector<int> counts(rows.patients.size());
  for (registry::Tumour& tumour : rows.tumours) {
    tumour.id = 0;
    tumour.line = 0;
    tumour.key = rows.patients[tumour.patient].key.reveal() + "-" + std::to_string(++counts[tumour.patient]);
  }
}

}  // namespace

void pseudonymise(registry::Registry& rows, const std::vector<std::string>& pseudonyms, const std::string& project,
                  ResearchDates dates) {
  for (registry::Tumour& tumour : rows.tumours) keep_whole_years(tumour, rows.patients[tumour.patient]);
  for (std::size_t i = 0; i < rows.patients.size(); ++i) {
    registry::Patient& patient = rows.patients[i];
    patient.id = 0;
    patient.line = 0;
    patient.key = Confidential<std::string>(pseudonyms[i]);
    patient.birth = {};
  }
  std::vector<std::uint32_t> order(rows.patients.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return pseudonyms[a] < pseudonyms[b]; });
  registry::keep_patients(rows, order);
  name_tumours(rows);
  blur_acts(rows, dates);
  for (registry::Tumour& tumour : rows.tumours)
    if (tumour.diagnosis) tumour.diagnosis = coarser(*tumour.diagnosis, dates);
  for (registry::Dataset& one : rows.datasets) one.source = project;
}

}  // namespace repere::workflows
