#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "domain/reference_data.hpp"
#include "workflows/ports.hpp"

// What the tests of this folder share: small lists to look codes up in, and a folder that goes away.
namespace repere::exchange::testing_support {

inline ReferenceData small_reference() {
  ReferenceData reference;
  std::vector<Histotype> histotypes(3);
  histotypes[0].code = "H011", histotypes[0].icdo = "8858/3";
  histotypes[1].code = "H106", histotypes[1].icdo = "8890/3";
  histotypes[2].code = "H134", histotypes[2].icdo = "8802/3";
  reference.histotypes = Histotypes::make({}, histotypes).value();
  std::vector<Site> sites(2);
  sites[0].code = "thigh";
  sites[1].code = "femur", sites[1].compartment = Compartment::bone;
  reference.sites = Sites::make({}, sites).value();
  std::vector<Centre> centres(1);
  centres[0].code = "FR-LYON-CLB", centres[0].name = "Centre Léon Bérard";
  reference.centres = Centres::make({}, centres).value();
  return reference;
}

/// A folder for one test.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "repere_test_XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no folder for the test");
    path_ = pattern;
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  std::string text(const std::string& name) const { return text_of(path_ / name); }
  static std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream all;
    all << file.rdbuf();
    return all.str();
  }

 private:
  std::filesystem::path path_;
};

/// "error file:line column: what" for every problem, one a line.
inline std::string problems_of(const workflows::Intake& intake) {
  std::string all;
  for (const auto& p : intake.problems)
    all += std::string(p.severity == workflows::Severity::error ? "error " : "warning ") + p.file + ":" +
           std::to_string(p.line) + " " + p.column + ": " + p.what + " | " + p.remedy + "\n";
  return all;
}

}  // namespace repere::exchange::testing_support
