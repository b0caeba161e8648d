#pragma once
#include <string>

#include "cli/survival_cox_model.hpp"

// What `survival cox` prints.
namespace repere::cli {

std::string json_of(const CoxResult& result);
/// One table: what csv_of() gives of the diagnostics, else the coefficients.
std::string csv_of(const CoxResult& result);
std::string text_of(const CoxResult& result);

}  // namespace repere::cli
