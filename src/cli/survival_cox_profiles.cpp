#include "cli/survival_cox_profiles.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "exchange/csv/reader.hpp"

namespace repere::cli {
namespace {

// "1" and "1.0" are one level, as where the data were read.
bool same_level(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto x = parse_number(a), y = parse_number(b);
  return x && y && *x == *y;
}

// The data's levels in each strata column, by code of the stratum.
std::vector<std::vector<std::string>> levels_by_code(const ProfiledModel& model) {
  std::vector<std::vector<std::string>> levels(model.joined->count);
  for (std::size_t row = 0; row < model.joined->code.size(); ++row) {
    auto& mine = levels[model.joined->code[row]];
    if (!mine.empty()) continue;
    for (const Column* column : model.strata_columns) mine.push_back(column->levels[column->code[row]]);
  }
  return levels;
}

Result<bool> has_strata(const csv::Reader& reader, const ProfiledModel& model) {
  std::size_t found = 0;
  for (const auto& name : model.strata) found += reader.find(name).has_value();
  if (found == 0) return false;
  if (found == model.strata.size()) return true;
  return fail(ErrorKind::incorrect,
              reader.name() +
                  ": some of the strata's columns are there and others are not; give all "
                  "of them, or none for a curve in each stratum");
}

}  // namespace

Result<std::vector<statistics::CoxSubject>> read_profiles(const std::filesystem::path& path,
                                                          const ProfiledModel& model) {
  auto reader = csv::Reader::open(path);
  if (!reader) return tl::unexpected(reader.error());
  const auto stratified = has_strata(*reader, model);
  if (!stratified) return tl::unexpected(stratified.error());
  std::vector<ColumnRequest> requests;
  for (const auto& name : model.covariates) requests.push_back({name, ColumnRole::number});
  const bool shifted = !model.offset.empty() && reader->find(model.offset);
  if (shifted) requests.push_back({model.offset, ColumnRole::number});
  const std::size_t first_stratum = requests.size();
  if (*stratified)
    for (const auto& name : model.strata) requests.push_back({name, ColumnRole::level});
  auto read = read_columns(path, requests);
  if (!read) return tl::unexpected(read.error());
  if (read->left_out > 0)
    return fail(ErrorKind::incorrect, read->file + ": row " + std::to_string(read->left_out_rows[0]) +
                                          " under the header has an empty cell; a profile needs a value in "
                                          "each column of the model");

  const auto levels = levels_by_code(model);
  std::vector<statistics::CoxSubject> profiles(read->rows);
  for (std::size_t row = 0; row < read->rows; ++row) {
    for (std::size_t j = 0; j < model.covariates.size(); ++j)
      profiles[row].x.push_back(read->columns[j].numbers[row]);
    if (shifted) profiles[row].offset = read->columns[model.covariates.size()].numbers[row];
    if (!*stratified) continue;
    const auto is_mine = [&](const std::vector<std::string>& of_code) {
      for (std::size_t k = 0; k < of_code.size(); ++k) {
        const Column& column = read->columns[first_stratum + k];
        if (!same_level(of_code[k], column.levels[column.code[row]])) return false;
      }
      return true;
    };
    const auto found = std::find_if(levels.begin(), levels.end(), is_mine);
    if (found == levels.end())
      return fail(ErrorKind::incorrect, read->file + ": row " + std::to_string(row + 1) +
                                            " under the header is in a stratum that the data do not have");
    profiles[row].stratum = static_cast<std::uint32_t>(found - levels.begin());
  }
  return profiles;
}

std::vector<std::string> stratum_names(const ProfiledModel& model) {
  if (model.strata.empty()) return {"all"};
  std::vector<std::string> names;
  for (const auto& levels : levels_by_code(model)) {
    std::string name;
    for (std::size_t k = 0; k < levels.size(); ++k)
      name += (k ? ", " : "") + model.strata[k] + "=" + levels[k];
    names.push_back(name);
  }
  return names;
}

}  // namespace repere::cli
