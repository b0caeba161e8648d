#pragma once
#include "synthetic/facts.hpp"
#include "synthetic/parameters.hpp"

namespace repere::synthetic {

/// When everything happens to one case.
/// Units: days since diagnosis; `never` is later than any follow-up
struct Course {
  static constexpr int never = 1'000'000;
  int end = 0;  ///< death or last news
  bool dead = false;
  int surgery = never, re_excision = never;
  bool planned = true;
  int biopsy = never, board = never;  ///< the board before surgery; for those not operated the first board
  int after_board = never;            ///< the first board after surgery
  bool neoadjuvant = false;
  int local_relapse = never, distant_relapse = never, progression = never;
};

/// The probability of a second operation by margin, so that all together it is what Blay 2017 has.
class ReExcisionRates {
 public:
  ReExcisionRates();
  double rate(bool board_before, std::size_t margin) const { return rate_[board_before][margin]; }

 private:
  std::array<std::array<double, 5>, 2> rate_{};
};

/// Draws the course. `news` is how long patients are followed; nothing lies after the cut-off or after death.
Course course_of(const CaseFacts& facts, const parameters::FollowUpSetting& news,
                 const ReExcisionRates& rates, Random& random);

}  // namespace repere::synthetic
