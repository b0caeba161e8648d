#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/network/centres.hpp"
#include "workflows/ports.hpp"

namespace repere::exchange {

/// The columns of centres.csv, in the order in which they are written.
inline constexpr std::array<std::string_view, 8> centre_columns = {
    "code", "name", "city", "department", "role", "role_from", "role_until", "fictitious"};

/// Reads the centres that a data set brings; a centre with several roles has one row for each. What is wrong
/// with a row goes to `intake`. Errors: those of csv::Reader::open
Result<std::vector<Centre>> read_centres_file(const std::filesystem::path& path, const Centres& known,
                                              const std::string& source, workflows::Intake& intake);

/// The text of centres.csv.
std::string centres_text(const std::vector<Centre>& centres);

}  // namespace repere::exchange
