#include "report/figures/forest_figure.hpp"

#include <algorithm>
#include <cmath>

#include "report/figures/scale.hpp"
#include "report/wording.hpp"

namespace repere::report {

namespace {

constexpr Font font{7.5}, bold{7.5, true};
constexpr double indent = 8, column_gap = 10;
constexpr double cut_least = 0.01, cut_most = 100;

/// As many as the tick needs: 4, 0.5, 0.25, 0.125.
int decimals_of(double tick) {
  int decimals = 0;
  for (double power = 1; decimals < 5 && std::fabs(tick * power - std::round(tick * power)) > 1e-9;
       power *= 10) {
    ++decimals;
  }
  return decimals;
}

struct Columns {
  double label_width = 0;
  double n_right = 0, events_right = 0;
  double plot_left = 0, plot_right = 0;
  double ratio_left = 0, p_right = 0;
};

class ForestSketch {
 public:
  explicit ForestSketch(const ForestFigure& figure) : figure_(figure), drawing_(figure.width, 100) {
    lay_out();
    double y = header();
    const double top = y;
    for (const ForestRow& row : figure.rows) tops_.push_back(y), y += height_of(row);
    draw_stripes(y);
    if (figure.synthetic && !figure.rows.empty()) {
      draw_synthetic_badge(drawing_, {0, top, figure.width, std::max(y - top, 60.0)}, figure.language);
    }
    draw_axis(top, y);
    for (std::size_t i = 0; i < figure.rows.size(); ++i) draw_row(figure.rows[i], tops_[i]);
    drawing_.resize(figure.width, y + 38);
    drawing_.describe(figure.title, figure.description);
  }

  Drawing take() { return std::move(drawing_); }

 private:
  std::string ratio_text(const ForestRow& row) const {
    if (row.heading) return {};
    if (row.reference) return in(figure_.language, "1 (référence)", "1 (reference)");
    if (!row.ratio) return in(figure_.language, "non estimable", "not estimable");
    return ratio_with_interval(*row.ratio, row.lower, row.upper, figure_.language);
  }
  std::string p_of(const ForestRow& row) const { return row.p ? p_value_text(*row.p, figure_.language) : ""; }
  std::string count(std::optional<std::size_t> n) const {
    return n ? whole_text(static_cast<std::int64_t>(*n), figure_.language) : "";
  }

  /// Rows stand back only where headings stand before them.
  double indent_of(const ForestRow& row) const {
    return row.heading || row.starts_variable || !has_headings_ ? 0 : indent;
  }

  void lay_out() {
    if (figure_.rows.size() > 36) row_gap_ = 2;  // a long model still fits a page
    has_headings_ = std::any_of(figure_.rows.begin(), figure_.rows.end(),
                                [](const ForestRow& row) { return row.heading; });

    double label = 60, n = text_width(figure_.n_label, bold), events = text_width(figure_.events_label, bold);
    double ratio = text_width(figure_.ratio_label, bold), p = text_width("p", bold);
    for (const ForestRow& row : figure_.rows) {
      label = std::max(label, text_width(row.label, row.heading ? bold : font) + indent_of(row));
      n = std::max(n, text_width(count(row.n), font));
      events = std::max(events, text_width(count(row.events), font));
      ratio = std::max(ratio, text_width(ratio_text(row), font));
      p = std::max(p, text_width(p_of(row), font));
    }
    columns_.p_right = figure_.width - 2;
    columns_.ratio_left = columns_.p_right - p - column_gap - ratio;
    const double least_plot = 130;
    const double room = columns_.ratio_left - 2 * column_gap - least_plot - events - n - 2 * column_gap;
    columns_.label_width = std::clamp(label, 40.0, std::max(room, 40.0));
    columns_.n_right = columns_.label_width + column_gap + n;
    columns_.events_right = columns_.n_right + column_gap + events;
    columns_.plot_left = columns_.events_right + column_gap + 4;
    columns_.plot_right = columns_.ratio_left - column_gap - 4;
    set_axis();
  }

  void set_axis() {
    double least = 1 / 1.5, most = 1.5;
    for (const ForestRow& row : figure_.rows) {
      for (const std::optional<double>& value : {row.ratio, row.lower, row.upper}) {
        if (!value || !std::isfinite(*value) || *value <= 0) continue;
        least = std::min(least, std::max(*value, cut_least));
        most = std::max(most, std::min(*value, cut_most));
      }
    }
    ticks_ = ratio_ticks(least, most);
    axis_ = {std::log(ticks_.front()), std::log(ticks_.back()), columns_.plot_left, columns_.plot_right};
  }

  double x_of(double ratio) const {
    return axis_(std::log(std::clamp(ratio, ticks_.front(), ticks_.back())));
  }

  std::vector<std::string> label_lines(const ForestRow& row) const {
    return wrapped(row.label, row.heading ? bold : font, columns_.label_width - indent_of(row));
  }
  double height_of(const ForestRow& row) const {
    return line_step(font) * static_cast<double>(label_lines(row).size()) + row_gap_;
  }

  double header() {
    const double y = line_heights(bold).ascent + 4;
    drawing_.text({columns_.n_right, y}, figure_.n_label, {bold, palette::ink, Anchor::end, 0, 1});
    drawing_.text({columns_.events_right, y}, figure_.events_label, {bold, palette::ink, Anchor::end, 0, 1});
    drawing_.text({columns_.ratio_left, y}, figure_.ratio_label, {bold, palette::ink, Anchor::start, 0, 1});
    drawing_.text({columns_.p_right, y}, "p", {bold, palette::ink, Anchor::end, 0, 1});
    const double under = y + 5;
    drawing_.line({{0, under}, {figure_.width, under}}, {palette::ink, 0.8});
    return under + 2;
  }

  /// Every second variable lies on a pale stripe.
  void draw_stripes(double bottom) {
    std::size_t variable = 0;
    for (std::size_t i = 0; i < figure_.rows.size(); ++i) {
      if (figure_.rows[i].heading || figure_.rows[i].starts_variable || i == 0) ++variable;
      if (variable % 2 == 0) {
        const double end = i + 1 < tops_.size() ? tops_[i + 1] : bottom;
        drawing_.rectangle({0, tops_[i], figure_.width, end - tops_[i]}, {palette::shade, 1});
      }
    }
  }

  void draw_axis(double top, double bottom) {
    for (const double tick : ticks_) {
      const double x = x_of(tick);
      const bool is_one = std::fabs(tick - 1) < 1e-9;
      drawing_.line({{x, top}, {x, bottom}},
                    {is_one ? palette::quiet_ink : palette::grid, is_one ? 0.8 : 0.5});
      drawing_.line({{x, bottom}, {x, bottom + 3}});
      if (tick == ticks_.front() || tick == ticks_.back() || is_one || x - label_end_ > 4) {
        const std::string text = decimal_text(tick, decimals_of(tick), figure_.language);
        drawing_.text({x, bottom + 12}, text, {font, palette::ink, Anchor::middle, 0, 1});
        label_end_ = x + text_width(text, font);
      }
    }
    drawing_.line({{columns_.plot_left, bottom}, {columns_.plot_right, bottom}});
    drawing_.line({{0, bottom}, {columns_.plot_left - 6, bottom}}, {palette::rule, 0.5});
    drawing_.line({{columns_.plot_right + 6, bottom}, {figure_.width, bottom}}, {palette::rule, 0.5});
    const TextLook quiet{{7}, palette::quiet_ink, Anchor::middle, 0, 1};
    TextLook left = quiet, right = quiet;
    left.anchor = Anchor::end;
    right.anchor = Anchor::start;
    drawing_.text({x_of(1) - 5, bottom + 25}, in(figure_.language, "← risque moindre", "← lower hazard"),
                  left);
    drawing_.text({x_of(1) + 5, bottom + 25}, in(figure_.language, "risque accru →", "higher hazard →"),
                  right);
  }

  void draw_row(const ForestRow& row, double top) {
    const double y = top + row_gap_ / 2 + line_heights(font).ascent;
    const TextLook plain{row.heading ? bold : font, palette::ink, Anchor::start, 0, 1};
    TextLook right = plain;
    right.anchor = Anchor::end;
    text_lines(drawing_, {indent_of(row), y}, label_lines(row), plain);
    drawing_.text({columns_.n_right, y}, count(row.n), right);
    drawing_.text({columns_.events_right, y}, count(row.events), right);
    TextLook ratio = plain;
    if (row.reference || !row.ratio) ratio.colour = palette::quiet_ink;
    drawing_.text({columns_.ratio_left, y}, ratio_text(row), ratio);
    drawing_.text({columns_.p_right, y}, p_of(row), right);
    if (!row.heading) draw_estimate(row, y - 2.7);
  }

  void draw_estimate(const ForestRow& row, double y) {
    if (row.reference) {
      const double x = x_of(1);
      drawing_.area({{x - 3, y}, {x, y - 3}, {x + 3, y}, {x, y + 3}}, {palette::quiet_ink, 1});
      return;
    }
    if (!row.ratio) return;
    if (row.lower && row.upper) {
      const double from = x_of(*row.lower),
                   to = x_of(std::isfinite(*row.upper) ? *row.upper : ticks_.back() * 2);
      drawing_.line({{from, y}, {to, y}}, {palette::ink, 1});
      draw_end(from, y, *row.lower < ticks_.front() ? -1 : 0);
      draw_end(to, y, *row.upper > ticks_.back() ? 1 : 0);
    }
    if (*row.ratio < ticks_.front() || *row.ratio > ticks_.back()) return;
    const double x = x_of(*row.ratio);
    drawing_.rectangle({x - 2.4, y - 2.4, 4.8, 4.8}, {series_colour(0), 1});
  }

  /// An arrow where the limit lies outside the axis, a small bar where it does not.
  void draw_end(double x, double y, int direction) {
    if (direction == 0) {
      drawing_.line({{x, y - 2}, {x, y + 2}}, {palette::ink, 1});
    } else {
      drawing_.area({{x, y}, {x - 5 * direction, y - 2.6}, {x - 5 * direction, y + 2.6}}, {palette::ink, 1});
    }
  }

  const ForestFigure& figure_;
  Drawing drawing_;
  Columns columns_;
  Scale axis_;
  std::vector<double> ticks_, tops_;
  double label_end_ = -1e9;
  bool has_headings_ = false;
  double row_gap_ = 3.5;
};

}  // namespace

Drawing forest_drawing(const ForestFigure& figure) { return ForestSketch(figure).take(); }

}  // namespace repere::report
