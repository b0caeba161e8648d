#pragma once
#include <string>

#include "base/result.hpp"

namespace repere::web {

/// The French of an error that people meet when they fill in the forms of accounts; the sentence as it is where there is none.
std::string in_french(const Error& error);

}  // namespace repere::web
