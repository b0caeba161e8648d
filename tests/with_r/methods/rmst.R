# Restricted mean survival time: tau anywhere, past the last time too; the difference and ratio of two groups follow from the means.
topic(bounds = c(counts = 0, mean = 1e-12, contrast = 1e-9), compare = function(data) {
  d <- data$rows
  y <- outcome(data)
  fit <- survfit(y ~ group, d)
  tau <- round(max(d$time) * sample(c(.2, .5, .9, 1, 1.3), 1), 3)
  if (tau < min(fit$time) || tau <= 0) skip("a tau before the first time, which R refuses")
  ours <- repere("rmst", outcome_words(data), "--group", "group", "--tau", format(tau, digits = 17))
  table <- summary(fit, rmean = tau)$table
  if (!is.matrix(table)) table <- matrix(table, nrow = 1, dimnames = list(NULL, names(table)))
  of <- function(list, key) sapply(list, function(g) g[[key]])
  note("counts", "rows", largest(of(ours$groups, "n"), table[, "records"]))
  note("mean", "mean", largest(of(ours$groups, "rmst"), table[, "rmean"]))
  note("mean", "standard error", largest(of(ours$groups, "std_error"), table[, "se(rmean)"]))
  if (length(ours$groups) != 2) return()
  m <- table[, "rmean"]; e <- table[, "se(rmean)"]
  error <- sqrt(sum(e^2))
  if (error == 0) return()
  difference <- m[2] - m[1]
  note("contrast", "difference", largest(ours$difference$estimate, difference))
  note("contrast", "its error", largest(ours$difference$std_error, error))
  note("contrast", "its p", largest(ours$difference$p, 2 * pnorm(-abs(difference / error))))
  logarithm <- log(m[2] / m[1]); error <- sqrt(sum((e / m)^2))
  note("contrast", "ratio", largest(ours$ratio$estimate, exp(logarithm)))
  note("contrast", "its lower limit", largest(ours$ratio$lower, exp(logarithm - qnorm(.975) * error)))
  note("contrast", "its p", largest(ours$ratio$p, 2 * pnorm(-abs(logarithm / error))))
})
