#pragma once
#include <string>
#include <vector>

#include "web/pages/bilingual.hpp"
#include "web/people/people_routes.hpp"
#include "workflows/boards/board_file.hpp"
#include "workflows/boards/colleagues.hpp"

// What is needed before the meeting, who sees to it until when; how the case stands on the agenda.
namespace repere::web {

/// The checklist with its forms; what is overdue is marked in words.
std::string checklist_shown(const PeopleWorld& world, const Request& request, const workflows::BoardFile& file,
                            const std::vector<workflows::Colleague>& colleagues);
/// Minutes, presenter, for discussion or registered only: with forms while the case may still be changed.
std::string slot_shown(const PeopleWorld& world, const Request& request, const workflows::BoardFile& file,
                       const std::vector<workflows::Colleague>& colleagues);
/// "Registered without discussion: <the rule>", with its source; empty for a case that is discussed.
std::string passage_shown(const PeopleWorld& world, const Request& request, const workflows::BoardFile& file);
/// What a rule that lets a case be registered without discussion is called. The code itself when no rule has it.
std::string rule_words(const board::BoardRules& rules, std::string_view code, Language language);

/// The button that asks somebody again: where messages leave it sends one, elsewhere it notes that the caller told them.
Bilingual reminder_words(const PeopleWorld::Sending& sending);
/// What that button does, in a sentence; empty where no message leaves.
std::string reminder_help(const Request& request, const PeopleWorld::Sending& sending);

/// What the forms of these parts ask for: need, assign, remind, reopen, slot, passage.
bool is_checklist_act(std::string_view act);
Result<void> act_on_checklist(const PeopleWorld& world, const Request& request, board::PresentationId id);

}  // namespace repere::web
