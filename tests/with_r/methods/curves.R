# Kaplan-Meier and Nelson-Aalen by group, with limits; those are compared where 0 < S < 1 (survival's versions differ at S = 1).
topic(bounds = c(counts = 0, curve = 1e-11), compare = function(data) {
  y <- outcome(data)
  d <- data$rows
  limits <- sample(c("log", "log-log", "plain"), 1)
  weighted <- runif(1) < .4
  fit <- if (weighted) survfit(y ~ group, d, weights = weight, conf.type = limits) else survfit(y ~ group, d, conf.type = limits)
  ours <- repere("km", outcome_words(data), "--group", "group", "--conf", limits, if (weighted) c("--weights", "weight"))$groups
  inner <- fit$surv > 0 & fit$surv < 1
  note("counts", "times", largest(numbers(ours, "time"), fit$time))
  note("counts", "at risk", largest(numbers(ours, "n_risk"), fit$n.risk))
  note("counts", "events", largest(numbers(ours, "n_event"), fit$n.event))
  note("curve", "survival", largest(numbers(ours, "survival"), fit$surv))
  note("curve", "standard error", largest(numbers(ours, "std_error")[inner], (fit$std.err * fit$surv)[inner]))
  note("curve", "lower", largest(numbers(ours, "lower")[inner], fit$lower[inner]))
  note("curve", "upper", largest(numbers(ours, "upper")[inner], fit$upper[inner]))
  note("curve", "cumulative hazard", largest(numbers(ours, "cumulative_hazard"), fit$cumhaz))
})
