# Cox regression: coefficients, errors, likelihoods, tests, with any of the ties, strata, delayed entry, weights, offset and a
# ridge penalty. Sets on which coxph warns or drops a column are left out.
topic(bounds = c(fit = 1e-8), compare = function(data) {
  d <- data$rows
  if (sum(d$event) < 5) skip("few events")
  y <- outcome(data)
  ties <- sample(c("efron", "breslow", "exact"), 1, prob = c(3, 2, 1))
  # With delayed entry R's exact ties look at every set of as many rows as die at a time.
  if (ties == "exact" && ncol(y) == 3 && choose(nrow(d), max(table(d$time[d$event == 1]))) > 1e7) skip("more sets of rows than R looks at in a second")
  covariates <- sample(list("x1", c("x1", "x2"), c("x1", "x2", "x3")), 1)[[1]]
  stratified <- runif(1) < .3
  shifted <- runif(1) < .3
  weighted <- ties != "exact" && runif(1) < .3
  theta <- if (ties != "exact" && runif(1) < .3) sample(c(.1, 1, 10), 1)
  terms <- paste(covariates, collapse = if (is.null(theta)) "+" else ",")
  if (!is.null(theta)) terms <- paste0("ridge(", terms, ", theta = ", theta, ")")
  formula <- as.formula(paste("y ~", terms, if (stratified) "+ strata(stratum)", if (shifted) "+ offset(shift)"))
  d$w <- if (weighted) d$weight + d$x3 else rep(1, nrow(d))
  control <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 60)
  fit <- without_warning(coxph(formula, d, ties = ties, weights = w, robust = FALSE, control = control))
  if (anyNA(coef(fit))) skip("collinear")
  words <- outcome_words(data)
  if (weighted) {
    file <- tempfile(fileext = ".csv")
    on.exit(unlink(file))
    write.csv(format(d, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
    words[words == data$file] <- file
  }
  ours <- repere("cox", words, "--covariates", paste(covariates, collapse = ","), "--ties", ties,
                 if (stratified) c("--strata", "stratum"), if (shifted) c("--offset", "shift"),
                 if (weighted) c("--weights", "w"), if (!is.null(theta)) c("--ridge", theta))
  error <- sqrt(diag(fit$var))
  note("fit", "coefficient, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - coef(fit)) / error))
  note("fit", "standard error", largest(sapply(ours$coefficients, function(v) v$se), error))
  note("fit", "log-likelihoods", largest(c(ours$loglik_null, ours$loglik), fit$loglik))
  note("fit", "Wald test", largest(ours$tests$wald$chi2, fit$wald.test))
  if (is.null(theta)) note("fit", "score test", largest(ours$tests$score$chi2, fit$score))
  else note("fit", "degrees of freedom of a ridge", largest(ours$tests$lr$df, sum(fit$df)))
})
