#include "statistics/concordance_by_time.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/instruction_sets.hpp"
#include "statistics/rank_sums.hpp"
#include "statistics/score_ranks.hpp"

namespace repere::statistics {
namespace {

// How far ahead the ranks are known whose sums will be needed: where they are too many for the cache, the wait
// for one is used for others.
constexpr std::uint32_t ahead = 12;

// A share of the total below which a difference of sums is their rounding.
constexpr double rounding_share = 1e-15;

// Counts pairs stratum by stratum, in two walks: the first gives all counts, and what each event adds to its own
// influence; the second what each row adds by having outlived events, and so, the counts being known, its whole
// influence. Number is that of RankSums: of rows, or of weights.
template <class Number>
class Counter {
 public:
  Counter(const RiskSets& sets, std::span<const double> score, std::span<const double> weight,
          const Codes& clusters)
      : sets_(sets),
        score_(score),
        weight_(weight),
        clusters_(clusters),
        rank_(sets.rows()),
        ranks_(sets.strata.size()),
        of_block_(sets.blocks.size()),
        of_cluster_(clusters.code.empty() ? 0 : clusters.count) {
    std::size_t deaths = 0;
    for (const auto& block : sets.blocks) deaths += block.deaths();
    balance_of_death_.resize(deaths);
    if (sets.delayed()) outlived_before_.resize(sets.rows());
  }

  void rank_stratum(std::size_t s) {
    const RiskSets::Stratum& stratum = sets_.strata[s];
    const std::size_t first = stratum.first_row, rows = stratum.end_row - first;
    ranks_[s] = rank_scores(score_.subspan(first, rows), std::span(rank_).subspan(first, rows));
  }

  // From the last event time to the first: each event is compared with those at risk who outlive it.
  [[gnu::always_inline]] void count_from_the_events(std::size_t s, std::size_t& deaths_to_come) {
    const RiskSets::Stratum& stratum = sets_.strata[s];
    sums_.reset(ranks_[s]);
    std::size_t later = sets_.delayed() ? first_entering(stratum.end_block) : 0;
    for (std::uint32_t b = stratum.end_block; b-- > stratum.first_block;) {
      const RiskSets::Block& block = sets_.blocks[b];
      for (std::uint32_t position = block.end; position-- > block.deaths_end;) {
        if (position >= ahead) sums_.will_need(rank_[position - ahead]);
        if (used(position, b)) sums_.add(rank_[position], weight(position));
      }
      if (sets_.delayed())
        for (; later > 0 && sets_.enter[sets_.by_enter[later - 1]] > b; --later) {
          const std::uint32_t position = sets_.by_enter[later - 1];
          sums_.add(rank_[position], -weight(position));
        }
      of_block_[b] = static_cast<double>(sums_.total());
      deaths_to_come -= block.deaths();
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        balance_of_death_[deaths_to_come + position - block.first] = count_event(position);
      count_tied_events(block);
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        sums_.add(rank_[position], weight(position));
    }
  }

  // The counts are known: the balance of all pairs.
  void settle() {
    pairs_ = counts_.concordant + counts_.discordant + counts_.tied_x;
    balance_ = (counts_.concordant - counts_.discordant) / pairs_;
  }

  // From the first event time to the last: each row is compared with the events it was at risk for and
  // outlived.
  [[gnu::always_inline]] void count_from_the_survivors(std::size_t s, std::size_t& deaths_gone) {
    const RiskSets::Stratum& stratum = sets_.strata[s];
    sums_.reset(ranks_[s]);
    std::size_t entry = sets_.delayed() ? first_entering(stratum.first_block) : 0;
    for (std::uint32_t b = stratum.first_block; b < stratum.end_block; ++b) {
      const RiskSets::Block& block = sets_.blocks[b];
      if (sets_.delayed())
        for (; entry < sets_.by_enter.size() && sets_.enter[sets_.by_enter[entry]] == b; ++entry)
          outlived_before_[sets_.by_enter[entry]] = outlived(sets_.by_enter[entry]);
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position) {
        Influence mine = outlived_at_risk(position);
        mine.balance += balance_of_death_[deaths_gone++];
        mine.pairs += of_block_[b];
        take(position, mine);
      }
      for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
        sums_.add(rank_[position], weight(position));
      for (std::uint32_t position = block.deaths_end; position < block.end; ++position) {
        if (position + ahead < block.end) sums_.will_need(rank_[position + ahead]);
        if (used(position, b)) take(position, outlived_at_risk(position));
      }
    }
  }

  Concordance result() const {
    Concordance result = counts_;
    if (!(pairs_ > 0)) return result;
    double variance = variance_;
    for (const double change : of_cluster_) variance += change * change;
    result.value = (balance_ + 1) / 2;
    result.std_error = std::sqrt(variance) / (2 * pairs_);
    return result;
  }

 private:
  // Concordant less discordant, and all comparable pairs, that a row takes part in.
  struct Influence {
    double balance = 0, pairs = 0;
  };

  Number weight(std::uint32_t position) const {
    if constexpr (std::is_integral_v<Number>) return 1;
    return static_cast<Number>(weight_.empty() ? 1 : weight_[position]);
  }
  bool used(std::uint32_t position, std::uint32_t block) const {
    return !sets_.delayed() || sets_.enter[position] <= block;
  }

  [[gnu::always_inline]] double count_event(std::uint32_t position) {
    const std::uint32_t rank = rank_[position];
    const auto total = static_cast<double>(sums_.total()), same = static_cast<double>(sums_.same(rank));
    const auto twice = static_cast<double>(sums_.twice_below_and_same(rank)),
               mine = static_cast<double>(weight(position));
    counts_.concordant += mine * unless_rounding((twice - same) / 2, total);
    counts_.discordant += mine * unless_rounding(total - (twice + same) / 2, total);
    counts_.tied_x += mine * unless_rounding(same, total);
    return twice - total;
  }
  static double unless_rounding(double sum, double total) {
    if constexpr (std::is_integral_v<Number>) return sum;
    return sum < rounding_share * total ? 0 : sum;
  }

  void count_tied_events(const RiskSets::Block& block) {
    if (block.deaths() < 2) return;
    deaths_.clear();
    for (std::uint32_t position = block.first; position < block.deaths_end; ++position)
      deaths_.emplace_back(rank_[position], static_cast<double>(weight(position)));
    std::sort(deaths_.begin(), deaths_.end());
    double before = 0, before_same = 0, pairs = 0, same = 0;
    for (std::size_t i = 0; i < deaths_.size(); ++i) {
      if (i > 0 && deaths_[i].first != deaths_[i - 1].first) before_same = 0;
      pairs += (before - before_same) * deaths_[i].second;
      same += before_same * deaths_[i].second;
      before += deaths_[i].second;
      before_same += deaths_[i].second;
    }
    counts_.tied_y += pairs;
    counts_.tied_xy += same;
  }

  [[gnu::always_inline]] Influence outlived(std::uint32_t position) const {
    const auto gone = static_cast<double>(sums_.total());
    return {gone - static_cast<double>(sums_.twice_below_and_same(rank_[position])), gone};
  }
  [[gnu::always_inline]] Influence outlived_at_risk(std::uint32_t position) const {
    Influence mine = outlived(position);
    if (sets_.delayed()) {
      mine.balance -= outlived_before_[position].balance;
      mine.pairs -= outlived_before_[position].pairs;
    }
    return mine;
  }
  [[gnu::always_inline]] void take(std::uint32_t position, const Influence& mine) {
    const double change = (mine.balance - mine.pairs * balance_) * static_cast<double>(weight(position));
    if (of_cluster_.empty())
      variance_ += change * change;
    else
      of_cluster_[clusters_[sets_.row[position]]] += change;
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
  const Codes& clusters_;
  std::vector<std::uint32_t> rank_;  // by position, within its stratum
  std::vector<std::uint32_t> ranks_;
  RankSums<Number> sums_;
  std::vector<double> balance_of_death_;
  std::vector<double> of_block_;  // weight at risk that outlives the block's events
  std::vector<Influence> outlived_before_;
  std::vector<std::pair<std::uint32_t, double>> deaths_;  // of one event time
  Concordance counts_;
  double pairs_ = 0, balance_ = 0;
  double variance_ = 0;
  std::vector<double> of_cluster_;
};

// The walks, each compiled for several instruction sets.
template <class Number>
using Walk = void (*)(Counter<Number>&, std::size_t stratum, std::size_t& deaths);
REPERE_HOT_LOOP void rows_from_the_events(Counter<std::int32_t>& counter, std::size_t s,
                                          std::size_t& deaths) {
  counter.count_from_the_events(s, deaths);
}
REPERE_HOT_LOOP void rows_from_the_survivors(Counter<std::int32_t>& counter, std::size_t s,
                                             std::size_t& deaths) {
  counter.count_from_the_survivors(s, deaths);
}
REPERE_HOT_LOOP void weights_from_the_events(Counter<double>& counter, std::size_t s, std::size_t& deaths) {
  counter.count_from_the_events(s, deaths);
}
REPERE_HOT_LOOP void weights_from_the_survivors(Counter<double>& counter, std::size_t s,
                                                std::size_t& deaths) {
  counter.count_from_the_survivors(s, deaths);
}

template <class Number>
Concordance count(Counter<Number> counter, const RiskSets& sets, Walk<Number> from_the_events,
                  Walk<Number> from_the_survivors) {
  std::size_t deaths = 0;
  for (std::size_t s = 0; s < sets.strata.size(); ++s) {
    counter.rank_stratum(s);
    for (std::uint32_t b = sets.strata[s].first_block; b < sets.strata[s].end_block; ++b)
      deaths += sets.blocks[b].deaths();
    std::size_t deaths_to_come = deaths;
    from_the_events(counter, s, deaths_to_come);
  }
  counter.settle();
  deaths = 0;
  for (std::size_t s = 0; s < sets.strata.size(); ++s) from_the_survivors(counter, s, deaths);
  return counter.result();
}

}  // namespace

Concordance concordance_by_time(const RiskSets& sets, std::span<const double> score,
                                std::span<const double> weight, const Codes& clusters) {
  // Twice a number of rows is to fit.
  if (weight.empty() && sets.rows() < (std::size_t{1} << 30))
    return count(Counter<std::int32_t>(sets, score, weight, clusters), sets, rows_from_the_events,
                 rows_from_the_survivors);
  return count(Counter<double>(sets, score, weight, clusters), sets, weights_from_the_events,
               weights_from_the_survivors);
}

}  // namespace repere::statistics
