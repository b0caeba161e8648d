# Logistic regression, Firth's too (its score written by hand).
topic(bounds = c(fit = 1e-9, test = 1e-8, residual = 1e-8, firth = 1e-7), compare = function(data) {
  d <- data$rows
  covariates <- sample(list("x1", c("x1", "x2"), c("x1", "x2", "x3")), 1)[[1]]
  weighted <- runif(1) < .3
  formula <- as.formula(paste("event ~", paste(covariates, collapse = "+")))
  d$w <- if (weighted) d$weight else 1
  warned <- FALSE
  fit <- withCallingHandlers(glm(formula, binomial, d, weights = w, control = glm.control(epsilon = 1e-15, maxit = 60)),
                             warning = function(w) { warned <<- TRUE; invokeRestart("muffleWarning") })
  words <- c("--data", data$file, "--outcome", "event", "--covariates", paste(covariates, collapse = ","), if (weighted) c("--weights", "weight"))
  x <- model.matrix(fit)
  if (!warned && !anyNA(coef(fit)) && fit$converged) {
    # R's errors and residuals are those of the last estimate but one: from its own end both are the same.
    fit <- glm(formula, binomial, d, weights = w, start = coef(fit), control = glm.control(epsilon = 1e-15, maxit = 60))
    ours <- repere("logistic", words, "--residuals", sample(c("deviance", "pearson", "leverage", "cook"), 1), of = "statistics")
    error <- sqrt(diag(vcov(fit)))
    note("fit", "coefficient, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - coef(fit)) / error))
    note("fit", "standard error", largest(sapply(ours$coefficients, function(v) v$se), error))
    note("fit", "deviances", largest(c(ours$fit$null_deviance, ours$fit$deviance), c(fit$null.deviance, fit$deviance)))
    p <- fitted(fit)
    mean <- weighted.mean(d$event, d$w)
    u <- crossprod(x, d$w * (d$event - mean))
    note("test", "score test", abs(ours$tests[[3]]$chi2 - drop(t(u) %*% solve(crossprod(x * d$w * mean * (1 - mean), x)) %*% u)))
    # Without any effect R's predictors are apart by rounding only.
    if (!weighted && any(abs(coef(fit)[-1] / error[-1]) > 1e-9)) {
      theirs <- concordance(fit)
      note("test", "concordance", largest(ours$concordance$value, theirs$concordance))
      note("test", "its error", abs(ours$concordance$se - sqrt(theirs$var)))
    }
    residual <- setdiff(names(ours$residuals[[1]]), "row")
    theirs <- switch(residual, leverage = hatvalues(fit), cook = cooks.distance(fit), residuals(fit, residual))
    note("residual", "residuals", max(abs(sapply(ours$residuals, function(r) r[[residual]]) - theirs)))
    meat <- crossprod(x * d$w * (d$event - p))
    robust <- sqrt(diag(vcov(fit) %*% meat %*% vcov(fit)))
    ours <- repere("logistic", words, "--robust", of = "statistics")
    note("test", "robust error", largest(sapply(ours$coefficients, function(v) v$robust_se), robust))
  }
  b <- rep(0, ncol(x))
  for (i in 1:400) {
    p <- as.vector(plogis(x %*% b)); v <- d$w * p * (1 - p)
    inverse <- tryCatch(solve(crossprod(x * v, x)), error = function(e) NULL)
    if (is.null(inverse)) skip("R cannot invert")
    h <- v * rowSums((x %*% inverse) * x)
    step <- inverse %*% crossprod(x, d$w * (d$event - p) + h * (.5 - p))
    b <- b + step / max(1, max(abs(step)) / 2)
    if (max(abs(step)) < 1e-13) break
  }
  if (max(abs(step)) > 1e-10) skip("Firth by hand does not converge")
  ours <- repere("logistic", words, "--firth", of = "statistics")
  note("firth", "Firth, in standard errors", max(abs(sapply(ours$coefficients, function(v) v$coef) - b) / sqrt(diag(inverse))))
})
