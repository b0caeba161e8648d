#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "report/figures/layout_check.hpp"
#include "report/figures/sample_figures.hpp"
#include "report/figures/scale.hpp"

namespace repere::report {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
const std::string long_label =
    "Tumeur maligne des gaines nerveuses périphériques avec différenciation rhabdomyoblastique, tous "
    "territoires";

TEST(scale, ticks_are_round_and_reach_the_end) {
  EXPECT_EQ(round_ticks(1, 4), (std::vector<double>{0, 0.25, 0.5, 0.75, 1}));
  EXPECT_EQ(round_ticks(87, 4), (std::vector<double>{0, 25, 50, 75, 100}));
  EXPECT_EQ(round_ticks(0.003, 5).size(), 4U);
  EXPECT_EQ(ratio_ticks(0.4, 3), (std::vector<double>{0.25, 0.5, 1, 2, 4}));
  EXPECT_EQ(ratio_ticks(0.001, 500), (std::vector<double>{0.001, 0.01, 0.1, 1, 10, 100, 1000}));
  EXPECT_EQ(ratio_ticks(0.03, 6), (std::vector<double>{0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10}));
  EXPECT_EQ(ratio_ticks(1, 1).size(), 2U);
}

TEST(scale, follow_up_is_divided_in_whole_years_or_months) {
  EXPECT_EQ(survival_ticks(5 * 365.25, TimeUnit::years).size(), 6U);
  EXPECT_EQ(survival_ticks(11 * 365.25, TimeUnit::years).size(), 6U);
  EXPECT_DOUBLE_EQ(survival_ticks(14 * 30.4375, TimeUnit::months).back(), 14 * 30.4375);
  EXPECT_EQ(survival_ticks(0, TimeUnit::years).size(), 2U);
}

TEST(survival_figure, the_national_curves_are_laid_out_cleanly_in_both_languages) {
  for (const Language language : {Language::fr, Language::en}) {
    const Drawing drawing = survival_drawing(sample_survival(language, true));
    expect_clean_layout(drawing);
    keep_sample(in(language, "survival_fr", "survival_en"), drawing);
  }
}

TEST(survival_figure, numbers_at_risk_stand_under_their_ticks) {
  const Drawing drawing = survival_drawing(sample_survival(Language::fr, false));
  double tick_x = 0, count_x = -1;
  for (const TextItem& text : texts_of(drawing)) {
    if (text.text == "0" && text.look.anchor == Anchor::middle && tick_x == 0) tick_x = text.at.x;
    if (text.text == "9\u202F266") count_x = text.at.x;
  }
  EXPECT_DOUBLE_EQ(tick_x, count_x);
}

TEST(survival_figure, many_groups_with_long_names_still_fit) {
  SurvivalFigure figure = sample_survival(Language::fr, false);
  for (int i = 0; i < 4; ++i) figure.lines.push_back(figure.lines[0]);
  figure.lines[1].label = long_label;
  figure.lines[5].label = long_label;
  const Drawing drawing = survival_drawing(figure);
  expect_clean_layout(drawing);
  keep_sample("survival_many", drawing);
}

TEST(survival_figure, the_key_goes_above_when_curves_fill_the_plot) {
  SurvivalFigure figure = sample_survival(Language::en, false);
  for (std::size_t i = 0; i < 6; ++i) {
    figure.lines.push_back(
        sample_line("Group " + std::to_string(i), 800, 0.1 + 0.25 * static_cast<double>(i), 2922));
  }
  const Drawing drawing = survival_drawing(figure);
  expect_clean_layout(drawing);
  keep_sample("survival_full", drawing);
}

TEST(survival_figure, small_groups_are_paler_at_their_end_and_the_note_says_so) {
  SurvivalFigure figure = sample_survival(Language::fr, false);
  figure.lines = {sample_line("Trente patients", 30, 1.2, 1500)};
  figure.lines[0].lower[5] = not_known;
  figure.few = 20;
  EXPECT_TRUE(says(survival_drawing(figure), "moins de 20 patients à risque"));
  keep_sample("survival_small", survival_drawing(figure));
}

TEST(survival_figure, nothing_and_almost_nothing_can_be_drawn) {
  SurvivalFigure figure;
  EXPECT_TRUE(says(survival_drawing(figure), "Aucune donnée"));
  SurvivalLine one;
  one.label = "Un";
  one.time = {100};
  one.survival = {1};
  one.n_risk = {1};
  one.at_risk = {1, 0};
  figure.lines = {one};
  figure.ticks = {0, 365.25};
  expect_clean_layout(survival_drawing(figure));
  SurvivalLine none;
  none.label = "Aucun";
  figure.lines = {none};
  expect_clean_layout(survival_drawing(figure));
}

TEST(forest_figure, the_model_is_laid_out_cleanly) {
  for (const Language language : {Language::fr, Language::en}) {
    ForestFigure figure = sample_forest(language);
    figure.synthetic = true;
    const Drawing drawing = forest_drawing(figure);
    expect_clean_layout(drawing);
    keep_sample(in(language, "forest_fr", "forest_en"), drawing);
  }
}

TEST(forest_figure, what_cannot_be_estimated_is_said) {
  const Drawing drawing = forest_drawing(sample_forest(Language::fr));
  EXPECT_TRUE(says(drawing, "non estimable"));
  EXPECT_TRUE(says(drawing, "référence"));
}

TEST(forest_figure, extreme_limits_are_cut_and_no_row_is_no_mistake) {
  ForestFigure figure = sample_forest(Language::en);
  figure.rows.push_back(
      {"Separation", false, false, false, 12, 1, 900, 1e-30, std::numeric_limits<double>::infinity(), 0.99});
  figure.rows.push_back({long_label + long_label, false, false, false, 12, 1, 0.7, 0.5, 0.9, 0.01});
  const Drawing drawing = forest_drawing(figure);
  expect_clean_layout(drawing);
  keep_sample("forest_extreme", drawing);
  figure.rows.clear();
  expect_clean_layout(forest_drawing(figure));
}

TEST(indicator_figure, panels_are_laid_out_cleanly) {
  for (const std::size_t panels : {1U, 2U, 5U}) {
    const Drawing drawing = indicator_drawing(sample_indicators(Language::fr, panels));
    expect_clean_layout(drawing);
    keep_sample("indicators_" + std::to_string(panels), drawing);
  }
}

TEST(indicator_figure, shares_of_nought_and_one_delays_and_gaps_fit) {
  IndicatorFigure figure = sample_indicators(Language::en, 2);
  figure.panels[0].marks[0][0] = {1.0, 0.97, 1.0, 0.2, 1.0};
  figure.panels[0].marks[1][0] = {0.0, 0.0, 0.03, 0.0, 0.9};
  figure.panels[0].marks[1][1] = {};
  figure.panels[1].in_days = true;
  figure.panels[1].marks = {{{21, 14, 45, {}, {}}, {18, 10, 40, {}, {}}, {{}, {}, {}, {}, {}}}};
  const Drawing drawing = indicator_drawing(figure);
  expect_clean_layout(drawing);
  keep_sample("indicators_edges", drawing);
  EXPECT_TRUE(says(indicator_drawing({}), "Aucune donnée"));
}

TEST(flow_figure, boxes_are_laid_out_cleanly) {
  const Drawing drawing = flow_drawing(sample_flow(Language::fr));
  expect_clean_layout(drawing);
  keep_sample("flow", drawing);
  FlowFigure figure = sample_flow(Language::en);
  figure.boxes[1].label = long_label + long_label + long_label;
  figure.boxes[2].reasons = {long_label, long_label};
  figure.groups.assign(6, {long_label, 12});
  expect_clean_layout(flow_drawing(figure));
  keep_sample("flow_long", flow_drawing(figure));
  EXPECT_TRUE(says(flow_drawing({}), "Aucune donnée"));
}

TEST(figures, the_same_input_gives_the_same_bytes) {
  const auto bytes = [] {
    return svg_text(survival_drawing(sample_survival(Language::fr, true)), SvgUse::file) +
           svg_text(forest_drawing(sample_forest(Language::fr)), SvgUse::file) +
           png_bytes(flow_drawing(sample_flow(Language::fr)), 2).value();
  };
  EXPECT_EQ(bytes(), bytes());
}

TEST(figures, synthetic_data_is_said_across_each) {
  const auto is_marked = [](const Drawing& drawing) {
    return svg_text(drawing, SvgUse::file).find(">DONNÉES SYNTHÉTIQUES<") != std::string::npos;
  };
  EXPECT_TRUE(is_marked(survival_drawing(sample_survival(Language::fr, true))));
  EXPECT_FALSE(is_marked(survival_drawing(sample_survival(Language::fr, false))));
  EXPECT_TRUE(is_marked(flow_drawing(sample_flow(Language::fr))));
  EXPECT_TRUE(is_marked(indicator_drawing(sample_indicators(Language::fr, 3))));
  ForestFigure forest = sample_forest(Language::fr);
  forest.synthetic = true;
  EXPECT_TRUE(is_marked(forest_drawing(forest)));
}

}  // namespace
}  // namespace repere::report
