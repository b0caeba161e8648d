#include "statistics/logistic_profile.hpp"

#include <algorithm>
#include <cmath>

namespace repere::statistics {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

class Profile {
 public:
  Profile(const LogisticModel& model, const LogisticFit& fit, const LogisticOptions& options,
          std::size_t column)
      // Where the covariates have their mean taken off, the intercept is not a coefficient of its own.
      : rows_(model, column != 0),
        likelihood_(leaving_out(rows_, fit), options.firth, options.threads),
        fixed_(rows_.columns, false),
        column_(column),
        largest_(fit.loglik) {
    fixed_[column] = true;
    at_maximum_.assign(rows_.columns, 0);
    for (std::size_t j = 0; j < rows_.columns; ++j) {
      if (std::isnan(fit.coefficient[j])) continue;
      at_maximum_[j] = fit.coefficient[j] * rows_.scale[j];
      at_maximum_[0] += j > 0 ? fit.coefficient[j] * rows_.centre[j] : 0;
    }
    error_ = fit.model_error[column] * rows_.scale[column];
  }

  // The place on one side at which the root of twice the loss of likelihood is z. That root is nearly straight, so that
  // the secant finds it in a few steps; a bracket keeps it.
  double limit(double z, double side) {
    double inside = at_maximum_[column_], inside_root = 0, outside = infinity;
    std::vector<double> b = at_maximum_;
    double place = inside + side * z * error_;
    for (int i = 0; i < 60; ++i) {
      const double root = root_at(place, b);
      if (!std::isfinite(root)) return side * infinity;
      if (std::abs(root - z) <= 1e-12 * z) return place / rows_.scale[column_];
      const double slope = (root - inside_root) / (place - inside);
      double next = place + (z - root) / slope;
      if (root < z) {
        inside = place;
        inside_root = root;
      } else {
        outside = place;
      }
      const double low = std::min(inside, outside), high = std::max(inside, outside);
      if (std::isinf(outside)) {
        // The likelihood may be flat on this side for ever: then there is no limit.
        if (!(std::abs(next - inside) < 1e3 * error_)) next = inside + 4 * (inside - at_maximum_[column_]);
        if (std::abs(next) > 1e6 || i > 40) return side * infinity;
      } else if (!(next > low && next < high)) {
        next = (inside + outside) / 2;
      }
      if (next == place || std::abs(next - place) <= 1e-15 * std::abs(place))
        return next / rows_.scale[column_];
      place = next;
    }
    return place / rows_.scale[column_];
  }

  double root_at_zero() {
    std::vector<double> b = at_maximum_;
    return root_at(0, b);
  }

 private:
  static const LogisticRows& leaving_out(LogisticRows& rows, const LogisticFit& fit) {
    for (const std::size_t covariate : fit.without_coefficient) rows.leave_out(covariate + 1);
    return rows;
  }

  // b: where the others were best last time, and are now.
  double root_at(double place, std::vector<double>& b) {
    b[column_] = place;
    const auto best = climb(likelihood_, b, fixed_, 200);
    b = best.b;
    return std::sqrt(std::max(0.0, 2 * (largest_ - best.value.loglik)));
  }

  LogisticRows rows_;
  LogisticLikelihood likelihood_;
  std::vector<bool> fixed_;
  std::size_t column_;
  double largest_;
  std::vector<double> at_maximum_;
  double error_ = 0;
};

}  // namespace

ProfileLimits profile_limits(const LogisticModel& model, const LogisticFit& fit,
                             const LogisticOptions& options, std::size_t column) {
  Profile profile(model, fit, options, column);
  const double z = normal_quantile_of_level(options.level);
  const double root = profile.root_at_zero();
  return {profile.limit(z, -1), profile.limit(z, 1), normal_two_sided(root)};
}

}  // namespace repere::statistics
