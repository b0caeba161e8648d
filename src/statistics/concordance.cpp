#include "statistics/concordance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace repere::statistics {
namespace {

// How much weight lies below, at and above a rank.
struct Around {
  double below = 0, same = 0, above = 0;
};

// Weights by rank with running sums in log(ranks) steps (a Fenwick tree). Counts of rows stay exact in a
// double.
class RankedWeights {
 public:
  void reset(std::size_t ranks) {
    at_.assign(ranks, 0);
    tree_.assign(ranks + 1, 0);
    total_ = 0;
  }
  void add(std::uint32_t rank, double weight) {
    at_[rank] += weight;
    total_ += weight;
    for (std::size_t node = rank + 1; node < tree_.size(); node += node & (~node + 1)) tree_[node] += weight;
  }
  Around around(std::uint32_t rank) const {
    double below = 0;
    for (std::size_t node = rank; node > 0; node &= node - 1) below += tree_[node];
    return {below, at_[rank], total_ - below - at_[rank]};
  }

 private:
  std::vector<double> at_;
  std::vector<double> tree_;
  double total_ = 0;
};

struct Scored {
  double score;
  std::uint32_t position;
};

class Counter {
 public:
  Counter(const RiskSets& sets, std::span<const double> score, std::span<const double> weight)
      : sets_(sets), score_(score), weight_(weight), rank_(sets.rows()), influence_(sets.rows()) {}

  void count_stratum(const RiskSets::Stratum& stratum) {
    const std::size_t ranks = rank_scores(stratum);
    at_risk_.reset(ranks);
    events_.reset(ranks);
    count_from_the_events(stratum);
    count_from_the_survivors(stratum);
  }
  Concordance result(const Codes& clusters) const;

 private:
  // Concordant less discordant, and all comparable pairs, that a row takes part in.
  struct Influence {
    double balance = 0, pairs = 0;
  };

  std::size_t rank_scores(const RiskSets::Stratum& stratum) {
    sorted_.clear();
    for (std::uint32_t position = stratum.first_row; position < stratum.end_row; ++position)
      sorted_.push_back({score_[position], position});
    std::sort(sorted_.begin(), sorted_.end(),
              [](const Scored& a, const Scored& b) { return a.score < b.score; });
    std::uint32_t ranks = 0;
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      if (i > 0 && sorted_[i].score != sorted_[i - 1].score) ++ranks;
      rank_[sorted_[i].position] = ranks;
    }
    return std::size_t{ranks} + 1;
  }

  double weight(std::uint32_t position) const { return weight_.empty() ? 1 : weight_[position]; }
  bool used(std::uint32_t position, std::uint32_t block) const {
    return !sets_.delayed() || sets_.enter[position] <= block;
  }

  // From the last event time to the first: each event is compared with those at risk who outlive it.
  void count_from_the_events(const RiskSets::Stratum& stratum) {
    std::size_t later = end_of_entries(stratum);
    for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
      const RiskSets::Block& block = sets_.blocks[b];
      for (std::uint32_t position = block.deaths_end; position < block.end; ++position)
        if (used(position, b)) at_risk_.add(rank_[position], weight(position));
      if (sets_.delayed())
        for (; later > 0 && sets_.enter[sets_.by_enter[later - 1]] > b; --later) {
          const std::uint32_t position = sets_.by_enter[later - 1];
          at_risk_.add(rank_[position], -weight(position));
        }
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        count_event(position);
      count_tied_events(block);
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        at_risk_.add(rank_[position], weight(position));
    }
  }
  void count_event(std::uint32_t position) {
    const Around others = at_risk_.around(rank_[position]);
    counts_.concordant += weight(position) * others.below;
    counts_.discordant += weight(position) * others.above;
    counts_.tied_x += weight(position) * others.same;
    influence_[position].balance += others.below - others.above;
    influence_[position].pairs += others.below + others.above + others.same;
  }
  void count_tied_events(const RiskSets::Block& block) {
    if (block.deaths() < 2) return;
    std::vector<std::pair<std::uint32_t, double>> deaths;
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
      deaths.emplace_back(rank_[position], weight(position));
    std::sort(deaths.begin(), deaths.end());
    double before = 0, before_same = 0, pairs = 0, same = 0;
    for (std::size_t i = 0; i < deaths.size(); ++i) {
      if (i > 0 && deaths[i].first != deaths[i - 1].first) before_same = 0;
      pairs += before * deaths[i].second;
      same += before_same * deaths[i].second;
      before += deaths[i].second;
      before_same += deaths[i].second;
    }
    counts_.tied_y += pairs - same;
    counts_.tied_xy += same;
  }

  // From the first event time to the last: each row is compared with the events it was at risk for and
  // outlived.
  void count_from_the_survivors(const RiskSets::Stratum& stratum) {
    std::size_t entry = begin_of_entries(stratum);
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
      const RiskSets::Block& block = sets_.blocks[b];
      if (sets_.delayed())
        for (; entry < sets_.by_enter.size() && sets_.enter[sets_.by_enter[entry]] == b; ++entry)
          add_outlived(sets_.by_enter[entry], -1);
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        add_outlived(position, 1);
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        events_.add(rank_[position], weight(position));
      for (std::uint32_t position = block.deaths_end; position < block.end; ++position)
        if (used(position, b)) add_outlived(position, 1);
    }
  }
  void add_outlived(std::uint32_t position, double sign) {
    const Around gone = events_.around(rank_[position]);
    influence_[position].balance += sign * (gone.above - gone.below);
    influence_[position].pairs += sign * (gone.above + gone.below + gone.same);
  }

  std::size_t begin_of_entries(const RiskSets::Stratum& stratum) const {
    return first_entering(stratum.first_block);
  }
  std::size_t end_of_entries(const RiskSets::Stratum& stratum) const {
    return first_entering(stratum.end_block);
  }
  std::size_t first_entering(std::uint32_t block) const {
    const auto found =
        std::lower_bound(sets_.by_enter.begin(), sets_.by_enter.end(), block,
                         [&](std::uint32_t position, std::uint32_t b) { return sets_.enter[position] < b; });
    return static_cast<std::size_t>(found - sets_.by_enter.begin());
  }

  const RiskSets& sets_;
  std::span<const double> score_;
  std::span<const double> weight_;
  std::vector<std::uint32_t> rank_;  // by position, within its stratum
  std::vector<Scored> sorted_;
  RankedWeights at_risk_;
  RankedWeights events_;
  std::vector<Influence> influence_;
  Concordance counts_;
};

Concordance Counter::result(const Codes& clusters) const {
  Concordance result = counts_;
  const double pairs = result.concordant + result.discordant + result.tied_x;
  if (!(pairs > 0)) return result;
  const double balance = (result.concordant - result.discordant) / pairs;
  std::vector<double> of_cluster(clusters.code.empty() ? 0 : clusters.count);
  double variance = 0;
  for (std::uint32_t position = 0; position < influence_.size(); ++position) {
    const Influence& mine = influence_[position];
    const double change = (mine.balance - mine.pairs * balance) * weight(position) / (2 * pairs);
    if (of_cluster.empty())
      variance += change * change;
    else
      of_cluster[clusters[sets_.row[position]]] += change;
  }
  for (const double change : of_cluster) variance += change * change;
  result.value = (balance + 1) / 2;
  result.std_error = std::sqrt(variance);
  return result;
}

}  // namespace

Concordance concordance(const RiskSets& sets, std::span<const double> score, std::span<const double> weight,
                        const Codes& clusters) {
  Counter counter(sets, score, weight);
  for (const auto& stratum : sets.strata) counter.count_stratum(stratum);
  return counter.result(clusters);
}

}  // namespace repere::statistics
