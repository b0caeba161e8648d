# Cumulative incidence with Aalen's error and Gray's test against cmprsk; the jackknife error against survfit, delayed entry
# too; Fine-Gray against crr, which stops on its own gradient and gives up on singular designs.
topic(bounds = c(curve = 1e-9, error = 1e-8, test = 1e-8, model = 1e-6), packages = "cmprsk", compare = function(data) {
  d <- data$rows
  if (!any(d$cause > 0)) skip("no event")
  words <- c("--data", data$file, "--time", "time", "--cause", "cause")
  at <- function(one, key, times) {
    value <- c(0, unlist(one[[key]]))
    value[findInterval(times, unlist(one$time)) + 1]
  }

  # survfit: its rows are ours.
  y <- with(d, if (data$delayed) Surv(entry, time, factor(cause, 0:3)) else Surv(time, factor(cause, 0:3)))
  d$id <- seq_len(nrow(d))
  fit <- survfit(y ~ group, d, id = id)
  ours <- repere("cuminc", words, "--group", "group", if (data$delayed) c("--entry", "entry"))
  share <- fit$pstate[, 1] > 1e-9  # once nobody is left R's error is rounding
  note("curve", "event-free", largest(numbers(ours$event_free, "estimate")[share], fit$pstate[share, 1]))
  for (cause in sort(unique(d$cause[d$cause > 0]))) {
    mine <- Filter(function(one) one$cause == cause, ours$groups)
    column <- which(fit$states == cause)
    note("curve", "incidence", largest(numbers(mine, "estimate"), fit$pstate[, column]))
    known <- share & fit$std.err[, column] > 1e-9
    note("error", "jackknife error", largest(numbers(mine, "std_error_survfit")[known], fit$std.err[known, column]))
  }
  if (data$delayed) return()

  # cuminc lists a step twice: the second is where it leads.
  rho <- sample(c(0, 0, .5, 1), 1)
  stratified <- runif(1) < .4 && length(unique(d$group)) > 1
  theirs <- tryCatch(cuminc(d$time, d$cause, d$group, if (stratified) d$stratum else rep(1, nrow(d)), rho = rho),
                     error = function(e) skip("cuminc stops at a matrix that is not a number"))
  ours <- repere("cuminc", words, "--group", "group", "--rho", rho, if (stratified) c("--strata", "stratum"))
  for (one in ours$groups) {
    curve <- theirs[[paste(sub("group=", "", one$group), one$cause)]]
    last <- !duplicated(curve$time, fromLast = TRUE)
    note("curve", "cuminc estimate", largest(at(one, "estimate", curve$time[last]), curve$est[last]))
    known <- curve$var[last] > 1e-12  # below, cuminc's own cancellation
    note("error", "Aalen's variance", largest(at(one, "std_error", curve$time[last])[known]^2, curve$var[last][known]))
  }
  if (!is.null(theirs$Tests)) {
    stat <- theirs$Tests[, "stat"]
    known <- abs(stat) < 1e3 & stat >= 0
    mine <- sapply(ours$gray, function(one) if (is.null(one$chi2)) -1 else one$chi2)
    note("test", "tests that exist", if (all((mine < 0) == (stat == -1))) 0 else Inf)
    note("test", "Gray's chi-squared", largest(mine[known & mine >= 0], stat[known & mine >= 0]))
  }

  covariates <- sample(list("x1", c("x1", "x2"), c("x1", "x2", "x3")), 1)[[1]]
  failcode <- sample(1:2, 1)
  if (sum(d$cause == failcode) < 6) return()
  by_group <- runif(1) < .4
  x <- as.matrix(d[covariates])
  crr_of <- function() if (by_group) crr(d$time, d$cause, x, cengroup = d$group, failcode = failcode, gtol = 1e-13, maxiter = 60)
                       else crr(d$time, d$cause, x, failcode = failcode, gtol = 1e-13, maxiter = 60)
  theirs <- tryCatch(suppressWarnings(crr_of()), error = function(e) NULL)
  if (is.null(theirs) || any(abs(theirs$coef) > 8) || any(!is.finite(theirs$var))) return()
  ours <- repere("finegray", words, "--covariates", paste(covariates, collapse = ","), "--failcode", failcode, "--baseline",
                 if (by_group) c("--group", "group"))
  if (length(ours$warnings)) return()
  error <- sqrt(diag(theirs$var))
  note("model", "coefficient, in standard errors",
       max(abs(sapply(ours$coefficients, function(one) one$coef) - theirs$coef) / error))
  note("model", "sandwich", largest(sapply(ours$coefficients, function(one) one$se), error))
  note("model", "log-likelihoods", largest(c(ours$loglik_null, ours$loglik), c(theirs$loglik.null, theirs$loglik)))
  note("model", "baseline", largest(unlist(ours$baseline$jump), theirs$bfitj))
})
