#include "report/figures/survival_figure.hpp"

#include <algorithm>
#include <cmath>

#include "report/figures/scale.hpp"

namespace repere::report {

namespace {

constexpr double text_size = 8, small_size = 7.5;
constexpr double plot_height = 220;
constexpr double key_width = 22, key_gap = 5;
constexpr double label_width_max = 118;
/// Smaller moves of a curve than this cannot be seen and are not written.
constexpr double unseen = 0.08;

struct Frame {
  Box plot;
  Scale x, y;
};

/// Where each line's label is written beside the numbers at risk.
struct RiskLabel {
  std::vector<std::string> lines;
};

class SurvivalSketch {
 public:
  explicit SurvivalSketch(const SurvivalFigure& figure) : figure_(figure), drawing_(figure.width, 100) {
    lay_out();
    if (figure.synthetic) draw_synthetic_badge(drawing_, frame_.plot, figure.language);
    draw_axes();
    for (std::size_t i = 0; i < figure.lines.size(); ++i) draw_band(i);
    for (std::size_t i = 0; i < figure.lines.size(); ++i) draw_curve(i);
    draw_key();
    const double bottom = draw_risk_table(draw_axis_labels());
    drawing_.resize(figure.width, draw_notes(bottom) + 4);
    drawing_.describe(figure.title, figure.description);
  }

  Drawing take() { return std::move(drawing_); }

 private:
  void lay_out() {
    double label_width = text_width(risk_title(), {small_size, true});
    for (const SurvivalLine& line : figure_.lines) {
      labels_.push_back({wrapped(line.label, {small_size}, label_width_max)});
      for (const std::string& text : labels_.back().lines) {
        label_width = std::max(label_width, text_width(text, {small_size}) + key_width + key_gap);
      }
    }
    double first_count = 0;
    for (const SurvivalLine& line : figure_.lines) {
      if (!line.at_risk.empty()) {
        first_count = std::max(first_count, text_width(count(line.at_risk.front()), {small_size}));
      }
    }
    const double left = std::max(62.0, label_width + 12 + first_count / 2);
    const double right = 20;
    frame_.plot = {left, 10, figure_.width - left - right, plot_height};
    const double end = figure_.ticks.empty() ? 1 : std::max(figure_.ticks.back(), 1.0);
    frame_.x = {0, end, frame_.plot.x, frame_.plot.right()};
    frame_.y = {0, 1, frame_.plot.bottom(), frame_.plot.y};
  }

  std::string risk_title() const { return in(figure_.language, "Effectif à risque", "Number at risk"); }
  std::string count(double at_risk) const {
    return whole_text(static_cast<std::int64_t>(std::llround(at_risk)), figure_.language);
  }

  void draw_axes() {
    const Box& plot = frame_.plot;
    for (int i = 0; i <= 5; ++i) {
      const double share = i / 5.0, y = frame_.y(share);
      if (i > 0) drawing_.line({{plot.x, y}, {plot.right(), y}}, {palette::grid, 0.6});
      drawing_.line({{plot.x - 3, y}, {plot.x, y}});
      drawing_.text({plot.x - 5, y + 2.8}, percent_text(share, 0, figure_.language),
                    look(text_size, Anchor::end));
    }
    drawing_.line({{plot.x, plot.y}, {plot.x, plot.bottom()}, {plot.right(), plot.bottom()}});
    TextLook upright = look(text_size + 0.5, Anchor::middle, true);
    upright.turn_degrees = -90;
    const auto title = wrapped(figure_.y_label, upright.font, plot.height);
    const double percent_width = text_width(percent_text(1, 0, figure_.language), {text_size});
    double x =
        plot.x - 5 - percent_width - 7 - line_step(upright.font) * static_cast<double>(title.size() - 1);
    for (const std::string& line : title) {
      drawing_.text({x, plot.middle_y()}, line, upright);
      x += line_step(upright.font);
    }
  }

  static double last_seen(const SurvivalLine& line, double end) {
    return line.time.empty() ? 0 : std::min(line.time.back(), end);
  }

  void draw_band(std::size_t index) {
    const SurvivalLine& line = figure_.lines[index];
    if (line.lower.size() != line.time.size() || line.upper.size() != line.time.size()) return;
    const double end = last_seen(line, frame_.x.to);
    std::vector<Point> above{{frame_.x(0), frame_.y(1)}}, below{{frame_.x(0), frame_.y(1)}};
    double high = frame_.y(1), low = high, high_at = high, low_at = low;
    const auto close_piece = [&](double x) {
      above.push_back({x, high_at});
      below.push_back({x, low_at});
      above.insert(above.end(), below.rbegin(), below.rend());
      drawing_.area(std::move(above), {series_colour(index), 0.16});
      above = {};
      below = {};
    };
    for (std::size_t i = 0; i < line.time.size() && line.time[i] <= end; ++i) {
      const double x = frame_.x(line.time[i]);
      if (!std::isfinite(line.lower[i]) || !std::isfinite(line.upper[i])) {
        if (!above.empty()) close_piece(x);
        continue;
      }
      high = frame_.y(std::clamp(line.upper[i], 0.0, 1.0));
      low = frame_.y(std::clamp(line.lower[i], 0.0, 1.0));
      if (above.empty()) {
        above = {{x, high}};
        below = {{x, low}};
        high_at = high, low_at = low;
      }
      if (std::fabs(high - high_at) >= unseen) {
        above.insert(above.end(), {{x, high_at}, {x, high}});
        high_at = high;
      }
      if (std::fabs(low - low_at) >= unseen) {
        below.insert(below.end(), {{x, low_at}, {x, low}});
        low_at = low;
      }
    }
    if (!above.empty()) close_piece(frame_.x(end));
  }

  void draw_curve(std::size_t index) {
    const SurvivalLine& line = figure_.lines[index];
    if (line.time.empty()) return;
    const double end = last_seen(line, frame_.x.to);
    Stroke stroke{series_colour(index), 1.4, series_dash(index), 1};
    double y = frame_.y(1);
    std::vector<Point> points{{frame_.x(0), y}};
    for (std::size_t i = 0; i < line.time.size() && line.time[i] <= end; ++i) {
      const double x = frame_.x(line.time[i]);
      const bool few = i < line.n_risk.size() && line.n_risk[i] < figure_.few;
      if (few && stroke.opacity == 1) {
        points.push_back({x, y});
        drawing_.line(points, stroke);
        points = {{x, y}};
        stroke.opacity = 0.45;
        few_drawn_ = true;
      }
      const double next = frame_.y(std::clamp(line.survival[i], 0.0, 1.0));
      if (std::fabs(next - y) >= unseen) {
        points.insert(points.end(), {{x, y}, {x, next}});
        y = next;
      }
    }
    points.push_back({frame_.x(end), y});
    drawing_.line(std::move(points), stroke);
  }

  /// The lowest limit (or curve) and the highest within a stretch of the axis, in points.
  bool is_free(const Box& box) const {
    for (const SurvivalLine& line : figure_.lines) {
      double y_before_low = frame_.y(1), y_before_high = frame_.y(1);
      for (std::size_t i = 0; i < line.time.size(); ++i) {
        const double x = frame_.x(line.time[i]);
        const bool has_band = i < line.lower.size() && std::isfinite(line.lower[i]);
        const double low = frame_.y(has_band ? line.lower[i] : line.survival[i]);
        const double high = frame_.y(
            i < line.upper.size() && std::isfinite(line.upper[i]) ? line.upper[i] : line.survival[i]);
        const bool beside = x < box.x || x > box.right() + 0.01;
        if (!beside && std::max(low, y_before_low) > box.y && std::min(high, y_before_high) < box.bottom()) {
          return false;
        }
        if (x >= box.right()) {
          if (y_before_low > box.y && y_before_high < box.bottom()) return false;
          break;
        }
        y_before_low = low;
        y_before_high = high;
      }
    }
    return true;
  }

  /// In the plot where no curve passes: lower left, or upper right; above the plot when both are crossed.
  void draw_key() {
    if (figure_.lines.empty()) {
      drawing_.text({frame_.plot.middle_x(), frame_.plot.middle_y()},
                    in(figure_.language, "Aucune donnée", "No data"),
                    look(11, Anchor::middle, false, palette::quiet_ink));
      return;
    }
    const double room = frame_.plot.width * 0.72;
    std::vector<std::vector<std::string>> texts;
    double width = figure_.test.empty() ? 0 : text_width(figure_.test, {text_size, true});
    std::size_t rows = figure_.test.empty() ? 0 : 1;
    for (const SurvivalLine& line : figure_.lines) {
      const std::string detail = line.detail.empty() ? "" : colon(figure_.language) + line.detail;
      texts.push_back(wrapped(line.label + detail, {text_size}, room - key_width - key_gap));
      rows += texts.back().size();
      for (const std::string& text : texts.back()) {
        width = std::max(width, key_width + key_gap + text_width(text, {text_size}));
      }
    }
    const double step = line_step({text_size}) + 1.5;
    const double height = step * static_cast<double>(rows) + 4;
    Box box{frame_.plot.x + 8, frame_.plot.bottom() - height - 6, width, height};
    if (!is_free(box)) {
      const Box corner{frame_.plot.right() - width - 2, frame_.plot.y + 2, width, height};
      if (is_free(corner)) {
        box = corner;
      } else {
        move_down(height + 4);
        box = {frame_.plot.x + 8, 6, width, height};
      }
    }
    draw_key_rows(box, texts, step);
  }

  void draw_key_rows(const Box& box, const std::vector<std::vector<std::string>>& texts, double step) {
    double y = box.y + line_heights({text_size}).ascent + 2;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      draw_sample(i, {box.x, y - 2.8});
      for (const std::string& text : texts[i]) {
        drawing_.text({box.x + key_width + key_gap, y}, text, look(text_size));
        y += step;
      }
    }
    if (!figure_.test.empty()) drawing_.text({box.x, y}, figure_.test, look(text_size, Anchor::start, true));
  }

  void draw_sample(std::size_t index, Point at) {
    drawing_.rectangle({at.x, at.y - 3, key_width, 6}, {series_colour(index), 0.16});
    drawing_.line({at, {at.x + key_width, at.y}}, {series_colour(index), 1.4, series_dash(index), 1});
  }

  void move_down(double by) {
    drawing_.shift(0, by);
    frame_.plot.y += by;
    frame_.y.at_from += by;
    frame_.y.at_to += by;
  }

  /// Gives the y under the axis title.
  double draw_axis_labels() {
    const double y = frame_.plot.bottom();
    const double per = days_per(figure_.unit);
    for (const double tick : figure_.ticks) {
      const double x = frame_.x(tick), value = tick / per;
      drawing_.line({{x, y}, {x, y + 3}});
      const bool is_whole = std::fabs(value - std::round(value)) < 0.02;
      drawing_.text({x, y + 12}, decimal_text(value, is_whole ? 0 : 1, figure_.language),
                    look(text_size, Anchor::middle));
    }
    const std::string title = figure_.unit == TimeUnit::years
                                  ? in(figure_.language, "Temps (années)", "Time (years)")
                                  : in(figure_.language, "Temps (mois)", "Time (months)");
    drawing_.text({frame_.plot.middle_x(), y + 25}, title, look(text_size + 0.5, Anchor::middle, true));
    return y + 29;
  }

  double draw_risk_table(double top) {
    const bool has_counts = std::any_of(figure_.lines.begin(), figure_.lines.end(),
                                        [](const SurvivalLine& line) { return !line.at_risk.empty(); });
    if (!has_counts) return top;
    const double step = line_step({small_size}) + 1.5;
    double y = top + 11;
    drawing_.text({2, y}, risk_title(), look(small_size, Anchor::start, true));
    y += step;
    for (std::size_t i = 0; i < figure_.lines.size(); ++i) {
      drawing_.line({{2, y - 2.6}, {2 + key_width, y - 2.6}}, {series_colour(i), 1.4, series_dash(i), 1});
      const SurvivalLine& line = figure_.lines[i];
      for (std::size_t k = 0; k < line.at_risk.size() && k < figure_.ticks.size(); ++k) {
        drawing_.text({frame_.x(figure_.ticks[k]), y}, count(line.at_risk[k]),
                      look(small_size, Anchor::middle));
      }
      for (const std::string& text : labels_[i].lines) {
        drawing_.text({2 + key_width + key_gap, y}, text, look(small_size));
        y += step;
      }
    }
    return y - step + 3;
  }

  double draw_notes(double y) {
    std::string note = figure_.band;
    if (few_drawn_) {
      if (!note.empty()) note += in(figure_.language, " ; ", "; ");
      note += in(figure_.language, "trait pâle : moins de ", "paler line: fewer than ") + count(figure_.few) +
              in(figure_.language, " patients à risque", " patients at risk");
    }
    if (note.empty()) return y;
    const TextLook quiet = look(7, Anchor::start, false, palette::quiet_ink);
    return text_lines(drawing_, {2, y + 11}, wrapped(note + ".", quiet.font, figure_.width - 4), quiet);
  }

  const SurvivalFigure& figure_;
  Drawing drawing_;
  Frame frame_;
  std::vector<RiskLabel> labels_;
  bool few_drawn_ = false;
};

}  // namespace

Drawing survival_drawing(const SurvivalFigure& figure) { return SurvivalSketch(figure).take(); }

std::vector<double> survival_ticks(double last, TimeUnit unit) {
  const double per = days_per(unit);
  const double end = std::max(last / per, 1.0);
  std::vector<double> ticks;
  double step = 1;
  const std::vector<double> steps = unit == TimeUnit::years ? std::vector<double>{1, 2, 5, 10, 20}
                                                            : std::vector<double>{1, 2, 3, 6, 12, 24, 60};
  for (const double candidate : steps) {
    step = candidate;
    if (end / step <= 8) break;
  }
  for (int i = 0; i == 0 || i * step <= end * (1 + 1e-9); ++i) ticks.push_back(i * step * per);
  return ticks;
}

}  // namespace repere::report
