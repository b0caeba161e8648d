#include "synthetic/act_writer.hpp"

#include <algorithm>

#include "synthetic/departments.hpp"

namespace repere::synthetic {

using namespace registry;

std::string patient_key(std::int64_t number) {
  std::string digits = std::to_string(number);
  return "S" + std::string(7 - std::min<std::size_t>(7, digits.size()), '0') + digits;
}

ActWriter::ActWriter(Registry& registry_, const Plan& plan_, const CentrePicker& centres_,
                     const CaseFacts& facts_, const Course& course_, Random& random_)
    : facts(facts_),
      course(course_),
      plan(plan_),
      centres(centres_),
      random(random_),
      registry(registry_),
      patient_(patient_key(facts_.draw.number)),
      tumour_(static_cast<std::uint32_t>(registry_.tumours.size() - 1)),
      earliest_(days_between(facts_.diagnosis, facts_.birth)) {}

When ActWriter::on(int day) const {
  return When::on(PartialDate::of_day(facts.diagnosis + std::chrono::days{day}));
}

When ActWriter::about(int day) const {
  const PartialDate date = PartialDate::of_day(facts.diagnosis + std::chrono::days{day});
  return When::on(random.chance(0.02) ? PartialDate::of_month(date.year(), date.month()) : date);
}

std::string ActWriter::key_of(char letter) {
  const int number = ++counts_[letter - 'A'];
  std::string key = patient_;
  key += '-';
  key += letter;
  if (number >= 10) key += static_cast<char>('0' + number / 10);
  key += static_cast<char>('0' + number % 10);
  return key;
}

namespace {

Answer answer(bool yes) { return yes ? Answer::yes : Answer::no; }

MetastaticSites metastatic_sites(const CaseFacts& facts, Random& random) {
  const bool belly = facts.place->region == BodyRegion::abdomen_pelvis ||
                     facts.place->region == BodyRegion::gynaecological ||
                     facts.place->region == BodyRegion::retroperitoneum;
  unsigned bits = 0;
  const auto add = [&](MetastaticSite site, double chance) {
    if (random.chance(chance)) bits |= static_cast<unsigned>(site);
  };
  add(MetastaticSite::lung, facts.profile->care == Care::gist ? 0.06 : 0.7);
  add(MetastaticSite::liver, belly ? 0.5 : 0.08);
  add(MetastaticSite::bone, 0.15);
  add(MetastaticSite::lymph_node, 0.12);
  add(MetastaticSite::peritoneum, belly ? 0.35 : 0.01);
  add(MetastaticSite::soft_tissue, 0.05);
  add(MetastaticSite::brain, 0.015);
  if (bits == 0) bits = static_cast<unsigned>(belly ? MetastaticSite::liver : MetastaticSite::lung);
  return {static_cast<std::uint16_t>(bits)};
}

Predisposition predisposition(const CaseFacts& facts, Random& random) {
  if (facts.nf1) return Predisposition::nf1;
  if (facts.li_fraumeni) return Predisposition::li_fraumeni;
  const double place = random.uniform();
  if (place < 0.004) return Predisposition::other;
  if (place < 0.75) return Predisposition::none;
  return place < 0.9 ? Predisposition::not_asked : Predisposition::unknown;
}

std::int64_t performance_status(const CaseFacts& facts, Random& random) {
  double place =
      random.uniform() + (facts.draw.metastatic ? 0.25 : 0) + (facts.draw.age_years > 75 ? 0.15 : 0);
  return place < 0.62 ? 0 : place < 0.95 ? 1 : place < 1.12 ? 2 : place < 1.3 ? 3 : 4;
}

PartialDate birth_date(const CaseFacts& facts, Random& random) {
  const PartialDate exact = PartialDate::of_day(facts.birth);
  if (facts.draw.age_years < 3) return exact;
  const double place = random.uniform();
  if (place < 0.004) return PartialDate::of_year(exact.year());
  return place < 0.012 ? PartialDate::of_month(exact.year(), exact.month()) : exact;
}

}  // namespace

void write_patient_and_tumour(Registry& registry, const CaseFacts& facts, const Course& course,
                              Random& random) {
  const std::string key = patient_key(facts.draw.number);
  Patient& patient = registry.patients.emplace_back();
  patient.key = Confidential{key};
  patient.birth = Confidential{std::optional{birth_date(facts, random)}};
  patient.sex = facts.draw.female ? Sex::female : Sex::male;
  patient.department = departments()[facts.department].code;
  patient.prior_cancer = answer(facts.prior_cancer);
  patient.prior_radiotherapy = answer(facts.prior_radiotherapy);
  patient.predisposition = predisposition(facts, random);

  Tumour& tumour = registry.tumours.emplace_back();
  tumour.key = key + "-1";
  tumour.patient = static_cast<std::uint32_t>(registry.patients.size() - 1);
  const PartialDate diagnosis = PartialDate::of_day(facts.diagnosis);
  const bool month_only = course.end > 60 && random.chance(0.008);
  tumour.diagnosis = month_only ? PartialDate::of_month(diagnosis.year(), diagnosis.month()) : diagnosis;
  tumour.incident = Answer::yes;
  tumour.histotype = facts.slot->histotype;
  tumour.site = facts.site;
  tumour.compartment = facts.place->compartment;
  tumour.size_mm = facts.size_mm;
  tumour.depth = facts.depth;
  tumour.grade = facts.grade;
  tumour.metastatic = answer(facts.draw.metastatic);
  if (facts.draw.metastatic) tumour.metastatic_sites = metastatic_sites(facts, random);
  tumour.multifocal = answer(random.chance(facts.profile->care == Care::kaposi ? 0.6 : 0.03));
  const bool can_be_induced = facts.prior_radiotherapy && facts.slot->sarcoma && facts.draw.age_years > 20;
  tumour.radiotherapy_induced = answer(can_be_induced && random.chance(0.6));
  tumour.performance_status = performance_status(facts, random);
  tumour.centre = facts.reference;
}

}  // namespace repere::synthetic
