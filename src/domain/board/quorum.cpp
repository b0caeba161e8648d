#include "domain/board/quorum.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace repere::board {

registry::BoardType registry_type(Sort sort) {
  switch (sort) {
    case Sort::reference_sarcoma:
    case Sort::urgent:
      return registry::BoardType::reference_sarcoma;
    case Sort::bone:
      return registry::BoardType::bone;
    case Sort::recourse:
      return registry::BoardType::recourse;
    case Sort::paediatric:
      return registry::BoardType::paediatric;
    case Sort::molecular:
      return registry::BoardType::molecular;
  }
  return registry::BoardType::unknown;
}

const QuorumRule* rule_on(const std::vector<QuorumRule>& rules, Sort sort, Day day) {
  const QuorumRule* newest = nullptr;
  for (const auto& rule : rules)
    if (rule.sort == sort && rule.from <= day && (newest == nullptr || newest->from < rule.from)) newest = &rule;
  return newest;
}

namespace {

// Kuhn's algorithm: seats are few and people too. `taken[p]` is the seat that a person fills, or none.
class Seating {
 public:
  Seating(const std::vector<Seat>& seats, const std::vector<Specialty>& present)
      : seats_(seats), present_(present), taken_(present.size(), none) {
    for (std::size_t seat = 0; seat < seats.size(); ++seat) {
      seen_.assign(present.size(), false);
      fill(seat);
    }
  }
  std::vector<Seat> empty() const {
    std::vector<Seat> left;
    for (std::size_t seat = 0; seat < seats_.size(); ++seat)
      if (std::find(taken_.begin(), taken_.end(), seat) == taken_.end()) left.push_back(seats_[seat]);
    return left;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  bool fill(std::size_t seat) {
    for (std::size_t person = 0; person < present_.size(); ++person) {
      const auto& fits = seats_[seat];
      if (seen_[person] || std::find(fits.begin(), fits.end(), present_[person]) == fits.end()) continue;
      seen_[person] = true;
      if (taken_[person] != none && !fill(taken_[person])) continue;
      taken_[person] = seat;
      return true;
    }
    return false;
  }

  const std::vector<Seat>& seats_;
  const std::vector<Specialty>& present_;
  std::vector<std::size_t> taken_;
  std::vector<bool> seen_;
};

}  // namespace

Quorum quorum_of(const QuorumRule& rule, const std::vector<Specialty>& present) {
  std::set<Specialty> different;
  for (const Specialty one : present)
    if (is_physician(one)) different.insert(one);
  Quorum quorum;
  quorum.physicians = static_cast<int>(different.size());
  quorum.wanted = rule.least_physicians;
  quorum.empty = Seating(rule.seats, present).empty();
  quorum.reached = !rule.never && quorum.empty.empty() && quorum.physicians >= rule.least_physicians;
  return quorum;
}

}  // namespace repere::board
