#include "cli/population_file.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/numbers.hpp"
#include "cli/survival_columns.hpp"
#include "exchange/csv/reader.hpp"

namespace repere::cli {
namespace {

constexpr const char* mortality_columns[] = {"probability", "hazard"};

Result<std::string> mortality_column(const csv::Reader& reader) {
  std::string found;
  for (const char* name : mortality_columns) {
    if (!reader.find(name)) continue;
    if (!found.empty())
      return fail(ErrorKind::incorrect,
                  reader.name() + ": has both probability (yearly) and hazard (daily); keep one");
    found = name;
  }
  if (found.empty())
    return fail(ErrorKind::incorrect,
                reader.name() +
                    ": has neither a column probability (of death within the year) nor hazard "
                    "(deaths by person and day)");
  return found;
}

// The file line by line: it is small, and every cell must be there.
class PopulationReader {
 public:
  explicit PopulationReader(csv::Reader reader) : reader_(std::move(reader)) {}

  Result<PopulationFile> run() {
    auto mortality = mortality_column(reader_);
    if (!mortality) return tl::unexpected(mortality.error());
    yearly_ = *mortality == "probability";
    names_ = {"year", "age", *mortality, "sex"};
    for (const auto& name : reader_.header())
      if (std::find(names_.begin(), names_.end(), name) == names_.end()) strata_.push_back(name);
    names_.insert(names_.end(), strata_.begin(), strata_.end());
    std::vector<std::size_t> places;
    for (const auto& name : names_) {
      const auto place = reader_.find(name);
      if (!place)
        return fail(ErrorKind::incorrect, reader_.name() + ": there is no column '" + name +
                                              "'; it takes year, sex, age and the mortality");
      places.push_back(*place);
    }
    reader_.select(places);
    for (;;) {
      switch (reader_.next()) {
        case csv::Step::record:
          if (auto taken = take(reader_.fields()); !taken) return tl::unexpected(taken.error());
          break;
        case csv::Step::bad_record:
        case csv::Step::stopped:
          return tl::unexpected(reader_.error());
        case csv::Step::end:
          return finish();
      }
    }
  }

 private:
  Result<void> take(std::span<const std::string_view> fields) {
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (fields[i].empty()) return refuse(i, "an empty cell", "fill it in, or take the line out");
    const auto year = parse_whole(fields[0]), age = parse_whole(fields[1]);
    if (!year || *year < 1500 || *year > 3000) return refuse(0, "not a year", "write it with four digits");
    if (!age || *age < 0 || *age > 150) return refuse(1, "not an age in whole years", "write 0 to 150");
    const auto mortality = parse_number(fields[2]);
    if (!mortality || *mortality < 0)
      return refuse(2, "not a number of 0 or more", "write it with a decimal point");
    if (yearly_ && *mortality >= 1)
      return refuse(2, "a probability of 1 or more",
                    "at the last age write one below 1: it is used for all ages above");
    std::vector<std::string> kind(fields.begin() + 3, fields.end());
    const auto [place, is_new] =
        kinds_.try_emplace(std::move(kind), static_cast<std::uint32_t>(kinds_.size()));
    cells_.push_back({static_cast<int>(*year), static_cast<int>(*age), place->second,
                      yearly_ ? statistics::daily_hazard(*mortality) : *mortality});
    return {};
  }
  Result<void> refuse(std::size_t column, const char* what, const char* remedy) const {
    return fail(ErrorKind::incorrect,
                csv::text_of(reader_.name(), {reader_.line(), names_[column], what, remedy}));
  }

  Result<PopulationFile> finish() {
    PopulationFile file;
    file.strata = strata_;
    file.kinds.resize(kinds_.size());
    std::vector<std::string> texts(kinds_.size());
    for (const auto& [kind, code] : kinds_) {
      file.kinds[code] = kind;
      for (std::size_t i = 0; i < kind.size(); ++i)
        texts[code] += (i ? ", " : "") + names_[3 + i] + " " + kind[i];
    }
    auto table = statistics::PopulationTable::build(cells_, texts);
    if (!table) return fail_in(reader_.name(), table.error());
    file.table = std::move(*table);
    return file;
  }

  csv::Reader reader_;
  bool yearly_ = true;
  std::vector<std::string> names_, strata_;
  std::map<std::vector<std::string>, std::uint32_t> kinds_;
  std::vector<statistics::PopulationCell> cells_;
};

}  // namespace

Result<PopulationFile> read_population_file(const std::filesystem::path& path) {
  auto reader = csv::Reader::open(path);
  if (!reader) return tl::unexpected(reader.error());
  return PopulationReader(std::move(*reader)).run();
}

Result<std::vector<statistics::AgeWeight>> read_standard(const Services& services, const std::string& name,
                                                         std::vector<double> starts) {
  std::vector<statistics::AgeWeight> classes;
  std::string known;
  if (name.find_first_of("./") == std::string::npos) {
    const auto loaded = services.age_standards();
    if (!loaded) return tl::unexpected(loaded.error());
    for (const auto& standard : loaded->standards) {
      known += (known.empty() ? "" : ", ") + standard.name;
      if (standard.name != name) continue;
      for (const auto& [from, weight] : standard.classes) classes.push_back({from, weight});
    }
    if (classes.empty())
      return fail(ErrorKind::incorrect,
                  "there is no standard population '" + name + "': name one of " + known + ", or a CSV file");
    if (starts.empty()) starts = {15, 45, 55, 65, 75};
  } else {
    const auto read = read_columns(name, {{"age", ColumnRole::number}, {"weight", ColumnRole::weight}});
    if (!read) return tl::unexpected(read.error());
    for (std::size_t row = 0; row < read->rows; ++row)
      classes.push_back({read->columns[0].numbers[row], read->columns[1].numbers[row]});
    if (auto right = statistics::check(classes); !right) return fail_in(read->file, right.error());
  }
  if (starts.empty()) return classes;
  return statistics::in_broader_classes(classes, starts);
}

}  // namespace repere::cli
