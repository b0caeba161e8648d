#pragma once
#include <array>
#include <string>
#include <vector>

#include "domain/edition.hpp"

namespace repere {

/// Two sources that say different things about one entry: both are kept, and which one is used is said.
struct Disagreement {
  std::string histotype;  ///< code of the entry
  std::string field;      ///< what they disagree about: "icdo", "molecular"
  std::string source_a, value_a;
  std::string source_b, value_b;
  std::string used;  ///< "a", "b" or "both"
  std::string why;

  bool operator==(const Disagreement&) const = default;
};

/// How one published row of counts stands to the classification.
enum class CountMapping { one, several, none };

/// One row of a published national series: cases by year of diagnosis.
/// Shape: cases[i] is the year first_year + i
struct PublishedCount {
  std::string site;     ///< as printed: "soft", "bone", "small cell"
  std::string lineage;  ///< as printed
  std::string label;    ///< as printed
  std::array<int, 4> cases{};
  int total = 0;
  double incidence_per_million = 0;  ///< a year
  CountMapping mapping = CountMapping::none;
  std::vector<std::string>
      histotypes;  ///< codes; with `several`, the one a case gets that is not described further is first
  std::string mapping_note;

  bool operator==(const PublishedCount&) const = default;
};

/// Source: de Pinieux et al. 2021, doi:10.1371/journal.pone.0246958
struct PublishedCounts {
  static constexpr int first_year = 2013;
  Edition edition;
  std::vector<PublishedCount> rows;
};

struct Disagreements {
  Edition edition;
  std::vector<Disagreement> rows;
};

}  // namespace repere
