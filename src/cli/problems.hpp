#pragma once
#include "cli/command.hpp"
#include "workflows/ports.hpp"

namespace repere::cli {

/// Prints the first problems of an intake, one a line, and how many more there are.
void print_problems(Console& console, const workflows::Intake& intake);

}  // namespace repere::cli
