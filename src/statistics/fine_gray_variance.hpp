#pragma once
#include "statistics/fine_gray_likelihood.hpp"

namespace repere::statistics {

/// The middle of the sandwich of a Fine-Gray fit: the sum over rows of (eta + psi)(eta + psi)', where eta is what a row
/// adds to the score and psi what it adds through the estimated censoring distribution of its group. Linear in rows a
/// censoring group.
/// Shape:  likelihood evaluated at the estimate; result[p x p] on the scale of the rows
/// Source: Fine & Gray 1999, section 3; docs/methods.md, "Fine-Gray model"
Matrix fine_gray_score_squares(const CoxRows& rows, const CensoringWeights& weights,
                               const FineGrayLikelihood& likelihood);

}  // namespace repere::statistics
