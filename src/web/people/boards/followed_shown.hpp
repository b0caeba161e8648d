#pragma once
#include <string>

#include "web/pages/bilingual.hpp"
#include "web/people/people_routes.hpp"
#include "workflows/boards/followed_decisions.hpp"

// What became of signed decisions, in words.
namespace repere::web {

Bilingual followed_name(board::Followed followed);
/// What the registry shows of each modality, as a list.
std::string done_shown(const Request& request, const workflows::FollowedLine& line);
/// "non suivie – opéré dans un autre centre": with what somebody said of it.
std::string state_of(const Request& request, const workflows::FollowedLine& line);
/// The decisions of a case, the newest first; empty when none is signed.
std::string decisions_shown(const Request& request, const std::vector<workflows::FollowedLine>& lines);

}  // namespace repere::web
