#include "statistics/score_order.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "statistics/instruction_sets.hpp"
#include "statistics/lanes.hpp"

namespace repere::statistics {
namespace {

// Rows that are put in order together: they, their copies and their bins stay in the second cache.
constexpr std::size_t piece_rows = 1 << 16;
// More rows are parted first, into as many pieces as can be written side by side.
constexpr std::size_t rows_per_piece = 2048, most_pieces = 2048;
constexpr unsigned most_depth = 3;
// A row that is further out of place says that its bin holds many that differ.
constexpr std::size_t nearby = 64;

// A score as a whole number in the same order.
std::uint64_t ordinal(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);  // -0 becomes 0
  return bits >> 63 ? ~bits : bits | (std::uint64_t{1} << 63);
}

bool before(const ScoredRow& a, const ScoredRow& b) { return a.score < b.score; }

// A row in one register: what was written in halves and is read as a whole has to wait for the memory.
class WholeRow {
 public:
  explicit WholeRow(const ScoredRow& row) : score(row.score) { std::memcpy(&whole_, &row, sizeof row); }
  void write(ScoredRow& row) const { std::memcpy(&row, &whole_, sizeof row); }
  const double score;

 private:
  std::uint64_t __attribute__((vector_size(sizeof(ScoredRow)))) whole_;
};

struct Range {
  double least, most;
  bool finite;
};

// Eight scores side by side; what remains is the last eight, looked at again, or fewer than eight in all.
REPERE_HOT_LOOP Range range_of(const double* scores, std::size_t n) {
  Range range{scores[0], scores[0], true};
  double not_finite = 0;  // NaN once a score is no finite number
  if (n >= 8) {
    Lanes least = load(scores), most = least, nothing = least - least;
    for (std::size_t i = 8; i < n; i += 8) {
      const Lanes more = load(scores + vector_start(i, n));
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
    range.least = std::min(range.least, scores[i]);
    range.most = std::max(range.most, scores[i]);
    not_finite += scores[i] - scores[i];
  }
  range.finite = not_finite == 0;
  return range;
}

// Of finite scores; two rows at a time, which do not wait for each other.
Range range_of(std::span<const ScoredRow> rows) {
  double least[2] = {rows[0].score, rows[0].score}, most[2] = {rows[0].score, rows[0].score};
  for (std::size_t i = rows.size() % 2; i < rows.size(); i += 2)
    for (std::size_t k = 0; k < 2; ++k) {
      least[k] = std::min(least[k], rows[i + k].score);
      most[k] = std::max(most[k], rows[i + k].score);
    }
  return {std::min(least[0], least[1]), std::max(most[0], most[1]), true};
}

// Whatever the scores are; where one is no finite number, all become their ranks.
void sort_by_comparing(std::span<ScoredRow> rows, bool finite) {
  if (finite) return std::stable_sort(rows.begin(), rows.end(), before);
  std::stable_sort(rows.begin(), rows.end(), [](const ScoredRow& a, const ScoredRow& b) {
    return ordinal(a.score) < ordinal(b.score);
  });
  double rank = 0;
  std::uint64_t last = ordinal(rows[0].score);
  for (auto& row : rows) {
    const std::uint64_t mine = ordinal(row.score);
    if (mine != last) ++rank;
    last = mine;
    row.score = rank;
  }
}

}  // namespace

// One bin where the scores are equal or no bins can be told apart.
ScoreOrder::Bins ScoreOrder::bins_for(double least, double most, std::size_t rows) {
  const std::size_t count = rows > piece_rows ? std::min(rows / rows_per_piece, most_pieces) : 2 * rows;
  const double width = most - least, per_unit = static_cast<double>(count - 1) / width;
  return std::isfinite(width) && std::isfinite(per_unit) ? Bins{least, per_unit, count} : Bins{};
}

// From how many rows each bin has to where its first one goes.
void ScoreOrder::counts_to_places() {
  std::uint32_t sum = 0;
  for (auto& place : end_) {
    const std::uint32_t mine = place;
    place = sum;
    sum += mine;
  }
}

void ScoreOrder::begin(std::span<const double> scores, std::span<ScoredRow> room) {
  room_ = room;
  bins_ = {};
  if (scores.empty()) return;
  const Range range = range_of(scores.data(), scores.size());
  finite_ = range.finite;
  all_one_ = finite_ && range.least == range.most;
  if (finite_) bins_ = bins_for(range.least, range.most, scores.size());
  end_.assign(bins_.count, 0);
  std::uint32_t* const rows_of = end_.data();
  for (const double score : scores) ++rows_of[bins_.of(score)];
  counts_to_places();
}

void ScoreOrder::end() {
  if (all_one_ || room_.empty()) return;
  if (bins_.count == 1) return sort_by_comparing(room_, finite_);
  if (room_.size() > piece_rows) return sort_pieces(room_, 1);
  put_in_order(bins_, room_, room_);
}

void ScoreOrder::sort_pieces(std::span<ScoredRow> rows, unsigned depth) {
  const std::vector<std::uint32_t> ends = std::move(end_);
  std::uint32_t first = 0;
  for (const std::uint32_t end : ends) {
    if (end > first) sort(rows.subspan(first, end - first), depth);
    first = end;
  }
}

void ScoreOrder::sort(std::span<ScoredRow> rows, unsigned depth) {
  const Range range = range_of(rows);
  if (range.least == range.most) return;
  const Bins bins = bins_for(range.least, range.most, rows.size());
  if (bins.count == 1 || depth == most_depth) return sort_by_comparing(rows, true);
  end_.assign(bins.count, 0);
  for (const auto& row : rows) ++end_[bins.of(row.score)];
  counts_to_places();
  if (spare_.size() < rows.size()) spare_.resize(rows.size());
  const auto thrown = std::span(spare_).first(rows.size());
  for (const auto& row : rows) thrown[end_[bins.of(row.score)]++] = row;
  if (rows.size() <= piece_rows) return put_in_order(bins, thrown, rows);
  std::copy(thrown.begin(), thrown.end(), rows.begin());
  sort_pieces(rows, depth + 1);
}

// Each row goes down past those before it that are above it. `thrown` and `to` may be the same rows.
void ScoreOrder::put_in_order(const Bins& bins, std::span<const ScoredRow> thrown,
                              std::span<ScoredRow> to) const {
  for (std::size_t i = 0; i < thrown.size(); ++i) {
    const WholeRow row(thrown[i]);
    const std::size_t stop = i > nearby ? i - nearby : 0;
    std::size_t place = i;
    for (; place > stop && row.score < to[place - 1].score; --place) to[place] = to[place - 1];
    row.write(to[place]);
    if (place > stop || i < nearby) continue;
    const std::size_t bin = bins.of(row.score), end = end_[bin];
    if (thrown.data() != to.data()) std::copy(thrown.data() + i + 1, thrown.data() + end, to.data() + i + 1);
    std::stable_sort(to.data() + (bin == 0 ? 0 : end_[bin - 1]), to.data() + end, before);
    i = end - 1;
  }
}

}  // namespace repere::statistics
