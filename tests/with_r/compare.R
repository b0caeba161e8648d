# Live comparison of `repere survival` with R on random data sets of many shapes: compare.R PROGRAM [SETS [SEED [TOPIC ...]]].
# Loads every methods/TOPIC.R; a topic file calls topic() with its bounds and one function called on each data set. Prints the
# largest relative difference of each quantity and ends with 1 when one is above its bound or the program refused a set.
# R_SURVIVAL_LIB: a library folder to load `survival` from first (Debian's is 3.5-3).
folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))
arguments <- commandArgs(TRUE)
program <- normalizePath(arguments[1], mustWork = TRUE)
sets <- if (length(arguments) > 1) as.integer(arguments[2]) else 300L
seed <- if (length(arguments) > 2) as.integer(arguments[3]) else 1L
chosen <- arguments[-(1:3)]

newer <- Sys.getenv("R_SURVIVAL_LIB")
suppressPackageStartupMessages(if (nzchar(newer)) library(survival, lib.loc = newer) else library(survival))
source(file.path(folder, "comparison.R"))

topics <- list()
worst <- list()      # by quantity: largest difference, its bound, the set it was seen on
compared <- list()   # by topic: sets compared, and left out by reason
refused <- list()    # sets the program refused or R could not compute
current <- NULL      # the topic and set being compared

# Called once by each file of methods/: bounds by kind, compare(data) and the packages it needs beside survival.
topic <- function(bounds, compare, packages = character()) {
  topics[[loading]] <<- list(name = loading, bounds = bounds, compare = compare, packages = packages)
}
for (file in sort(list.files(file.path(folder, "methods"), pattern = "[.]R$", full.names = TRUE))) {
  loading <- sub("[.]R$", "", basename(file))
  source(file)
}
unknown <- setdiff(chosen, names(topics))
if (length(unknown)) stop("no such topic: ", paste(unknown, collapse = ", "), "; there are ", paste(names(topics), collapse = ", "))
if (length(chosen)) topics <- topics[chosen]
for (one in topics) {
  missing <- one$packages[!sapply(one$packages, requireNamespace, quietly = TRUE)]
  if (length(missing)) {
    cat(sprintf("%s: skipped, R's %s is not installed\n", one$name, paste(missing, collapse = ", ")))
    topics[[one$name]] <- NULL
  } else for (package in one$packages) suppressPackageStartupMessages(library(package, character.only = TRUE))
}

count <- function(what) {
  key <- paste0(current$name, ": ", what)
  compared[[key]] <<- (if (is.null(compared[[key]])) 0 else compared[[key]]) + 1
}
for (set in seq_len(sets)) {
  set.seed(seed * 100003L + set)
  data <- random_data()
  for (one in topics) {
    # A seed of its own: a topic draws the same choices whether or not the others run.
    set.seed(seed * 100003L + set + sum(utf8ToInt(one$name)))
    current <- c(one, set = set, noted = FALSE)
    tryCatch({ one$compare(data); if (current$noted) count("compared") },
             skipped = function(s) count(paste0("left out (", conditionMessage(s), ")")),
             error = function(e) refused[[length(refused) + 1]] <<-
               sprintf("%s, set %d of seed %d: %s", one$name, set, seed, conditionMessage(e)))
  }
  unlink(data$file)
}

cat(sprintf("R %s, survival %s\n", getRversion(), packageVersion("survival", lib.loc = if (nzchar(newer)) newer)))
for (key in names(compared)) cat(sprintf("%s %d\n", key, compared[[key]]))
failed <- length(refused) > 0
for (key in names(worst)) {
  one <- worst[[key]]
  bad <- is.na(one$value) || one$value > one$bound
  failed <- failed || bad
  cat(sprintf("%-46s largest difference %.2g (bound %.2g)%s\n", key, one$value, one$bound,
              if (bad) sprintf("  TOO LARGE, set %d", one$set) else ""))
}
for (line in head(refused, 20)) cat("REFUSED ", line, "\n", sep = "")
if (length(refused) > 20) cat("... and ", length(refused) - 20, " more\n", sep = "")
quit(status = if (failed) 1 else 0)
