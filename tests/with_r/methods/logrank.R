# Log-rank and the G-rho family (rho below 0 too), stratified or not, trend and pairs; survdiff takes no delayed entry.
topic(bounds = c(counts = 0, test = 1e-10), compare = function(data) {
  d <- data$rows
  if (data$delayed) skip("delayed entry")
  if (length(unique(d$group)) < 2 || sum(d$event) < 5) skip("one group or few events")
  y <- outcome(data)
  stratified <- runif(1) < .5
  rho <- sample(c(0, .5, 1, -.5, 2), 1)
  test <- function(rows) if (stratified) survdiff(y[rows] ~ group + strata(stratum), d[rows, ], rho = rho) else survdiff(y[rows] ~ group, d[rows, ], rho = rho)
  total <- function(x) if (is.matrix(x)) rowSums(x) else x
  fit <- tryCatch(test(rep(TRUE, nrow(d))), error = function(e) skip("a variance that R cannot invert"))
  ours <- repere("logrank", outcome_words(data), "--group", "group", "--rho", rho, if (stratified) c("--strata", "stratum"), "--trend", "--pairwise")
  of <- function(list, key) sapply(list, function(g) if (is.null(g[[key]])) NA_real_ else g[[key]])
  note("counts", "rows", largest(of(ours$groups, "n"), table(d$group)))
  note("test", "observed", largest(of(ours$groups, "observed"), total(fit$obs)))
  note("test", "expected", largest(of(ours$groups, "expected"), total(fit$exp)))
  variance <- matrix(unlist(ours$variance), nrow = length(ours$groups))
  note("test", "variance", largest(diag(variance), diag(fit$var)))
  note("test", "chi-squared", largest(ours$chi2, fit$chisq))
  note("test", "p", largest(ours$p, fit$pvalue))
  score <- seq_along(ours$groups)
  by_hand <- sum(score * (total(fit$obs) - total(fit$exp)))^2 / c(score %*% fit$var %*% score)
  if (by_hand > 1e-3) note("test", "trend", largest(ours$trend$chi2, by_hand))

  levels <- sort(unique(d$group))
  p <- chi2 <- c()
  for (i in seq_along(levels)) for (j in seq_along(levels)) if (i < j) {
    pair <- tryCatch(test(d$group %in% levels[c(i, j)]), error = function(e) list(chisq = NA, pvalue = NA))
    chi2 <- c(chi2, pair$chisq)
    p <- c(p, pair$pvalue)
  }
  if (anyNA(p)) skip("a pair that R cannot test")
  some <- chi2 > 1e-3
  note("test", "chi-squared of pairs", largest(of(ours$pairs, "chi2")[some], chi2[some]))
  note("test", "p of pairs after Holm", largest(of(ours$pairs, "p_holm")[some], p.adjust(p, "holm")[some]))
})
