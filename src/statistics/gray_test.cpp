#include "statistics/gray_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/cause_counts.hpp"

namespace repere::statistics {
namespace {

// The counts of one group while the times of its stratum pass.
struct Group {
  const CauseCounts* counts;
  std::size_t next = 0;  // place of its next time
  double at_risk = 0;
  double own = 0;       // events of the cause at the time at hand
  double others = 0;    // events of other causes
  double survival = 1;  // event-free share just before the time
  double survival_after = 1;
  double incidence = 0;  // of the cause, just before
  double incidence_after = 0;
  double inflated = 0;  // at risk / survival: the subdistribution's risk set by the share it stands for
};

// The sums over groups at one time.
struct Pooled {
  double own = 0;
  double others = 0;
  double inflated = 0;
  double risk = 0;  // of the subdistribution
};

// One stratum and cause. In Gray's notation score is the integral of the weighted difference of subdistribution hazards,
// and its variance a sum over groups k of the squares of what an event in k moves each score by: a_ik + t (C_ik - c_ik), with
// a the weights of the time at hand, c their running integral against the pooled subdistribution hazard, C what it comes
// to in the end, and t the share of the group's hazard that comes after.
class StratumScore {
 public:
  StratumScore(std::vector<Group> groups, double rho)
      : groups_(std::move(groups)),
        rho_(rho),
        k_(groups_.size()),
        a_(k_),
        c_(k_),
        cross_(k_),
        squares_(k_),
        score_(k_),
        moved_(k_),
        own_squares_(k_) {}

  void run(std::uint32_t cause, std::size_t width) {
    for (std::uint32_t tick; (tick = next_tick()) != none;) {
      const Pooled pooled = read(tick, cause, width);
      if (pooled.own + pooled.others > 0) add(pooled);
      pass(tick, width);
    }
    add_running_integral();
  }

  void add_to(GrayTest& result) const {
    for (std::size_t i = 0; i + 1 < k_; ++i) {
      result.score[i] += score_[i];
      for (std::size_t j = 0; j + 1 < k_; ++j)
        result.variance(i, j) += undefined_ ? std::numeric_limits<double>::quiet_NaN() : squares_(i, j);
    }
  }

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  static constexpr double rounding = 1e-10;  // of the pooled incidence, a sum of shares

  std::uint32_t next_tick() const {
    std::uint32_t least = none;
    for (const auto& group : groups_)
      if (group.next < group.counts->times()) least = std::min(least, group.counts->tick[group.next]);
    return least;
  }

  Pooled read(std::uint32_t tick, std::uint32_t cause, std::size_t width) {
    Pooled pooled;
    for (auto& group : groups_) {
      group.own = group.others = 0;
      if (group.next < group.counts->times() && group.counts->tick[group.next] == tick) {
        const std::uint32_t* ended = &group.counts->ended[group.next * width];
        for (std::size_t c = 1; c < width; ++c) (c == cause ? group.own : group.others) += ended[c];
      }
      if (group.at_risk <= 0) continue;
      pooled.own += group.own;
      pooled.others += group.others;
      const double events = group.own + group.others;
      if (events > 0) group.survival_after = group.survival * (group.at_risk - events) / group.at_risk;
      group.incidence_after = group.incidence + group.survival * group.own / group.at_risk;
      group.inflated = group.at_risk / group.survival;
      pooled.inflated += group.inflated;
      pooled.risk += group.at_risk * (1 - group.incidence) / group.survival;
    }
    return pooled;
  }

  void add(const Pooled& pooled) {
    if (pooled.own > 0 && std::abs(1 - pooled_incidence_) < rounding && rho_ < 2 && groups_at_risk() > 1)
      undefined_ = true;
    const double after = pooled_incidence_ + pooled.own / pooled.inflated;
    const double weight = std::pow(1 - pooled_incidence_, rho_);
    set_weights(pooled, weight);
    for (std::size_t i = 0; i + 1 < k_; ++i) {
      const Group& group = groups_[i];
      if (group.at_risk > 0)
        score_[i] += weight * (group.own - pooled.own * group.at_risk * (1 - group.incidence) /
                                               (group.survival * pooled.risk));
    }
    if (pooled.own > 0)
      for (std::size_t k = 0; k < k_; ++k)
        if (groups_[k].at_risk > 0) add_own(k, pooled, 1 - after);
    if (pooled.others > 0)
      for (std::size_t k = 0; k < k_; ++k)
        if (groups_[k].others > 0 && groups_[k].survival_after > 0) add_others(k, 1 - after);
    pooled_incidence_ = after;
  }

  std::size_t groups_at_risk() const {
    return static_cast<std::size_t>(
        std::count_if(groups_.begin(), groups_.end(), [](const Group& group) { return group.at_risk > 0; }));
  }

  void set_weights(const Pooled& pooled, double weight) {
    const double hazard = pooled.own / (pooled.inflated * (1 - pooled_incidence_));
    for (std::size_t i = 0; i < k_; ++i)
      for (std::size_t j = i; j < k_; ++j) {
        double a = 0;
        if (groups_[i].at_risk > 0 && groups_[j].at_risk > 0)
          a = weight * groups_[i].inflated * ((i == j ? 1 : 0) - groups_[j].inflated / pooled.inflated);
        a_(i, j) = a_(j, i) = a;
        if (a != 0 && pooled.own > 0) c_(i, j) = c_(j, i) = c_(i, j) + a * hazard;
      }
  }

  void add_own(std::size_t k, const Pooled& pooled, double left) {
    const Group& group = groups_[k];
    const double later = group.survival_after > 0 ? 1 - left / group.survival_after : 1;
    const double spread = pooled.own > 1 ? 1 - (pooled.own - 1) / (pooled.inflated * group.survival - 1) : 1;
    const double variance = spread * group.survival * pooled.own / (pooled.inflated * group.at_risk);
    own_squares_[k] += later * later * variance;
    for (std::size_t i = 0; i + 1 < k_; ++i) moved_[i] = a_(i, k) - later * c_(i, k);
    add_squares(k, variance, later * variance);
  }

  void add_others(std::size_t k, double left) {
    const Group& group = groups_[k];
    const double later = left / group.survival_after;
    const double spread = group.others > 1 ? 1 - (group.others - 1) / (group.at_risk - 1) : 1;
    const double variance =
        spread * group.survival * group.survival * group.others / (group.at_risk * group.at_risk);
    own_squares_[k] += later * later * variance;
    for (std::size_t i = 0; i + 1 < k_; ++i) moved_[i] = -later * c_(i, k);
    add_squares(k, variance, later * variance);
  }

  void add_squares(std::size_t k, double variance, double cross) {
    for (std::size_t i = 0; i + 1 < k_; ++i) {
      cross_(k, i) += cross * moved_[i];
      const double share = variance * moved_[i];
      for (std::size_t j = 0; j + 1 < k_; ++j) squares_(i, j) += share * moved_[j];
    }
  }

  // What each event moved the scores by through all that came later, once that is known.
  void add_running_integral() {
    for (std::size_t k = 0; k < k_; ++k)
      for (std::size_t i = 0; i + 1 < k_; ++i)
        for (std::size_t j = 0; j + 1 < k_; ++j)
          squares_(i, j) +=
              c_(i, k) * c_(j, k) * own_squares_[k] + c_(i, k) * cross_(k, j) + c_(j, k) * cross_(k, i);
  }

  void pass(std::uint32_t tick, std::size_t width) {
    for (auto& group : groups_) {
      group.survival = group.survival_after;
      group.incidence = group.incidence_after;
      if (group.next >= group.counts->times() || group.counts->tick[group.next] != tick) continue;
      for (std::size_t c = 0; c < width; ++c) group.at_risk -= group.counts->ended[group.next * width + c];
      ++group.next;
    }
  }

  std::vector<Group> groups_;
  double rho_;
  std::size_t k_;
  double pooled_incidence_ = 0;
  bool undefined_ = false;  // a hazard was divided by a share without event of which only rounding is left
  Matrix a_, c_, cross_, squares_;
  std::vector<double> score_, moved_, own_squares_;
};

// A column counts as determined by those before it when what is left of its length is below 1e-7 of it: R's rule.
bool is_regular(const Matrix& matrix) {
  const std::size_t n = matrix.size();
  std::vector<std::vector<double>> basis;
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<double> column(n);
    for (std::size_t i = 0; i < n; ++i) column[i] = matrix(i, j);
    const double length = std::sqrt(dot(column, column));
    for (int twice = 0; twice < 2; ++twice)
      for (const auto& unit : basis) {
        const double along = dot(unit, column);
        for (std::size_t i = 0; i < n; ++i) column[i] -= along * unit[i];
      }
    const double left = std::sqrt(dot(column, column));
    if (!(left >= 1e-7 * length) || !(left > 0)) return false;
    for (double& value : column) value /= left;
    basis.push_back(std::move(column));
  }
  return true;
}

ChiSquaredTest test_of(const GrayTest& result) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const auto df = static_cast<int>(result.score.size());
  if (!is_regular(result.variance)) return chi_squared_test(nan, df);
  return chi_squared_test(dot(result.score, Factors(result.variance, 0).solve(result.score)), df);
}

Result<void> check_all(const CompetingRisks& data, const Codes& groups, const Codes& strata, double rho) {
  if (auto good = check(data); !good) return good;
  if (auto good = check(groups, data.rows(), "groups"); !good) return good;
  if (auto good = check(strata, data.rows(), "strata"); !good) return good;
  if (!data.entry.empty())
    return fail(ErrorKind::unsupported, "Gray's test is not defined with delayed entry");
  if (!data.weight.empty())
    return fail(ErrorKind::unsupported, "Gray's test is not defined with case weights");
  if (!std::isfinite(rho)) return fail(ErrorKind::incorrect, "rho is not a number");
  if (std::uint64_t{groups.count} * strata.count >= std::numeric_limits<std::uint32_t>::max())
    return fail(ErrorKind::unsupported, "there are too many groups and strata");
  return {};
}

// By stratum, then group: the groups that have rows at all.
struct Counted {
  std::vector<CauseCounts> counts;
  std::vector<std::size_t> groups;
};

Counted count(const CompetingRisks& data, const TimeAxis& axis, const Codes& groups, const Codes& strata) {
  std::vector<std::uint32_t> code(data.rows());
  for (std::size_t row = 0; row < code.size(); ++row) code[row] = strata[row] * groups.count + groups[row];
  Counted counted{cause_counts(data, axis, {code, strata.count * groups.count}), {}};
  for (std::size_t g = 0; g < groups.count; ++g)
    for (std::size_t s = 0; s < strata.count; ++s)
      if (counted.counts[s * groups.count + g].rows > 0) {
        counted.groups.push_back(g);
        break;
      }
  return counted;
}

}  // namespace

Result<std::vector<GrayTest>> gray_test(const CompetingRisks& data, const Codes& groups, const Codes& strata,
                                        double rho) {
  if (auto good = check_all(data, groups, strata, rho); !good) return tl::unexpected(good.error());
  const auto axis = TimeAxis::of(as_follow_up(data, {}));
  if (!axis) return tl::unexpected(axis.error());
  const Counted counted = count(data, *axis, groups, strata);
  const std::size_t k = counted.groups.size();
  if (k < 2) return fail(ErrorKind::incorrect, "there is only one group: nothing to compare");

  std::vector<GrayTest> tests(data.causes, GrayTest{std::vector<double>(k - 1), Matrix(k - 1), {}});
  for (std::size_t s = 0; s < strata.count; ++s)
    for (std::uint32_t cause = 1; cause <= data.causes; ++cause) {
      std::vector<Group> start;
      for (const auto g : counted.groups) {
        start.push_back({&counted.counts[s * groups.count + g]});
        start.back().at_risk = start.back().counts->rows;
      }
      StratumScore score(std::move(start), rho);
      score.run(cause, data.causes + 1);
      score.add_to(tests[cause - 1]);
    }
  for (auto& test : tests) test.test = test_of(test);
  return tests;
}

}  // namespace repere::statistics
