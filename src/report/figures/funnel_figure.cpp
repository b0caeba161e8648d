#include "report/figures/funnel_figure.hpp"

#include <algorithm>

#include "report/figures/scale.hpp"
#include "report/wording.hpp"

namespace repere::report {
namespace {

constexpr double text_size = 8, plot_height = 220;

class FunnelSketch {
 public:
  explicit FunnelSketch(const FunnelFigure& figure)
      : figure_(figure), points_(figure.points), drawing_(figure.width, 300) {
    std::sort(points_.begin(), points_.end(), [](const auto& a, const auto& b) { return a.cases < b.cases; });
    plot_ = {58, 30, figure.width - 58 - 16, plot_height};
    const auto ticks = round_ticks(points_.empty() ? 1 : std::max(1.0, points_.back().cases), 6);
    x_ = {0, ticks.back(), plot_.x, plot_.right()};
    y_ = {0, top(), plot_.bottom(), plot_.y};
    if (figure.synthetic) draw_synthetic_badge(drawing_, plot_, figure.language);
    draw_axes(ticks);
    draw_limits(&FunnelPoint::lower_998, &FunnelPoint::upper_998, Dash::solid);
    draw_limits(&FunnelPoint::lower_95, &FunnelPoint::upper_95, Dash::dashed);
    drawing_.line({{plot_.x, y_(figure.target)}, {plot_.right(), y_(figure.target)}},
                  {palette::ink, 0.8, Dash::dotted});
    draw_points();
    draw_key();
    drawing_.resize(figure.width, plot_.bottom() + 36);
    drawing_.describe(figure.title, figure.description);
  }
  Drawing take() { return std::move(drawing_); }

 private:
  void draw_axes(const std::vector<double>& ticks) {
    for (int i = 0; i <= 5; ++i) {
      const double y = y_(y_.to * i / 5);
      drawing_.line({{plot_.x, y}, {plot_.right(), y}}, {i == 0 ? palette::ink : palette::grid, 0.6});
      drawing_.text({plot_.x - 5, y + 2.8}, percent_text(y_.to * i / 5, 0, figure_.language),
                    look(text_size, Anchor::end));
    }
    drawing_.line({{plot_.x, plot_.y}, {plot_.x, plot_.bottom()}});
    for (const double tick : ticks) {
      drawing_.line({{x_(tick), plot_.bottom()}, {x_(tick), plot_.bottom() + 3}});
      drawing_.text({x_(tick), plot_.bottom() + 12},
                    whole_text(static_cast<std::int64_t>(tick), figure_.language),
                    look(text_size, Anchor::middle));
    }
    drawing_.text({plot_.middle_x(), plot_.bottom() + 26}, figure_.x_label,
                  look(text_size + 0.5, Anchor::middle, true));
    TextLook upright = look(text_size + 0.5, Anchor::middle, true);
    upright.turn_degrees = -90;
    drawing_.text({12, plot_.middle_y()}, shortened(figure_.y_label, upright.font, plot_.height), upright);
  }

  void draw_limits(double FunnelPoint::*lower, double FunnelPoint::*upper, Dash dash) {
    for (const auto member : {lower, upper}) {
      std::vector<Point> line;
      for (const FunnelPoint& point : points_) line.push_back({x_(point.cases), y_(point.*member)});
      if (line.size() > 1) drawing_.line(std::move(line), {palette::rule, 1, dash});
    }
  }

  // As high as what is drawn, in fifths that are whole per cents.
  double top() const {
    double most = figure_.target;
    for (const FunnelPoint& point : points_) most = std::max({most, point.upper_998, point.value.value_or(0)});
    for (const double end : {0.1, 0.2, 0.25, 0.5})
      if (most <= end) return end;
    return 1;
  }

  static bool is_outside(const FunnelPoint& point) {
    return point.value && (*point.value < point.lower_998 || *point.value > point.upper_998);
  }

  void draw_points() {
    std::vector<Box> taken;
    for (const FunnelPoint& point : points_)
      if (point.value) draw_point({x_(point.cases), y_(*point.value)}, is_outside(point));
    for (const FunnelPoint& point : points_) {
      if (!is_outside(point)) continue;
      const double width = text_width(point.label, {7});
      const double x = x_(point.cases), y = y_(*point.value);
      const bool left = x + 6 + width > plot_.right();
      const Box box{left ? x - 6 - width : x + 6, y - 5, width, 8};
      if (std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return overlap(box, other); }))
        continue;
      taken.push_back(box);
      drawing_.text({box.x, y + 2.6}, point.label, look(7));
    }
  }

  // Outside the limits a square, within a disc: told apart without colour.
  void draw_point(Point at, bool outside) {
    if (outside)
      drawing_.rectangle({at.x - 3, at.y - 3, 6, 6}, {series_colour(1), 1});
    else
      drawing_.disc(at, 2.8, {series_colour(0), 0.9});
  }

  void draw_key() {
    double x = plot_.x;
    const auto entry = [&](const std::string& text, const auto& draw) {
      draw(Point{x + 7, 9});
      drawing_.text({x + 18, 12}, text, look(7.5));
      x += 30 + text_width(text, {7.5});
    };
    const auto sample = [&](Dash dash, Colour colour) {
      return [this, dash, colour](Point at) {
        drawing_.line({{at.x - 7, at.y}, {at.x + 7, at.y}}, {colour, 1, dash});
      };
    };
    entry(figure_.target_label, sample(Dash::dotted, palette::ink));
    entry(in(figure_.language, "limites à 95 %", "95% limits"), sample(Dash::dashed, palette::rule));
    entry(in(figure_.language, "limites à 99,8 %", "99.8% limits"), sample(Dash::solid, palette::rule));
    entry(in(figure_.language, "hors limites", "outside"), [&](Point at) { draw_point(at, true); });
  }

  const FunnelFigure& figure_;
  std::vector<FunnelPoint> points_;
  Drawing drawing_;
  Box plot_;
  Scale x_, y_;
};

}  // namespace

Drawing funnel_drawing(const FunnelFigure& figure) { return FunnelSketch(figure).take(); }

}  // namespace repere::report
