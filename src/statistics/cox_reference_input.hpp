#pragma once
// For tests: the Cox models that R computed for the reference data sets, as our functions take them.
#include "statistics/cox.hpp"
#include "statistics/reference_answers.hpp"

namespace repere::statistics::reference {

/// A model of a reference folder and the file of its rows.
struct CoxCase {
  std::string folder, model, data = "data.csv";
};

inline std::ostream& operator<<(std::ostream& out, const CoxCase& c) {
  return out << c.folder << "/" << c.model;
}

/// The columns that the cohort's models derive from its data.
inline void derive_columns(Table& table) {
  const auto add = [&](const std::string& name, const std::string& from, auto value) {
    std::vector<double> values;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string& cell = table.text(row, from);
      values.push_back(cell.empty() ? std::nan("") : value(cell));
    }
    table.add(name, values);
  };
  const auto is = [](const std::string& level) {
    return [level](const std::string& cell) { return cell == level ? 1.0 : 0.0; };
  };
  add("age10", "age", [](const std::string& cell) { return std::stod(cell) / 10; });
  add("sex_f", "sex", is("F"));
  add("grade2", "grade", is("2"));
  add("grade3", "grade", is("3"));
  add("size_gt50", "size_mm", [](const std::string& cell) { return std::stod(cell) > 50 ? 1.0 : 0.0; });
  add("deep", "depth", is("deep"));
  add("period2", "period", is("2"));
  add("period3", "period", is("3"));
}

/// The columns of a model; `row` is that of data.csv, from 1.
struct CoxInput {
  Rows rows;
  Levels strata;
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
  Table table;
  CoxModel model() const {
    CoxModel result{{}, strata.view(), {}};
    for (std::size_t j = 0; j < names.size(); ++j) result.covariates.push_back({names[j], columns[j]});
    return result;
  }
};

inline CoxInput cox_input(const CoxCase& c, const std::string& folder, const std::string& formula_text) {
  Table table(folder + c.data);
  std::vector<double> number;
  for (std::size_t row = 0; row < table.rows(); ++row) number.push_back(static_cast<double>(row + 1));
  table.add("row", number);
  if (c.folder == "cohort_43975") derive_columns(table);
  const Formula formula(formula_text);
  table = formula.complete(table);
  if (c.folder == "lung" && c.model == "main")
    table = table.where([&](std::size_t row) { return !table.text(row, "inst").empty(); });
  CoxInput input{follow_up(table, formula.time(), formula.event(), formula.entry()),
                 levels_of(Formula::joined(table, formula.strata)),
                 formula.terms,
                 {},
                 table};
  for (const auto& name : formula.terms) input.columns.push_back(table.numbers(name));
  return input;
}

inline const std::vector<CoxCase>& cox_cases() {
  static const std::vector<CoxCase> cases{{"lung", "main"},
                                          {"lung", "strat_sex"},
                                          {"veteran", "main"},
                                          {"veteran", "strat_celltype"},
                                          {"ovarian", "main"},
                                          {"colon", "death", "data_death.csv"},
                                          {"colon", "wlw"},
                                          {"heart", "ag"},
                                          {"cohort_43975", "p4"},
                                          {"cohort_43975", "p12"},
                                          {"cohort_43975", "p12_strat_centre"}};
  return cases;
}

}  // namespace repere::statistics::reference
