#include "statistics/incidence_jackknife.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {
namespace {

// What the rows still at risk, all alike, move the event-free share S by before each time (a unit of weight), with the
// sum of the squares over those that have left.
struct ShareMoves {
  double at_risk;
  double left_squared;
};

// A time with d events among Y maps every row's move of S by the factor `stay` = 1 - d/Y. Each of those at risk also
// made the hazard smaller by being there, which moves S by +S d/Y^2; each of the d moves it by -S/Y.
std::vector<ShareMoves> add_share_errors(IncidenceCurve& curve, const std::vector<IncidenceStep>& steps) {
  std::vector<ShareMoves> moves(steps.size());
  double move = 0, squares = 0;
  for (std::size_t m = 0; m < steps.size(); ++m) {
    const IncidenceStep& step = steps[m];
    moves[m] = {move, squares};
    const double jump = step.before * step.per_risk;
    const double with_event = step.stay * (move - jump);
    move = with_event + jump;
    if (step.stay == 0) move = 0;  // nobody is left for whom it could be meant
    squares = step.stay * step.stay * squares + step.events_squares * with_event * with_event +
              step.censored_squares * move * move;
    curve.event_free_std_error[m] = std::sqrt(squares + step.left_squares * move * move);
  }
  return moves;
}

// The incidence F of one cause grows by S times its hazard, and so does every row's move of F by that of S. Each of
// those at risk made the hazard smaller (-S d/Y^2); each of the d events of the cause made it larger (+S/Y).
void add_cause_errors(CauseIncidence& cause, const double* own_squares, std::size_t width,
                      const std::vector<IncidenceStep>& steps, const std::vector<ShareMoves>& share) {
  double move = 0;          // of F, by a unit of weight at risk
  double f_f = 0, f_s = 0;  // over the rows that have left: moves of F squared, and times those of S
  for (std::size_t m = 0; m < steps.size(); ++m) {
    const IncidenceStep& step = steps[m];
    const double own = own_squares[m * width], others = std::max(step.events_squares - own, 0.0);
    const double censored = step.censored_squares;
    const double hazard = cause.events[m] * step.per_risk, jump = step.before * step.per_risk;
    const double with_event = step.stay * (share[m].at_risk - jump);  // of S, by a row that has one of the events
    f_f += hazard * (2 * f_s + hazard * share[m].left_squared);
    f_s = step.stay * (f_s + hazard * share[m].left_squared);
    move += hazard * (share[m].at_risk - jump);
    const double with_own = move + jump;
    f_f += (censored + others) * move * move + own * with_own * with_own;
    f_s += move * (censored * (with_event + jump) + others * with_event) + own * with_own * with_event;
    cause.jackknife_std_error[m] = std::sqrt(std::max(f_f, 0.0) + step.left_squares * move * move);
  }
}

}  // namespace

void add_jackknife_errors(IncidenceCurve& curve, const CauseSums& sums, const std::vector<IncidenceStep>& steps) {
  const auto share = add_share_errors(curve, steps);
  const std::size_t width = curve.cause.size() + 1;
  for (std::size_t k = 1; k < width && !steps.empty(); ++k)
    add_cause_errors(curve.cause[k - 1], &sums.squares[k], width, steps, share);
}

}  // namespace repere::statistics
