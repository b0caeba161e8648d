#pragma once
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "domain/registry/tables.hpp"
#include "synthetic/cohort.hpp"

// For tests only: the figures of the press release counted from the acts, as a study would, without keeping
// the cases.
namespace repere::synthetic {

struct Followed {
  int days = 0;
  bool dead = false;
  int period = 0;
};

/// Kaplan-Meier by hand. Shape: one value a day asked for
inline std::vector<double> survival_at(std::vector<Followed> cases, const std::vector<int>& days,
                                       bool reverse = false) {
  std::sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) { return a.days < b.days; });
  std::vector<double> result;
  double survival = 1;
  std::size_t i = 0;
  for (const int limit : days) {
    while (i < cases.size() && cases[i].days <= limit) {
      const std::size_t first = i;
      double deaths = 0, events = 0;
      for (; i < cases.size() && cases[i].days == cases[first].days; ++i) {
        deaths += cases[i].dead;
        events += cases[i].dead != reverse;
      }
      // Deaths precede censorings of the same day, also where censoring is the event.
      survival *= 1 - events / (static_cast<double>(cases.size() - first) - (reverse ? deaths : 0));
    }
    result.push_back(survival);
  }
  return result;
}

/// The day on which the reverse curve falls to one half.
inline int median_follow_up(const std::vector<Followed>& cases) {
  int low = 0, high = 10'000;
  while (low + 1 < high) {
    const int middle = (low + high) / 2;
    (survival_at(cases, {middle}, true)[0] > 0.5 ? low : high) = middle;
  }
  return high;
}

/// The log-rank statistic of three periods, by hand. Two degrees of freedom: p < 0.0001 is 18.42
inline double log_rank(std::vector<Followed> cases) {
  std::sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) { return a.days < b.days; });
  std::array<double, 3> at_risk{}, difference{};
  for (const auto& one : cases) ++at_risk[static_cast<std::size_t>(one.period)];
  double v00 = 0, v01 = 0, v11 = 0;
  for (std::size_t i = 0; i < cases.size();) {
    std::array<double, 3> deaths{}, gone{};
    for (const int day = cases[i].days; i < cases.size() && cases[i].days == day; ++i) {
      const auto period = static_cast<std::size_t>(cases[i].period);
      deaths[period] += cases[i].dead;
      ++gone[period];
    }
    const double n = at_risk[0] + at_risk[1] + at_risk[2], d = deaths[0] + deaths[1] + deaths[2];
    for (std::size_t g = 0; g < 3; ++g) difference[g] += deaths[g] - d * at_risk[g] / n;
    if (n > 1) {
      const double factor = d * (n - d) / (n - 1) / n;
      v00 += factor * at_risk[0] * (1 - at_risk[0] / n);
      v11 += factor * at_risk[1] * (1 - at_risk[1] / n);
      v01 -= factor * at_risk[0] * at_risk[1] / n;
    }
    for (std::size_t g = 0; g < 3; ++g) at_risk[g] -= gone[g];
  }
  const double determinant = v00 * v11 - v01 * v01;
  return (difference[0] * difference[0] * v11 - 2 * difference[0] * difference[1] * v01 +
          difference[1] * difference[1] * v00) /
         determinant;
}

/// Operated cases of one period, in all and by place of the first surgery (0 outside, 1 inside).
struct OperatedFigures {
  std::array<std::int64_t, 2> n{}, biopsy{}, board{}, imaging{}, r0{}, r2{}, unknown{};
  double share(const std::array<std::int64_t, 2>& what) const {
    return 100.0 * static_cast<double>(what[0] + what[1]) / static_cast<double>(n[0] + n[1]);
  }
  double odds_ratio(const std::array<std::int64_t, 2>& what) const {
    const auto odds = [&](std::size_t g) {
      return static_cast<double>(what[g]) / static_cast<double>(n[g] - what[g]);
    };
    return odds(1) / odds(0);
  }
};

class Figures : public CohortOutput {
 public:
  std::int64_t cases = 0, women = 0, metastatic = 0, operated = 0;
  std::array<std::int64_t, 3> period_cases{};
  std::array<OperatedFigures, 3> periods;
  std::array<std::int64_t, 3> grades{};
  std::vector<double> ages;
  std::vector<Followed> followed;
  std::vector<std::int64_t> by_histotype = std::vector<std::int64_t>(1000);

  Result<void> begin(const registry::Dataset&, const std::vector<Centre>&) override { return {}; }
  Result<void> take_truth(std::span<const DirtTruth>) override { return {}; }
  Result<void> take(const registry::Registry& chunk) override {
    acts_.assign(chunk.tumours.size(), {});
    collect_acts(chunk);
    for (std::size_t i = 0; i < chunk.tumours.size(); ++i) count(chunk, i);
    return {};
  }
  double median_age() {
    std::sort(ages.begin(), ages.end());
    return ages[ages.size() / 2];
  }

 private:
  struct Acts {
    const registry::Surgery* surgery = nullptr;
    bool biopsy = false, board = false, imaging = false;
    const registry::News* last = nullptr;
  };

  template <class Row>
  bool before(const Row& act) const {
    const registry::Surgery* first = acts_[act.tumour].surgery;
    return first && act.status == registry::ActStatus::done && act.when.recorded() &&
           registry::order_of(act.when, first->when, std::nullopt) == registry::Order::before;
  }
  void collect_acts(const registry::Registry& chunk) {
    for (const auto& row : chunk.surgeries)
      if (row.kind == registry::SurgeryKind::resection && !acts_[row.tumour].surgery)
        acts_[row.tumour].surgery = &row;
    for (const auto& row : chunk.biopsies) acts_[row.tumour].biopsy |= before(row);
    for (const auto& row : chunk.boards)
      acts_[row.tumour].board |= row.board != registry::BoardType::local && before(row);
    for (const auto& row : chunk.imaging)
      acts_[row.tumour].imaging |= row.region == registry::ImagingRegion::primary && before(row);
    for (const auto& row : chunk.news) acts_[row.tumour].last = &row;
  }
  void count(const registry::Registry& chunk, std::size_t i) {
    const auto& tumour = chunk.tumours[i];
    const auto& patient = chunk.patients[tumour.patient];
    const int year = tumour.diagnosis->year();
    const std::size_t period = year < 2013 ? 0 : year < 2016 ? 1 : 2;
    ++cases;
    ++period_cases[period];
    women += patient.sex == registry::Sex::female;
    metastatic += tumour.metastatic == registry::Answer::yes;
    ++by_histotype[tumour.histotype.value];
    if (tumour.grade <= FnclccGrade::g3) ++grades[static_cast<std::size_t>(*tumour.grade) - 1];
    const Day diagnosis = tumour.diagnosis->middle();
    ages.push_back(days_between(patient.birth.reveal()->middle(), diagnosis) / 365.25);
    const Acts& acts = acts_[i];
    followed.push_back({days_between(diagnosis, acts.last->when.date().first()), is_dead(*acts.last->state),
                        static_cast<int>(period)});
    if (!acts.surgery) return;
    ++operated;
    const bool inside =
        chunk.centres.network_of(acts.surgery->centre, acts.surgery->when.date()) == Network::inside;
    OperatedFigures& figures = periods[period];
    const auto add = [&](std::array<std::int64_t, 2>& what, bool yes) { what[inside] += yes; };
    add(figures.n, true);
    add(figures.biopsy, acts.biopsy);
    add(figures.board, acts.board);
    add(figures.imaging, acts.imaging);
    add(figures.r0, acts.surgery->margin == Margin::r0);
    add(figures.r2, acts.surgery->margin == Margin::r2);
    add(figures.unknown, acts.surgery->margin == Margin::unknown);
  }

  std::vector<Acts> acts_;
};

}  // namespace repere::synthetic
