# Concordance of the linear predictor: counts exact, its error with clusters or without; with strata, delayed entry, weights.
# Scores are compared as R has them only where rounding cannot make or break a tie: one covariate.
topic(bounds = c(counts = 1e-12, concordance = 1e-9), compare = function(data) {
  d <- data$rows
  if (sum(d$event) < 5) skip("few events")
  y <- outcome(data)
  stratified <- runif(1) < .3; weighted <- runif(1) < .4; clustered <- runif(1) < .5
  covariate <- sample(c("x1", "x2", "x3"), 1)
  d$w <- if (weighted) d$weight else 1
  d$k <- if (clustered) d$cluster else seq_len(nrow(d))
  formula <- as.formula(paste("y ~", covariate, if (stratified) "+ strata(stratum)"))
  fit <- without_warning(coxph(formula, d, weights = w, cluster = k))
  if (anyNA(coef(fit))) skip("constant")
  if (abs(coef(fit)) < 1e-8) skip("no direction")
  ours <- repere("cox", outcome_words(data), "--covariates", covariate, if (stratified) c("--strata", "stratum"),
                 if (weighted) c("--weights", "weight"), if (clustered) c("--cluster", "cluster"))$concordance
  note("counts", "concordant", largest(ours$concordant, fit$concordance[["concordant"]]))
  note("counts", "discordant", largest(ours$discordant, fit$concordance[["discordant"]]))
  note("counts", "tied on the score", largest(ours$tied_x, fit$concordance[["tied.x"]]))
  note("counts", "tied on time", largest(ours$tied_y, fit$concordance[["tied.y"]]))
  note("counts", "tied on both", largest(ours$tied_xy, fit$concordance[["tied.xy"]]))
  note("concordance", "concordance", largest(ours$value, fit$concordance[["concordance"]]))
  note("concordance", "standard error", largest(ours$se, fit$concordance[["std"]]))
})
