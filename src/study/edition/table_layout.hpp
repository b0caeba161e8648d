#pragma once
#include <array>

#include "study/edition/case_codes.hpp"
#include "study/edition/edition.hpp"

// Which rows the tables of a population have, so that no published number of cases is small.
namespace repere::study {

/// A row of tables: which cases it counts.
struct LayoutRow {
  RowOf of = RowOf::total;
  std::optional<std::size_t> period;
  std::vector<std::uint8_t> sides;  ///< empty: all
  std::vector<std::size_t> groups;  ///< of regions or centres
  std::size_t cases = 0;
  bool same_cases(const LayoutRow& other) const {
    return of == other.of && period == other.period && sides == other.sides && groups == other.groups;
  }
};

/// A total and the rows that make it up.
struct LayoutSum {
  std::size_t total;
  std::vector<std::size_t> parts;
};

/// Cases that tables are about, and the rows of their tables.
struct PopulationTables {
  std::string network;      ///< the variable of the sides; empty: without sides
  std::vector<bool> holds;  ///< of the study's cases
  std::vector<LayoutRow> rows;
  std::vector<LayoutSum> sums;
  /// How fine periods and sides are: 0 both crossed; 1 with outside and not known as one; 2 not crossed; 3 periods alone;
  /// 4 all cases only.
  int coarseness = 0;
  std::vector<bool> regions_together, centres_together;
};

/// Lays out populations, the larger ones first, so that numbers of cases and their differences to larger populations are
/// 0 or at least the threshold.
class TableLayout {
 public:
  TableLayout(const CaseCodes& codes, const access::SmallNumbers& rule) : codes_(codes), rule_(rule) {}
  /// The tables of the cases; the same for the same cases.
  /// Errors: incorrect when there are fewer cases than the threshold
  Result<void> add(std::string network, std::vector<bool> holds);
  void lay_out();
  const PopulationTables& find(const std::string& network, const std::vector<bool>& holds) const;
  const std::vector<PopulationTables>& all() const { return all_; }

 private:
  void lay_out(PopulationTables& tables, const std::vector<const PopulationTables*>& larger) const;
  void add_rows(PopulationTables& tables) const;

  const CaseCodes& codes_;
  access::SmallNumbers rule_;
  std::vector<PopulationTables> all_;
};

/// Whether a case counts in a row of its population's tables.
bool counts_in(const CaseCodes& codes, const PopulationTables& tables, const LayoutRow& row, std::size_t i);

}  // namespace repere::study
