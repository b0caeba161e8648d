# Net survival of 3,000 and 12,000 rows in three groups, followed for up to fifteen years. One set in forty.
topic(packages = "relsurv", bounds = c(survival = 1e-9, counts = 0), compare = function(data) {
  if (current$set %% 40 != 3) skip("one set in forty")
  n <- sample(c(3000, 12000), 1)
  time <- ceiling(pmin(rexp(n) * 2500, 5500 * sqrt(runif(n))))
  compare_net_survival(data.frame(time, event = rbinom(n, 1, sample(c(.2, .6), 1)), group = sample(0:2, n, TRUE)))
})
