#pragma once
#include "base/result.hpp"

/// Leaves a function that returns a Result with the error of `expression`, when that is one.
#define REPERE_TRY(expression)                                                      \
  do {                                                                              \
    if (auto tried_ = (expression); !tried_) return tl::unexpected(tried_.error()); \
  } while (false)
