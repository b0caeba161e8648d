// Every Cox model (Efron, Breslow, exact) that R computed for the reference data sets.
#include <gtest/gtest.h>

#include <fstream>

#include "statistics/cox.hpp"
#include "statistics/reference_answers.hpp"

namespace repere::statistics {
namespace {

using namespace reference;

struct Case {
  std::string folder, model, data = "data.csv";
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.folder << "/" << c.model; }

// The columns that the cohort's models derive from its data.
void derive_columns(Table& table) {
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

struct Input {
  Rows rows;
  Levels strata;
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
  CoxModel model() const {
    CoxModel result{{}, strata.view(), {}};
    for (std::size_t j = 0; j < names.size(); ++j) result.covariates.push_back({names[j], columns[j]});
    return result;
  }
};

Input input_of(const Case& c, const std::string& folder, const std::string& formula_text) {
  Table table(folder + c.data);
  if (c.folder == "cohort_43975") derive_columns(table);
  const Formula formula(formula_text);
  table = formula.complete(table);
  if (c.folder == "lung" && c.model == "main")
    table = table.where([&](std::size_t row) { return !table.text(row, "inst").empty(); });
  Input input{follow_up(table, formula.time(), formula.event(), formula.entry()),
              levels_of(Formula::joined(table, formula.strata)),
              formula.terms,
              {}};
  for (const auto& name : formula.terms) input.columns.push_back(table.numbers(name));
  return input;
}

void compare(const CoxFit& ours, const boost::json::object& answer) {
  const auto number = [&](const char* key) { return answer.at(key).to_number<double>(); };
  EXPECT_EQ(static_cast<double>(ours.rows), number("n"));
  EXPECT_EQ(static_cast<double>(ours.events), number("n_event"));
  const auto coefficient = doubles(answer.at("coef")), error = doubles(answer.at("se"));
  for (std::size_t j = 0; j < coefficient.size(); ++j) {
    EXPECT_TRUE(close(ours.coefficient[j], coefficient[j], 1e-9, "coef"));
    EXPECT_TRUE(close(ours.std_error[j], error[j], 1e-9, "se"));
    const auto covariance = doubles(answer.at("var").as_array()[j]);
    for (std::size_t k = 0; k < covariance.size(); ++k) {
      const double size = std::sqrt(std::abs(ours.covariance(j, j) * ours.covariance(k, k)));
      EXPECT_NEAR(ours.covariance(j, k), covariance[k], 1e-9 * size);
    }
  }
  EXPECT_TRUE(close(ours.loglik_null, number("loglik_null"), 1e-11, "loglik_null"));
  EXPECT_TRUE(close(ours.loglik, number("loglik"), 1e-11, "loglik"));
  EXPECT_TRUE(close(ours.likelihood_ratio.chi2, number("lr_test"), 1e-9, "lr"));
  EXPECT_TRUE(close(ours.wald.chi2, number("wald_test"), 1e-9, "wald"));
  EXPECT_TRUE(close(ours.score.chi2, number("score_test"), 1e-9, "score"));
  EXPECT_EQ(ours.score.df, static_cast<int>(number("df")));
  EXPECT_TRUE(ours.warnings.empty());
}

void compare_concordance(const Concordance& ours, const boost::json::object& answer) {
  const auto counts = doubles(answer.at("counts_concordant_discordant_tiedx_tiedy_tiedxy"));
  EXPECT_EQ(ours.concordant, counts[0]);
  EXPECT_EQ(ours.discordant, counts[1]);
  EXPECT_EQ(ours.tied_x, counts[2]);
  EXPECT_EQ(ours.tied_y, counts[3]);
  EXPECT_EQ(ours.tied_xy, counts[4]);
  EXPECT_TRUE(close(ours.value, answer.at("c").to_number<double>(), 1e-12, "c"));
  EXPECT_TRUE(close(ours.std_error, answer.at("se").to_number<double>(), 1e-9, "se of c"));
}

class CoxReference : public ::testing::TestWithParam<Case> {};

TEST_P(CoxReference, models_agree_with_r) {
  const Case& c = GetParam();
  const std::string folder = folder_of(c.folder);
  if (folder.empty()) GTEST_SKIP() << "the shared reference answers are not on this machine";
  for (const std::string ties : {"efron", "breslow", "exact"}) {
    if (ties == "exact" && !std::ifstream(folder + "cox_" + c.model + "_exact.json")) continue;
    SCOPED_TRACE(ties);
    const auto answer = json_file(folder + "cox_" + c.model + "_" + ties + ".json");
    const Input input = input_of(c, folder, std::string(answer.at("formula").as_string()));
    CoxOptions options;
    options.ties = ties == "efron" ? Ties::efron : ties == "breslow" ? Ties::breslow : Ties::exact;
    const auto fit = fit_cox(input.rows.view(), input.model(), options);
    ASSERT_TRUE(fit) << fit.error().message;
    compare(*fit, answer.as_object());
    if (answer.as_object().contains("concordance"))
      compare_concordance(fit->concordance, answer.at("concordance").as_object());
  }
}

INSTANTIATE_TEST_SUITE_P(Cox, CoxReference,
                         ::testing::Values(Case{"lung", "main"}, Case{"lung", "strat_sex"},
                                           Case{"veteran", "main"}, Case{"veteran", "strat_celltype"},
                                           Case{"ovarian", "main"}, Case{"colon", "death", "data_death.csv"},
                                           Case{"colon", "wlw"}, Case{"heart", "ag"},
                                           Case{"cohort_43975", "p4"}, Case{"cohort_43975", "p12"},
                                           Case{"cohort_43975", "p12_strat_centre"}),
                         [](const auto& test) { return test.param.folder + "_" + test.param.model; });

}  // namespace
}  // namespace repere::statistics
