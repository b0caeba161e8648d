#include <algorithm>
#include <array>

#include "synthetic/dirt.hpp"

// Contradictions, one function each: it returns false, and changes nothing, when the case does not let it.
namespace repere::synthetic {

using namespace registry;

namespace {

using std::chrono::days;

std::string text_of(const When& when) {
  return when.kind() == When::Kind::date ? when.date().text() : std::string();
}

When shifted(Day day, int by) { return When::on(PartialDate::of_day(day + days{by})); }

void note(DirtyCase& dirty, std::string_view table, const std::string& key, std::string_view field,
          std::string kind, std::string clean) {
  dirty.truth.push_back({std::string(table), key, std::string(field), std::move(kind), std::move(clean), {}});
}

// Moves an act to another day.
void move(DirtyCase& dirty, std::string_view table, Act& row, const When& when, std::string kind) {
  note(dirty, table, row.key, "date", std::move(kind), text_of(row.when));
  row.when = when;
}

News* death_of(const DirtyCase& dirty) {
  for (News& row : dirty.rows(dirty.registry.news))
    if (row.state && is_dead(*row.state)) return &row;
  return nullptr;
}

Surgery* surgery_of(const DirtyCase& dirty) {
  const auto rows = dirty.rows(dirty.registry.surgeries);
  return rows.empty() ? nullptr : &rows.front();
}

Day birth_of(const DirtyCase& dirty) { return dirty.patient().birth.reveal()->first(); }
Day diagnosis_of(const DirtyCase& dirty) { return dirty.tumour().diagnosis->first(); }

bool diagnosis_before_birth(DirtyCase& dirty) {
  Tumour& tumour = dirty.tumour();
  note(dirty, "tumours", tumour.key, "diagnosis_date", "refused:diagnosis_before_birth",
       tumour.diagnosis->text());
  tumour.diagnosis = PartialDate::of_day(birth_of(dirty) - days{dirty.random.between(100, 2000)});
  return true;
}

bool surgery_before_birth(DirtyCase& dirty) {
  Surgery* surgery = surgery_of(dirty);
  if (!surgery) return false;
  move(dirty, "surgeries", *surgery, shifted(birth_of(dirty), -dirty.random.between(100, 2000)),
       "refused:act_before_birth");
  return true;
}

bool death_before_diagnosis(DirtyCase& dirty) {
  News* death = death_of(dirty);
  if (!death || diagnosis_of(dirty) - birth_of(dirty) < days{800}) return false;
  move(dirty, "news", *death, shifted(diagnosis_of(dirty), -dirty.random.between(40, 300)),
       "refused:death_before_diagnosis");
  return true;
}

bool surgery_after_death(DirtyCase& dirty) {
  const News* death = death_of(dirty);
  Surgery* surgery = surgery_of(dirty);
  if (!death || !surgery) return false;
  move(dirty, "surgeries", *surgery, shifted(death->when.date().first(), dirty.random.between(5, 90)),
       "refused:treated_after_death");
  return true;
}

bool later_news(DirtyCase& dirty, State state, std::string kind) {
  const News* death = death_of(dirty);
  if (!death) return false;
  News row = *death;
  row.key += "+";
  row.state = state;
  row.when = shifted(death->when.date().first(), dirty.random.between(5, 90));
  note(dirty, "news", row.key, "", std::move(kind), "");
  dirty.registry.news.push_back(std::move(row));
  return true;
}

bool alive_after_death(DirtyCase& dirty) {
  return later_news(dirty, State::alive, "refused:alive_after_death");
}
bool two_deaths(DirtyCase& dirty) {
  return later_news(dirty, State::dead_unknown_cause, "refused:two_deaths");
}

bool end_before_start(DirtyCase& dirty) {
  for (Radiotherapy& row : dirty.rows(dirty.registry.radiotherapies)) {
    if (!row.end.recorded() || !row.when.date().exact()) continue;
    note(dirty, "radiotherapies", row.key, "end_date", "refused:end_before_start", text_of(row.end));
    row.end = shifted(row.when.date().first(), -dirty.random.between(1, 60));
    return true;
  }
  return false;
}

bool in_the_future(DirtyCase& dirty) {
  News& row = dirty.rows(dirty.registry.news).back();
  const int years = dirty.random.between(90, 99);
  move(dirty, "news", row, shifted(row.when.date().first(), years * 365), "refused:in_the_future");
  return true;
}

bool after_cut_off(DirtyCase& dirty) {
  News& row = dirty.rows(dirty.registry.news).back();
  move(dirty, "news", row, shifted(dirty.cut_off, dirty.random.between(1, 25)), "odd:after_cut_off");
  return true;
}

bool surgery_long_before_diagnosis(DirtyCase& dirty) {
  Surgery* surgery = surgery_of(dirty);
  if (!surgery || diagnosis_of(dirty) - birth_of(dirty) < days{1500}) return false;
  move(dirty, "surgeries", *surgery, shifted(diagnosis_of(dirty), -dirty.random.between(450, 1000)),
       "odd:surgery_long_before_diagnosis");
  return true;
}

bool site_contradicts_compartment(DirtyCase& dirty) {
  Tumour& tumour = dirty.tumour();
  std::string clean;
  write_value(clean, tumour.compartment, dirty.codes);
  note(dirty, "tumours", tumour.key, "compartment", "odd:site_contradicts_compartment", clean);
  tumour.compartment = tumour.compartment == Compartment::bone ? Compartment::viscera : Compartment::bone;
  return true;
}

bool metastases_contradict(DirtyCase& dirty) {
  Tumour& tumour = dirty.tumour();
  if (tumour.metastatic != Answer::no) return false;
  note(dirty, "tumours", tumour.key, "metastatic_sites", "odd:metastases_contradict", "");
  tumour.metastatic_sites.bits = static_cast<std::uint16_t>(MetastaticSite::lung);
  return true;
}

bool r0_without_surgery(DirtyCase& dirty) {
  const auto rows = dirty.rows(dirty.registry.surgeries);
  if (rows.size() != 1) return false;
  note(dirty, "surgeries", rows[0].key, "status", "odd:details_of_an_act_not_done", "");
  rows[0].status = ActStatus::not_done;
  rows[0].margin = Margin::r0;
  return true;
}

bool re_excision_without_resection(DirtyCase& dirty) {
  const auto rows = dirty.rows(dirty.registry.surgeries);
  if (rows.size() != 1) return false;
  note(dirty, "surgeries", rows[0].key, "kind", "odd:re_excision_without_resection", "resection");
  rows[0].kind = SurgeryKind::re_excision;
  return true;
}

// Centimetres taken for millimetres, the other way round.
bool size_in_another_unit(DirtyCase& dirty) {
  Tumour& tumour = dirty.tumour();
  if (!tumour.size_mm || *tumour.size_mm > 199) return false;
  std::string clean;
  write_value(clean, tumour.size_mm, dirty.codes);
  note(dirty, "tumours", tumour.key, "size_mm", "odd:size_in_another_unit", clean);
  tumour.size_mm = *tumour.size_mm * 10;
  return true;
}

using Contradiction = bool (*)(DirtyCase&);
// Each list ends with one that every case lets.
constexpr std::array refused_ways{
    surgery_before_birth, death_before_diagnosis, surgery_after_death, alive_after_death,
    two_deaths,           end_before_start,       in_the_future,       diagnosis_before_birth};
constexpr std::array odd_ways{after_cut_off,
                              surgery_long_before_diagnosis,
                              metastases_contradict,
                              r0_without_surgery,
                              re_excision_without_resection,
                              size_in_another_unit,
                              site_contradicts_compartment};

template <std::size_t n>
void try_from(DirtyCase& dirty, const std::array<Contradiction, n>& ways) {
  for (auto at = static_cast<std::size_t>(dirty.random.below(n));; at = (at + 1) % n)
    if (ways[at](dirty)) return;
}

}  // namespace

void contradict(DirtyCase& dirty, bool refused) {
  if (refused)
    try_from<refused_ways.size()>(dirty, refused_ways);
  else
    try_from<odd_ways.size()>(dirty, odd_ways);
}

}  // namespace repere::synthetic
