#include "report/figures/flow_figure.hpp"

#include <algorithm>

#include "report/figures/scale.hpp"
#include "report/wording.hpp"

namespace repere::report {

namespace {

constexpr Font font{8}, bold{8, true}, small{7.5};
constexpr double padding = 6, gap = 16;

class FlowSketch {
 public:
  explicit FlowSketch(const FlowFigure& figure) : figure_(figure), drawing_(figure.width, 100) {
    main_width_ = figure.width * 0.5;
    side_left_ = main_width_ + 30;
    double y = 4;
    for (std::size_t i = 0; i < figure.boxes.size(); ++i) {
      if (i > 0) y = draw_exclusion(figure.boxes[i], y);
      y = draw_main_box(figure.boxes[i], y);
    }
    if (!figure.groups.empty() && !figure.boxes.empty()) y = draw_groups(y);
    if (figure.boxes.empty()) {
      drawing_.text({figure.width / 2, 24}, in(figure.language, "Aucune donnée", "No data"),
                    look(11, Anchor::middle, false, palette::quiet_ink));
      y = 40;
    }
    drawing_.resize(figure.width, y + 4);
    drawing_.describe(figure.title, figure.description);
  }

  Drawing take() {
    if (!figure_.synthetic) return std::move(drawing_);
    // The badge needs the final height and has to lie under the boxes.
    Drawing with_badge(drawing_.width(), drawing_.height());
    draw_synthetic_badge(with_badge, {0, 0, drawing_.width(), drawing_.height()}, figure_.language);
    with_badge.add(drawing_);
    with_badge.describe(drawing_.title(), drawing_.description());
    return with_badge;
  }

 private:
  std::string n_text(std::size_t n) const {
    return "n\u00A0=\u00A0" + whole_text(static_cast<std::int64_t>(n), figure_.language);
  }

  void draw_box(const Box& box, Colour edge) { drawing_.frame(box, {edge, 0.9}); }

  double draw_main_box(const FlowBox& box, double top) {
    const auto lines = wrapped(box.label, font, main_width_ - 2 * padding);
    const double step = line_step(font);
    const double height = step * static_cast<double>(lines.size() + 1) + 2 * padding;
    draw_box({0.5, top, main_width_, height}, palette::ink);
    const double middle = 0.5 + main_width_ / 2;
    text_lines(drawing_, {middle, top + padding + line_heights(font).ascent}, lines,
               look(font.size, Anchor::middle));
    drawing_.text(
        {middle, top + padding + step * static_cast<double>(lines.size()) + line_heights(font).ascent},
        n_text(box.kept), look(font.size, Anchor::middle, true));
    return top + height;
  }

  void draw_arrow(Point from, Point to) {
    drawing_.line({from, to}, {palette::ink, 0.9});
    const double size = 4;
    if (from.x == to.x) {
      drawing_.area({to, {to.x - size * 0.6, to.y - size}, {to.x + size * 0.6, to.y - size}},
                    {palette::ink, 1});
    } else {
      drawing_.area({to, {to.x - size, to.y - size * 0.6}, {to.x - size, to.y + size * 0.6}},
                    {palette::ink, 1});
    }
  }

  /// The arrow down to the next box, and the box at its side. Gives the top of the next box.
  double draw_exclusion(const FlowBox& box, double top) {
    const double middle = 0.5 + main_width_ / 2;
    if (box.excluded == 0) {
      draw_arrow({middle, top}, {middle, top + gap + 4});
      return top + gap + 4;
    }
    const double side_width = figure_.width - side_left_ - 1;
    const double inner = side_width - 2 * padding;
    std::vector<std::string> lines;
    for (const std::string& reason : box.reasons) {
      for (std::string& line : wrapped(reason, small, inner)) lines.push_back(std::move(line));
    }
    const double step = line_step(small);
    const double height = line_step(bold) + step * static_cast<double>(lines.size()) + 2 * padding - 2;
    const Box side{side_left_, top + 5, side_width, height};
    draw_box(side, palette::rule);
    const std::string heading =
        in(figure_.language, "Exclus", "Excluded") + " (" + n_text(box.excluded) + ")";
    const double first = side.y + padding - 1 + line_heights(bold).ascent;
    drawing_.text({side.x + padding, first}, heading, look(small.size, Anchor::start, true));
    text_lines(drawing_, {side.x + padding, first + line_step(bold)}, lines, look(small.size));
    draw_arrow({middle, side.middle_y()}, {side.x, side.middle_y()});
    const double next = side.bottom() + 5;
    draw_arrow({middle, top}, {middle, next});
    return next;
  }

  double draw_groups(double top) {
    const double count = static_cast<double>(figure_.groups.size());
    const double between = 10;
    const double width = (figure_.width - 1 - between * (count - 1)) / count;
    const double middle = 0.5 + main_width_ / 2, bar = top + gap * 0.6, box_top = top + gap * 1.5;
    std::size_t most_lines = 1;
    for (const FlowGroup& group : figure_.groups) {
      most_lines = std::max(most_lines, wrapped(group.label, font, width - 2 * padding).size());
    }
    const double height = line_step(font) * static_cast<double>(most_lines + 1) + 2 * padding;
    drawing_.line({{middle, top}, {middle, bar}}, {palette::ink, 0.9});
    double left = 0.5, first_centre = middle, last_centre = middle;
    for (const FlowGroup& group : figure_.groups) {
      const Box box{left, box_top, width, height};
      draw_box(box, palette::ink);
      draw_arrow({box.middle_x(), bar}, {box.middle_x(), box_top});
      const auto lines = wrapped(group.label, font, width - 2 * padding);
      const double first = box_top + padding + line_heights(font).ascent;
      text_lines(drawing_, {box.middle_x(), first}, lines, look(font.size, Anchor::middle));
      drawing_.text({box.middle_x(), first + line_step(font) * static_cast<double>(lines.size())},
                    n_text(group.n), look(font.size, Anchor::middle, true));
      first_centre = std::min(first_centre, box.middle_x());
      last_centre = std::max(last_centre, box.middle_x());
      left += width + between;
    }
    drawing_.line({{first_centre, bar}, {last_centre, bar}}, {palette::ink, 0.9});
    return box_top + height;
  }

  const FlowFigure& figure_;
  Drawing drawing_;
  double main_width_ = 0, side_left_ = 0;
};

}  // namespace

Drawing flow_drawing(const FlowFigure& figure) { return FlowSketch(figure).take(); }

}  // namespace repere::report
