#include "domain/board/meeting.hpp"

#include <algorithm>

namespace repere::board {

std::vector<Stay> present_at(const std::vector<Stay>& stays, Instant when) {
  std::vector<Stay> present;
  for (const Stay& stay : stays) {
    if (!stay.at(when)) continue;
    const bool there = std::any_of(present.begin(), present.end(), [&](const Stay& one) {
      return stay.account ? one.account == stay.account : !one.account && one.name == stay.name && one.centre == stay.centre;
    });
    if (!there) present.push_back(stay);
  }
  return present;
}

std::vector<Specialty> specialties_of(const std::vector<Stay>& present) {
  std::vector<Specialty> all;
  for (const Stay& stay : present) all.push_back(stay.specialty);
  return all;
}

}  // namespace repere::board
