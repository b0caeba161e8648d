#pragma once
#include "domain/board/follow_up.hpp"
#include "study/board_activity.hpp"
#include "workflows/boards/prepare_meeting.hpp"

// After the board: what was to be done, what was done, how long it took, how much was done.
namespace repere::workflows {

struct ActionLine {
  board::Action action;
  std::string pseudonym;
  board::MeetingId meeting;
  bool overdue = false;
};
Result<std::vector<ActionLine>> list_actions(const BoardMeans& means, const Asking& asking, const std::string& centre,
                                             bool only_own);
Result<void> finish_action(const BoardMeans& means, const Asking& asking, board::ActionId id, std::int64_t version);

struct FollowedLine {
  board::Presentation presentation;
  std::vector<board::Done> done;
  std::optional<Judgement> judgement;  ///< what somebody said about it; counts before what the registry says
  board::Followed followed = board::Followed::not_yet;
  bool overdue = false;
};
/// The signed decisions of a centre's boards, those overdue first.
Result<std::vector<FollowedLine>> list_followed(const BoardMeans& means, const Asking& asking, const std::string& centre,
                                                Day from, Day until);
Result<void> judge(const BoardMeans& means, const Asking& asking, const Judgement& judgement);

struct Statistics {
  std::string centre;
  Day from{}, until{};
  study::Activity activity;
  std::vector<study::Milestones> milestones;  ///< of each case
};
/// read_indicators of the centre.
Result<Statistics> board_statistics(const BoardMeans& means, const Asking& asking, const std::string& centre, Day from,
                                    Day until);

/// All boards of a week: load and free places. No patient.
Result<std::vector<MeetingLine>> network_week(const BoardMeans& means, const Asking& asking, Day monday);

}  // namespace repere::workflows
