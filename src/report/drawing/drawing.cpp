#include "report/drawing/drawing.hpp"

#include <utility>

#include "report/drawing/plain_text.hpp"

namespace repere::report {

Box TextItem::box() const {
  const LineHeights heights = line_heights(look.font);
  const double before = look.anchor == Anchor::start ? 0 : look.anchor == Anchor::middle ? width / 2 : width;
  if (look.turn_degrees == -90) {
    return {at.x - heights.ascent, at.y - (width - before), heights.total(), width};
  }
  return {at.x - before, at.y - heights.ascent, width, heights.total()};
}

void Drawing::line(std::vector<Point> points, Stroke stroke) {
  if (points.size() >= 2) items_.push_back(LineItem{std::move(points), stroke});
}

void Drawing::area(std::vector<Point> points, Fill fill) {
  if (points.size() >= 3) items_.push_back(AreaItem{std::move(points), fill});
}

void Drawing::rectangle(const Box& box, Fill fill) {
  area({{box.x, box.y}, {box.right(), box.y}, {box.right(), box.bottom()}, {box.x, box.bottom()}}, fill);
}

void Drawing::frame(const Box& box, Stroke stroke) {
  line({{box.x, box.y},
        {box.right(), box.y},
        {box.right(), box.bottom()},
        {box.x, box.bottom()},
        {box.x, box.y}},
       stroke);
}

void Drawing::disc(Point centre, double radius, Fill fill) {
  items_.push_back(DiscItem{centre, radius, fill});
}

void Drawing::text(Point baseline, std::string_view text, TextLook look) {
  std::string clean = plain_text(text);
  if (clean.empty()) return;
  const double width = text_width(clean, look.font);
  items_.push_back(TextItem{baseline, std::move(clean), look, width});
}

void Drawing::resize(double width, double height) {
  width_ = width;
  height_ = height;
}

void Drawing::add(const Drawing& other) {
  items_.insert(items_.end(), other.items_.begin(), other.items_.end());
}

namespace {
/// Makes larger, then moves.
struct Mover {
  double right, down, factor;
  void move(Point& point) const {
    point.x = point.x * factor + right;
    point.y = point.y * factor + down;
  }
  void operator()(LineItem& item) const {
    for (Point& point : item.points) move(point);
    item.stroke.width *= factor;
  }
  void operator()(AreaItem& item) const {
    for (Point& point : item.points) move(point);
  }
  void operator()(DiscItem& item) const {
    move(item.centre);
    item.radius *= factor;
  }
  void operator()(TextItem& item) const {
    move(item.at);
    item.look.font.size *= factor;
    item.width *= factor;
  }
};
}  // namespace

void Drawing::shift(double right, double down) {
  for (DrawingItem& item : items_) std::visit(Mover{right, down, 1}, item);
}

void Drawing::scale(double factor) {
  for (DrawingItem& item : items_) std::visit(Mover{0, 0, factor}, item);
  resize(width_ * factor, height_ * factor);
}

void Drawing::describe(std::string title, std::string description) {
  title_ = plain_text(title);
  description_ = plain_text(description);
}

}  // namespace repere::report
