#pragma once
#include <span>

namespace repere::statistics {

/// The scale on which the limits of a survival probability are symmetric.
enum class LimitScale { log, log_log, plain, logit, arcsin };

struct Limits {
  double lower;
  double upper;
};

/// The limits of a survival probability.
/// Shape:  0 <= survival <= 1; relative_error is that of log S (Greenwood's root); z is the normal quantile of the level
/// Units:  limits are cut at 0 and 1; NaN where survival is 0 and its error unknown
/// Source: docs/methods.md, "Limits of a survival probability"
Limits survival_limits(double survival, double relative_error, double z, LimitScale scale);

/// Those of a whole curve; the same digits as one by one.
/// Shape:  all of one length
void survival_limits(std::span<const double> survival, std::span<const double> relative_error, double z,
                     LimitScale scale, std::span<double> lower, std::span<double> upper);

/// The scales on which the limits of a cumulative hazard are symmetric.
enum class HazardScale { plain, log };

/// The limits of a cumulative hazard.
/// Shape:  hazard >= 0 with its standard error
/// Units:  the lower limit is cut at 0
/// Source: Bie, Borgan & Liestol 1987, Scandinavian Journal of Statistics 14:221-233; docs/methods.md, "Limits of a survival
///         probability"
Limits hazard_limits(double hazard, double std_error, double z, HazardScale scale);

}  // namespace repere::statistics
