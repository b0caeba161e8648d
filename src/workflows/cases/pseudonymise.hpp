#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/registry/records.hpp"

namespace repere::workflows {

/// How much of a date a research project gets.
enum class ResearchDates : std::uint8_t {
  relative,  ///< the year of diagnosis, and whole days from it; the year alone where a date is partial
  month,
  year,
  day,  ///< as they stand
};

/// Makes cases those of one research project: pseudonyms in place of keys, in their order; no birth date but the age at
/// diagnosis in whole years; no number of the record, no key of an act; the data set named after the project.
/// Shape: pseudonyms[patients]
void pseudonymise(registry::Registry& rows, const std::vector<std::string>& pseudonyms, const std::string& project,
                  ResearchDates dates);

}  // namespace repere::workflows
