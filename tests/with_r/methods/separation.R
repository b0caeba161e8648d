# Complete separation: whoever has the event has x1 = 1, and nobody else. The coefficient is infinite; both stop somewhere, R at
# times without a coefficient. The likelihood ratio is compared, and that the model has the coefficient and says what it is.
topic(bounds = c(said = 0, ratio = 1e-6), compare = function(data) {
  d <- data$rows
  if (!any(d$event == 1) || !any(d$event == 0 & d$time >= min(d$time[d$event == 1]) & d$entry < min(d$time[d$event == 1]))) skip("nobody to compare with")
  d$x1 <- d$event
  file <- tempfile(fileext = ".csv")
  on.exit(unlink(file))
  write.csv(format(d, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  words <- outcome_words(data)
  words[words == data$file] <- file
  ties <- sample(c("efron", "breslow"), 1)
  stratified <- runif(1) < .3
  y <- outcome(data)
  theirs <- suppressWarnings(coxph(if (stratified) y ~ x1 + strata(stratum) else y ~ x1, d, ties = ties))
  if (isTRUE(abs(coef(theirs)) < 1)) skip("no two at risk together")
  ours <- repere("cox", words, "--covariates", "x1", "--ties", ties, if (stratified) c("--strata", "stratum"))
  one <- ours$coefficients[[1]]
  note("said", "a coefficient", if (is.null(one$coef) || one$coef < 3) Inf else 0)
  note("said", "that it may be infinite", if (any(grepl("infinite", unlist(ours$warnings)))) 0 else Inf)
  note("ratio", "likelihood ratio", largest(ours$tests$lr$chi2, 2 * diff(theirs$loglik)))
})
