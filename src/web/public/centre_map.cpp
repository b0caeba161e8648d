#include <cmath>
#include <numbers>

#include "report/drawing/plain_text.hpp"
#include "web/public/centre_directory.hpp"

namespace repere::web {

using report::escaped;

namespace {

struct Point {
  double x = 0, y = 0;
};

// Spherical Mercator, in degrees: on it France looks as on road maps, and a straight projection needs no table.
Point mercator(const Position& at) {
  const double degree = std::numbers::pi / 180;
  return {at.longitude, -std::log(std::tan(std::numbers::pi / 4 + at.latitude * degree / 2)) / degree};
}

// A part of the land in its own frame of the drawing.
struct Frame {
  std::string_view name;
  Position north_west, south_east;
  double x, y, width, height;
  std::string_view department;  ///< drawn alone; empty: all that fall into it

  double scale() const {
    const Point a = mercator(north_west), b = mercator(south_east);
    return std::min(width / (b.x - a.x), height / (b.y - a.y));
  }
  Point at(const Position& position) const {
    const Point p = mercator(position), a = mercator(north_west);
    return {x + (p.x - a.x) * scale(), y + (p.y - a.y) * scale()};
  }
  bool holds(const Position& p) const {
    return p.latitude <= north_west.latitude && p.latitude >= south_east.latitude &&
           p.longitude >= north_west.longitude && p.longitude <= south_east.longitude;
  }
};

constexpr Frame mainland{"", {51.2, -5.3}, {41.3, 9.8}, 0, 0, 620, 600, ""};
// The last one enlarges Paris, where five centres stand within 5 km.
constexpr Frame insets[] = {{"Guadeloupe", {16.6, -61.95}, {15.75, -60.9}, 4, 612, 116, 96, "971"},
                            {"Martinique", {14.95, -61.3}, {14.35, -60.75}, 128, 612, 116, 96, "972"},
                            {"Guyane", {5.9, -54.7}, {2.0, -51.5}, 252, 612, 116, 96, "973"},
                            {"La Réunion", {-20.8, 55.15}, {-21.45, 55.9}, 376, 612, 116, 96, "974"},
                            {"Mayotte", {-12.6, 45.0}, {-13.05, 45.35}, 500, 612, 116, 96, "976"},
                            {"Paris", {48.95, 2.17}, {48.76, 2.52}, 8, 22, 166, 134, ""}};
constexpr const Frame& paris = insets[5];

const Frame& frame_of(const Position& at) {
  for (const Frame& one : insets)
    if (one.holds(at)) return one;
  return mainland;
}

std::string tenths(double value) {
  const long whole = std::lround(value * 10);
  std::string text = std::to_string(whole / 10);
  if (whole < 0 && whole > -10) text = "-0";
  if (whole % 10 != 0) text += "." + std::to_string(std::abs(whole % 10));
  return text;
}

std::string path_of(const Outline& outline, const Frame& frame) {
  std::string path;
  for (const auto& ring : outline.rings) {
    std::string last;
    for (const Position& one : ring) {
      const Point p = frame.at(one);
      const std::string written = tenths(p.x) + " " + tenths(p.y);
      if (written == last) continue;
      path += (last.empty() ? "M" : "L") + written;
      last = written;
    }
    path += "Z";
  }
  return "<path d=\"" + path + "\"/>";
}

bool is_overseas(const Outline& outline) { return outline.department.size() == 3; }

}  // namespace

std::string land_svg(const Outlines& outlines) {
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 620 "
      "716\"><style>path{fill:#dfe8ee;stroke:#fff;"
      "stroke-width:.8;stroke-linejoin:round}rect{fill:none;stroke:#9aa7b0}"
      "@media(prefers-color-scheme:dark){path{fill:#2c3a45;stroke:#15181c}rect{stroke:#64727c}}</style>"
      "<clipPath id=\"p\"><rect x=\"" +
      tenths(paris.x) + "\" y=\"" + tenths(paris.y) + "\" width=\"" + tenths(paris.width) + "\" height=\"" +
      tenths(paris.height) + "\"/></clipPath>";
  for (const Outline& one : outlines.all)
    if (!is_overseas(one)) svg += path_of(one, mainland);
  for (const Frame& frame : insets)
    for (const Outline& one : outlines.all)
      if (!frame.department.empty() && one.department == frame.department) svg += path_of(one, frame);
  svg += "<g clip-path=\"url(#p)\">";
  for (const Outline& one : outlines.all)
    for (const std::string_view near : {"75", "92", "93", "94"})
      if (one.department == near) svg += path_of(one, paris);
  svg += "</g>";
  for (const Frame& frame : insets)
    svg += "<rect x=\"" + tenths(frame.x) + "\" y=\"" + tenths(frame.y) + "\" width=\"" +
           tenths(frame.width) + "\" height=\"" + tenths(frame.height) + "\"/>";
  return svg + "</svg>";
}

std::string centre_map(const CentreDirectory& directory, const CentreAnswer& answer, Language language) {
  if (!directory.has_map) return {};
  std::string html = "<figure class=\"map\"><svg viewBox=\"0 0 620 716\" role=\"group\" aria-label=\"" +
                     std::string(Bilingual{"Carte des centres ; la liste dit la même chose",
                                           "Map of the centres; the list says the same"}
                                     .in(language)) +
                     "\"><image href=\"/assets/france.svg\" width=\"620\" height=\"716\"/>";
  for (const Frame& frame : insets)
    html += "<text x=\"" + tenths(frame.x + 5) + "\" y=\"" + tenths(frame.y + 13) + "\">" +
            std::string(frame.name) + "</text>";
  const auto& centres = directory.centres;
  for (const SitePlace& site : directory.sites) {
    const bool is_listed = std::any_of(answer.centres.begin(), answer.centres.end(),
                                       [&](const CentreAway& one) { return one.centre == site.centre; });
    if (!site.position || !is_listed) continue;
    const Centre& centre = centres[site.centre];
    const Point p = frame_of(*site.position).at(*site.position);
    const bool coordinates = centre.roles.front().role == CentreRole::coordinator;
    const std::string name = escaped(centre.name + ", " + centre.sites[site.site].city);
    html += "<a href=\"" + centre_path(centre, language) + "\" aria-label=\"" + name + "\"><title>" + name +
            "</title><circle" + (coordinates ? " class=\"lead-centre\"" : "") + " cx=\"" + tenths(p.x) +
            "\" cy=\"" + tenths(p.y) + "\" r=\"" + (coordinates ? "8" : "6") + "\"/></a>";
  }
  if (answer.search.from) {
    const Point p = frame_of(*answer.search.from).at(*answer.search.from);
    if (p.x >= 0 && p.x <= 620 && p.y >= 0 && p.y <= 716)
      html += "<path class=\"here\" d=\"M" + tenths(p.x - 8) + " " + tenths(p.y) + "h16M" + tenths(p.x) +
              " " + tenths(p.y - 8) + "v16\"/>";
  }
  return html + "</svg><figcaption>" +
         std::string(Bilingual{
             "Grands points : centres coordinateurs. Petits points : centres de compétence, la plupart à "
             "confirmer. "
             "Croix : votre lieu.",
             "Large dots: coordinating centres. Small dots: centres of competence, most to be confirmed. "
             "Cross: your place."}
                         .in(language)) +
         "</figcaption></figure>";
}

}  // namespace repere::web
