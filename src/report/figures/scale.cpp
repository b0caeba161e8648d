#include "report/figures/scale.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

#include "base/result.hpp"

namespace repere::report {

std::vector<double> round_ticks(double end, int most) {
  REPERE_ENSURE(end > 0 && std::isfinite(end) && most >= 1);
  const double least_step = end / most;
  const double power = std::pow(10, std::floor(std::log10(least_step)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= least_step * (1 - 1e-9)) {
      step = factor * power;
      break;
    }
  }
  std::vector<double> ticks;
  for (int i = 0; i == 0 || ticks.back() < end * (1 - 1e-9); ++i) ticks.push_back(i * step);
  return ticks;
}

namespace {
/// Ascending values `factor * 10^k` that reach from `least` or below to `most` or above.
std::vector<double> decade_ticks(double least, double most, std::initializer_list<double> factors) {
  std::vector<double> ticks;
  const int last = static_cast<int>(std::ceil(std::log10(most)));
  for (int power = static_cast<int>(std::floor(std::log10(least))); power <= last; ++power) {
    for (const double factor : factors) {
      // Divided, not multiplied by a negative power: 0.2 shall be the double that is written 0.2.
      const double tick = power < 0 ? factor / std::pow(10, -power) : factor * std::pow(10, power);
      if (tick <= least * (1 + 1e-9)) ticks.clear();
      ticks.push_back(tick);
      if (ticks.size() > 1 && tick >= most * (1 - 1e-9)) return ticks;
    }
  }
  return ticks;
}
}  // namespace

std::vector<double> ratio_ticks(double least, double most) {
  REPERE_ENSURE(least > 0 && most >= least && std::isfinite(most));
  const int first = static_cast<int>(std::floor(std::log2(least) + 1e-9));
  const int last = std::max(static_cast<int>(std::ceil(std::log2(most) - 1e-9)), first + 1);
  if (last - first <= 5) {
    std::vector<double> ticks;
    for (int i = first; i <= last; ++i) ticks.push_back(std::exp2(i));
    return ticks;
  }
  std::vector<double> ticks = decade_ticks(least, most, {1, 2, 5});
  return ticks.size() <= 11 ? ticks : decade_ticks(least, most, {1});
}

std::string synthetic_words(Language language) {
  return in(language, "DONNÉES SYNTHÉTIQUES", "SYNTHETIC DATA");
}

void draw_synthetic_badge(Drawing& drawing, const Box& area, Language language) {
  const std::string words = synthetic_words(language);
  const double slant = std::atan2(area.height, area.width) * 0.75;
  const double room =
      std::min(area.width / std::cos(slant), area.height / std::max(std::sin(slant), 0.05)) * 0.82;
  const double size = std::min(44.0, 10 * room / text_width(words, {10, true}));
  TextLook badge = look(std::floor(size * 2) / 2, Anchor::middle, true, palette::badge);
  badge.opacity = 0.12;
  badge.turn_degrees = -slant * 180 / std::numbers::pi;
  const double drop = size * 0.35;
  drawing.text({area.middle_x() + drop * std::sin(slant), area.middle_y() + drop * std::cos(slant)}, words,
               badge);
}

double line_step(Font font) { return std::ceil(line_heights(font).total() * 10) / 10; }

double text_lines(Drawing& drawing, Point first, const std::vector<std::string>& lines,
                  const TextLook& look) {
  for (const std::string& line : lines) {
    drawing.text(first, line, look);
    first.y += line_step(look.font);
  }
  return first.y - line_heights(look.font).ascent;
}

}  // namespace repere::report
