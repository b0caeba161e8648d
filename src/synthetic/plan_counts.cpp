#include <algorithm>
#include <numeric>

#include "synthetic/parameters.hpp"
#include "synthetic/plan.hpp"

// The arithmetic of the plan: from shares and odds ratios to whole numbers of cases.
namespace repere::synthetic {
namespace {

// Takes from the counts above their caps and gives to those with room, in order.
void keep_below(std::vector<std::int64_t>& counts, const std::vector<std::int64_t>& caps) {
  std::int64_t surplus = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::int64_t over = std::max<std::int64_t>(0, counts[i] - caps[i]);
    counts[i] -= over;
    surplus += over;
  }
  for (std::size_t i = 0; i < counts.size() && surplus > 0; ++i) {
    const std::int64_t more = std::min(surplus, caps[i] - counts[i]);
    counts[i] += more;
    surplus -= more;
  }
}

std::vector<std::int64_t> apportioned_below(std::int64_t total, const std::vector<double>& shares,
                                            const std::vector<std::int64_t>& caps) {
  double sum = 0;
  for (const double share : shares) sum += share;
  if (sum <= 0) total = 0;
  auto counts = apportioned(total, shares);
  keep_below(counts, caps);
  return counts;
}

// The odds ratio that makes `rates`, weighted by `counts`, come out at `total` cases.
double odds_ratio_for(double total, const std::vector<double>& rates,
                      const std::vector<std::int64_t>& counts) {
  double low = 1e-6, high = 1e6;
  for (int step = 0; step < 120; ++step) {
    const double middle = (low + high) / 2;
    double sum = 0;
    for (std::size_t i = 0; i < rates.size(); ++i)
      sum += with_odds_ratio(rates[i], middle) * static_cast<double>(counts[i]);
    (sum < total ? low : high) = middle;
  }
  return low;
}

double ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Counts of "yes" in the four groups inside and board; index 2 * inside + board.
std::vector<std::int64_t> yes_by_group(std::int64_t total, double inside_odds, double board_odds,
                                       const std::array<std::int64_t, 4>& groups,
                                       const std::vector<std::int64_t>& caps) {
  const std::int64_t outside = groups[0] + groups[1], inside = groups[2] + groups[3];
  const double all = ratio(total, outside + inside);
  const auto [in, out] = split_by_odds_ratio(all, ratio(inside, outside + inside), inside_odds);
  const auto [out_board, out_none] = split_by_odds_ratio(out, ratio(groups[1], outside), board_odds);
  const auto [in_board, in_none] = split_by_odds_ratio(in, ratio(groups[3], inside), board_odds);
  const std::array<double, 4> rates{out_none, out_board, in_none, in_board};
  std::vector<double> shares;
  for (std::size_t g = 0; g < 4; ++g) shares.push_back(rates[g] * static_cast<double>(groups[g]));
  return apportioned_below(total, shares, caps);
}

}  // namespace

void Plan::plan_periods() {
  namespace p = parameters;
  const auto by_period = apportioned(cases_, p::period_cases);
  std::vector<double> exact(by_period.begin(), by_period.end());
  const auto metastatic = apportioned_below(share_of(cases_, p::metastatic), exact, by_period);
  for (std::size_t i = 0; i < p::periods; ++i) {
    const std::int64_t n = by_period[i], m1 = metastatic[i], m0 = n - m1;
    periods_[i].cases = {m0, m1};
    const std::int64_t operated = share_of(n, p::operated);
    std::int64_t operated_m1 = std::min(share_of(m1, p::operated_metastatic), operated);
    const std::int64_t operated_m0 = std::min(operated - operated_m1, m0);
    operated_m1 = operated - operated_m0;
    Period& period = periods_[i];
    period.metastatic = yes_no(m1, n);
    period.operated = {yes_no(operated_m0, m0), yes_no(operated_m1, m1)};
    period.surgery = plan_surgery(static_cast<int>(i), operated);
  }
  period_quota_ = Quota(by_period);
}

Plan::Operated Plan::plan_surgery(int period, std::int64_t operated) {
  namespace p = parameters;
  Operated plan;
  const std::int64_t inside = share_of(operated, p::inside.in(period)), outside = operated - inside;
  plan.inside = yes_no(inside, operated);
  const std::int64_t board = share_of(operated, p::board_before.in(period));
  const auto [board_in, board_out] =
      split_by_odds_ratio(ratio(board, operated), ratio(inside, operated), p::odds_board_inside);
  const auto boards = apportioned_below(
      board, {board_out * static_cast<double>(outside), board_in * static_cast<double>(inside)},
      {outside, inside});
  const std::array<std::int64_t, 4> groups{outside - boards[0], boards[0], inside - boards[1], boards[1]};
  const std::vector<std::int64_t> caps(groups.begin(), groups.end());
  plan.board = {yes_no(groups[1], outside), yes_no(groups[3], inside)};

  const auto biopsy = yes_by_group(share_of(operated, p::biopsy_before.in(period)), p::odds_biopsy_inside,
                                   p::odds_biopsy_board, groups, caps);
  const auto imaging = yes_by_group(share_of(operated, p::imaging_before.in(period)), p::odds_imaging_inside,
                                    p::odds_imaging_board, groups, caps);
  const auto r0 = yes_by_group(share_of(operated, p::r0_first.in(period)), p::odds_r0_inside,
                               p::odds_r0_board, groups, caps);
  std::vector<std::int64_t> left;
  for (std::size_t g = 0; g < 4; ++g) left.push_back(caps[g] - r0[g]);
  const auto r2 =
      yes_by_group(share_of(operated, p::r2_first.in(period)), p::odds_r2_inside, 1, groups, left);
  for (std::size_t g = 0; g < 4; ++g) {
    const std::size_t in = g / 2, with_board = g % 2;
    plan.biopsy[in][with_board] = yes_no(biopsy[g], groups[g]);
    plan.imaging[in][with_board] = yes_no(imaging[g], groups[g]);
    const double r1 = in ? p::r1_of_rest_inside : p::r1_of_rest_outside;
    const double fragmented = r1 * (in ? p::fragmented_of_r1_inside : p::fragmented_of_r1_outside);
    const auto rest = apportioned(left[g] - r2[g], std::array{r1 - fragmented, fragmented, 1 - r1});
    plan.margin[in][with_board] = Quota({r0[g], rest[0], r2[g], rest[1], rest[2]});
  }
  return plan;
}

void Plan::plan_histotypes() {
  std::vector<double> shares, rates;
  for (const HistotypeSlot& slot : slots_) {
    shares.push_back(slot.share);
    rates.push_back(profiles()[slot.profile].metastatic);
  }
  std::int64_t metastatic = 0;
  for (Period& period : periods_) {
    metastatic += period.cases[1];
    period.families.assign(profiles().size(), {});
  }
  const auto counts = apportioned(cases_, shares);
  const double odds = odds_ratio_for(static_cast<double>(metastatic), rates, counts);
  std::vector<double> expected;
  for (std::size_t i = 0; i < counts.size(); ++i)
    expected.push_back(with_odds_ratio(rates[i], odds) * static_cast<double>(counts[i]));
  const auto m1 = apportioned_below(metastatic, expected, counts);
  auto m0 = counts;
  for (std::size_t i = 0; i < m0.size(); ++i) m0[i] -= m1[i];
  place_histotypes(false, m0);
  place_histotypes(true, m1);
}

// Deals the cases, histotype after histotype, to the period that is furthest behind its share: every period
// gets its number, and of each histotype its share to the nearest case.
void Plan::place_histotypes(bool metastatic, const std::vector<std::int64_t>& counts) {
  std::array<std::vector<std::int64_t>, 3> dealt;
  std::array<std::int64_t, 3> given{};
  for (auto& period : dealt) period.assign(counts.size(), 0);
  const std::int64_t all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  std::int64_t place = 0;
  for (std::size_t slot = 0; slot < counts.size(); ++slot)
    for (std::int64_t i = 0; i < counts[slot]; ++i) {
      ++place;
      std::size_t next = 0;
      double most_behind = -1e300;
      for (std::size_t p = 0; p < 3; ++p) {
        const std::int64_t own = periods_[p].cases[metastatic];
        const double behind = ratio(own, all) * static_cast<double>(place) - static_cast<double>(given[p]);
        if (given[p] < own && behind > most_behind) {
          most_behind = behind;
          next = p;
        }
      }
      ++given[next];
      ++dealt[next][slot];
    }
  for (std::size_t p = 0; p < 3; ++p) {
    for (std::size_t slot = 0; slot < counts.size(); ++slot)
      periods_[p].families[slots_[slot].profile].cases += dealt[p][slot];
    periods_[p].histotype[metastatic] = Quota(std::move(dealt[p]));
  }
}

void Plan::plan_sex() {
  std::vector<double> rates, expected;
  std::vector<std::int64_t> counts;
  std::int64_t women = share_of(cases_, parameters::women);
  for (const Period& period : periods_)
    for (std::size_t i = 0; i < period.families.size(); ++i) {
      const bool only_women = profiles()[i].women == 1;
      rates.push_back(profiles()[i].women);
      counts.push_back(only_women ? 0 : period.families[i].cases);
      if (only_women) women -= period.families[i].cases;
    }
  women = std::max<std::int64_t>(women, 0);
  const double odds = odds_ratio_for(static_cast<double>(women), rates, counts);
  for (std::size_t i = 0; i < counts.size(); ++i)
    expected.push_back(with_odds_ratio(rates[i], odds) * static_cast<double>(counts[i]));
  const auto by_family = apportioned_below(women, expected, counts);
  std::size_t row = 0;
  for (Period& period : periods_)
    for (Family& family : period.families) {
      family.women = yes_no(rates[row] == 1 ? family.cases : by_family[row], family.cases);
      family.age = even_bands(family.cases, age_bands);
      ++row;
    }
}

// The profiles' grades are multiplied by one factor a grade so that all graded cases together have the
// published shares.
void Plan::plan_grades() {
  std::array<double, 3> factor{1, 1, 1};
  const auto shares_of = [&](const Profile& profile) {
    std::array<double, 3> shares{};
    double sum = 0;
    for (std::size_t g = 0; g < 3; ++g) sum += shares[g] = profile.grades[g] * factor[g];
    for (double& share : shares) share /= sum;
    return shares;
  };
  std::vector<double> cases(profiles().size());
  for (const HistotypeSlot& slot : slots_) cases[slot.profile] += slot.share;
  for (int step = 0; step < 200; ++step) {
    std::array<double, 3> total{};
    double all = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (!profiles()[i].graded()) continue;
      const auto shares = shares_of(profiles()[i]);
      for (std::size_t g = 0; g < 3; ++g) total[g] += shares[g] * cases[i];
      all += cases[i];
    }
    for (std::size_t g = 0; g < 3 && total[g] > 0; ++g) factor[g] *= parameters::grades[g] * all / total[g];
  }
  const double known = 1 - parameters::grade_not_assessable;
  for (Period& period : periods_)
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (!profiles()[i].graded()) continue;
      const auto shares = shares_of(profiles()[i]);
      const std::array all_four{shares[0] * known, shares[1] * known, shares[2] * known, 1 - known};
      period.families[i].grade = Quota(apportioned(period.families[i].cases, all_four));
    }
}

}  // namespace repere::synthetic
