# Live comparison with R's survival on random data sets of many shapes; prints the largest relative difference of each
# quantity and ends with 1 when one is above its bound. Debian's survival 3.5-3 and later; limits are compared where
# 0 < S < 1 (versions differ at S = 1).
suppressMessages({ library(survival); library(jsonlite) })
arguments <- commandArgs(TRUE)
program <- normalizePath(arguments[1])
sets <- if (length(arguments) > 1) as.integer(arguments[2]) else 300L
set.seed(if (length(arguments) > 2) as.integer(arguments[3]) else 1L)

bounds <- c(km = 1e-11, logrank = 1e-10, cox = 1e-8, counts = 0)
worst <- list()
compared <- c(km = 0, logrank = 0, cox = 0, cox_with_warning = 0)
file <- tempfile(fileext = ".csv")

repere <- function(...) {
  out <- suppressWarnings(system2(program, c("survival", ..., "--format", "json"), stdout = TRUE, stderr = FALSE))
  if (!is.null(attr(out, "status"))) stop("repere ended with ", attr(out, "status"), ": ", paste(..., collapse = " "))
  fromJSON(paste(out, collapse = "\n"), simplifyVector = FALSE)
}
numbers <- function(list, key) unlist(lapply(list, function(one) sapply(one[[key]], function(v) if (is.null(v)) NA else v)))
largest <- function(ours, theirs) {
  ours <- as.numeric(ours); theirs <- as.numeric(theirs)
  if (length(ours) != length(theirs)) return(Inf)
  known <- is.finite(ours) & is.finite(theirs)
  if (!any(known)) return(0)
  difference <- abs(ours[known] - theirs[known])
  max(ifelse(difference < 1e-16, 0, difference / pmax(abs(theirs[known]), 1e-300)))
}
note <- function(kind, name, value) {
  key <- paste(kind, name)
  if (is.null(worst[[key]]) || value > worst[[key]]) worst[[key]] <<- value
}

random_data <- function() {
  n <- sample(c(20:40, 60, 150, 400), 1)
  ticks <- sample(c(10, 100, 5000, 0), 1)  # few ticks: many ties; 0: real-valued times
  time <- rexp(n) * sample(c(1, 100, 2000), 1)
  time <- if (ticks == 0) time else ceiling(time / max(time) * ticks)
  delayed <- runif(1) < .3
  entry <- if (delayed) floor(time * runif(n) * rbinom(n, 1, .7)) else rep(0, n)
  time[entry >= time] <- entry[entry >= time] + 1
  data.frame(time, event = rbinom(n, 1, sample(c(.3, .6, .9, 1), 1)), group = sample(0:sample(1:4, 1), n, TRUE),
             x1 = round(rnorm(n), sample(0:3, 1)), x2 = rbinom(n, 1, .4), x3 = runif(n),
             stratum = sample(1:3, n, TRUE), entry, weight = sample(1:3, n, TRUE), delayed = as.integer(delayed))
}

compare_km <- function(d, y, common) {
  limits <- sample(c("log", "log-log", "plain"), 1)
  weighted <- runif(1) < .4
  fit <- if (weighted) survfit(y ~ group, d, weights = weight, conf.type = limits) else survfit(y ~ group, d, conf.type = limits)
  ours <- repere("km", common, "--group", "group", "--conf", limits, if (weighted) c("--weights", "weight"))$groups
  inner <- fit$surv > 0 & fit$surv < 1
  note("counts", "km at risk", largest(numbers(ours, "n_risk"), fit$n.risk))
  note("counts", "km events", largest(numbers(ours, "n_event"), fit$n.event))
  note("km", "survival", largest(numbers(ours, "survival"), fit$surv))
  note("km", "standard error", largest(numbers(ours, "std_error")[inner], (fit$std.err * fit$surv)[inner]))
  note("km", "lower", largest(numbers(ours, "lower")[inner], fit$lower[inner]))
  note("km", "upper", largest(numbers(ours, "upper")[inner], fit$upper[inner]))
  note("km", "cumulative hazard", largest(numbers(ours, "cumulative_hazard"), fit$cumhaz))
  compared["km"] <<- compared["km"] + 1
}

compare_logrank <- function(d, y, common) {
  stratified <- runif(1) < .5
  rho <- sample(c(0, .5, 1), 1)
  fit <- if (stratified) survdiff(y ~ group + strata(stratum), d, rho = rho) else survdiff(y ~ group, d, rho = rho)
  ours <- repere("logrank", common, "--group", "group", "--rho", rho, if (stratified) c("--strata", "stratum"))
  note("logrank", "expected", largest(sapply(ours$groups, function(g) g$expected), if (is.matrix(fit$exp)) rowSums(fit$exp) else fit$exp))
  note("logrank", "chi-squared", largest(ours$chi2, fit$chisq))
  compared["logrank"] <<- compared["logrank"] + 1
}

compare_cox <- function(d, y, common) {
  ties <- sample(c("efron", "breslow"), 1)
  covariates <- sample(list("x1", c("x1", "x2"), c("x1", "x2", "x3")), 1)[[1]]
  stratified <- runif(1) < .3
  formula <- as.formula(paste("y ~", paste(covariates, collapse = "+"), if (stratified) "+ strata(stratum)"))
  warned <- FALSE
  fit <- withCallingHandlers(coxph(formula, d, ties = ties, control = coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 60)),
                             warning = function(w) { warned <<- TRUE; invokeRestart("muffleWarning") })
  if (warned || anyNA(coef(fit))) { compared["cox_with_warning"] <<- compared["cox_with_warning"] + 1; return() }
  ours <- repere("cox", common, "--covariates", paste(covariates, collapse = ","), "--ties", ties,
                 if (stratified) c("--strata", "stratum"))
  error <- sqrt(diag(fit$var))
  note("cox", "coefficient, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - coef(fit)) / error))
  note("cox", "standard error", largest(sapply(ours$coefficients, function(v) v$se), error))
  note("cox", "log-likelihoods", largest(c(ours$loglik_null, ours$loglik), fit$loglik))
  note("cox", "score test", largest(ours$tests$score$chi2, fit$score))
  compared["cox"] <<- compared["cox"] + 1
}

for (set in seq_len(sets)) {
  d <- random_data()
  if (sum(d$event) < 5) next
  delayed <- d$delayed[1] == 1
  write.csv(format(d, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  d <- read.csv(file)
  y <- if (delayed) with(d, Surv(entry, time, event)) else with(d, Surv(time, event))
  common <- c("--data", file, "--time", "time", "--event", "event", if (delayed) c("--entry", "entry"))
  compare_km(d, y, common)
  if (!delayed && length(unique(d$group)) > 1) compare_logrank(d, y, common)
  compare_cox(d, y, common)
}

cat(sprintf("R %s, survival %s; compared: %s\n", getRversion(), packageVersion("survival"),
            paste(names(compared), compared, collapse = ", ")))
failed <- FALSE
for (key in sort(names(worst))) {
  bound <- bounds[[sub(" .*", "", key)]]
  bad <- worst[[key]] > bound
  failed <- failed || bad
  cat(sprintf("%-42s largest difference %.2g (bound %.2g)%s\n", key, worst[[key]], bound, if (bad) "  TOO LARGE" else ""))
}
quit(status = if (failed) 1 else 0)
