#include "statistics/order_of_reals.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "statistics/instruction_sets.hpp"
#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

// So many are put in order together: they, their copies and their bins stay in the second cache.
constexpr std::size_t most_together = 1 << 16;
// More are parted first, into no more pieces than can be written side by side.
constexpr std::size_t piece_size = 2048, most_pieces = 2048;
constexpr unsigned most_depth = 3;
// What is further out of place says that its bin holds many that differ.
constexpr std::size_t nearby = 64;

// A real number as a whole number in the same order.
std::uint64_t ordinal(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);  // -0 becomes 0
  return bits >> 63 ? ~bits : bits | (std::uint64_t{1} << 63);
}

bool before(const PlacedReal& a, const PlacedReal& b) { return a.value < b.value; }

// One that is moved in one register: what was written in halves and is read as a whole has to wait for the memory.
class Moved {
 public:
  explicit Moved(const PlacedReal& real) : value(real.value) { std::memcpy(&whole_, &real, sizeof real); }
  void write(PlacedReal& to) const { std::memcpy(&to, &whole_, sizeof to); }
  const double value;

 private:
  std::uint64_t __attribute__((vector_size(sizeof(PlacedReal)))) whole_;
};

struct Range {
  double least, most;
  bool finite;
};

// Eight side by side; what remains is the last eight, looked at again, or fewer than eight in all.
REPERE_HOT_LOOP Range range_of(const double* values, std::size_t n) {
  Range range{values[0], values[0], true};
  double not_finite = 0;  // NaN once one is no finite number
  if (n >= 8) {
    Lanes least = load(values), most = least, nothing = least - least;
    for (std::size_t i = 8; i < n; i += 8) {
      const Lanes more = load(values + vector_start(i, n));
      least = more < least ? more : least;
      most = more > most ? more : most;
      nothing += more - more;
    }
    not_finite = sum_of(nothing);
    for (int k = 0; k < 8; ++k) {
      range.least = std::min(range.least, least[k]);
      range.most = std::max(range.most, most[k]);
    }
  }
  for (std::size_t i = 0; i < std::min(n, std::size_t{8}); ++i) {
    range.least = std::min(range.least, values[i]);
    range.most = std::max(range.most, values[i]);
    not_finite += values[i] - values[i];
  }
  range.finite = not_finite == 0;
  return range;
}

// Of finite numbers; two at a time, which do not wait for each other.
Range range_of(std::span<const PlacedReal> reals) {
  double least[2] = {reals[0].value, reals[0].value}, most[2] = {reals[0].value, reals[0].value};
  for (std::size_t i = reals.size() % 2; i < reals.size(); i += 2)
    for (std::size_t k = 0; k < 2; ++k) {
      least[k] = std::min(least[k], reals[i + k].value);
      most[k] = std::max(most[k], reals[i + k].value);
    }
  return {std::min(least[0], least[1]), std::max(most[0], most[1]), true};
}

// Whatever the numbers are; where one is no finite number, all become their ranks.
void sort_by_comparing(std::span<PlacedReal> reals, bool finite) {
  if (finite) return std::stable_sort(reals.begin(), reals.end(), before);
  std::stable_sort(reals.begin(), reals.end(), [](const PlacedReal& a, const PlacedReal& b) {
    return ordinal(a.value) < ordinal(b.value);
  });
  double rank = 0;
  std::uint64_t last = ordinal(reals[0].value);
  for (auto& real : reals) {
    const std::uint64_t mine = ordinal(real.value);
    if (mine != last) ++rank;
    last = mine;
    real.value = rank;
  }
}

}  // namespace

// One bin where the numbers are equal or no bins can be told apart.
OrderOfReals::Bins OrderOfReals::bins_for(double least, double most, std::size_t numbers) {
  const std::size_t count =
      numbers > most_together ? std::min(numbers / piece_size, most_pieces) : 2 * numbers;
  const double width = most - least, per_unit = static_cast<double>(count - 1) / width;
  return std::isfinite(width) && std::isfinite(per_unit) ? Bins{least, per_unit, count} : Bins{};
}

// From how many each bin has to where its first one goes.
void OrderOfReals::counts_to_places() {
  std::uint32_t sum = 0;
  for (auto& place : end_) {
    const std::uint32_t mine = place;
    place = sum;
    sum += mine;
  }
}

void OrderOfReals::begin(std::span<const double> values, std::span<PlacedReal> room) {
  room_ = room;
  bins_ = {};
  if (values.empty()) return;
  const Range range = range_of(values.data(), values.size());
  finite_ = range.finite;
  all_one_ = finite_ && range.least == range.most;
  if (finite_) bins_ = bins_for(range.least, range.most, values.size());
  end_.assign(bins_.count, 0);
  std::uint32_t* const count_of = end_.data();
  for (const double value : values) ++count_of[bins_.of(value)];
  counts_to_places();
}

void OrderOfReals::end() {
  if (all_one_ || room_.empty()) return;
  if (bins_.count == 1) return sort_by_comparing(room_, finite_);
  if (room_.size() > most_together) return sort_pieces(room_, 1);
  put_in_order(bins_, room_, room_);
}

void OrderOfReals::sort_pieces(std::span<PlacedReal> reals, unsigned depth) {
  const std::vector<std::uint32_t> ends = std::move(end_);
  std::uint32_t first = 0;
  for (const std::uint32_t end : ends) {
    if (end > first) sort(reals.subspan(first, end - first), depth);
    first = end;
  }
}

void OrderOfReals::sort(std::span<PlacedReal> reals, unsigned depth) {
  const Range range = range_of(reals);
  if (range.least == range.most) return;
  const Bins bins = bins_for(range.least, range.most, reals.size());
  if (bins.count == 1 || depth == most_depth) return sort_by_comparing(reals, true);
  end_.assign(bins.count, 0);
  for (const auto& real : reals) ++end_[bins.of(real.value)];
  counts_to_places();
  if (spare_.size() < reals.size()) spare_.resize(reals.size());
  const auto thrown = std::span(spare_).first(reals.size());
  for (const auto& real : reals) thrown[end_[bins.of(real.value)]++] = real;
  if (reals.size() <= most_together) return put_in_order(bins, thrown, reals);
  std::copy(thrown.begin(), thrown.end(), reals.begin());
  sort_pieces(reals, depth + 1);
}

// Each goes down past those before it that are above it. `thrown` and `to` may be the same reals.
void OrderOfReals::put_in_order(const Bins& bins, std::span<const PlacedReal> thrown,
                                std::span<PlacedReal> to) const {
  for (std::size_t i = 0; i < thrown.size(); ++i) {
    const Moved moved(thrown[i]);
    const std::size_t stop = i > nearby ? i - nearby : 0;
    std::size_t place = i;
    for (; place > stop && moved.value < to[place - 1].value; --place) to[place] = to[place - 1];
    moved.write(to[place]);
    if (place > stop || i < nearby) continue;
    const std::size_t bin = bins.of(moved.value), end = end_[bin];
    if (thrown.data() != to.data()) std::copy(thrown.data() + i + 1, thrown.data() + end, to.data() + i + 1);
    std::stable_sort(to.data() + (bin == 0 ? 0 : end_[bin - 1]), to.data() + end, before);
    i = end - 1;
  }
}

}  // namespace repere::statistics
