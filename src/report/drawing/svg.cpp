#include "report/drawing/svg.hpp"

#include <charconv>
#include <cmath>

#include "report/drawing/plain_text.hpp"

namespace repere::report {

namespace {

/// At most two decimals, no trailing zeros, never "-0".
void append_length(std::string& out, double value) {
  char buffer[64];
  const auto done = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 2);
  std::string_view text(buffer, static_cast<std::size_t>(done.ptr - buffer));
  if (text.find('.') != text.npos) {
    while (text.back() == '0') text.remove_suffix(1);
    if (text.back() == '.') text.remove_suffix(1);
  }
  out += text == "-0" ? "0" : text;
}

void append_attribute(std::string& out, std::string_view name, double value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_length(out, value);
  out += '"';
}

void append_colour(std::string& out, std::string_view name, Colour colour) {
  constexpr char digits[] = "0123456789abcdef";
  out += ' ';
  out += name;
  out += "=\"#";
  for (const std::uint8_t part : {colour.red, colour.green, colour.blue}) {
    out += digits[part >> 4];
    out += digits[part & 15];
  }
  out += '"';
}

void append_opacity(std::string& out, std::string_view name, double opacity) {
  if (opacity < 1) append_attribute(out, name, opacity);
}

/// Horizontal and vertical pieces are written as such: a survival curve is made of nothing else.
void append_path(std::string& out, const std::vector<Point>& points, bool closed) {
  out += " d=\"M";
  append_length(out, points[0].x);
  out += ' ';
  append_length(out, points[0].y);
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].y == points[i - 1].y) {
      out += 'H';
      append_length(out, points[i].x);
    } else if (points[i].x == points[i - 1].x) {
      out += 'V';
      append_length(out, points[i].y);
    } else {
      out += 'L';
      append_length(out, points[i].x);
      out += ' ';
      append_length(out, points[i].y);
    }
  }
  out += closed ? "Z\"" : "\"";
}

struct Writer {
  std::string& out;

  void operator()(const LineItem& item) const {
    out += "<path fill=\"none\"";
    append_colour(out, "stroke", item.stroke.colour);
    append_attribute(out, "stroke-width", item.stroke.width);
    append_opacity(out, "stroke-opacity", item.stroke.opacity);
    const DashPattern pattern = dash_pattern(item.stroke.dash);
    if (pattern.count > 0) {
      out += " stroke-dasharray=\"";
      for (std::size_t i = 0; i < pattern.count; ++i) {
        if (i > 0) out += ' ';
        append_length(out, pattern.lengths[i] * item.stroke.width);
      }
      out += '"';
    }
    append_path(out, item.points, false);
    out += "/>\n";
  }

  void operator()(const AreaItem& item) const {
    out += "<path";
    append_colour(out, "fill", item.fill.colour);
    append_opacity(out, "fill-opacity", item.fill.opacity);
    append_path(out, item.points, true);
    out += "/>\n";
  }

  void operator()(const DiscItem& item) const {
    out += "<circle";
    append_colour(out, "fill", item.fill.colour);
    append_opacity(out, "fill-opacity", item.fill.opacity);
    append_attribute(out, "cx", item.centre.x);
    append_attribute(out, "cy", item.centre.y);
    append_attribute(out, "r", item.radius);
    out += "/>\n";
  }

  void operator()(const TextItem& item) const {
    out += "<text";
    append_attribute(out, "x", item.at.x);
    append_attribute(out, "y", item.at.y);
    append_attribute(out, "font-size", item.look.font.size);
    if (item.look.font.bold) out += " font-weight=\"bold\"";
    append_colour(out, "fill", item.look.colour);
    append_opacity(out, "fill-opacity", item.look.opacity);
    if (item.look.anchor == Anchor::middle) out += " text-anchor=\"middle\"";
    if (item.look.anchor == Anchor::end) out += " text-anchor=\"end\"";
    append_attribute(out, "textLength", item.width);
    out += " lengthAdjust=\"spacingAndGlyphs\"";
    if (item.look.turn_degrees != 0) append_turn(item);
    out += '>';
    append_escaped(out, item.text);
    out += "</text>\n";
  }

  void append_turn(const TextItem& item) const {
    out += " transform=\"rotate(";
    append_length(out, item.look.turn_degrees);
    out += ' ';
    append_length(out, item.at.x);
    out += ' ';
    append_length(out, item.at.y);
    out += ")\"";
  }
};

void append_opening(std::string& out, const Drawing& drawing, SvgUse use) {
  if (use == SvgUse::file) out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ";
  append_length(out, drawing.width());
  out += ' ';
  append_length(out, drawing.height());
  out += '"';
  if (use == SvgUse::file) {
    append_attribute(out, "width", drawing.width());
    out.insert(out.size() - 1, "pt");
    append_attribute(out, "height", drawing.height());
    out.insert(out.size() - 1, "pt");
  }
  out += " font-family=\"'DejaVu Sans', Verdana, sans-serif\" aria-label=\"";
  append_escaped(out, drawing.title());
  if (!drawing.description().empty()) {
    out += ". ";
    append_escaped(out, drawing.description());
  }
  out += "\">\n";
}

}  // namespace

std::string svg_text(const Drawing& drawing, SvgUse use) {
  std::string out;
  out.reserve(512 + drawing.items().size() * 160);
  append_opening(out, drawing, use);
  if (use == SvgUse::file) {
    out += "<title>" + escaped(drawing.title()) + "</title>\n<desc>" + escaped(drawing.description()) +
           "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
  }
  for (const DrawingItem& item : drawing.items()) std::visit(Writer{out}, item);
  out += "</svg>\n";
  return out;
}

}  // namespace repere::report
