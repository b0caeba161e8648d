#include "statistics/score_ranks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace repere::statistics {
namespace {

// A score as a whole number in the same order.
std::uint64_t key_of(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);  // -0 becomes 0
  return bits >> 63 ? ~bits : bits | (std::uint64_t{1} << 63);
}

struct Keyed {
  std::uint64_t key;
  std::uint32_t index;
};

constexpr unsigned digit_bits = 11;
constexpr std::size_t digits = 1 << digit_bits;

// Stable, by eleven bits at a time from the lowest; bits that are the same everywhere are passed over.
void radix_sort(std::vector<Keyed>& rows) {
  if (rows.size() < 2 * digits) {
    std::sort(rows.begin(), rows.end(), [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
    return;
  }
  std::vector<Keyed> other(rows.size());
  std::vector<std::array<std::uint32_t, digits>> counts(6);
  for (const auto& row : rows)
    for (unsigned pass = 0; pass < 6; ++pass) ++counts[pass][(row.key >> (pass * digit_bits)) % digits];
  for (unsigned pass = 0; pass < 6; ++pass) {
    auto& next = counts[pass];
    if (std::any_of(next.begin(), next.end(), [&](std::uint32_t c) { return c == rows.size(); })) continue;
    std::uint32_t sum = 0;
    for (auto& count : next) {
      const std::uint32_t mine = count;
      count = sum;
      sum += mine;
    }
    for (const auto& row : rows) other[next[(row.key >> (pass * digit_bits)) % digits]++] = row;
    rows.swap(other);
  }
}

// The distinct keys in the order of their first row, and the place of each row's key among them.
class DistinctKeys {
 public:
  // False, with the places not all given, once there are more than `most`.
  bool find(std::span<const double> score, std::span<std::uint32_t> place, std::size_t most) {
    grow(1 << 12);
    for (std::size_t row = 0; row < score.size(); ++row) {
      place[row] = place_of(key_of(score[row]));
      if (keys_.size() > most) return false;
      if (2 * keys_.size() > slots_.size()) grow(2 * slots_.size());
    }
    return true;
  }
  const std::vector<std::uint64_t>& keys() const { return keys_; }

 private:
  struct Slot {
    std::uint64_t key;
    std::uint32_t place;
  };
  static constexpr std::uint32_t free_slot = UINT32_MAX;

  std::size_t first_slot(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15ULL) >> shift_; }
  std::uint32_t place_of(std::uint64_t key) {
    std::size_t at = first_slot(key);
    while (slots_[at].place != free_slot) {
      if (slots_[at].key == key) return slots_[at].place;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {key, static_cast<std::uint32_t>(keys_.size())};
    keys_.push_back(key);
    return slots_[at].place;
  }
  void grow(std::size_t slots) {
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(slots));
    slots_.assign(slots, {0, free_slot});
    for (std::uint32_t place = 0; place < keys_.size(); ++place) {
      std::size_t at = first_slot(keys_[place]);
      while (slots_[at].place != free_slot) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = {keys_[place], place};
    }
  }
  std::vector<Slot> slots_;
  std::vector<std::uint64_t> keys_;
  unsigned shift_ = 0;
};

std::uint32_t rank_all(std::vector<Keyed>& rows, std::span<std::uint32_t> rank) {
  radix_sort(rows);
  std::uint32_t ranks = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && rows[i].key != rows[i - 1].key) ++ranks;
    rank[rows[i].index] = ranks;
  }
  return rows.empty() ? 0 : ranks + 1;
}

}  // namespace

std::uint32_t rank_scores(std::span<const double> score, std::span<std::uint32_t> rank) {
  DistinctKeys distinct;
  std::vector<Keyed> keyed;
  const bool few = score.size() > 256 && distinct.find(score, rank, score.size() / 2);
  if (!few) {
    keyed.resize(score.size());
    for (std::uint32_t row = 0; row < score.size(); ++row) keyed[row] = {key_of(score[row]), row};
    return rank_all(keyed, rank);
  }
  for (std::uint32_t place = 0; place < distinct.keys().size(); ++place)
    keyed.push_back({distinct.keys()[place], place});
  std::vector<std::uint32_t> rank_of_place(keyed.size());
  const std::uint32_t ranks = rank_all(keyed, rank_of_place);
  for (auto& r : rank) r = rank_of_place[r];
  return ranks;
}

}  // namespace repere::statistics
