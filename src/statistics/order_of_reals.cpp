#include "statistics/order_of_reals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace repere::statistics {
namespace {

constexpr std::size_t reals_per_bin = 32;
constexpr std::size_t most_bins = 1 << 17;  // more are written slower than they are sorted

// Calls visit(value, place) for each value of both runs; -0 becomes 0.
template <class Visit>
void for_each(const Times& times, const Times& more, Visit visit) {
  std::uint32_t place = 0;
  for (const Times* run : {&times, &more})
    run->visit([&](const auto& values) {
      for (const auto value : values) visit(static_cast<double>(value) + 0.0, place++);
    });
}

// A larger number is never in an earlier bin: subtraction, product and cut keep order, whatever their rounding.
struct Bins {
  double least = std::numeric_limits<double>::infinity();
  double per_unit = 0;
  std::size_t count = 1;

  Bins(const Times& times, const Times& more) {
    double most = -least;
    for_each(times, more, [&](double value, std::uint32_t) {
      least = std::min(least, value);
      most = std::max(most, value);
    });
    count = std::clamp<std::size_t>((times.size() + more.size()) / reals_per_bin, 1, most_bins);
    per_unit = static_cast<double>(count) / (most - least);
    if (!std::isfinite(per_unit)) count = 1;
  }
  std::size_t of(double value) const {
    if (count == 1) return 0;
    return std::min(static_cast<std::size_t>((value - least) * per_unit), count - 1);
  }
};

bool before(const PlacedReal& a, const PlacedReal& b) { return a.value < b.value; }

}  // namespace

std::vector<PlacedReal> in_order(const Times& times, const Times& more) {
  const Bins bins(times, more);
  std::vector<std::size_t> next(bins.count + 1, 0);
  for_each(times, more, [&](double value, std::uint32_t) { ++next[bins.of(value) + 1]; });
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<PlacedReal> ordered(times.size() + more.size());
  for_each(times, more, [&](double value, std::uint32_t place) {
    ordered[next[bins.of(value)]++] = {value, place};
  });
  auto from = ordered.begin();
  for (std::size_t bin = 0; bin < bins.count; ++bin) {
    const auto end = ordered.begin() + static_cast<std::ptrdiff_t>(next[bin]);
    std::sort(from, end, before);
    from = end;
  }
  return ordered;
}

}  // namespace repere::statistics
