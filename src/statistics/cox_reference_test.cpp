// Every Cox model (Efron, Breslow, exact) that R computed for the reference data sets.
#include <gtest/gtest.h>

#include <fstream>

#include "statistics/cox_reference_input.hpp"

namespace repere::statistics {
namespace {

using namespace reference;

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

class CoxReference : public ::testing::TestWithParam<CoxCase> {};

TEST_P(CoxReference, models_agree_with_r) {
  const CoxCase& c = GetParam();
  const std::string folder = folder_of(c.folder);
  if (folder.empty()) GTEST_SKIP() << "the shared reference answers are not on this machine";
  for (const std::string ties : {"efron", "breslow", "exact"}) {
    if (ties == "exact" && !std::ifstream(folder + "cox_" + c.model + "_exact.json")) continue;
    SCOPED_TRACE(ties);
    const auto answer = json_file(folder + "cox_" + c.model + "_" + ties + ".json");
    const CoxInput input = cox_input(c, folder, std::string(answer.at("formula").as_string()));
    CoxOptions options;
    options.ties = ties == "efron" ? Ties::efron : ties == "breslow" ? Ties::breslow : Ties::exact;
    const auto fit = fit_cox(input.rows.view(), input.model(), options);
    ASSERT_TRUE(fit) << fit.error().message;
    compare(*fit, answer.as_object());
    if (answer.as_object().contains("concordance"))
      compare_concordance(fit->concordance, answer.at("concordance").as_object());
  }
}

INSTANTIATE_TEST_SUITE_P(Cox, CoxReference, ::testing::ValuesIn(cox_cases()),
                         [](const auto& test) { return test.param.folder + "_" + test.param.model; });

}  // namespace
}  // namespace repere::statistics
