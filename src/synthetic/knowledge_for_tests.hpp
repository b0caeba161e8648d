#pragma once
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "domain/reference_data.hpp"

// For tests only: the parts of knowledge/ that the cohort is drawn from, read without the checks of the
// catalogue.
namespace repere::synthetic {

/// The cells of a CSV file, a line after the other; the header is row 0.
inline std::vector<std::vector<std::string>> csv_rows(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream whole;
  whole << file.rdbuf();
  const std::string text = whole.str();
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    std::string& cell = rows.back().back();
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
      cell += text[i++];
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && c == ',')
      rows.back().emplace_back();
    else if (!quoted && c == '\n')
      rows.push_back({""});
    else if (c != '\r')
      cell += c;
  }
  if (rows.back().size() == 1) rows.pop_back();
  return rows;
}

inline Histotypes histotypes_for_tests(const std::string& folder) {
  std::vector<Histotype> entries;
  const auto rows = csv_rows(folder + "/histotypes.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto cell = [&](std::string_view name) {
      for (std::size_t c = 0; c < rows[0].size(); ++c)
        if (rows[0][c] == name) return rows[i].at(c);
      return std::string();
    };
    Histotype entry;
    entry.code = cell("code");
    entry.lineage = cell("lineage");
    entry.group = cell("group");
    entry.molecular = cell("molecular");
    entry.molecular_class = cell("molecular_class");
    entry.tumour_class = tumour_class_named(cell("class")).value();
    entry.usual_compartment = usual_compartment_named(cell("usual_compartment")).value();
    entries.push_back(std::move(entry));
  }
  return Histotypes::make({}, std::move(entries)).value();
}

inline Sites sites_for_tests(const std::string& folder) {
  std::vector<Site> entries;
  const auto rows = csv_rows(folder + "/sites.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Site entry;
    entry.code = rows[i].at(0);
    entry.compartment = compartment_named(rows[i].at(3)).value();
    entry.region = body_region_named(rows[i].at(4)).value();
    entry.skin = rows[i].at(5) == "yes";
    entries.push_back(std::move(entry));
  }
  return Sites::make({}, std::move(entries)).value();
}

inline PublishedCounts counts_for_tests(const std::string& folder) {
  PublishedCounts counts;
  const auto rows = csv_rows(folder + "/depinieux_2021_counts.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    PublishedCount row;
    row.label = rows[i].at(2);
    row.total = std::stoi(rows[i].at(7));
    std::stringstream codes(rows[i].at(10));
    for (std::string code; std::getline(codes, code, ';');) row.histotypes.push_back(code);
    counts.rows.push_back(std::move(row));
  }
  return counts;
}

inline ReferenceData knowledge_for_tests(const std::string& source_folder) {
  const std::string folder = source_folder + "/knowledge/classification";
  ReferenceData reference;
  reference.histotypes = histotypes_for_tests(folder);
  reference.sites = sites_for_tests(folder);
  reference.published_counts = counts_for_tests(folder);
  return reference;
}

}  // namespace repere::synthetic
