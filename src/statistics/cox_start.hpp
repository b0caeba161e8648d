#pragma once
#include "statistics/cox_newton.hpp"

namespace repere::statistics {

/// Where the search for the maximum of many rows sets out: near the maximum of a part of them, blocks of rows spread over
/// all. Without the ridge penalty, which hardly counts where rows are that many.
/// Shape: on the scale of `frame`; empty where rows are not so many that it pays, or not all coefficients are to be had
CoxStart cox_start(const FollowUp& data, const CoxModel& model, const CoxRows& frame, const CoxCodes& codes,
                   const CoxOptions& options);

}  // namespace repere::statistics
