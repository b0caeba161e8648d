# What every topic of methods/ uses: calling the program, measuring differences, random data sets.

# Ours, parsed: repere("km", "--data", data$file, ...), repere("ranks", ..., of = "statistics"). Ends the set when the program refuses, with the words it said.
repere <- function(..., of = "survival") {
  words <- as.character(unlist(list(...)))
  said <- tempfile()
  on.exit(unlink(said))
  out <- suppressWarnings(system2(program, shQuote(c(of, words, "--format", "json")), stdout = TRUE, stderr = said))
  status <- attr(out, "status")
  if (!is.null(status)) stop("repere ", of, " ", paste(words, collapse = " "), ": ended with ", status, ": ",
                             paste(readLines(said, warn = FALSE), collapse = " "), call. = FALSE)
  jsonlite::fromJSON(paste(out, collapse = "\n"), simplifyVector = FALSE)
}

# The values under a key of each object of a list, in one vector; null is NA.
numbers <- function(list, key) {
  unlist(lapply(list, function(one) sapply(one[[key]], function(v) if (is.null(v)) NA_real_ else v)))
}

# The largest relative difference; infinite when the lengths differ or a value is known on one side only.
largest <- function(ours, theirs) {
  ours <- as.numeric(ours); theirs <- as.numeric(theirs)
  if (length(ours) != length(theirs) || any(is.finite(ours) != is.finite(theirs))) return(Inf)
  known <- is.finite(theirs)
  if (!any(known)) return(0)
  difference <- abs(ours[known] - theirs[known])
  max(ifelse(difference < 1e-16, 0, difference / pmax(abs(theirs[known]), 1e-300)))
}

# note("km", "survival", largest(...)): `kind` names the bound of the topic, `name` the row of the table.
note <- function(kind, name, value) {
  if (!kind %in% names(current$bounds)) stop("the topic ", current$name, " has no bound named ", kind)
  key <- paste0(current$name, ": ", name)
  if (is.null(worst[[key]]) || value > worst[[key]]$value) {
    worst[[key]] <<- list(value = value, bound = current$bounds[[kind]], set = current$set)
  }
  current$noted <<- TRUE
}

# Leaves this set out of this topic, counted under its reason (R itself warns, too few groups, ...).
skip <- function(reason) stop(structure(class = c("skipped", "error", "condition"), list(message = reason, call = NULL)))

# One data set: columns time, entry, event, cause (0 censored, 1..3), group (0..4), stratum, cluster, x1 (real, more or less
# rounded), x2 (0/1), x3 (real), weight (whole, at least 1), case_weight (real, at times 0, at times of several magnitudes),
# shift (an offset).
# Few ticks: many ties; none: real-valued times. Passed through a file so that both sides read the same digits.
random_data <- function() {
  n <- sample(c(20:40, 60, 150, 400), 1)
  ticks <- sample(c(10, 100, 5000, 0), 1)
  time <- rexp(n) * sample(c(1, 100, 2000), 1)
  time <- if (ticks == 0) time else ceiling(time / max(time) * ticks)
  delayed <- runif(1) < .3
  entry <- if (delayed) floor(time * runif(n) * rbinom(n, 1, .7)) else rep(0, n)
  time[entry >= time] <- entry[entry >= time] + 1
  event <- rbinom(n, 1, sample(c(.3, .6, .9, 1), 1))
  rows <- data.frame(time, entry, event, cause = event * sample(1:3, n, TRUE, c(5, 3, 1)),
                     group = sample(0:sample(1:4, 1), n, TRUE), stratum = sample(1:3, n, TRUE), cluster = sample(1:12, n, TRUE),
                     x1 = round(rnorm(n), sample(0:3, 1)), x2 = rbinom(n, 1, .4), x3 = runif(n),
                     weight = sample(1:3, n, TRUE), case_weight = round(runif(n) * rbinom(n, 1, .9), 3) * (if (runif(1) < .3) 10^sample(0:4, n, TRUE) else 1), shift = round(rnorm(n) / 2, 3))
  file <- tempfile(fileext = ".csv")
  write.csv(format(rows, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  list(rows = read.csv(file), delayed = delayed, file = file)
}

# The survival object of a set, and the words that name its columns to the program.
outcome <- function(data) {
  with(data$rows, if (data$delayed) Surv(entry, time, event) else Surv(time, event))
}
outcome_words <- function(data) {
  c("--data", data$file, "--time", "time", "--event", "event", if (data$delayed) c("--entry", "entry"))
}

# The value of `expression`, or the set is left out when R warns while computing it.
without_warning <- function(expression) {
  withCallingHandlers(expression, warning = function(w) skip("R warns"))
}
