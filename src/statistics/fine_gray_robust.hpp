#pragma once
#include "statistics/fine_gray_likelihood.hpp"

namespace repere::statistics {

/// The middle of the sandwich of a Fine-Gray fit whose censoring weights are taken as known: the sum over rows of eta eta',
/// eta being what a row adds to the score, its weight counted. Linear in rows, and in blocks times censoring groups.
/// Shape:  likelihood evaluated at the estimate; result[p x p] on the scale of the rows
/// Source: R's coxph(.., cluster = id) on the rows of survival::finegray; docs/methods.md, "Fine-Gray model"
Matrix fine_gray_robust_squares(const CoxRows& rows, const CensoringWeights& weights,
                                const FineGrayLikelihood& likelihood);

}  // namespace repere::statistics
