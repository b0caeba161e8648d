#pragma once
#include "domain/board/follow_up.hpp"
#include "workflows/boards/board_means.hpp"

// What became of signed decisions.
namespace repere::workflows {

struct FollowedLine {
  board::Presentation presentation;
  Day decided{};  ///< of the meeting, on the clock of its place
  std::vector<board::Done> done;
  std::optional<Judgement> judgement;  ///< what somebody said about it; counts before what the registry says
  board::Followed followed = board::Followed::not_yet;
  bool overdue = false;
};
/// The signed decisions of a centre's boards, those overdue first.
Result<std::vector<FollowedLine>> list_followed(const BoardMeans& means, const Asking& asking, const std::string& centre,
                                                Day from, Day until);
/// The same of one case, the newest first. Errors: as authorise_for_case (read_case)
Result<std::vector<FollowedLine>> followed_of_case(const BoardMeans& means, const Asking& asking, PatientId patient);
/// Errors: incorrect without a reason unless it was followed; conflict when no decision is signed
Result<void> judge(const BoardMeans& means, const Asking& asking, const Judgement& judgement);

}  // namespace repere::workflows
