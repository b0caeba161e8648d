#include "report/drawing/drawing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "report/drawing/plain_text.hpp"
#include "report/drawing/surfaces.hpp"
#include "report/drawing/svg.hpp"

namespace repere::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

constexpr Instant when = Day{2026y / 3 / 5};

Drawing sample() {
  Drawing drawing(200, 100);
  drawing.describe("Survie <globale>", "Deux courbes & un \"texte\"");
  drawing.rectangle({10, 10, 50, 30}, {palette::series[0], 0.3});
  drawing.line({{10, 10}, {60, 10}, {60, 40}, {90, 60}}, {palette::series[1], 1.2, Dash::dash_dot, 1});
  drawing.disc({100, 50}, 3, {palette::series[2]});
  drawing.text({150, 50}, "Période 2016–2020 : 22 435 cas", {{8, true}, palette::ink, Anchor::middle, 0, 1});
  drawing.text({20, 80}, "<script>alert('x')</script>", {{8}, palette::ink, Anchor::start, -90, 0.5});
  return drawing;
}

TEST(drawing, the_same_drawing_gives_the_same_bytes_everywhere) {
  EXPECT_EQ(svg_text(sample(), SvgUse::file), svg_text(sample(), SvgUse::file));
  EXPECT_EQ(png_bytes(sample(), 2).value(), png_bytes(sample(), 2).value());
  EXPECT_EQ(pdf_bytes(sample(), when).value(), pdf_bytes(sample(), when).value());
}

TEST(drawing, another_thread_draws_the_same) {
  const std::string here = pdf_bytes(sample(), when).value();
  std::string there;
  std::thread([&] { there = pdf_bytes(sample(), when).value(); }).join();
  EXPECT_EQ(here, there);
}

TEST(drawing, svg_keeps_text_as_escaped_text) {
  const std::string svg = svg_text(sample(), SvgUse::file);
  EXPECT_THAT(svg, HasSubstr(">Période 2016–2020 : 22 435 cas</text>"));
  EXPECT_THAT(svg, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
  EXPECT_THAT(svg, HasSubstr("<title>Survie &lt;globale&gt;</title>"));
  EXPECT_THAT(svg,
              HasSubstr("aria-label=\"Survie &lt;globale&gt;. Deux courbes &amp; un &quot;texte&quot;\""));
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
}

TEST(drawing, inlined_svg_has_nothing_that_clashes_with_another_one) {
  const std::string svg = svg_text(sample(), SvgUse::inlined);
  EXPECT_THAT(svg, StartsWith("<svg "));
  EXPECT_THAT(svg, Not(HasSubstr(" id=")));
  EXPECT_THAT(svg, Not(HasSubstr("<title>")));
}

TEST(drawing, files_begin_with_their_kind) {
  EXPECT_THAT(svg_text(sample(), SvgUse::file), StartsWith("<?xml"));
  EXPECT_THAT(png_bytes(sample(), 1).value(), StartsWith("\x89PNG"));
  EXPECT_THAT(pdf_bytes(sample(), when).value(), StartsWith("%PDF-"));
}

TEST(drawing, a_pdf_carries_the_date_it_was_given) {
  EXPECT_THAT(pdf_bytes(sample(), when).value(), HasSubstr("/CreationDate (D:202603050000)"));
}

TEST(drawing, a_png_that_cannot_exist_is_refused) {
  EXPECT_FALSE(png_bytes(sample(), 1000));
  EXPECT_FALSE(png_bytes(Drawing(0, 10), 1));
}

TEST(drawing, shapes_without_extent_are_left_out) {
  Drawing drawing(10, 10);
  drawing.line({{1, 1}});
  drawing.area({{1, 1}, {2, 2}}, {});
  drawing.text({1, 1}, "");
  EXPECT_TRUE(drawing.items().empty());
}

TEST(drawing, turned_text_covers_a_turned_box) {
  const TextItem flat{{50, 50}, "abc", {{10}, palette::ink, Anchor::end, 0, 1}, 20};
  EXPECT_DOUBLE_EQ(flat.box().x, 30);
  EXPECT_DOUBLE_EQ(flat.box().width, 20);
  const TextItem turned{{50, 50}, "abc", {{10}, palette::ink, Anchor::start, -90, 1}, 20};
  EXPECT_DOUBLE_EQ(turned.box().y, 30);
  EXPECT_DOUBLE_EQ(turned.box().height, 20);
}

TEST(fonts, accents_and_thin_spaces_have_a_width_of_their_own) {
  EXPECT_TRUE(check_fonts());
  EXPECT_GT(text_width("é", {10}), 4);
  EXPECT_GT(text_width("1\u202F000", {10}), text_width("1000", {10}));
  EXPECT_GT(text_width("abc", {10, true}), text_width("abc", {10}));
  EXPECT_NEAR(text_width("abc", {20}), 2 * text_width("abc", {10}), 0.05);
}

TEST(fonts, wrapped_lines_fit_even_when_a_word_does_not) {
  const std::string text =
      "Sarcome pléomorphe indifférencié d'un territoireextraordinairementlongsansaucunespace du tronc";
  const auto lines = wrapped(text, {9}, 60);
  EXPECT_GT(lines.size(), 4U);
  for (const std::string& line : lines) EXPECT_LE(text_width(line, {9}), 60.01) << line;
  EXPECT_EQ(wrapped("", {9}, 60).size(), 1U);
  EXPECT_EQ(wrapped("deux mots", {9}, 500), std::vector<std::string>{"deux mots"});
}

TEST(fonts, a_shortened_text_fits_and_says_so) {
  EXPECT_EQ(shortened("court", {9}, 100), "court");
  const std::string cut = shortened("beaucoup trop long pour la place", {9}, 60);
  EXPECT_THAT(cut, testing::EndsWith("…"));
  EXPECT_LE(text_width(cut, {9}), 60);
}

TEST(plain_text, what_would_break_a_file_is_taken_out) {
  EXPECT_EQ(plain_text("a\nb\tc"), "a b c");
  EXPECT_EQ(escaped_lines("a\r\n<b>\n\nc\x01"), "a\n&lt;b&gt;\n\nc");
  EXPECT_EQ(plain_text(std::string_view("a\0b\x01z", 5)), "abz");
  EXPECT_EQ(plain_text("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(escaped("a<b & 'c' \"d\">"), "a&lt;b &amp; &#39;c&#39; &quot;d&quot;&gt;");
}

}  // namespace
}  // namespace repere::report
