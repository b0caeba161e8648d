# Net survival against relsurv, with its own Slovene table.
table_file <- NULL
slovene <- NULL
slovene_table <- function() {
  if (is.null(table_file)) {
    # relsurv's Ederer I takes 1e-9 for a hazard of 0: so that both sides do, the table has it everywhere.
    slovene <<- slopop
    slovene[slovene == 0] <<- 1e-9
    cells <- expand.grid(age = 0:103, year = as.integer(dimnames(slopop)[[2]]), sex = c("male", "female"))
    cells$hazard <- as.vector(slovene)
    table_file <<- tempfile(fileext = ".csv")
    write.csv(format(cells, digits = 17, trim = TRUE), table_file, row.names = FALSE, quote = FALSE)
  }
  table_file
}

# Ages, sexes and dates are drawn to the times, events and groups of `d`.
compare_net_survival <- function(d) {
  if (max(d$time) < 30) d$time <- d$time * 40
  d$time <- if (runif(1) < .7) ceiling(d$time) else d$time
  d$age <- runif(nrow(d), 20, 99)
  d$sex <- sample(c("male", "female"), nrow(d), TRUE)
  d$day <- as.Date("1990-01-01") + sample(0:12000, nrow(d), TRUE)
  file <- tempfile(fileext = ".csv")
  write.csv(data.frame(time = format(d$time, digits = 17, trim = TRUE), event = d$event, age = format(d$age, digits = 17, trim = TRUE),
                       sex = d$sex, day = d$day, group = d$group), file, row.names = FALSE, quote = FALSE)
  read <- read.csv(file)
  d$time <- read$time; d$age <- read$age
  method <- sample(c("pohar-perme", "ederer2", "ederer1"), 1)
  limits <- sample(c("log", "plain", "log-log"), 1)
  step <- sample(c(1, 1, 7), 1)
  table <- slovene_table()
  theirs <- suppressWarnings(rs.surv(Surv(time, event) ~ group, d, ratetable = slovene, method = method, conf.type = limits, precision = step,
                                     rmap = list(age = age * 365.241, sex = sex, year = day)))
  ours <- repere("net", "--data", file, "--time", "time", "--event", "event", "--age", "age", "--sex", "sex", "--year", "day",
                 "--group", "group", "--table", table, "--method", method, "--conf", limits, "--precision", step)
  unlink(file)
  note("counts", "at risk", largest(numbers(ours$groups, "n_risk"), theirs$n.risk))
  # Near 0 the survival of the last times is the rounding of what cancels: compared as it is printed.
  note("survival", paste(method, "survival"), max(abs(numbers(ours$groups, "survival") - theirs$surv)))
  inner <- theirs$surv > 1e-3
  note("survival", "error of the logarithm", largest((numbers(ours$groups, "std_error") / numbers(ours$groups, "survival"))[inner], theirs$std.err[inner]))
  note("survival", "lower", largest(numbers(ours$groups, "lower")[inner], theirs$lower[inner]))
  note("survival", "upper", largest(numbers(ours$groups, "upper")[inner], theirs$upper[inner]))
}

topic(packages = "relsurv", bounds = c(survival = 1e-9, counts = 0), compare = function(data) compare_net_survival(data$rows))
