# Log-rank and the G-rho family, stratified or not; survdiff takes no delayed entry.
topic(bounds = c(test = 1e-10), compare = function(data) {
  d <- data$rows
  if (data$delayed) skip("delayed entry")
  if (length(unique(d$group)) < 2 || sum(d$event) < 5) skip("one group or few events")
  y <- outcome(data)
  stratified <- runif(1) < .5
  rho <- sample(c(0, .5, 1), 1)
  fit <- if (stratified) survdiff(y ~ group + strata(stratum), d, rho = rho) else survdiff(y ~ group, d, rho = rho)
  ours <- repere("logrank", outcome_words(data), "--group", "group", "--rho", rho, if (stratified) c("--strata", "stratum"))
  expected <- if (is.matrix(fit$exp)) rowSums(fit$exp) else fit$exp
  note("test", "expected", largest(sapply(ours$groups, function(g) g$expected), expected))
  note("test", "chi-squared", largest(ours$chi2, fit$chisq))
})
