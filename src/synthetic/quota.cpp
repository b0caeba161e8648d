#include "synthetic/quota.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/result.hpp"

namespace repere::synthetic {

Quota::Quota(std::vector<std::int64_t> counts) : counts_(std::move(counts)), order_(counts_.size()) {
  std::iota(order_.begin(), order_.end(), std::uint16_t{0});
  std::stable_sort(order_.begin(), order_.end(), [this](auto a, auto b) { return counts_[a] > counts_[b]; });
  for (const std::int64_t count : counts_) remaining_ += count;
}

std::size_t Quota::draw(Random& random) {
  REPERE_ENSURE(remaining_ > 0);
  std::int64_t place = random.below(remaining_);
  for (const std::uint16_t outcome : order_) {
    place -= counts_[outcome];
    if (place >= 0) continue;
    --counts_[outcome];
    --remaining_;
    return outcome;
  }
  broken_promise("counts add up to remaining", __FILE__, __LINE__);
}

std::pair<double, double> EvenPairs::next() {
  constexpr double plastic = 1.32471795724474602596, least = 0x1p-40;
  first_ += 1 / plastic;
  first_ -= std::floor(first_);
  second_ += 1 / (plastic * plastic);
  second_ -= std::floor(second_);
  return {std::clamp(first_, least, 1 - least), std::clamp(second_, least, 1 - least)};
}

Quota yes_no(std::int64_t yes, std::int64_t total) {
  REPERE_ENSURE(0 <= yes && yes <= total);
  return Quota({total - yes, yes});
}

Quota even_bands(std::int64_t total, std::size_t bands) {
  const auto count = static_cast<std::int64_t>(bands);
  const auto up_to = [&](std::int64_t band) { return (2 * band * total + count) / (2 * count); };
  std::vector<std::int64_t> counts;
  for (std::int64_t band = 0; band < count; ++band) counts.push_back(up_to(band + 1) - up_to(band));
  return Quota(std::move(counts));
}

std::vector<std::int64_t> apportioned(std::int64_t total, std::span<const double> shares) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  REPERE_ENSURE(total == 0 || sum > 0);
  std::vector<std::int64_t> counts(shares.size(), 0);
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < shares.size() && total > 0; ++i) {
    const double exact = static_cast<double>(total) * shares[i] / sum;
    counts[i] = static_cast<std::int64_t>(std::floor(exact));
    given += counts[i];
    if (shares[i] > 0) remainders.emplace_back(static_cast<double>(counts[i]) - exact, i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; given < total; i = (i + 1) % remainders.size(), ++given)
    ++counts[remainders[i].second];
  return counts;
}

std::int64_t share_of(std::int64_t total, double share) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(total) * share + 0.5));
}

double with_odds_ratio(double probability, double odds_ratio) {
  return probability * odds_ratio / (1 - probability + probability * odds_ratio);
}

std::pair<double, double> split_by_odds_ratio(double total, double weight, double odds_ratio) {
  double low = 0, high = 1;
  for (int step = 0; step < 60; ++step) {
    const double second = (low + high) / 2;
    const double mixture = weight * with_odds_ratio(second, odds_ratio) + (1 - weight) * second;
    (mixture < total ? low : high) = second;
  }
  return {with_odds_ratio(low, odds_ratio), low};
}

}  // namespace repere::synthetic
