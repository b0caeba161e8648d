#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "report/drawing/colour.hpp"
#include "report/drawing/fonts.hpp"

namespace repere::report {

/// A place on a drawing. Units: points (1/72 inch), y downwards from the upper edge
struct Point {
  double x = 0, y = 0;
};

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  constexpr double right() const { return x + width; }
  constexpr double bottom() const { return y + height; }
  constexpr double middle_x() const { return x + width / 2; }
  constexpr double middle_y() const { return y + height / 2; }
};

/// Whether two boxes share more than an edge.
constexpr bool overlap(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

struct Stroke {
  Colour colour = palette::ink;
  double width = 0.8;
  Dash dash = Dash::solid;
  double opacity = 1;
};

struct Fill {
  Colour colour = palette::ink;
  double opacity = 1;
};

enum class Anchor { start, middle, end };

struct TextLook {
  Font font;
  Colour colour = palette::ink;
  Anchor anchor = Anchor::start;
  double turn_degrees = 0;  ///< clockwise, around the anchor
  double opacity = 1;
};

/// What a drawing is made of.
struct LineItem {
  std::vector<Point> points;
  Stroke stroke;
};
struct AreaItem {
  std::vector<Point> points;
  Fill fill;
};
struct DiscItem {
  Point centre;
  double radius = 0;
  Fill fill;
};
struct TextItem {
  Point at;  ///< on the baseline
  std::string text;
  TextLook look;
  double width = 0;
  Box box() const;  ///< what it covers; of the turned text when it is turned by a quarter
};
using DrawingItem = std::variant<LineItem, AreaItem, DiscItem, TextItem>;

/// A figure as a list of shapes: drawn once, then written as SVG, on a PDF page or as PNG by svg.hpp and
/// surfaces.hpp. A title and a description stand for it where it cannot be seen.
class Drawing {
 public:
  Drawing(double width, double height) : width_(width), height_(height) {}

  void line(std::vector<Point> points, Stroke stroke = {});
  void area(std::vector<Point> points, Fill fill);
  void rectangle(const Box& box, Fill fill);
  void frame(const Box& box, Stroke stroke = {});
  void disc(Point centre, double radius, Fill fill);
  void text(Point baseline, std::string_view text, TextLook look = {});

  void resize(double width, double height);
  /// Makes all that is drawn so far, and the drawing, `factor` times as large.
  void scale(double factor);
  /// Draws another one over it.
  void add(const Drawing& other);
  /// Moves all that is drawn so far.
  void shift(double right, double down);
  void describe(std::string title, std::string description);

  double width() const { return width_; }
  double height() const { return height_; }
  const std::string& title() const { return title_; }
  const std::string& description() const { return description_; }
  const std::vector<DrawingItem>& items() const { return items_; }

 private:
  double width_, height_;
  std::string title_, description_;
  std::vector<DrawingItem> items_;
};

}  // namespace repere::report
