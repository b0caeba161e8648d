# The sets of large.R again, for what else is fitted to many rows: a ridge penalty and predicted curves of a Cox model, logistic
# regression with robust errors and Firth's penalty (its score written by hand). One set in forty.
topic(bounds = c(ridge = 1e-8, curves = 1e-8, fit = 1e-8, firth = 1e-7, threads = 0), compare = function(data) {
  if (current$set %% 40 != 2) skip("one set in forty")
  data <- large_data()
  on.exit(unlink(data$file))
  d <- data$rows
  covariates <- sample(list(c("yes", "age"), c("dense", "shape", "yes"), c("dense", "shape", "yes", "age")), 1)[[1]]
  listed <- paste(covariates, collapse = ",")
  y <- with(d, Surv(time, event))
  words <- c("--data", data$file, "--time", "time", "--event", "event", "--covariates", listed)
  control <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 60)

  theta <- sample(c(1, 100, 5000), 1)
  fit <- coxph(as.formula(paste0("y ~ ridge(", listed, ", theta = ", theta, ")")), d, control = control)
  ours <- repere("cox", words, "--ridge", theta)
  error <- sqrt(diag(fit$var))
  note("ridge", "ridge, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - coef(fit)) / error))
  note("ridge", "standard error of a ridge", largest(sapply(ours$coefficients, function(v) v$se), error))
  note("ridge", "degrees of freedom of a ridge", largest(ours$tests$lr$df, sum(fit$df)))

  fit <- coxph(as.formula(paste("y ~", paste(covariates, collapse = "+"))), d, control = control)
  profiles <- d[1:3, covariates]
  file <- tempfile(fileext = ".csv")
  write.csv(format(profiles, digits = 17, trim = TRUE, scientific = FALSE), file, row.names = FALSE, quote = FALSE)
  limits <- sample(c("log", "log-log", "plain"), 1)
  ours <- repere("cox", words, "--predict", file, "--conf", limits, "--threads", 1)
  note("threads", "predictions, one thread and two", if (identical(ours, repere("cox", words, "--predict", file, "--conf", limits, "--threads", 2))) 0 else 1)
  unlink(file)
  for (i in 1:3) {
    theirs <- survfit(fit, newdata = profiles[i, , drop = FALSE], conf.type = limits)
    curve <- ours$predicted[sapply(ours$predicted, function(curve) curve$profile == i)]
    inner <- theirs$surv > 1e-280 & theirs$surv < 1
    note("curves", "predicted survival", largest(numbers(curve, "survival")[inner], theirs$surv[inner]))
    note("curves", "error of the predicted hazard", largest(numbers(curve, "cumulative_hazard_std_error")[inner], theirs$std.err[inner]))
    note("curves", "upper limit", largest(numbers(curve, "upper")[inner], theirs$upper[inner]))
  }

  weighted <- runif(1) < .5
  d$w <- if (weighted) d$weight else 1
  formula <- as.formula(paste("event ~", paste(covariates, collapse = "+")))
  fit <- glm(formula, binomial, d, weights = w, control = glm.control(epsilon = 1e-15, maxit = 60))
  fit <- glm(formula, binomial, d, weights = w, start = coef(fit), control = glm.control(epsilon = 1e-15, maxit = 60))
  words <- c("--data", data$file, "--outcome", "event", "--covariates", listed, if (weighted) c("--weights", "weight"))
  ours <- repere("logistic", words, "--robust", of = "statistics")
  error <- sqrt(diag(vcov(fit)))
  x <- model.matrix(fit)
  p <- fitted(fit)
  robust <- sqrt(diag(vcov(fit) %*% crossprod(x * d$w * (d$event - p)) %*% vcov(fit)))
  note("fit", "logistic, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - coef(fit)) / error))
  note("fit", "standard error", largest(sapply(ours$coefficients, function(v) v$se), error))
  note("fit", "robust error", largest(sapply(ours$coefficients, function(v) v$robust_se), robust))
  note("fit", "deviances", largest(c(ours$fit$null_deviance, ours$fit$deviance), c(fit$null.deviance, fit$deviance)))

  b <- coef(fit)
  for (i in 1:50) {
    p <- as.vector(plogis(x %*% b)); v <- d$w * p * (1 - p)
    inverse <- solve(crossprod(x * v, x))
    step <- inverse %*% crossprod(x, d$w * (d$event - p) + v * rowSums((x %*% inverse) * x) * (.5 - p))
    b <- b + step
    if (max(abs(step)) < 1e-13) break
  }
  ours <- repere("logistic", words, "--firth", of = "statistics")
  note("firth", "Firth, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - b) / sqrt(diag(inverse))))
})
