# What follows a Cox fit: robust variance, tests of proportional hazards, residuals, baseline hazards, predicted curves; with
# strata, delayed entry, weights and offsets. Sets on which coxph warns or drops a column are left out.
topic(bounds = c(robust = 1e-8, zph = 1e-8, residuals = 1e-8, curves = 1e-9), compare = function(data) {
  d <- data$rows
  if (sum(d$event) < 8) skip("few events")
  y <- outcome(data)
  ties <- sample(c("efron", "breslow"), 1)
  covariates <- sample(list("x1", c("x1", "x2"), c("x1", "x2", "x3")), 1)[[1]]
  stratified <- runif(1) < .3; shifted <- runif(1) < .3; weighted <- runif(1) < .4; clustered <- runif(1) < .5
  d$w <- if (weighted) d$weight else 1
  d$own <- seq_len(nrow(d))
  formula <- as.formula(paste("y ~", paste(covariates, collapse = "+"), if (stratified) "+ strata(stratum)",
                              if (shifted) "+ offset(shift)"))
  control <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 60)
  naive <- without_warning(coxph(formula, d, ties = ties, weights = w, control = control, robust = FALSE, x = TRUE, model = TRUE))
  if (anyNA(coef(naive))) skip("collinear")
  words <- c(outcome_words(data), "--covariates", paste(covariates, collapse = ","), "--ties", ties,
             if (stratified) c("--strata", "stratum"), if (shifted) c("--offset", "shift"), if (weighted) c("--weights", "weight"))
  # Relative to a thousandth of what the column holds at most: residuals near 0 are differences of larger numbers.
  columns <- function(ours, theirs) {
    ours <- as.matrix(ours); theirs <- as.matrix(theirs)
    if (any(dim(ours) != dim(theirs))) return(Inf)
    size <- apply(abs(theirs), 2, max, 1e-300)
    max(abs(ours - theirs) / pmax(abs(theirs), rep(1e-3 * size, each = nrow(theirs))))
  }

  d$k <- if (clustered) d$cluster else d$own
  robust <- without_warning(coxph(formula, d, ties = ties, weights = w, cluster = k, control = control))
  if (length(unique(d$k)) > 2 * length(covariates)) {
    ours <- repere("cox", words, if (clustered) c("--cluster", "cluster") else "--robust")
    note("robust", "robust error", largest(sapply(ours$coefficients, function(v) v$robust_se), sqrt(diag(robust$var))))
    note("robust", "p", largest(sapply(ours$coefficients, function(v) v$p), summary(robust)$coefficients[, "Pr(>|z|)"]))
    note("robust", "robust Wald test", largest(ours$tests$wald$chi2, robust$wald.test))
    note("robust", "robust score test", largest(ours$tests$robust_score$chi2, robust$rscore))
    note("robust", "error of the concordance", largest(ours$concordance$se, robust$concordance[["std"]]))
  }

  for (transform in c("km", "identity", "rank", "log")) {
    if (transform == "log" && any(d$time == 0)) next
    theirs <- tryCatch(cox.zph(naive, transform = transform), error = function(e) NULL)
    if (is.null(theirs)) next
    ours <- repere("cox", words, "--zph", transform)$zph
    note("zph", "chi-squared", largest(sapply(ours, function(v) v$chi2), theirs$table[, "chisq"]))
  }

  for (kind in c("martingale", "deviance", "score", "dfbeta", "dfbetas", "schoenfeld", "scaledsch")) {
    ours <- repere("cox", words, "--residuals", kind)$residuals
    values <- matrix(unlist(ours$values), ncol = length(ours$names), byrow = TRUE)
    note("residuals", kind, columns(values, residuals(naive, type = kind)))
  }

  ours <- repere("cox", words, "--baseline")$baseline
  for (centred in c(TRUE, FALSE))
    note("curves", if (centred) "baseline at the means" else "baseline at 0",
         largest(numbers(ours$strata, if (centred) "cumulative_hazard_at_means" else "cumulative_hazard_at_zero"),
                 basehaz(naive, centered = centred)$hazard))

  # R takes no profile without its stratum where there is an offset.
  profiles <- d[1:2, c(covariates, "shift", if (stratified && shifted) "stratum")]
  file <- tempfile(fileext = ".csv")
  on.exit(unlink(file))
  write.csv(format(profiles, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  limits <- sample(c("log", "log-log", "plain"), 1)
  for (i in 1:2) {
    theirs <- survfit(naive, newdata = profiles[i, , drop = FALSE], conf.type = limits)
    ours <- repere("cox", words, "--predict", file, "--conf", limits)$predicted
    ours <- ours[sapply(ours, function(curve) curve$profile == i)]
    inner <- theirs$surv > 1e-280 & theirs$surv < 1
    note("curves", "predicted survival", largest(numbers(ours, "survival")[inner], theirs$surv[inner]))
    note("curves", "error of the predicted hazard", largest(numbers(ours, "cumulative_hazard_std_error")[inner], theirs$std.err[inner]))
    note("curves", "upper limit", largest(numbers(ours, "upper")[inner], theirs$upper[inner]))
  }
})
