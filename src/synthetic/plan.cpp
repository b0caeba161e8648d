#include "synthetic/plan.hpp"

#include <algorithm>

#include "synthetic/arithmetic.hpp"
#include "synthetic/molecular.hpp"
#include "synthetic/parameters.hpp"

namespace repere::synthetic {
namespace {

constexpr std::size_t risk_classes = 12, outcome_groups = 3 * 2 * 3 * risk_classes;
constexpr std::array<double, 7> age_places{0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};

// The share of a curve below `age`.
double place_of(const AgeCurve& curve, double age) {
  if (age <= curve.front()) return 0;
  for (std::size_t i = 1; i < curve.size(); ++i)
    if (age < curve[i])
      return age_places[i - 1] +
             (age_places[i] - age_places[i - 1]) * (age - curve[i - 1]) / (curve[i] - curve[i - 1]);
  return 1;
}

}  // namespace

double age_at(const AgeCurve& curve, double place) {
  std::size_t i = 1;
  while (i + 1 < curve.size() && place > age_places[i]) ++i;
  return curve[i - 1] +
         (curve[i] - curve[i - 1]) * (place - age_places[i - 1]) / (age_places[i] - age_places[i - 1]);
}

Result<Plan> Plan::make(std::int64_t cases, const ReferenceData& reference) {
  Plan plan;
  plan.cases_ = cases;
  plan.reference_ = &reference;
  if (auto done = plan.choose_histotypes(); !done) return tl::unexpected(done.error());
  if (auto done = plan.resolve_sites(); !done) return tl::unexpected(done.error());
  plan.find_relatives();
  plan.plan_periods();
  plan.plan_histotypes();
  plan.plan_sex();
  plan.plan_grades();
  plan.scale_ages();
  return plan;
}

// Each published row's cases go to its histotypes by the shares of the traits; what they leave goes to the
// first.
Result<void> Plan::choose_histotypes() {
  const Histotypes& histotypes = reference_->histotypes;
  std::vector<double> cases(histotypes.size(), 0);
  double total = 0;
  for (const PublishedCount& row : reference_->published_counts.rows) {
    double left = 1;
    for (std::size_t i = row.histotypes.size(); i-- > 0;) {
      const HistotypeIndex index = histotypes.find(row.histotypes[i]);
      if (!index)
        return fail(ErrorKind::incorrect,
                    "published counts: no histotype has the code '" + row.histotypes[i] + "'");
      if (histotypes[index].tumour_class == TumourClass::benign) continue;
      const auto traits = traits_of(row.histotypes[i]);
      const double share = i == 0 ? left : traits ? traits->share : 0;
      left -= i == 0 ? 0 : share;
      cases[index.value] += share * row.total;
      total += share * row.total;
    }
  }
  if (total <= 0)
    return fail(ErrorKind::incorrect,
                "published counts: no row with cases and a histotype: the cohort needs them");
  for (std::uint16_t i = 0; i < cases.size(); ++i) {
    if (cases[i] <= 0) continue;
    const Histotype& histotype = histotypes[{i}];
    HistotypeSlot slot{.histotype = {i},
                       .share = cases[i] / total,
                       .sarcoma = histotype.tumour_class == TumourClass::sarcoma};
    const auto traits = traits_of(histotype.code);
    slot.profile = traits ? profile_named(traits->profile) : profile_for_unknown(histotype);
    const MolecularHabit habit = molecular_habit(histotype);
    slot.molecular_target = habit.target;
    slot.molecular_technique = habit.technique;
    slots_.push_back(std::move(slot));
  }
  return {};
}

Result<void> Plan::resolve_sites() {
  for (const Profile& profile : profiles()) {
    auto& tables = sites_.emplace_back();
    for (const bool female : {false, true}) {
      SiteTable& table = tables[female ? 1 : 0];
      double sum = 0;
      for (const SiteShare& share : profile.sites) {
        if (share.sex == (female ? SiteSex::male : SiteSex::female)) continue;
        const SiteIndex site = reference_->sites.find(share.code);
        if (!site)
          return fail(ErrorKind::incorrect, "sites: no site has the code '" + std::string(share.code) + "'");
        table.sites.push_back(site);
        table.up_to.push_back(sum += share.weight);
      }
      for (double& up_to : table.up_to) up_to /= sum;
    }
  }
  return {};
}

void Plan::find_relatives() {
  const Histotypes& histotypes = reference_->histotypes;
  for (HistotypeSlot& slot : slots_)
    for (std::uint16_t i = 0; i < histotypes.size(); ++i)
      if (i != slot.histotype.value && histotypes[{i}].lineage == histotypes[slot.histotype].lineage &&
          histotypes[{i}].tumour_class != TumourClass::benign)
        slot.relatives.push_back({i});
}

void Plan::scale_ages() {
  double low = 0, high = 120;
  for (int step = 0; step < 80; ++step) {
    const double age = (low + high) / 2;
    double below = 0;
    for (const HistotypeSlot& slot : slots_)
      below += slot.share * place_of(profiles()[slot.profile].ages, age);
    (below < 0.5 ? low : high) = age;
  }
  age_scale_ = parameters::median_age / low;
}

void Plan::start(std::uint64_t seed) {
  outcome_.clear();
  for (std::size_t group = 0; group < outcome_groups; ++group) {
    Random random(seed, (1ULL << 61) + group);
    const double first = random.uniform();
    outcome_.emplace_back(first, random.uniform());
  }
}

// Cases whose deaths are spread evenly together: same period, spread, place of surgery, and about the same
// risk.
std::size_t Plan::outcome_group(const CaseDraw& one) const {
  constexpr std::array<double, risk_classes - 1> risks{0.05, 0.1, 0.2, 0.35, 0.55, 0.8,
                                                       1.1,  1.6, 2.3, 3.5,  5.5};
  double risk = profiles()[slots_[one.slot].profile].death;
  risk *= power(parameters::hazard::death_per_decade, (one.age_years - 55) / 10);
  if (one.grade >= 1 && one.grade <= 3) risk *= parameters::hazard::death_grade[one.grade - 1];
  const auto risk_class =
      static_cast<std::size_t>(std::upper_bound(risks.begin(), risks.end(), risk) - risks.begin());
  const std::size_t place = !one.operated ? 0 : one.inside ? 1 : 2;
  return ((static_cast<std::size_t>(one.period) * 2 + one.metastatic) * 3 + place) * risk_classes +
         risk_class;
}

CaseDraw Plan::draw(std::int64_t number, Random& random) {
  CaseDraw one;
  one.number = number;
  const std::size_t period_row = period_quota_.draw(random);
  one.period = static_cast<int>(period_row);
  Period& period = periods_[period_row];
  one.metastatic = period.metastatic.draw(random) == 1;
  one.operated = period.operated[one.metastatic].draw(random) == 1;
  if (one.operated) {
    Operated& surgery = period.surgery;
    one.inside = surgery.inside.draw(random) == 1;
    one.board_before = surgery.board[one.inside].draw(random) == 1;
    one.biopsy_before = surgery.biopsy[one.inside][one.board_before].draw(random) == 1;
    one.imaging_before = surgery.imaging[one.inside][one.board_before].draw(random) == 1;
    one.margin = surgery.margin[one.inside][one.board_before].draw(random);
  }
  one.slot = period.histotype[one.metastatic].draw(random);
  const std::size_t profile = slots_[one.slot].profile;
  Family& family = period.families[profile];
  one.female = family.women.draw(random) == 1;
  const auto within = [&](Quota& bands, std::size_t count) {
    const auto band = static_cast<double>(bands.draw(random));
    return (band + random.uniform()) / static_cast<double>(count);
  };
  one.age_years = std::max(0.2, age_at(profiles()[profile].ages, within(family.age, age_bands)) * age_scale_);
  if (profiles()[profile].graded()) one.grade = family.grade.draw(random) + 1;
  const auto [death, follow_up] = outcome_[outcome_group(one)].next();
  one.death_place = death;
  one.follow_up_place = follow_up;
  return one;
}

}  // namespace repere::synthetic
