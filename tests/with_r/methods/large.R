# Sets of 10,000 to 60,000 rows, where rows are counted by day and repeated patterns of covariates are fitted once: Cox with
# strata, weights, delayed entry, dense and patterned covariates; log-rank; Kaplan-Meier; cumulative incidence. One set in forty.
large_data <- function() {
  n <- sample(c(10000, 25000, 60000), 1)
  ticks <- sample(c(200, 2000, 4000), 1)
  time <- ceiling(pmin(rexp(n), 4) / 4 * ticks)
  entry <- floor(time * runif(n) * rbinom(n, 1, .5))
  event <- rbinom(n, 1, sample(c(.1, .4, .9), 1))
  rows <- data.frame(time, entry, event, cause = event * sample(1:2, n, TRUE), group = sample(0:2, n, TRUE), stratum = sample(1:3, n, TRUE),
                     cluster = sample(1:500, n, TRUE), dense = round(rnorm(n), 4), shape = rexp(n), yes = rbinom(n, 1, .3),
                     age = 40 + sample(0:30, n, TRUE), weight = sample(1:3, n, TRUE), shift = round(rnorm(n) / 4, 2))
  rows$share <- round(.2 + runif(n), 3)
  for (name in paste0("m", 1:8)) rows[[name]] <- round(rnorm(n), 3)
  file <- tempfile(fileext = ".csv")
  write.csv(format(rows, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  list(rows = read.csv(file), file = file)
}

topic(bounds = c(fit = 1e-8, robust = 1e-8, zph = 1e-8, concordance = 1e-9, curve = 1e-9, threads = 0), compare = function(data) {
  if (current$set %% 40 != 1) skip("one set in forty")
  data <- large_data()
  on.exit(unlink(data$file))
  d <- data$rows
  delayed <- runif(1) < .4; weighted <- runif(1) < .4; stratified <- runif(1) < .4; shifted <- runif(1) < .3
  ties <- sample(c("efron", "breslow"), 1)
  covariates <- sample(list(c("yes", "age"), c("dense", "shape", "yes"), c("dense", "age"),
                            c("dense", "shape", "yes", "age", paste0("m", 1:8))), 1)[[1]]
  d$w <- if (weighted) d$share else 1
  y <- with(d, if (delayed) Surv(entry, time, event) else Surv(time, event))
  formula <- as.formula(paste("y ~", paste(covariates, collapse = "+"), if (stratified) "+ strata(stratum)", if (shifted) "+ offset(shift)"))
  control <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 60)
  fit <- coxph(formula, d, ties = ties, weights = w, robust = FALSE, control = control)
  words <- c("--data", data$file, "--time", "time", "--event", "event", if (delayed) c("--entry", "entry"))
  model <- c("cox", words, "--covariates", paste(covariates, collapse = ","), "--ties", ties, if (stratified) c("--strata", "stratum"),
             if (weighted) c("--weights", "share"), if (shifted) c("--offset", "shift"))
  ours <- repere(model, "--zph", "rank", "--threads", 1)
  error <- sqrt(diag(fit$var))
  note("fit", "coefficient, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - coef(fit)) / error))
  note("fit", "standard error", largest(sapply(ours$coefficients, function(v) v$se), error))
  note("fit", "log-likelihoods", largest(c(ours$loglik_null, ours$loglik), fit$loglik))
  note("fit", "score test", largest(ours$tests$score$chi2, fit$score))
  note("concordance", "concordance", largest(ours$concordance$value, fit$concordance[["concordance"]]))
  note("zph", "chi-squared", largest(sapply(ours$zph, function(v) v$chi2), cox.zph(fit, "rank")$table[, "chisq"]))
  two <- repere(model, "--zph", "rank", "--threads", 2)
  note("threads", "one thread and two", if (identical(ours, two)) 0 else 1)
  for (clustered in c(TRUE, FALSE)) {
    d$k <- if (clustered) d$cluster else seq_len(nrow(d))
    robust <- coxph(formula, d, ties = ties, weights = w, cluster = k, control = control)
    ours <- repere(model, if (clustered) c("--cluster", "cluster") else "--robust")
    note("robust", "robust error", largest(sapply(ours$coefficients, function(v) v$robust_se), sqrt(diag(robust$var))))
    note("robust", "robust score test", largest(ours$tests$robust_score$chi2, robust$rscore))
    note("robust", "error of the concordance", largest(ours$concordance$se, robust$concordance[["std"]]))
  }

  curve <- survfit(y ~ group, d, weights = w)
  ours <- repere("km", words, "--group", "group", if (weighted) c("--weights", "share"))
  note("curve", "survival", largest(numbers(ours$groups, "survival"), curve$surv))
  known <- curve$surv > 0
  note("curve", "error", largest(numbers(ours$groups, "std_error")[known], (if (isFALSE(curve$logse)) curve$std.err else curve$std.err * curve$surv)[known]))
  if (delayed) return()
  test <- survdiff(if (stratified) y ~ group + strata(stratum) else y ~ group, d)
  ours <- repere("logrank", words, "--group", "group", if (stratified) c("--strata", "stratum"))
  note("curve", "log-rank", largest(ours$chi2, test$chisq))
})
