#pragma once
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace repere::report {

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
  constexpr auto operator<=>(const Colour&) const = default;
};

/// The colours of every drawing. The page's style sheet turns ink, quiet ink, rule, grid and paper round in
/// dark mode by their value, so a drawing uses no other grey.
namespace palette {
inline constexpr Colour ink{0x1a, 0x1a, 0x1a};
inline constexpr Colour quiet_ink{0x55, 0x55, 0x55};
inline constexpr Colour rule{0x99, 0x99, 0x99};
inline constexpr Colour grid{0xe4, 0xe4, 0xe4};
inline constexpr Colour shade{0xf3, 0xf5, 0xf7};
inline constexpr Colour paper{0xff, 0xff, 0xff};
inline constexpr Colour badge{0xb3, 0x26, 0x1e};

/// Eight colours that readers with a colour deficiency tell apart.
/// Source: Okabe & Ito 2008, "Color Universal Design", jfly.uni-koeln.de/color (yellow left out: too pale for
/// a line)
inline constexpr std::array<Colour, 7> series{{{0x00, 0x72, 0xb2},
                                               {0xd5, 0x5e, 0x00},
                                               {0x00, 0x9e, 0x73},
                                               {0xcc, 0x79, 0xa7},
                                               {0xe6, 0x9f, 0x00},
                                               {0x56, 0xb4, 0xe9},
                                               {0x1a, 0x1a, 0x1a}}};
}  // namespace palette

/// How a line is broken, so that it is told apart without colour.
enum class Dash : std::uint8_t { solid, dashed, dotted, dash_dot, long_dash };

/// The look of the `index`-th group of a figure: colours and dashes repeat after seven and five.
constexpr Colour series_colour(std::size_t index) { return palette::series[index % palette::series.size()]; }
constexpr Dash series_dash(std::size_t index) { return static_cast<Dash>(index % 5); }

/// Lengths of dash and gap, for a line of width 1; as many as `count`.
struct DashPattern {
  std::array<double, 4> lengths{};
  std::size_t count = 0;
};
constexpr DashPattern dash_pattern(Dash dash) {
  switch (dash) {
    case Dash::solid:
      break;
    case Dash::dashed:
      return {{4.5, 2.0, 0, 0}, 2};
    case Dash::dotted:
      return {{1.2, 1.4, 0, 0}, 2};
    case Dash::dash_dot:
      return {{5.5, 1.6, 1.2, 1.6}, 4};
    case Dash::long_dash:
      return {{9.0, 2.0, 0, 0}, 2};
  }
  return {};
}

}  // namespace repere::report
