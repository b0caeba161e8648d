// The jackknife of incidence when rows come under observation at different times, so that those at risk together have
// not all moved the estimates alike.
#include <algorithm>
#include <cmath>

#include "statistics/incidence_jackknife.hpp"

namespace repere::statistics {
namespace {

// Running values from which the moves of a row between its entry e and any time t follow while S(t) > 0:
// S(t) (G(t) - G(e)) for the share, Q(t) - G(e) F(t) - (Q(e) - G(e) F(e)) for the incidence of a cause.
struct Running {
  double g = 0;
  std::vector<double> q;
  std::vector<double> f;

  explicit Running(std::size_t causes) : q(causes), f(causes) {}

  void pass(const IncidenceStep& step, const double* ended) {
    for (std::size_t k = 0; k < q.size(); ++k) {
      const double growth = step.before * ended[k + 1] * step.per_risk;
      q[k] += growth * (g - step.per_risk);
      f[k] += growth;
    }
    if (step.stay > 0) g += step.events * step.per_risk * step.per_risk / step.stay;
  }
};

// By time and kind of ending (censored first): the sums, over the rows that leave then, of what they missed before they
// came, each by the square of its weight.
struct Missed {
  std::vector<double> g;  // [m * width]: G(e)
  std::vector<double> q;  // [m * width * causes]: Q(e) - G(e) F(e)
};

// The rows of one kind that leave at a time, or of those that do not: their squared weights, and the sums of these times
// what a unit of weight moves.
struct Moved {
  double squares = 0;
  double s = 0;
  std::vector<double> f;
};

// Over all rows, sums of squares and products of moves; over those at risk, sums of moves. A time maps all moves by one
// linear rule and then shifts those of the rows at risk, each kind of ending in its own way.
class Walk {
 public:
  Walk(IncidenceCurve& curve, const CauseSums& sums, const std::vector<IncidenceStep>& steps)
      : curve_(curve),
        sums_(sums),
        steps_(steps),
        causes_(curve.cause.size()),
        f_f_(causes_),
        f_s_(causes_) {
    at_risk_.f.resize(causes_);
    kinds_.resize(causes_ + 1);
    for (auto& kind : kinds_) kind.f.resize(causes_);
  }

  void run(const Missed& missed) {
    Running before(causes_);
    for (std::size_t m = 0; m < steps_.size(); ++m) {
      set_kinds(m, missed, before);
      if (steps_[m].events > 0 && steps_[m].before > 0) {
        carry(m);
        shift(m);
      }
      leave(m);
      before.pass(steps_[m], ended(m));
      write(m);
    }
  }

 private:
  const double* ended(std::size_t m) const { return &sums_.ended[m * (causes_ + 1)]; }
  double hazard(std::size_t m, std::size_t k) const { return ended(m)[k + 1] * steps_[m].per_risk; }

  void set_kinds(std::size_t m, const Missed& missed, const Running& before) {
    for (std::size_t c = 0; c <= causes_; ++c) {
      const std::size_t at = m * (causes_ + 1) + c;
      Moved& kind = kinds_[c];
      kind.squares = sums_.squares[at];
      kind.s = steps_[m].before * (kind.squares * before.g - missed.g[at]);
      for (std::size_t k = 0; k < causes_; ++k)
        kind.f[k] = kind.squares * before.q[k] - missed.g[at] * before.f[k] - missed.q[at * causes_ + k];
    }
  }

  void carry(std::size_t m) {
    const double stay = steps_[m].stay;
    for (std::size_t k = 0; k < causes_; ++k) {
      const double h = hazard(m, k);
      f_f_[k] += h * (2 * f_s_[k] + h * s_s_);
      f_s_[k] = stay * (f_s_[k] + h * s_s_);
    }
    s_s_ *= stay * stay;
    carry(m, at_risk_, stay);
    for (auto& kind : kinds_) carry(m, kind, stay);
  }
  void carry(std::size_t m, Moved& rows, double stay) const {
    for (std::size_t k = 0; k < causes_; ++k) rows.f[k] += hazard(m, k) * rows.s;
    rows.s *= stay;
  }

  void shift(std::size_t m) {
    const IncidenceStep& step = steps_[m];
    const double jump = step.before * step.per_risk;
    at_risk_.squares = step.events_squares + step.censored_squares + step.left_squares;
    Moved without_event = at_risk_;
    for (std::size_t c = 1; c <= causes_; ++c) {
      without_event.squares -= kinds_[c].squares;
      without_event.s -= kinds_[c].s;
      for (std::size_t k = 0; k < causes_; ++k) without_event.f[k] -= kinds_[c].f[k];
    }
    add_squares(m, without_event, 0, jump * step.events * step.per_risk);
    for (std::size_t c = 1; c <= causes_; ++c)
      if (kinds_[c].squares > 0) add_squares(m, kinds_[c], c, -jump * step.stay);
    shift(m, at_risk_);
    for (auto& kind : kinds_) shift(m, kind);
  }
  // What the sums of squares gain when rows with these moves are moved further: S by `of_s`, each F by its own.
  void add_squares(std::size_t m, const Moved& rows, std::size_t own_cause, double of_s) {
    const double jump = steps_[m].before * steps_[m].per_risk;
    s_s_ += of_s * (2 * rows.s + of_s * rows.squares);
    for (std::size_t k = 0; k < causes_; ++k) {
      const double of_f = jump * ((own_cause == k + 1 ? 1 : 0) - hazard(m, k));
      f_f_[k] += of_f * (2 * rows.f[k] + of_f * rows.squares);
      f_s_[k] += of_f * (rows.s + of_s * rows.squares) + of_s * rows.f[k];
    }
  }
  // As members of those at risk: what a row's own event moves leaves the sums over those at risk together with it.
  void shift(std::size_t m, Moved& rows) const {
    const double jump = steps_[m].before * steps_[m].per_risk;
    rows.s += jump * steps_[m].events * steps_[m].per_risk * rows.squares;
    for (std::size_t k = 0; k < causes_; ++k) rows.f[k] -= jump * hazard(m, k) * rows.squares;
  }

  void leave(std::size_t m) {
    for (const auto& kind : kinds_) {
      at_risk_.s -= kind.s;
      for (std::size_t k = 0; k < causes_; ++k) at_risk_.f[k] -= kind.f[k];
    }
    if (steps_[m].left > 0) return;
    at_risk_.s = 0;  // nobody: no rounding either
    std::fill(at_risk_.f.begin(), at_risk_.f.end(), 0.0);
  }

  void write(std::size_t m) {
    curve_.event_free_std_error[m] = std::sqrt(std::max(s_s_, 0.0));
    for (std::size_t k = 0; k < causes_; ++k)
      curve_.cause[k].jackknife_std_error[m] = std::sqrt(std::max(f_f_[k], 0.0));
  }

  IncidenceCurve& curve_;
  const CauseSums& sums_;
  const std::vector<IncidenceStep>& steps_;
  std::size_t causes_;
  double s_s_ = 0;
  std::vector<double> f_f_, f_s_;
  Moved at_risk_;
  std::vector<Moved> kinds_;
};

// G and Q - G F after each time of a group, before any time first.
struct Prefix {
  std::vector<double> g{0};
  std::vector<double> q;
};

Prefix prefix_of(const CauseSums& sums, const std::vector<IncidenceStep>& steps, std::size_t causes) {
  Prefix prefix;
  prefix.q.assign(causes, 0.0);
  Running running(causes);
  for (std::size_t m = 0; m < steps.size(); ++m) {
    running.pass(steps[m], &sums.ended[m * (causes + 1)]);
    prefix.g.push_back(running.g);
    for (std::size_t k = 0; k < causes; ++k) prefix.q.push_back(running.q[k] - running.g * running.f[k]);
  }
  return prefix;
}

}  // namespace

void add_jackknife_errors_with_entries(std::vector<IncidenceCurve>& curves,
                                       const std::vector<CauseCounts>& counts,
                                       const std::vector<CauseSums>& sums,
                                       const std::vector<std::vector<IncidenceStep>>& steps,
                                       const CompetingRisks& data, const TimeAxis& axis,
                                       const Codes& groups) {
  const std::size_t causes = data.causes, width = causes + 1;
  std::vector<Prefix> prefix;
  std::vector<Missed> missed;
  for (std::size_t group = 0; group < counts.size(); ++group) {
    prefix.push_back(prefix_of(sums[group], steps[group], causes));
    const std::size_t cells = counts[group].times() * width;
    missed.push_back({std::vector<double>(cells), std::vector<double>(cells * causes)});
  }
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const std::uint32_t group = groups[row];
    const auto& tick = counts[group].tick;
    const auto place = [&](auto bound) { return static_cast<std::size_t>(bound - tick.begin()); };
    const std::size_t came = place(std::upper_bound(tick.begin(), tick.end(), axis.entry()[row]));
    if (came == 0) continue;
    const std::size_t went = place(std::lower_bound(tick.begin(), tick.end(), axis.exit()[row]));
    const std::size_t at = went * width + data.cause[row];
    const double weight = data.weight.empty() ? 1 : data.weight[row], square = weight * weight;
    missed[group].g[at] += square * prefix[group].g[came];
    for (std::size_t k = 0; k < causes; ++k)
      missed[group].q[at * causes + k] += square * prefix[group].q[came * causes + k];
  }
  for (std::size_t group = 0; group < counts.size(); ++group)
    Walk(curves[group], sums[group], steps[group]).run(missed[group]);
}

}  // namespace repere::statistics
