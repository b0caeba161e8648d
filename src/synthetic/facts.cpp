#include "synthetic/facts.hpp"

#include <algorithm>
#include <cmath>

#include "synthetic/arithmetic.hpp"
#include "synthetic/departments.hpp"
#include "synthetic/parameters.hpp"

namespace repere::synthetic {
namespace {

Day day_of(int year, unsigned month, unsigned day) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
}

// A working day: no period begins or ends so that moving Saturday back and Sunday on would leave it.
Day diagnosis_in(int period, Random& random) {
  const Day first = day_of(parameters::period_first_year[static_cast<std::size_t>(period)], 1, 1);
  const Day last = day_of(parameters::period_last_year[static_cast<std::size_t>(period)], 12, 31);
  const Day day = first + std::chrono::days{random.below(days_between(first, last) + 1)};
  const unsigned weekday = weekday_of(day);
  if (weekday == 6) return day - std::chrono::days{1};
  if (weekday == 0) return day + std::chrono::days{1};
  return day;
}

SiteIndex site_of(const SiteTable& table, Random& random) {
  const auto found = std::upper_bound(table.up_to.begin(), table.up_to.end(), random.uniform());
  const auto row =
      std::min<std::size_t>(static_cast<std::size_t>(found - table.up_to.begin()), table.sites.size() - 1);
  return table.sites[row];
}

bool is_limb_or_wall(BodyRegion region) {
  return region == BodyRegion::lower_limb || region == BodyRegion::upper_limb ||
         region == BodyRegion::trunk_wall || region == BodyRegion::head_neck ||
         region == BodyRegion::not_specified;
}

Depth depth_of(const CaseFacts& facts, Random& random) {
  if (facts.place->compartment != Compartment::soft_tissue) return Depth::not_applicable;
  if (!is_limb_or_wall(facts.place->region)) return Depth::deep;
  if (facts.place->skin) return random.chance(0.06) ? Depth::both : Depth::superficial;
  if (random.chance(facts.profile->deep)) return Depth::deep;
  return random.chance(0.12) ? Depth::both : Depth::superficial;
}

// Superficial tumours are found smaller, those of the skin smaller still, metastatic ones bigger.
double size_of(const CaseFacts& facts, Random& random) {
  double median = facts.profile->size_mm_median;
  if (facts.depth == Depth::superficial && !facts.place->skin) median *= 0.6;
  if (facts.place->skin && median > 40) median = 30;
  if (facts.place->region == BodyRegion::retroperitoneum) median *= 1.5;
  if (facts.draw.metastatic) median *= 1.25;
  if (facts.draw.age_years < 3) median *= 0.7;
  const double size = median * exponential(facts.profile->size_log_sd * normal_draw(random));
  const double clipped = std::clamp(size, 4.0, 450.0);
  return clipped >= 30 && random.chance(0.6) ? 5 * std::floor(clipped / 5 + 0.5) : std::floor(clipped + 0.5);
}

FnclccGrade grade_of(std::size_t grade) {
  constexpr FnclccGrade grades[] = {FnclccGrade::not_applicable, FnclccGrade::g1, FnclccGrade::g2,
                                    FnclccGrade::g3, FnclccGrade::not_assessable};
  return grades[grade];
}

void draw_history(CaseFacts& facts, Random& random) {
  namespace p = parameters;
  const bool young = facts.draw.age_years < 40;
  facts.prior_cancer = random.chance(young ? p::prior_cancer_below_40 : p::prior_cancer_from_40);
  facts.prior_radiotherapy = random.chance(facts.prior_cancer ? p::prior_radiotherapy_after_cancer
                                                              : p::prior_radiotherapy_without_cancer);
  facts.nf1 = random.chance(facts.profile->nf1);
  const bool typical =
      young && (facts.profile->care == Care::osteosarcoma || facts.profile->care == Care::rhabdomyosarcoma ||
                facts.profile->care == Care::soft_tissue);
  facts.li_fraumeni = !facts.nf1 && random.chance(typical ? p::li_fraumeni_young : p::li_fraumeni_other);
}

}  // namespace

CaseFacts facts_of(const CaseDraw& draw, const Plan& plan, const CentrePicker& centres, Random& random) {
  CaseFacts facts;
  facts.draw = draw;
  facts.slot = &plan.slots()[draw.slot];
  facts.profile = &profiles()[facts.slot->profile];
  facts.diagnosis = diagnosis_in(draw.period, random);
  facts.birth = facts.diagnosis - std::chrono::days{static_cast<int>(draw.age_years * 365.2425)};
  facts.site = site_of(plan.sites(facts.slot->profile, draw.female), random);
  facts.place = &plan.reference().sites[facts.site];
  facts.depth = depth_of(facts, random);
  facts.size_mm = size_of(facts, random);
  facts.grade = grade_of(draw.grade);
  draw_history(facts, random);
  facts.department = draw_department(random);
  facts.reference = centres.reference_of(facts.department, random);
  const CentreIndex outside = centres.any_outside(random);
  facts.surgeon = draw.inside ? facts.reference : outside;
  facts.hospital = draw.inside || (!draw.operated && random.chance(0.4)) ? facts.reference : outside;
  return facts;
}

}  // namespace repere::synthetic
