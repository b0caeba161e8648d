# One round of R's own times, or the table of all rounds.
#   Rscript bench/statistics.R time FOLDER ROWS > round.csv      R on the columns that statistics_columns wrote
#   Rscript bench/statistics.R table R1.csv OURS1.json R2.csv OURS2.json …
# ONLY is a pattern of what is measured; R_SURVIVAL_LIB names a folder with a newer survival than Debian's.
arguments <- commandArgs(TRUE)
lib <- Sys.getenv("R_SURVIVAL_LIB")
if (nzchar(lib)) suppressMessages(library(survival, lib.loc = lib)) else suppressMessages(library(survival))

# Processor seconds of one call, which a busy machine changes less than those on the wall: the least over about a second. R's clock
# has whole milliseconds, so short calls are timed many together.
seconds <- function(call) {
  spent <- function(times) {
    gc(FALSE)
    sum(system.time(for (i in seq_len(times)) call())[1:2]) / times
  }
  least <- spent(1)
  if (least > .5) return(least)
  together <- if (least < .05) 20 else 1
  if (together > 1) least <- Inf
  for (round in 1:5) least <- min(least, spent(together))
  least
}

time_r <- function(folder, rows) {
  whole <- function(name, size) readBin(file.path(folder, name), "integer", rows, size)
  days <- whole("days", 4)
  event <- whole("event", 1)
  cause <- whole("cause", 1)
  group <- whole("group", 4)
  covariates <- function(kind) {
    files <- list.files(folder, paste0("^", kind, "_"))
    matrix(unlist(lapply(files, function(name) readBin(file.path(folder, name), "double", rows))), rows, dimnames = list(NULL, files))
  }
  y <- Surv(days, event)
  one <- factor(rep(1L, rows))
  asked <- function(names) any(grepl(Sys.getenv("ONLY"), names))
  say <- function(name, call) if (asked(name)) cat(name, seconds(call), sep = ",", fill = TRUE)
  say("kaplan_meier", function() survival:::survfitKM(one, y, conf.type = "log"))
  say("kaplan_meier_log_log", function() survival:::survfitKM(one, y, conf.type = "log-log"))
  say("kaplan_meier_groups", function() survfit(y ~ group))
  say("logrank_groups", function() survdiff(y ~ group))
  for (kind in c("dense", "patterned")) {
    x <- covariates(kind)
    suffix <- if (kind == "dense") "_dense" else ""
    say(if (kind == "dense") "cox_efron_dense" else "cox_efron_patterns",
        function() coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL))
    if (asked(paste0(c("concordance", "schoenfeld_test"), suffix))) fit <- coxph(y ~ x)
    say(paste0("concordance", suffix), function() concordancefit(y, fit$linear.predictors, reverse = TRUE))
    if (rows <= 1e6) say(paste0("schoenfeld_test", suffix), function() cox.zph(fit))
    # What coxph(robust = TRUE) does beside the fit: residuals, their squares, and those at 0 for the robust score test.
    if (packageVersion("survival") >= "3.8" && rows <= 1e6) {
      if (asked(paste0("robust_variance", suffix))) {
        with_rows <- coxph(y ~ x, x = TRUE)
        at_zero <- with_rows
        at_zero$linear.predictors <- 0 * with_rows$linear.predictors
      }
      say(paste0("robust_variance", suffix), function() {
        crossprod(residuals(with_rows, type = "dfbeta", weighted = TRUE))
        score <- residuals(at_zero, type = "score", weighted = TRUE)
        survival:::coxph.wtest(crossprod(score), colSums(score), 1e-9)
      })
    }
  }
  if (rows < 1e5) {
    say("aalen_johansen", function() survfit(Surv(days, factor(cause, 0:2)) ~ group))
    if (requireNamespace("cmprsk", quietly = TRUE)) say("gray", function() cmprsk::cuminc(days, cause, group))
  }
}

read_ours <- function(file) {
  runs <- jsonlite::fromJSON(file)$benchmarks
  part <- strsplit(runs$name, "/")
  data.frame(name = sapply(part, `[`, 1), rows = as.numeric(sapply(part, `[`, 2)), threads = sub("threads:", "", sapply(part, `[`, 3)),
             # On one thread processor time, as R's; on two what passes on the wall.
             seconds = ifelse(grepl("threads:1", runs$name), runs$cpu_time, runs$real_time) * c(ns = 1e-9, us = 1e-6, ms = 1e-3)[runs$time_unit], rate = runs$bytes_per_second)
}

table_of <- function(files) {
  rounds <- lapply(seq(1, length(files), 2), function(i) {
    theirs <- read.csv(files[i], header = FALSE, col.names = c("name", "theirs"))
    ours <- read_ours(files[i + 1])
    stream <- max(ours$rate[grepl("^streaming", ours$name) & ours$threads == 1])
    merged <- merge(ours[!grepl("^streaming", ours$name), ], theirs, all.x = TRUE)
    merged$ratio <- merged$theirs / merged$seconds
    merged$bandwidth <- merged$rate / stream
    merged
  })
  all <- do.call(rbind, rounds)
  middle <- aggregate(all[c("seconds", "theirs", "ratio", "bandwidth")], all[c("rows", "name", "threads")],
                      function(x) if (all(is.na(x))) NA_real_ else median(x, na.rm = TRUE))
  cat(sprintf("R %s, survival %s; medians of %d rounds, the two in turn\n", getRversion(), packageVersion("survival"), length(rounds)))
  cat(sprintf("%-28s %9s %3s %11s %11s %9s %10s\n", "operation", "rows", "thr", "ours ms", "R ms", "ratio", "bandwidth"))
  for (i in order(middle$rows, middle$name, middle$threads)) {
    row <- middle[i, ]
    cat(sprintf("%-28s %9.0f %3s %11.3f %11s %9s %9.1f%%\n", row$name, row$rows, row$threads, 1e3 * row$seconds,
                if (is.na(row$theirs)) "-" else sprintf("%.1f", 1e3 * row$theirs), if (is.na(row$ratio)) "-" else sprintf("%.1f", row$ratio),
                100 * row$bandwidth))
  }
}

if (arguments[1] == "time") time_r(arguments[2], as.numeric(arguments[3])) else table_of(arguments[-1])
