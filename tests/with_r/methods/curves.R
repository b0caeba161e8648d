# Kaplan-Meier and Nelson-Aalen by group: every scale of limits and level, whole and real weights (0 too), delayed entry, times of 0
# and huge ones, quantiles, given times, follow-up, conditional survival, landmarks, differences. Versions of survival before 3.8
# differ where S = 1: limits are compared there for the newer ones only.
topic(bounds = c(counts = 0, curve = 1e-12, logit = 1e-10, jackknife = 1e-9), compare = function(data) {
  data <- stretched(data)
  d <- data$rows
  limits <- sample(c("log", "log-log", "plain", "logit", "arcsin"), 1)
  level <- sample(c(.95, .9, .99, .5), 1)
  weights <- sample(c("none", "weight", "case_weight"), 1, prob = c(5, 2, 3))
  reverse <- runif(1) < .15
  landmark <- if (runif(1) < .2) quantile(d$time, .3, names = FALSE, type = 1) else NULL
  if (reverse) d$event <- 1 - d$event
  left <- 0
  words <- c("--data", data$file, "--time", "time", "--event", "event", if (data$delayed) c("--entry", "entry"))
  if (!is.null(landmark)) {
    keep <- d$time - landmark > 1.5e-8 * max(1, landmark) & d$entry <= landmark
    left <- sum(!keep)
    if (!any(keep)) skip("nobody at the landmark")
    d <- d[keep, ]
    d$entry <- landmark
    words <- c(words, "--landmark", digits(landmark))
  }
  y <- if (data$delayed || !is.null(landmark)) Surv(d$entry, d$time, d$event) else Surv(d$time, d$event)
  if (anyNA(y)) skip("an entry that R takes as the time")
  # A level that lost its rows to the landmark has no curve in R.
  d$group <- factor(d$group)
  w <- if (weights == "none") rep(1, nrow(d)) else d[[weights]]
  fit <- if (weights == "none") survfit(y ~ group, d, conf.type = limits, conf.int = level)
         else survfit(y ~ group, d, weights = w, conf.type = limits, conf.int = level)
  at <- sort(unique(round(c(0, runif(3) * max(d$time), max(d$time) * 1.1), 3)))
  shares <- c(.1, .25, .5, .9)
  scale <- sample(c("plain", "log"), 1)
  answer <- repere("km", words, "--group", "group", "--conf", limits, "--level", level,
                   if (weights != "none") c("--weights", weights), if (reverse) "--reverse",
                   "--at", paste(digits(at), collapse = ","), "--quantiles", paste(shares, collapse = ","), "--nelson-aalen", scale)
  ours <- Filter(function(g) g$n > 0, answer$groups)
  if (!is.null(landmark)) note("counts", "left out at the landmark", largest(answer$landmark$left_out, left))
  kind <- if (any(w != floor(w))) "jackknife" else if (limits %in% c("logit", "arcsin")) "logit" else "curve"
  # survfit gives the error of S itself where it is the jackknife's, else that of log S.
  error <- if (fit$logse) fit$std.err * fit$surv else fit$std.err
  # An error, or a limit, that is nothing but rounding where it should be 0 is not compared: S near 0 or 1.
  inner <- fit$surv > 1e-9 & fit$surv < 1 - 1e-9
  if (packageVersion("survival") >= "3.8" && limits != "arcsin" && kind != "jackknife") inner <- fit$surv > 1e-9
  note("counts", "times", largest(numbers(ours, "time"), fit$time))
  note(if (weights == "case_weight") "curve" else "counts", "at risk", largest(at_least(numbers(ours, "n_risk")), at_least(fit$n.risk)))
  note(if (weights == "case_weight") "curve" else "counts", "events", largest(numbers(ours, "n_event"), fit$n.event))
  note(if (weights == "case_weight") "curve" else "counts", "censored", largest(numbers(ours, "n_censor"), fit$n.censor))
  note("curve", "survival", largest(at_least(numbers(ours, "survival")), at_least(fit$surv)))
  note(kind, paste("standard error,", kind), largest(numbers(ours, "std_error")[inner], error[inner]))
  note(kind, paste("lower,", limits, kind), largest(at_least(numbers(ours, "lower")[inner]), at_least(fit$lower[inner])))
  note(kind, paste("upper,", limits, kind), largest(at_least(numbers(ours, "upper")[inner]), at_least(fit$upper[inner])))
  note("curve", "cumulative hazard", largest(numbers(ours, "cumulative_hazard"), fit$cumhaz))
  note(kind, paste("error of the cumulative hazard,", kind), largest(at_least(numbers(ours, "cumulative_hazard_std_error")), at_least(fit$std.chaz)))
  hazard <- survival:::survfit_confint(fit$cumhaz, fit$std.chaz, logse = FALSE, conf.type = scale, conf.int = level, ulimit = FALSE)
  some <- fit$std.chaz > 0
  note(kind, paste("upper of the cumulative hazard,", kind), largest(numbers(ours, "cumulative_hazard_upper")[some], hazard$upper[some]))

  one <- summary(fit, times = at, extend = TRUE)
  given <- lapply(ours, function(g) list(s = sapply(g$at, value, "survival"), n = sapply(g$at, value, "n_risk")))
  note("curve", "survival at given times", largest(at_least(unlist(lapply(given, `[[`, "s"))), at_least(one$surv)))
  note(if (weights == "case_weight") "curve" else "counts", "at risk at given times", largest(at_least(unlist(lapply(given, `[[`, "n"))), at_least(one$n.risk)))
  # Where weights leave rounding of S that should be 0, R's quantiles are those of the rounding; versions differ where S = 1.
  if (kind == "curve" || kind == "jackknife" && all(fit$surv > 1e-9) && limits != "arcsin") {
    q <- quantile(fit, shares)
    flat <- function(m) if (is.matrix(m)) c(t(m)) else c(m)
    note("curve", "quantiles", largest(sapply(unlist(lapply(ours, function(g) g$quantiles), FALSE), value, "time"), flat(q$quantile)))
    note("curve", "lower limits of quantiles", largest(sapply(unlist(lapply(ours, function(g) g$quantiles), FALSE), value, "lower"), flat(q$lower)))
    note("curve", "upper limits of quantiles", largest(sapply(unlist(lapply(ours, function(g) g$quantiles), FALSE), value, "upper"), flat(q$upper)))
  }
  compare_conditional(data, d, words, at, limits, weights, reverse, landmark)
})

digits <- function(x) format(x, digits = 17, trim = TRUE, scientific = FALSE)
value <- function(one, key) if (is.null(one[[key]])) NA_real_ else one[[key]]
# What is rounding around 0 counts as 0.
at_least <- function(x) ifelse(abs(x) < 1e-14, 0, x)

# Times of 0 (a death on the first day), huge times, times that differ by rounding, one group more that has one row.
stretched <- function(data) {
  d <- data$rows
  kind <- sample(c("as it is", "zeros", "huge", "near", "one row"), 1, prob = c(5, 2, 1, 1, 2))
  if (kind == "zeros" && !data$delayed) d$time[sample(nrow(d), 3)] <- 0
  if (kind == "huge") { d$time <- d$time * 1e9; d$entry <- d$entry * 1e9 }
  if (kind == "near" && !data$delayed) d$time <- d$time + sample(c(0, 1e-9, 2e-9), nrow(d), TRUE)
  if (kind == "one row") d$group[sample(nrow(d), 1)] <- 9
  file <- tempfile(fileext = ".csv")
  write.csv(format(d, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  list(rows = read.csv(file), delayed = data$delayed, file = file)
}

# S(t | alive at T): the rows after T, late entries kept. And differences between groups at times.
compare_conditional <- function(data, d, words, at, limits, weights, reverse, landmark) {
  if (!is.null(landmark) || length(at) < 2) return()
  start <- at[2]
  late <- d[d$time - start > 1.5e-8 * max(1, start), ]
  late$entry <- pmax(if (data$delayed) late$entry else 0, start)
  if (nrow(late) < 2 || any(table(late$group) == 0)) return()
  y <- Surv(late$entry, late$time, late$event)
  w <- if (weights == "none") rep(1, nrow(late)) else late[[weights]]
  fit <- if (weights == "none") survfit(y ~ group, late, conf.type = limits) else survfit(y ~ group, late, weights = w, conf.type = limits)
  answer <- repere("km", words, "--group", "group", "--conf", limits, if (weights != "none") c("--weights", weights), if (reverse) "--reverse",
                   "--at", paste(digits(at[-1]), collapse = ","), "--conditional", digits(start), "--difference", digits(at[3]))
  theirs <- summary(fit, times = at[-1], extend = TRUE)
  mine <- unlist(lapply(answer$groups, function(g) sapply(g$conditional$at, value, "survival")))
  note("curve", "conditional survival", largest(at_least(mine), at_least(theirs$surv)))
  inner <- theirs$surv > 1e-9 & theirs$surv < 1 - 1e-9
  errors <- unlist(lapply(answer$groups, function(g) sapply(g$conditional$at, value, "std_error")))
  kind <- if (any(w != floor(w))) "jackknife" else "curve"
  note(kind, paste("error of conditional survival,", kind), largest(errors[inner], theirs$std.err[inner]))
  if (length(answer$groups) < 2) return()
  place <- 2  # of at[3] in at[-1]
  ours <- sapply(answer$groups, function(g) value(g$at[[place]], "survival"))
  note("curve", "difference", largest(at_least(sapply(answer$differences, value, "estimate")), at_least(ours[-1] - ours[1])))
}
