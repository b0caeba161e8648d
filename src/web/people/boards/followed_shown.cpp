#include "web/people/boards/followed_shown.hpp"

#include "report/drawing/plain_text.hpp"
#include "web/people/boards/board_forms.hpp"
#include "web/people/boards/board_words.hpp"
#include "web/public/referral_words.hpp"

namespace repere::web {

using board::Followed;
using report::escaped;
using workflows::FollowedLine;

Bilingual followed_name(Followed followed) {
  constexpr Bilingual names[] = {{"pas encore", "not yet"}, {"suivie", "followed"}, {"en partie", "partly"}, {"non suivie", "not followed"}};
  return names[static_cast<std::size_t>(followed)];
}

std::string done_shown(const Request& request, const FollowedLine& line) {
  std::string html;
  for (const auto& one : line.done)
    html += "<li>" + words(request, board_field(one.modality).label) + " : " + escaped(request.language == Language::fr ? one.what_fr : one.what_en) +
            (one.overdue ? words(request, {" – en retard", " – overdue"}) : "") + "</li>";
  return "<ul>" + html + "</ul>";
}

std::string state_of(const Request& request, const FollowedLine& line) {
  std::string state = words(request, followed_name(line.followed));
  if (line.judgement && !line.judgement->reason.reveal().empty()) state += " – " + line.judgement->reason.reveal();
  return state;
}

std::string decisions_shown(const Request& request, const std::vector<FollowedLine>& lines) {
  if (lines.empty()) return {};
  std::string rows;
  for (const auto& line : lines)
    rows += "<tr><th scope=\"row\"><a href=\"" + presentation_path(line.presentation.id) + "/compte-rendu\">" + day_text(line.decided, request.language) + "</a></th><td>" +
            done_shown(request, line) + "</td>" + cell(state_of(request, line)) + "</tr>";
  return "<h2>" + words(request, {"Décisions de RCP", "Board decisions"}) + "</h2>" +
         table(table_head(request, {{"Réunion", "Meeting"}, {"Selon le registre", "By the registry"}, {"Suivie ?", "Followed?"}}), rows,
               words(request, {"La plus récente d’abord", "The newest first"}));
}

}  // namespace repere::web
