#include "statistics/score_order.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "statistics/instruction_sets.hpp"

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

double score_of(double score) { return score; }
double score_of(const ScoredRow& row) { return row.score; }

// What has been seen of the scores; several of these do not wait for each other.
struct Seen {
  double least, most;
  double nothing;  // 0, NaN once a score is no finite number

  [[gnu::always_inline]] void look_at(double score) {
    least = score < least ? score : least;
    most = score > most ? score : most;
    nothing += score - score;
  }
};

template <class Row>
[[gnu::always_inline]] inline Seen see(const Row* rows, std::size_t n) {
  constexpr std::size_t lanes = 4;
  Seen seen[lanes];
  for (auto& lane : seen) lane = {score_of(rows[0]), score_of(rows[0]), 0};
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes)
    for (std::size_t k = 0; k < lanes; ++k) seen[k].look_at(score_of(rows[i + k]));
  for (; i < n; ++i) seen[0].look_at(score_of(rows[i]));
  for (std::size_t k = 1; k < lanes; ++k) {
    seen[0].least = std::min(seen[0].least, seen[k].least);
    seen[0].most = std::max(seen[0].most, seen[k].most);
    seen[0].nothing += seen[k].nothing;
  }
  return seen[0];
}
REPERE_HOT_LOOP Seen see_scores(const double* scores, std::size_t n) { return see(scores, n); }
REPERE_HOT_LOOP Seen see_rows(const ScoredRow* rows, std::size_t n) { return see(rows, n); }

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
  const Seen seen = see_scores(scores.data(), scores.size());
  finite_ = seen.nothing == 0;
  all_one_ = finite_ && seen.least == seen.most;
  if (finite_) bins_ = bins_for(seen.least, seen.most, scores.size());
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
  const Seen seen = see_rows(rows.data(), rows.size());
  if (seen.least == seen.most) return;
  const Bins bins = bins_for(seen.least, seen.most, rows.size());
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
