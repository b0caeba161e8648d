#include "statistics/net_survival_sums.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "statistics/parallel.hpp"

namespace repere::statistics {
namespace {

constexpr std::size_t most_steps = 20'000'000;
// Pieces in which rows are added, whatever the number of threads: the same digits on any.
constexpr std::size_t most_pieces = 8;

// The time axis cut into steps: each begins where the one before ends, and a distinct time of the group ends one.
struct Steps {
  std::vector<double> start, length;
  std::vector<std::size_t> end_of;  // for each distinct time, one past its last step
};

Result<Steps> steps_of(const std::vector<double>& times, double precision) {
  const double count = (times.empty() ? 0 : times.back() / precision) + static_cast<double>(times.size());
  if (count > static_cast<double>(most_steps))
    return fail(
        ErrorKind::unsupported,
        "the follow-up is cut into more than 20,000,000 steps: take a larger precision, or 0 (exact)");
  Steps steps;
  double from = 0;
  for (const double time : times) {
    const double whole = time - from;
    for (double done = 0; done < whole;) {
      const double length = std::min(precision, whole - done);
      steps.start.push_back(from + done);
      steps.length.push_back(length);
      done += length;
    }
    steps.end_of.push_back(steps.start.size());
    from += whole;
  }
  return steps;
}

// Where a person is in the table, moving through it.
class Person {
 public:
  Person(const NetRows& rows, const PopulationTable& table, std::size_t row)
      : table_(table), kind_(rows.kind[row]), age_(rows.age[row]), day_(rows.day[row]) {}

  // Looks the cell up that holds so many days after the origin.
  void move_to(double time) {
    age_place_ = table_.age_place(age_ + time);
    year_place_ = table_.year_place(day_ + time);
    look_up();
  }
  bool has_left(double time) const { return age_ + time >= next_age_ || day_ + time >= next_year_; }
  double hazard() const { return hazard_; }
  /// When this cell ends, in days after the origin.
  double leaves_at() const { return std::min(next_age_ - age_, next_year_ - day_); }
  /// On to the next cell: by place and not by time, whose rounding could stay in this one for ever.
  void cross() {
    const double age_ends = next_age_ - age_, year_ends = next_year_ - day_;
    if (age_ends <= year_ends) ++age_place_;
    if (year_ends <= age_ends) ++year_place_;
    look_up();
  }

 private:
  const PopulationTable& table_;
  std::uint32_t kind_;
  double age_, day_;
  std::size_t age_place_ = 0, year_place_ = 0;
  double hazard_ = 0, next_age_ = 0, next_year_ = 0;

  void look_up() {
    hazard_ = table_.hazard(kind_, year_place_, age_place_);
    next_age_ = table_.next_age(age_place_);
    next_year_ = table_.next_year(year_place_);
  }
};

// Runs `add(row, sums)` over all rows in a fixed number of pieces, each with sums of its own, and adds those in order.
template <class Sums, class Add>
Sums in_pieces(std::size_t rows, unsigned threads, const Sums& empty, const Add& add) {
  const std::size_t pieces = std::clamp<std::size_t>(rows / 256, 1, most_pieces);
  std::vector<Sums> parts(pieces, empty);
  in_parallel(threads, pieces, [&](std::size_t piece) {
    for (std::size_t row = rows * piece / pieces; row < rows * (piece + 1) / pieces; ++row)
      add(row, parts[piece]);
  });
  for (std::size_t piece = 1; piece < pieces; ++piece) parts[0].add(parts[piece]);
  return std::move(parts[0]);
}

void add_to(std::vector<double>& sums, const std::vector<double>& more) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
}

// What happens at the distinct times, both ways of integrating having it in common.
struct AtTimes {
  explicit AtTimes(std::size_t times) : events(times, 0), squares(times, 0) {}
  void add_event(std::size_t place, double weight) {
    events[place] += weight;
    squares[place] += weight * weight;
  }
  void add(const AtTimes& other) {
    add_to(events, other.events);
    add_to(squares, other.squares);
  }
  std::vector<double> events, squares;
};

// Sums by step: of the weight 1 / expected survival, and of hazard times weight, at the step's start and at its end.
struct StepSums {
  StepSums(std::size_t steps, std::size_t times)
      : weight(steps, 0),
        pull(steps, 0),
        weight_after(steps, 0),
        pull_after(steps, 0),
        hazard(steps, 0),
        at(times) {}
  void add(const StepSums& other) {
    add_to(weight, other.weight);
    add_to(pull, other.pull);
    add_to(weight_after, other.weight_after);
    add_to(pull_after, other.pull_after);
    add_to(hazard, other.hazard);
    at.add(other.at);
  }
  std::vector<double> weight, pull, weight_after, pull_after, hazard;
  AtTimes at;
};

void add_row_by_steps(const NetRows& rows, const PopulationTable& table, const Steps& steps, std::size_t row,
                      StepSums& sums) {
  Person person(rows, table, row);
  const std::size_t end = steps.end_of[rows.ends_at[row]];
  double weight = 1;
  for (std::size_t s = 0; s < end;) {
    person.move_to(steps.start[s]);
    const double hazard = person.hazard();
    double length = -1, growth = 1;
    do {
      if (steps.length[s] != length) {
        length = steps.length[s];
        growth = std::exp(length * hazard);
      }
      const double after = weight * growth;
      sums.weight[s] += weight;
      sums.pull[s] += hazard * weight;
      sums.weight_after[s] += after;
      sums.pull_after[s] += hazard * after;
      sums.hazard[s] += hazard;
      weight = after;
      ++s;
    } while (s < end && !person.has_left(steps.start[s]));
  }
  if (rows.event[row]) sums.at.add_event(rows.ends_at[row], weight);
}

// relsurv's way. Between two distinct times the mean hazard of a step is the mean of what it is at its start and at its
// end, each a ratio of sums over all steps since the distinct time before.
NetSums by_steps(const NetRows& rows, const PopulationTable& table, const Steps& steps,
                 const NetSurvivalOptions& options) {
  const auto sums =
      in_pieces(rows.size(), options.threads, StepSums(steps.start.size(), rows.times.size()),
                [&](std::size_t row, StepSums& into) { add_row_by_steps(rows, table, steps, row, into); });
  NetSums result;
  result.weight_of_events = sums.at.events;
  result.squares_of_events = sums.at.squares;
  double left = static_cast<double>(rows.size());
  std::size_t s = 0;
  for (std::size_t j = 0; j < rows.times.size(); ++j) {
    double weight = 0, pull = 0, weight_after = 0, pull_after = 0, integral = 0, hazard = 0;
    for (; s < steps.end_of[j]; ++s) {
      weight += sums.weight[s];
      pull += sums.pull[s];
      weight_after += sums.weight_after[s];
      pull_after += sums.pull_after[s];
      integral += (pull / weight / 2 + pull_after / weight_after / 2) * steps.length[s];
      hazard += sums.hazard[s] * steps.length[s];
    }
    result.weight_at_risk.push_back(sums.weight_after[s - 1]);
    result.population_hazard.push_back(options.method == NetMethod::ederer2 ? hazard / left : integral);
    left -= rows.ending_at[j];
  }
  return result;
}

// Sums by distinct time: of the weight at the interval's start and end, of the hazard over it, of the expected survival.
struct ExactSums {
  explicit ExactSums(std::size_t times)
      : weight_before(times, 0), weight(times, 0), hazard(times, 0), survival(times, 0), at(times) {}
  void add(const ExactSums& other) {
    add_to(weight_before, other.weight_before);
    add_to(weight, other.weight);
    add_to(hazard, other.hazard);
    add_to(survival, other.survival);
    at.add(other.at);
  }
  std::vector<double> weight_before, weight, hazard, survival;
  AtTimes at;
};

// The hazard is followed from one cell of the table to the next, to the last distinct time in `all`, else while at risk.
void add_row_exactly(const NetRows& rows, const PopulationTable& table, std::size_t row, bool all,
                     ExactSums& sums) {
  Person person(rows, table, row);
  person.move_to(0);
  double weight = 1, from = 0;
  double last_hazard = 0, growth = 1;  // intervals of one length in one cell are many
  const std::size_t last = all ? rows.times.size() - 1 : rows.ends_at[row];
  for (std::size_t j = 0; j <= last; ++j) {
    const double before = weight;
    double hazard = 0;
    for (double leaves = person.leaves_at(); leaves < rows.times[j]; leaves = person.leaves_at()) {
      hazard += person.hazard() * std::max(0.0, leaves - from);
      from = std::max(from, leaves);
      person.cross();
    }
    hazard += person.hazard() * (rows.times[j] - from);
    from = rows.times[j];
    if (hazard != last_hazard) {
      last_hazard = hazard;
      growth = std::exp(hazard);
    }
    weight *= growth;
    if (all) sums.survival[j] += 1 / weight;
    if (j > rows.ends_at[row]) continue;
    sums.weight_before[j] += before;
    sums.weight[j] += weight;
    sums.hazard[j] += hazard;
    if (j == rows.ends_at[row] && rows.event[row]) sums.at.add_event(j, weight);
  }
}

// Between two distinct times the same rows are at risk, and the weights grow by their hazards: the integral of the mean
// hazard is the logarithm of what their sum has grown by.
NetSums exactly(const NetRows& rows, const PopulationTable& table, const NetSurvivalOptions& options) {
  const bool all = options.method == NetMethod::ederer1;
  const auto sums =
      in_pieces(rows.size(), options.threads, ExactSums(rows.times.size()),
                [&](std::size_t row, ExactSums& into) { add_row_exactly(rows, table, row, all, into); });
  NetSums result;
  result.weight_of_events = sums.at.events;
  result.squares_of_events = sums.at.squares;
  result.weight_at_risk = sums.weight;
  double left = static_cast<double>(rows.size());
  for (std::size_t j = 0; j < rows.times.size(); ++j) {
    result.population_hazard.push_back(options.method == NetMethod::ederer2
                                           ? sums.hazard[j] / left
                                           : std::log(sums.weight[j] / sums.weight_before[j]));
    result.expected_survival.push_back(sums.survival[j] / static_cast<double>(rows.size()));
    left -= rows.ending_at[j];
  }
  return result;
}

}  // namespace

NetRows NetRows::of(const NetSurvivalData& data, std::span<const std::size_t> chosen) {
  NetRows rows;
  for (const std::size_t row : chosen) rows.times.push_back(data.follow_up.time[row]);
  std::sort(rows.times.begin(), rows.times.end());
  rows.times.erase(std::unique(rows.times.begin(), rows.times.end()), rows.times.end());
  rows.ending_at.assign(rows.times.size(), 0);
  rows.events_at.assign(rows.times.size(), 0);
  for (const std::size_t row : chosen) {
    const auto place = std::lower_bound(rows.times.begin(), rows.times.end(), data.follow_up.time[row]);
    const auto j = static_cast<std::size_t>(place - rows.times.begin());
    rows.age.push_back(data.age_days[row]);
    rows.day.push_back(data.day[row]);
    rows.kind.push_back(data.kind[row]);
    rows.ends_at.push_back(static_cast<std::uint32_t>(j));
    rows.event.push_back(data.follow_up.event[row]);
    ++rows.ending_at[j];
    rows.events_at[j] += data.follow_up.event[row];
  }
  return rows;
}

Result<NetSums> net_sums(const NetRows& rows, const PopulationTable& table,
                         const NetSurvivalOptions& options) {
  if (rows.size() == 0) return NetSums{};
  if (options.precision == 0 || options.method == NetMethod::ederer1) return exactly(rows, table, options);
  const auto steps = steps_of(rows.times, options.precision);
  if (!steps) return tl::unexpected(steps.error());
  return by_steps(rows, table, *steps, options);
}

}  // namespace repere::statistics
