# Proportions, contingency tables, funnel limits, rates.
statistics <- function(...) repere(..., of = "statistics")
known <- function(value) if (is.null(value)) NA_real_ else value

# Roots that R finds to 1e-4 or so only are compared as probabilities: what R's own sum of weights says at our limit.
noncentral <- function(x, m, n, k, ratio, side) {
  support <- max(0, k - n):min(k, m)
  weight <- dhyper(support, m, n, k, log = TRUE) + support * log(ratio)
  weight <- exp(weight - max(weight))
  sum(weight[if (side == "lower") support >= x else support <= x]) / sum(weight)
}

compare_fisher <- function(table) {
  ours <- statistics("table", "--counts", paste(apply(table, 1, paste, collapse = ","), collapse = ";"), "--level", "0.9")
  kept <- table[rowSums(table) > 0, colSums(table) > 0, drop = FALSE]
  if (min(dim(kept)) < 2) return()
  plain <- suppressWarnings(chisq.test(kept, correct = FALSE))
  note("exact", "chi-squared", largest(ours$chi_squared$chi2, plain$statistic))
  note("tail", "its p", largest(ours$chi_squared$p, plain$p.value))
  theirs <- tryCatch(fisher.test(kept, workspace = 2e7), error = function(e) NULL)
  if (!is.null(theirs) && !is.null(ours$fisher$p)) note("fisher", "Fisher's p", largest(ours$fisher$p, theirs$p.value))
  if (all(dim(kept) == 2)) {
    note("exact", "Yates", largest(ours$chi_squared_yates$chi2, suppressWarnings(chisq.test(kept))$statistic))
    less <- fisher.test(kept, alternative = "less")$p.value
    note("tail", "Fisher's one-sided p", largest(ours$fisher$p_less, less))
    x <- kept[1, 1]; m <- sum(kept[, 1]); n <- sum(kept[, 2]); k <- sum(kept[1, ])
    for (side in c("lower", "upper")) {
      limit <- known(ours$fisher[[side]])
      if (is.finite(limit) && limit > 0) note("tail", "Fisher's limits", largest(noncentral(x, m, n, k, limit, side), 0.05))
    }
  }
}

topic(bounds = c(exact = 1e-11, tail = 1e-9, fisher = 1e-6), compare = function(data) {
  of <- sample(c(1:5, 20, 300, 1e5), 3, TRUE)
  yes <- rbinom(3, of, sample(c(.01, .3, .5, 1), 1))
  level <- sample(c(.8, .95, .999), 1)
  ours <- statistics("proportion", "--yes", paste(yes, collapse = ","), "--of", paste(format(of, scientific = FALSE, trim = TRUE), collapse = ","), "--level", level)
  for (i in 1:3) {
    group <- ours$groups[[i]]
    exact <- binom.test(yes[i], of[i], conf.level = level)$conf.int
    note("exact", "Clopper-Pearson", largest(c(group$exact_lower, group$exact_upper), exact))
    wilson <- suppressWarnings(prop.test(yes[i], of[i], correct = FALSE, conf.level = level))$conf.int
    # R's Wilson limits are computed by another formula, which cancels near 0.
    note("tail", "Wilson", max(abs(c(group$wilson_lower, group$wilson_upper) - wilson)))
  }
  if (!is.null(ours$trend)) {
    trend <- suppressWarnings(prop.trend.test(yes, of))
    note("tail", "trend", largest(ours$trend$z^2, trend$statistic))
  }
  compare_fisher(matrix(rpois(4, sample(c(1, 8, 300), 1)), 2))
  compare_fisher(matrix(rpois(sample(2:3, 1) * 3, sample(c(1, 4), 1)), ncol = 3))

  target <- runif(1, .02, .98)
  n <- sample(c(1:40, 1e4), 1)
  file <- tempfile(fileext = ".csv")
  write.csv(data.frame(centre = "a", yes = rbinom(1, n, target), of = n), file, row.names = FALSE, quote = FALSE)
  funnel <- statistics("funnel", "--data", file, "--centre", "centre", "--yes", "yes", "--of", "of", "--target", format(target, digits = 17))$centres[[1]]
  for (q in c(.025, .975)) {
    r <- qbinom(q, n, target)
    limit <- min(1, max(0, (r - (pbinom(r, n, target) - q) / dbinom(r, n, target)) / n))
    note("tail", "funnel", abs(funnel[[if (q < .5) "lower_95" else "upper_95"]] - limit))
  }

  strata <- sample(2:6, 1)
  rates <- data.frame(age = 10 * seq_len(strata), events = rpois(strata, sample(c(.5, 20), 1)), people = round(runif(strata, 50, 5000), 1))
  standard <- data.frame(age = rates$age, weight = sample(1:100, strata))
  write.csv(rates, file, row.names = FALSE, quote = FALSE)
  other <- tempfile(fileext = ".csv")
  write.csv(standard, other, row.names = FALSE, quote = FALSE)
  ours <- statistics("rates", "--data", file, "--events", "events", "--population", "people", "--age", "age", "--standard", other)$groups[[1]]
  crude <- poisson.test(sum(rates$events), sum(rates$people))$conf.int
  note("exact", "Poisson", largest(c(ours$lower, ours$upper), crude))
  w <- standard$weight / sum(standard$weight)
  rate <- sum(w * rates$events / rates$people); v <- sum(w^2 * rates$events / rates$people^2); m <- max(w / rates$people)
  note("exact", "standardised", largest(ours$standardised, rate))
  note("tail", "Fay-Feuer upper", largest(ours$standardised_upper, qgamma(.975, (rate + m)^2 / (v + m^2), scale = (v + m^2) / (rate + m))))
  if (rate > 0) note("tail", "Fay-Feuer lower", largest(ours$standardised_lower, qgamma(.025, rate^2 / v, scale = v / rate)))
  unlink(c(file, other))
})
