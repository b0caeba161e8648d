#include "report/figures/indicator_figure.hpp"

#include <algorithm>
#include <cmath>

#include "report/figures/scale.hpp"
#include "report/wording.hpp"

namespace repere::report {

namespace {

constexpr Font font{7.5}, bold{8, true};
constexpr double plot_height = 92, gap = 22, axis_room = 34;

/// A shape of its own for each series, so that they are told apart without colour.
void draw_marker(Drawing& drawing, std::size_t series, Point at) {
  const Fill fill{series_colour(series), 1};
  const double r = 2.5;
  switch (series % 3) {
    case 0:
      drawing.disc(at, r, fill);
      break;
    case 1:
      drawing.rectangle({at.x - r + 0.3, at.y - r + 0.3, 2 * r - 0.6, 2 * r - 0.6}, fill);
      break;
    default:
      drawing.area({{at.x, at.y - r - 0.6}, {at.x + r + 0.4, at.y + r}, {at.x - r - 0.4, at.y + r}}, fill);
  }
}

class IndicatorSketch {
 public:
  explicit IndicatorSketch(const IndicatorFigure& figure) : figure_(figure), drawing_(figure.width, 100) {
    const std::size_t across = figure.panels.size() > 1 ? 2 : 1;
    panel_width_ = (figure.width - gap * static_cast<double>(across - 1)) / static_cast<double>(across);
    double top = draw_key(8);
    for (std::size_t i = 0; i < figure.panels.size(); i += across) {
      std::size_t title_lines = 1;
      for (std::size_t k = i; k < std::min(i + across, figure.panels.size()); ++k) {
        title_lines = std::max(title_lines, titles(k).size());
      }
      double bottom = top;
      for (std::size_t k = i; k < std::min(i + across, figure.panels.size()); ++k) {
        bottom = std::max(bottom,
                          draw_panel(k, static_cast<double>(k - i) * (panel_width_ + gap), top, title_lines));
      }
      top = bottom + 14;
    }
    drawing_.resize(figure.width, top - 6);
    drawing_.describe(figure.title, figure.description);
  }

  Drawing take() { return std::move(drawing_); }

 private:
  std::vector<std::string> titles(std::size_t panel) const {
    return wrapped(figure_.panels[panel].title, bold, panel_width_);
  }

  bool is_drawn(std::size_t series) const {
    return std::any_of(figure_.panels.begin(), figure_.panels.end(), [&](const IndicatorPanel& panel) {
      return series < panel.marks.size() && !panel.marks[series].empty();
    });
  }

  double draw_key(double y) {
    if (figure_.panels.empty()) {
      drawing_.text({figure_.width / 2, y + 20}, in(figure_.language, "Aucune donnée", "No data"),
                    look(11, Anchor::middle, false, palette::quiet_ink));
      return y + 40;
    }
    double x = 2;
    const double step = line_step(font) + 3;
    double baseline = y + 6;
    const auto place = [&](const std::string& text, auto draw_symbol) {
      const double needed = 18 + text_width(text, font);
      if (x > 2 && x + needed > figure_.width) x = 2, baseline += step;
      draw_symbol(Point{x + 6, baseline - 2.7});
      drawing_.text({x + 16, baseline}, text, look(font.size));
      x += needed + 14;
    };
    for (std::size_t i = 0; i < figure_.series.size(); ++i) {
      if (!is_drawn(i)) continue;
      place(figure_.series[i], [&](Point at) { draw_marker(drawing_, i, at); });
    }
    if (!figure_.interval.empty()) {
      place(figure_.interval, [&](Point at) { draw_whisker(at.x, at.y - 4.5, at.y + 4.5, palette::ink); });
    }
    if (!figure_.bounds.empty()) {
      place(figure_.bounds, [&](Point at) {
        drawing_.rectangle({at.x - 4, at.y - 4.5, 8, 9}, {palette::quiet_ink, 0.22});
      });
    }
    return baseline + 12;
  }

  void draw_whisker(double x, double from, double to, Colour colour) {
    drawing_.line({{x, from}, {x, to}}, {colour, 1});
    drawing_.line({{x - 3.5, from}, {x + 3.5, from}}, {colour, 1});
    drawing_.line({{x - 3.5, to}, {x + 3.5, to}}, {colour, 1});
  }

  static double greatest(const IndicatorPanel& panel) {
    double most = 0;
    for (const auto& series : panel.marks) {
      for (const IndicatorMark& mark : series) {
        for (const auto& value : {mark.value, mark.upper, mark.most}) {
          if (value && std::isfinite(*value)) most = std::max(most, *value);
        }
      }
    }
    return most;
  }

  /// Gives the y under the panel.
  double draw_panel(std::size_t index, double left, double top, std::size_t title_lines) {
    const IndicatorPanel& panel = figure_.panels[index];
    text_lines(drawing_, {left, top + line_heights(bold).ascent}, titles(index),
               {bold, palette::ink, Anchor::start, 0, 1});
    const double plot_top = top + line_step(bold) * static_cast<double>(title_lines) + 12;
    const Box plot{left + axis_room, plot_top, panel_width_ - axis_room, plot_height};
    if (figure_.synthetic) draw_synthetic_badge(drawing_, plot, figure_.language);
    std::vector<double> ticks{0, 0.25, 0.5, 0.75, 1};
    if (panel.in_days) {
      const double most = greatest(panel);
      ticks = round_ticks(most > 0 ? most : 1, 4);
    }
    const Scale y{0, ticks.back(), plot.bottom(), plot.y};
    for (const double tick : ticks) {
      drawing_.line({{plot.x, y(tick)}, {plot.right(), y(tick)}},
                    {tick == 0 ? palette::ink : palette::grid, 0.6});
      const std::string text = panel.in_days
                                   ? decimal_text(tick, tick == std::round(tick) ? 0 : 1, figure_.language)
                                   : percent_text(tick, 0, figure_.language);
      drawing_.text({plot.x - 4, y(tick) + 2.6}, text, look(font.size, Anchor::end));
    }
    if (panel.in_days) {
      drawing_.text({plot.x - 4, plot.bottom() + 12}, in(figure_.language, "jours", "days"),
                    look(7, Anchor::end, false, palette::quiet_ink));
    }
    return draw_periods(panel, plot, y);
  }

  double draw_periods(const IndicatorPanel& panel, const Box& plot, const Scale& y) {
    const double slot = plot.width / static_cast<double>(std::max<std::size_t>(figure_.periods.size(), 1));
    double bottom = plot.bottom() + 4;
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < panel.marks.size(); ++i) {
      if (!panel.marks[i].empty()) drawn.push_back(i);
    }
    for (std::size_t period = 0; period < figure_.periods.size(); ++period) {
      const double centre = plot.x + slot * (static_cast<double>(period) + 0.5);
      const auto names = wrapped(figure_.periods[period], font, slot - 2);
      bottom = std::max(
          bottom, text_lines(drawing_, {centre, plot.bottom() + 12}, names, look(font.size, Anchor::middle)));
      const double step = std::min(34.0, slot / static_cast<double>(drawn.size() + 1));
      for (std::size_t k = 0; k < drawn.size(); ++k) {
        const double shift = (static_cast<double>(k) - static_cast<double>(drawn.size() - 1) / 2) * step;
        const std::vector<IndicatorMark>& marks = panel.marks[drawn[k]];
        if (period < marks.size()) draw_mark(marks[period], drawn[k], centre + shift, plot, y, panel.in_days);
      }
    }
    return bottom;
  }

  void draw_mark(const IndicatorMark& mark, std::size_t series, double x, const Box& plot, const Scale& y,
                 bool in_days) {
    if (mark.least && mark.most && *mark.most > *mark.least) {
      drawing_.rectangle({x - 4.5, y(*mark.most), 9, y(*mark.least) - y(*mark.most)},
                         {series_colour(series), 0.22});
    }
    if (!mark.value) {
      drawing_.text({x, plot.bottom() - 4}, "–", look(font.size, Anchor::middle, false, palette::quiet_ink));
      return;
    }
    double top = y(*mark.value) - 3.5;
    if (mark.lower && mark.upper) {
      draw_whisker(x, y(*mark.lower), y(*mark.upper), series_colour(series));
      top = std::min(top, y(*mark.upper));
    }
    if (mark.most) top = std::min(top, y(*mark.most));
    draw_marker(drawing_, series, {x, y(*mark.value)});
    const std::string text =
        decimal_text(in_days ? *mark.value : *mark.value * 100, in_days ? 0 : 1, figure_.language);
    drawing_.text({x, top - 3}, text, look(7, Anchor::middle));
  }

  const IndicatorFigure& figure_;
  Drawing drawing_;
  double panel_width_ = 0;
};

}  // namespace

Drawing indicator_drawing(const IndicatorFigure& figure) { return IndicatorSketch(figure).take(); }

}  // namespace repere::report
