# Cox regression: coefficients, errors, likelihoods, score test. Sets on which coxph warns or drops a column are left out.
topic(bounds = c(fit = 1e-8), compare = function(data) {
  d <- data$rows
  if (sum(d$event) < 5) skip("few events")
  y <- outcome(data)
  ties <- sample(c("efron", "breslow"), 1)
  covariates <- sample(list("x1", c("x1", "x2"), c("x1", "x2", "x3")), 1)[[1]]
  stratified <- runif(1) < .3
  formula <- as.formula(paste("y ~", paste(covariates, collapse = "+"), if (stratified) "+ strata(stratum)"))
  fit <- without_warning(coxph(formula, d, ties = ties, control = coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 60)))
  if (anyNA(coef(fit))) skip("collinear")
  ours <- repere("cox", outcome_words(data), "--covariates", paste(covariates, collapse = ","), "--ties", ties,
                 if (stratified) c("--strata", "stratum"))
  error <- sqrt(diag(fit$var))
  note("fit", "coefficient, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - coef(fit)) / error))
  note("fit", "standard error", largest(sapply(ours$coefficients, function(v) v$se), error))
  note("fit", "log-likelihoods", largest(c(ours$loglik_null, ours$loglik), fit$loglik))
  note("fit", "score test", largest(ours$tests$score$chi2, fit$score))
})
