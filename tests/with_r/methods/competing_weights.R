# Case weights and delayed entry with competing causes: incidence and its jackknife error against survfit; Fine-Gray against
# survival::finegray with coxph(.., cluster = id), and, with censoring groups too, against the weights written down row by row
# at every event time (finegray cuts a group's rows at that group's own events only).
expand_by_hand <- function(d, failcode, group) {
  late <- any(d$entry > min(d$time))
  events <- sort(unique(d$time[d$cause == failcode]))
  pieces <- lapply(seq_len(nrow(d)), function(i) {
    own <- data.frame(i = i, start = d$entry[i], stop = d$time[i], status = as.integer(d$cause[i] == failcode), weight = 1)
    if (d$cause[i] %in% c(0, failcode)) return(own)
    same <- d[group == group[i], ]
    to <- events[events > d$time[i] & events <= max(same$time)]
    if (!length(to)) return(own)
    ratio <- sapply(to, function(u) {
      between <- function(times) sort(unique(times[times >= d$time[i] & times < u]))
      stays <- sapply(between(same$time[same$cause == 0]), function(s)
        1 - sum(same$time == s & same$cause == 0) / sum(same$entry < s & (same$time > s | same$time == s & same$cause == 0)))
      came <- if (!late) numeric() else sapply(between(same$entry), function(a)
        1 - sum(same$entry == a) / sum(same$entry <= a & same$time > a))
      if (any(unlist(stays) <= 0)) 0 else prod(unlist(stays)) / prod(unlist(came))
    })
    after <- data.frame(i = i, start = c(d$time[i], to[-length(to)]), stop = to, status = 0L, weight = ratio)
    rbind(own, after[after$weight > 0, ])
  })
  do.call(rbind, pieces)
}

topic(bounds = c(curve = 1e-9, error = 1e-8, model = 1e-7), compare = function(data) {
  d <- data$rows
  if (!any(d$cause > 0)) skip("no event")
  words <- c("--data", data$file, "--time", "time", "--cause", "cause", if (data$delayed) c("--entry", "entry"))
  d$id <- seq_len(nrow(d))
  d$w <- d[[by <- sample(c("weight", "case_weight"), 1)]]
  y <- if (data$delayed) "Surv(entry, time, factor(cause, 0:3)) ~" else "Surv(time, factor(cause, 0:3)) ~"
  fit <- survfit(as.formula(paste(y, "group")), d, weights = w, id = id)
  if (any(rowSums(fit$pstate) < .5)) skip("R, when those first at risk all have weight 0")
  ours <- repere("cuminc", words, "--group", "group", "--weights", by)
  share <- fit$pstate[, 1] > 1e-9
  note("curve", "event-free", largest(numbers(ours$event_free, "estimate")[share], fit$pstate[share, 1]))
  for (cause in sort(unique(d$cause[d$cause > 0]))) {
    mine <- Filter(function(one) one$cause == cause, ours$groups)
    column <- which(fit$states == cause)
    theirs <- fit$pstate[, column]
    theirs[theirs < 1e-14] <- 0  # R's rounding where only rows of weight 0 had it
    note("curve", "incidence", largest(numbers(mine, "estimate"), theirs))
    known <- share & fit$std.err[, column] > 1e-9
    note("error", "jackknife error", largest(numbers(mine, "std_error_survfit")[known], fit$std.err[known, column]))
  }

  covariates <- sample(list("x1", c("x1", "x2")), 1)[[1]]
  failcode <- sample(1:2, 1)
  weighted <- !data$delayed || runif(1) < .5
  d$w <- if (weighted) d$weight + .5 * (d$weight == 2) else 1
  if (sum(d$cause == failcode) < 6 || nrow(d) > 200) return()
  by_group <- runif(1) < .4
  file <- tempfile(fileext = ".csv")
  on.exit(unlink(file))
  write.csv(format(d, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  words[words == data$file] <- file
  rows <- expand_by_hand(d, failcode, if (by_group) d$group else rep(1, nrow(d)))
  if (any(!is.finite(rows$weight))) return()
  cox <- function(rows) tryCatch(coxph(as.formula(paste("Surv(start, stop, status) ~", paste(covariates, collapse = "+"))), cbind(rows, d[rows$i, covariates, drop = FALSE]), weights = weight * d$w[i], cluster = i,
                        ties = "breslow", control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60)), warning = function(w) NULL)
  theirs <- cox(rows)
  if (is.null(theirs) || anyNA(coef(theirs))) return()
  ours <- repere("finegray", words, "--covariates", paste(covariates, collapse = ","), "--failcode", failcode,
                 if (weighted) c("--weights", "w"), if (by_group) c("--group", "group"))
  if (length(ours$warnings)) return()
  same <- function(name, theirs) {
    error <- sqrt(diag(theirs$var))
    note("model", paste(name, "coefficient, in standard errors"), max(abs(sapply(ours$coefficients, function(one) one$coef) - coef(theirs)) / error))
    note("model", paste(name, "sandwich"), largest(sapply(ours$coefficients, function(one) one$se), error))
    note("model", paste(name, "log-likelihoods"), largest(c(ours$loglik_null, ours$loglik), theirs$loglik))
  }
  if (data$delayed || weighted) same("by hand:", theirs)
  if (by_group || !(data$delayed || weighted)) return()
  split <- finegray(as.formula(paste(y, ".")), d, id = id, weights = w, etype = as.character(failcode))
  if (any(!is.finite(split$fgwt))) return()
  split <- data.frame(i = split$id, start = split$fgstart, stop = split$fgstop, status = split$fgstatus, weight = split$fgwt / d$w[split$id])
  same("finegray:", cox(split))
})
