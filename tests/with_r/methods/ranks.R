# Medians, Wilcoxon, Kruskal-Wallis.
topic(bounds = c(test = 1e-10, shift = 1e-9), compare = function(data) {
  d <- data$rows
  d$value <- if (runif(1) < .5) d$x1 else d$x3
  file <- tempfile(fileext = ".csv")
  write.csv(format(d[c("value", "group")], digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  d$value <- read.csv(file)$value
  ours <- repere("ranks", "--data", file, "--value", "value", "--group", "group", of = "statistics")
  unlink(file)
  note("test", "medians", largest(sapply(ours$groups, function(g) g$median), tapply(d$value, d$group, median)))
  if (length(ours$groups) < 2) skip("one group")
  theirs <- kruskal.test(value ~ group, d)
  note("test", "Kruskal-Wallis", largest(ours$kruskal_wallis$chi2, theirs$statistic))
  note("test", "its p", largest(ours$kruskal_wallis$p, theirs$p.value))
  if (length(ours$groups) > 2) return()
  a <- d$value[d$group == min(d$group)]; b <- d$value[d$group != min(d$group)]
  theirs <- suppressWarnings(wilcox.test(a, b, conf.int = TRUE))
  note("test", "W", largest(ours$wilcoxon$w, theirs$statistic))
  note("test", "Wilcoxon p", largest(ours$wilcoxon$p, theirs$p.value))
  note("shift", "shift", abs(ours$wilcoxon$shift - median(outer(a, b, "-"))))
  # The normal test's limits are found by R to 1e-4 only.
  if (ours$wilcoxon$method == "exact")
    note("shift", "limits of the shift", max(abs(c(ours$wilcoxon$shift_lower, ours$wilcoxon$shift_upper) - theirs$conf.int)))
})
