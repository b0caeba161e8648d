#include "statistics/incidence_jackknife.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {
namespace {

// What the rows still at risk, all alike, move the event-free share S by before each time, with the sum of the squares
// over those that have left.
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
    const double stay = (step.at_risk - step.events) * step.per_risk, jump = step.before * step.per_risk;
    const double with_event = stay * (move - jump);
    move = with_event + jump;
    if (step.events == step.at_risk) move = 0;  // nobody is left for whom it could be meant
    const double censored = step.at_risk - step.events - step.left;
    squares = stay * stay * squares + step.events * with_event * with_event + censored * move * move;
    curve.event_free_std_error[m] = std::sqrt(squares + step.left * move * move);
  }
  return moves;
}

// The incidence F of one cause grows by S times its hazard, and so does every row's move of F by that of S. Each of
// those at risk made the hazard smaller (-S d/Y^2); each of the d events of the cause made it larger (+S/Y).
void add_cause_errors(CauseIncidence& cause, const std::vector<IncidenceStep>& steps,
                      const std::vector<ShareMoves>& share) {
  double move = 0;          // of F, by each row at risk
  double f_f = 0, f_s = 0;  // over the rows that have left: moves of F squared, and times those of S
  for (std::size_t m = 0; m < steps.size(); ++m) {
    const IncidenceStep& step = steps[m];
    const double own = cause.events[m], others = step.events - own;
    const double censored = step.at_risk - step.events - step.left;
    const double hazard = own * step.per_risk, jump = step.before * step.per_risk;
    const double stay = (step.at_risk - step.events) * step.per_risk;
    const double with_event = stay * (share[m].at_risk - jump);  // of S, by a row that has one of the events
    f_f += hazard * (2 * f_s + hazard * share[m].left_squared);
    f_s = stay * (f_s + hazard * share[m].left_squared);
    move += hazard * (share[m].at_risk - jump);
    const double with_own = move + jump;
    f_f += (censored + others) * move * move + own * with_own * with_own;
    f_s += move * (censored * (with_event + jump) + others * with_event) + own * with_own * with_event;
    cause.jackknife_std_error[m] = std::sqrt(std::max(f_f, 0.0) + step.left * move * move);
  }
}

}  // namespace

void add_jackknife_errors(IncidenceCurve& curve, const std::vector<IncidenceStep>& steps) {
  const auto share = add_share_errors(curve, steps);
  for (auto& cause : curve.cause) add_cause_errors(cause, steps, share);
}

}  // namespace repere::statistics
