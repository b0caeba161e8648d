// The jackknife of incidence when rows come under observation at different times, so that those at risk together have
// not all moved the estimates alike.
#include <algorithm>
#include <bit>
#include <cmath>

#include "statistics/incidence_jackknife.hpp"

namespace repere::statistics {
namespace {

// Running values before each time of a group, from which the moves of a row between its entry e and any time t follow
// while S(t) > 0: S(t) (G(t) - G(e)) for the share, Q(t) - Q(e) - G(e) (F(t) - F(e)) for the incidence of a cause.
class Running {
 public:
  Running(const CauseSums& sums, const std::vector<IncidenceStep>& steps, std::size_t causes)
      : causes_(causes), g_(steps.size() + 1), q_(g_.size() * causes), f_(q_.size()) {
    for (std::size_t m = 0; m < steps.size(); ++m) pass(m, steps[m], &sums.ended[m * (causes + 1)]);
  }

  double moved_share(std::size_t from, std::size_t to) const { return g_[to] - g_[from]; }
  double grown(std::size_t from, std::size_t to, std::size_t k) const {
    return f_[to * causes_ + k] - f_[from * causes_ + k];
  }
  double moved_incidence(std::size_t from, std::size_t to, std::size_t k) const {
    return q_[to * causes_ + k] - q_[from * causes_ + k] - g_[from] * grown(from, to, k);
  }

 private:
  void pass(std::size_t m, const IncidenceStep& step, const double* ended) {
    for (std::size_t k = 0; k < causes_; ++k) {
      const std::size_t at = m * causes_ + k;
      const double growth = step.before * ended[k + 1] * step.per_risk;
      q_[at + causes_] = q_[at] + growth * (g_[m] - step.per_risk);
      f_[at + causes_] = f_[at] + growth;
    }
    g_[m + 1] = g_[m] + (step.stay > 0 ? step.events * step.per_risk * step.per_risk / step.stay : 0);
  }

  std::size_t causes_;
  std::vector<double> g_;      // [m + 1]
  std::vector<double> q_, f_;  // [(m + 1) * causes]
};

// Rows of one kind: their squared weights, and the sums of these times what a unit of weight moves.
struct Moved {
  double squares = 0;
  double s = 0;
  std::vector<double> f;
};

// Those sums over the rows at risk at a time and after it, of which nothing is ever taken out again: what a row of weight 1e9 leaves
// behind as rounding would be more than a row of weight 1 counts. Those there from the start are summed from the end; the
// time of any other is cut into pieces of 2^k times, at most two of a size, that keep how their rows have moved until they
// start; a time asks the one piece of each size that holds it.
class RowsThatStay {
 public:
  RowsThatStay(std::size_t times, std::size_t causes)
      : causes_(causes), until_(times + 1), leaves_(std::bit_ceil(std::max<std::size_t>(times, 1))) {}

  // The row is at risk at the times came .. went and stays at all but the last of them.
  void add(const Running& running, std::size_t came, std::size_t went, double square) {
    if (came == 0) {
      until_[went] += square;
      return;
    }
    if (pieces_.empty()) pieces_.resize(2 * leaves_ * width());
    std::size_t size = 1;
    for (std::size_t l = came + leaves_, r = went + leaves_; l < r; l /= 2, r /= 2, size *= 2) {
      if (l % 2 == 1) add_to(l, size, running, came, square), ++l;
      if (r % 2 == 1) --r, add_to(r, size, running, came, square);
    }
  }

  // Once all rows are there.
  void sum_from_the_end() {
    for (std::size_t m = until_.size() - 1; m-- > 0;) until_[m] += until_[m + 1];
  }

  // Moves of G (not yet times S) and of F until just before time m.
  void at(std::size_t m, const Running& running, Moved& moved) const {
    moved.s = until_[m + 1] * running.moved_share(0, m);
    for (std::size_t k = 0; k < causes_; ++k) moved.f[k] = until_[m + 1] * running.moved_incidence(0, m, k);
    std::size_t size = 1;
    for (std::size_t p = m + leaves_; p > 0 && !pieces_.empty(); p /= 2, size *= 2) {
      const double* piece = &pieces_[p * width()];
      if (piece[0] == 0) continue;
      const std::size_t start = p * size - leaves_;
      moved.s += piece[1] + piece[0] * running.moved_share(start, m);
      for (std::size_t k = 0; k < causes_; ++k)
        moved.f[k] += piece[2 + k] + piece[1] * running.grown(start, m, k) +
                      piece[0] * running.moved_incidence(start, m, k);
    }
  }

 private:
  std::size_t width() const { return causes_ + 2; }
  void add_to(std::size_t p, std::size_t size, const Running& running, std::size_t came, double square) {
    const std::size_t start = p * size - leaves_;
    double* piece = &pieces_[p * width()];
    piece[0] += square;
    piece[1] += square * running.moved_share(came, start);
    for (std::size_t k = 0; k < causes_; ++k)
      piece[2 + k] += square * running.moved_incidence(came, start, k);
  }

  std::size_t causes_;
  std::vector<double> until_;  // squared weights of those there from the start, by the time they end
  std::size_t leaves_;
  std::vector<double>
      pieces_;  // a binary tree, 1 all times, 2p and 2p + 1 the halves of p; each w^2, w^2 g, w^2 f of each cause
};

// What a group's rows moved until just before they ended, by time and kind of ending (censored first).
struct Leaving {
  std::vector<double> s;  // [m * width], of G
  std::vector<double> f;  // [m * width * causes]
};

// Over all rows, sums of squares and products of moves. A time maps all moves by one linear rule and then shifts those of
// the rows at risk, each kind of ending in its own way.
class Walk {
 public:
  Walk(IncidenceCurve& curve, const CauseSums& sums, const std::vector<IncidenceStep>& steps)
      : curve_(curve), sums_(sums), steps_(steps), causes_(curve.cause.size()), f_f_(causes_), f_s_(causes_) {
    without_event_.f.resize(causes_);
    kinds_.resize(causes_ + 1);
    for (auto& kind : kinds_) kind.f.resize(causes_);
  }

  void run(const Running& running, const RowsThatStay& rows, const Leaving& leaving) {
    for (std::size_t m = 0; m < steps_.size(); ++m) {
      if (steps_[m].events > 0 && steps_[m].before > 0) {
        set_kinds(m, leaving);
        rows.at(m, running, without_event_);
        add_censored(m);
        carry(m);
        shift(m);
      }
      write(m);
    }
  }

 private:
  const double* ended(std::size_t m) const { return &sums_.ended[m * (causes_ + 1)]; }
  double hazard(std::size_t m, std::size_t k) const { return ended(m)[k + 1] * steps_[m].per_risk; }

  void set_kinds(std::size_t m, const Leaving& leaving) {
    for (std::size_t c = 0; c <= causes_; ++c) {
      const std::size_t at = m * (causes_ + 1) + c;
      Moved& kind = kinds_[c];
      kind.squares = sums_.squares[at];
      kind.s = steps_[m].before * leaving.s[at];
      for (std::size_t k = 0; k < causes_; ++k) kind.f[k] = leaving.f[at * causes_ + k];
    }
  }

  // Who is censored at m has no event either.
  void add_censored(std::size_t m) {
    without_event_.squares = steps_[m].left_squares + steps_[m].censored_squares;
    without_event_.s = without_event_.s * steps_[m].before + kinds_[0].s;
    for (std::size_t k = 0; k < causes_; ++k) without_event_.f[k] += kinds_[0].f[k];
  }

  void carry(std::size_t m) {
    const double stay = steps_[m].stay;
    for (std::size_t k = 0; k < causes_; ++k) {
      const double h = hazard(m, k);
      f_f_[k] += h * (2 * f_s_[k] + h * s_s_);
      f_s_[k] = stay * (f_s_[k] + h * s_s_);
    }
    s_s_ *= stay * stay;
    carry(m, without_event_, stay);
    for (auto& kind : kinds_) carry(m, kind, stay);
  }
  void carry(std::size_t m, Moved& rows, double stay) const {
    for (std::size_t k = 0; k < causes_; ++k) rows.f[k] += hazard(m, k) * rows.s;
    rows.s *= stay;
  }

  void shift(std::size_t m) {
    const IncidenceStep& step = steps_[m];
    const double jump = step.before * step.per_risk;
    add_squares(m, without_event_, 0, jump * step.events * step.per_risk);
    for (std::size_t c = 1; c <= causes_; ++c)
      if (kinds_[c].squares > 0) add_squares(m, kinds_[c], c, -jump * step.stay);
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
  Moved without_event_;
  std::vector<Moved> kinds_;
};

}  // namespace

void add_jackknife_errors_with_entries(std::vector<IncidenceCurve>& curves,
                                       const std::vector<CauseCounts>& counts,
                                       const std::vector<CauseSums>& sums,
                                       const std::vector<std::vector<IncidenceStep>>& steps,
                                       const CompetingRisks& data, const TimeAxis& axis,
                                       const Codes& groups) {
  const std::size_t causes = data.causes, width = causes + 1;
  std::vector<Running> running;
  std::vector<RowsThatStay> rows;
  std::vector<Leaving> leaving;
  for (std::size_t group = 0; group < counts.size(); ++group) {
    running.emplace_back(sums[group], steps[group], causes);
    rows.emplace_back(counts[group].times(), causes);
    const std::size_t cells = counts[group].times() * width;
    leaving.push_back({std::vector<double>(cells), std::vector<double>(cells * causes)});
  }
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const std::uint32_t group = groups[row];
    const auto& tick = counts[group].tick;
    const auto place = [&](auto bound) { return static_cast<std::size_t>(bound - tick.begin()); };
    const std::size_t came = place(std::upper_bound(tick.begin(), tick.end(), axis.entry()[row]));
    const std::size_t went = place(std::lower_bound(tick.begin(), tick.end(), axis.exit()[row]));
    const std::size_t at = went * width + data.cause[row];
    const double weight = data.weight.empty() ? 1 : data.weight[row], square = weight * weight;
    rows[group].add(running[group], came, went, square);
    leaving[group].s[at] += square * running[group].moved_share(came, went);
    for (std::size_t k = 0; k < causes; ++k)
      leaving[group].f[at * causes + k] += square * running[group].moved_incidence(came, went, k);
  }
  for (std::size_t group = 0; group < counts.size(); ++group) {
    rows[group].sum_from_the_end();
    Walk(curves[group], sums[group], steps[group]).run(running[group], rows[group], leaving[group]);
  }
}

}  // namespace repere::statistics
