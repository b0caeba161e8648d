#include "synthetic/cohort.hpp"

#include <gtest/gtest.h>

#include "synthetic/cohort_for_tests.hpp"
#include "synthetic/figures_for_tests.hpp"
#include "synthetic/knowledge_for_tests.hpp"
#include "synthetic/parameters.hpp"

namespace repere::synthetic {
namespace {

const ReferenceData& knowledge() {
  static const ReferenceData data = knowledge_for_tests(REPERE_SOURCE_DIR);
  return data;
}

Figures figures_of(const CohortOptions& options) {
  Figures figures;
  const auto done = generate(options, knowledge(), figures);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return figures;
}

// The press release of 2024-02-27: totals, and the four indicators in the first and last period.
void expect_press_release(Figures& figures) {
  EXPECT_EQ(figures.cases, 43'975);
  EXPECT_EQ(figures.period_cases, (std::array<std::int64_t, 3>{9266, 12274, 22435}));
  EXPECT_EQ(figures.women, 22'207);      // 50.5 %
  EXPECT_EQ(figures.metastatic, 5'805);  // 13.2 %
  EXPECT_NEAR(figures.median_age(), 56.2, 0.3);
  EXPECT_NEAR(100.0 * static_cast<double>(figures.operated) / 43'975, 87.6, 0.02);
  const auto& first = figures.periods[0];
  const auto& last = figures.periods[2];
  EXPECT_NEAR(first.share(first.biopsy), 62.9, 0.02);
  EXPECT_NEAR(last.share(last.biopsy), 72.6, 0.02);
  EXPECT_NEAR(first.share(first.board), 31.7, 0.02);
  EXPECT_NEAR(last.share(last.board), 44.5, 0.02);
  EXPECT_NEAR(first.share(first.r0), 36.1, 0.02);
  EXPECT_NEAR(last.share(last.r0), 46.6, 0.02);
  EXPECT_NEAR(first.share(first.r2), 10.9, 0.02);
  EXPECT_NEAR(last.share(last.r2), 7.9, 0.02);
}

void expect_in_and_out_as_esmo_2018(const Figures& figures) {
  for (const auto& period : figures.periods) {
    EXPECT_NEAR(period.odds_ratio(period.r0) / parameters::odds_r0_inside, 1, 0.04);
    EXPECT_NEAR(period.odds_ratio(period.r2) / parameters::odds_r2_inside, 1, 0.04);
    EXPECT_NEAR(period.odds_ratio(period.biopsy) / parameters::odds_biopsy_inside, 1, 0.04);
    EXPECT_LT(period.odds_ratio(period.unknown), 0.3);
    EXPECT_GT(period.unknown[1], 0);
  }
}

void expect_survival(Figures& figures) {
  std::array<std::vector<double>, 3> curves;
  const std::vector<int> days{730, 1095};
  for (int period = 0; period < 3; ++period) {
    std::vector<Followed> cases;
    for (const auto& one : figures.followed)
      if (one.period == period) cases.push_back(one);
    curves[static_cast<std::size_t>(period)] = survival_at(cases, days);
  }
  for (std::size_t i = 0; i < days.size(); ++i) {
    EXPECT_GT(curves[2][i], curves[1][i]) << days[i];
    EXPECT_GT(curves[1][i], curves[0][i]) << days[i];
  }
  EXPECT_GT(log_rank(figures.followed), 18.42);  // p < 0.0001
  EXPECT_NEAR(survival_at(figures.followed, {730})[0], 0.86, 0.02);
}

TEST(Cohort, has_the_figures_of_the_press_release_for_any_seed) {
  for (const std::uint64_t seed : std::initializer_list<std::uint64_t>{
           1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 42, 2024, 20240227, 987654321}) {
    SCOPED_TRACE(seed);
    Figures figures = figures_of({.seed = seed});
    expect_press_release(figures);
    expect_in_and_out_as_esmo_2018(figures);
    expect_survival(figures);
    EXPECT_NEAR(median_follow_up(figures.followed) / 30.4375, 14, 0.5);
  }
}

TEST(Cohort, has_a_setting_with_five_years_of_follow_up) {
  for (const std::uint64_t seed : std::initializer_list<std::uint64_t>{1, 2, 3}) {
    Figures figures = figures_of({.seed = seed, .follow_up = FollowUp::years_5});
    expect_press_release(figures);
    EXPECT_NEAR(median_follow_up(figures.followed) / 30.4375, 60, 0.5);
    const double five_years = survival_at(figures.followed, {1826})[0];
    EXPECT_GT(five_years, 0.60);
    EXPECT_LT(five_years, 0.66);
  }
}

TEST(Cohort, has_histotypes_in_the_published_proportions) {
  const Figures figures = figures_of({.seed = 5});
  double all = 0;
  for (const auto& row : knowledge().published_counts.rows)
    if (!row.histotypes.empty() && row.histotypes[0] != "H007") all += row.total;  // H007 is benign: left out
  for (const auto& row : knowledge().published_counts.rows) {
    if (row.histotypes.empty() || row.histotypes[0] == "H007" || row.histotypes[0] == "H086")
      continue;  // H086: three rows
    double cases = 0;
    for (const auto& code : row.histotypes)
      cases += static_cast<double>(figures.by_histotype[knowledge().histotypes.find(code).value]);
    EXPECT_NEAR(cases, 43'975 * row.total / all, 1.0 + static_cast<double>(row.histotypes.size()))
        << row.label;
  }
}

TEST(Cohort, has_the_published_grades) {
  const Figures figures = figures_of({.seed = 6});
  const double all = static_cast<double>(figures.grades[0] + figures.grades[1] + figures.grades[2]);
  EXPECT_NEAR(static_cast<double>(figures.grades[0]) / all, 0.44, 0.002);
  EXPECT_NEAR(static_cast<double>(figures.grades[1]) / all, 0.33, 0.002);
  EXPECT_NEAR(static_cast<double>(figures.grades[2]) / all, 0.23, 0.002);
}

TEST(Cohort, is_scaled_to_any_number_of_cases) {
  for (const std::int64_t cases : {0, 1, 2, 3, 7, 50, 1000, 100'000}) {
    SCOPED_TRACE(cases);
    const Figures figures = figures_of({.cases = cases, .seed = 3});
    EXPECT_EQ(figures.cases, cases);
    const auto scaled = [&](double of_43975) { return of_43975 * static_cast<double>(cases) / 43'975; };
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(static_cast<double>(figures.period_cases[i]), scaled(parameters::period_cases[i]), 1);
    EXPECT_NEAR(static_cast<double>(figures.women), scaled(22'207), 1);
    EXPECT_NEAR(static_cast<double>(figures.metastatic), scaled(5'805), 1);
  }
}

TEST(Cohort, is_the_same_whatever_the_chunks) {
  const ReferenceData reference = small_reference();
  std::string first;
  for (const std::int64_t chunk : {1, 7, 256, 1000, 5000}) {
    WholeCohort cohort;
    ASSERT_TRUE(generate({.cases = 1000, .seed = 4, .dirt = 0.2, .chunk_cases = chunk}, reference, cohort));
    std::string text = text_of(cohort.all, reference);
    for (const auto& row : cohort.truth)
      text += row.table + row.key + row.field + row.kind + row.clean_value + row.duplicate_of;
    if (first.empty()) first = text;
    EXPECT_EQ(text, first) << chunk;
  }
}

// A cohort is cited by its seed: whoever changes this hash changes every cohort that was made, and raises its
// version.
TEST(Cohort, is_the_same_byte_for_byte_on_every_machine) {
  const ReferenceData reference = small_reference();
  WholeCohort cohort, other, spoilt;
  ASSERT_TRUE(generate({.cases = 2000, .seed = 20240227}, reference, cohort));
  EXPECT_EQ(hash_of(text_of(cohort.all, reference)), 18341845707707195921ULL);
  ASSERT_TRUE(generate({.cases = 2000, .seed = 20240228}, reference, other));
  EXPECT_NE(text_of(other.all, reference), text_of(cohort.all, reference));
  ASSERT_TRUE(generate({.cases = 2000, .seed = 20240227, .dirt = 0.1}, reference, spoilt));
  EXPECT_EQ(hash_of(text_of(spoilt.all, reference)), 16891545114285333245ULL);
}

TEST(Cohort, says_that_it_is_synthetic) {
  WholeCohort cohort;
  ASSERT_TRUE(generate({.cases = 10, .seed = 9}, knowledge(), cohort));
  const auto& dataset = cohort.all.datasets.at(0);
  EXPECT_TRUE(dataset.synthetic);
  EXPECT_EQ(dataset.source, "synthetic-national-9");
  EXPECT_NE(dataset.title_fr.find("synthétique"), std::string::npos);
  EXPECT_NE(dataset.title_en.find("ynthetic"), std::string::npos);
  EXPECT_EQ(dataset.licence, "CC0-1.0");
  EXPECT_EQ(cohort.own_centres.size(), 426u);
  for (const Centre& centre : cohort.own_centres) {
    EXPECT_TRUE(centre.fictitious);
    EXPECT_NE(centre.name.find("synthétique"), std::string::npos);
  }
  EXPECT_EQ(cohort.all.patients.at(0).key.reveal(), "S0000001");
}

class Full : public WholeCohort {
 public:
  Result<void> take(const registry::Registry&) override {
    return fail(ErrorKind::unavailable, "the disk is full");
  }
};

TEST(Cohort, refuses_options_out_of_bounds_and_passes_on_what_the_output_says) {
  WholeCohort cohort;
  for (const CohortOptions& options :
       {CohortOptions{.cases = -1}, CohortOptions{.cases = 100'000'001}, CohortOptions{.dirt = -0.1},
        CohortOptions{.dirt = 1.5}, CohortOptions{.chunk_cases = 0}}) {
    const auto done = generate(options, knowledge(), cohort);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::incorrect);
  }
  EXPECT_FALSE(generate({.cases = 10}, ReferenceData{}, cohort));
  EXPECT_TRUE(cohort.all.datasets.empty());
  Full full;
  const auto done = generate({.cases = 10}, knowledge(), full);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace repere::synthetic
