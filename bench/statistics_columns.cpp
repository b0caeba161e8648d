// statistics_columns ROWS FOLDER: writes the synthetic columns of statistics_data.hpp as plain binary files for R's readBin.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "statistics_data.hpp"

namespace {

template <class Values>
void write(const std::filesystem::path& path, const Values& column) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(column.data()),
             static_cast<std::streamsize>(column.size() * sizeof column[0]));
  if (!file.flush()) {
    std::cerr << path << " cannot be written\n";
    std::exit(3);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "statistics_columns ROWS FOLDER\n";
    return 2;
  }
  const auto rows = static_cast<std::size_t>(std::strtoull(argv[1], nullptr, 10));
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  const auto& outcome = repere::bench::outcome(rows);
  write(folder / "days", outcome.days);
  write(folder / "entry", outcome.entry);
  write(folder / "event", outcome.event);
  write(folder / "cause", outcome.cause);
  write(folder / "group", outcome.group);
  write(folder / "stratum", outcome.stratum);
  write(folder / "cluster", outcome.cluster);
  write(folder / "weight", outcome.weight);
  const auto both = {&repere::bench::patterned_covariates(rows), &repere::bench::dense_covariates(rows)};
  const char* kind = "patterned_";
  for (const auto* covariates : both) {
    for (std::size_t j = 0; j < covariates->names.size(); ++j)
      write(folder / (kind + covariates->names[j]), covariates->columns[j]);
    kind = "dense_";
  }
}
