#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/people/boards/board_paths.hpp"
#include "web/people/person_forms.hpp"
#include "workflows/boards/board_means.hpp"

// Pieces that the pages of boards share.
namespace repere::web {

/// A choice with its label. Shape: options are (value, shown text)
std::string choice(std::string_view name, std::string_view label, const std::vector<std::pair<std::string, std::string>>& options,
                   std::string_view chosen, std::string_view attributes = {});
/// A text of several lines.
std::string text_area(std::string_view name, std::string_view label, std::string_view text, std::string_view attributes = {});
/// A form that posts to `action`; ended by the caller.
std::string form_to(const Request& request, const std::string& action,
                    const std::vector<std::pair<std::string, std::string>>& hidden = {});
std::string submit(std::string_view text);

/// A whole number that a form sent; nothing when it is absent or something else.
std::optional<std::int64_t> whole_in_form(const Request& request, std::string_view name);
/// A day that a form sent ("2026-12-03").
std::optional<Day> day_in_form(const Request& request, std::string_view name);

/// What a checklist's line is called. The code itself when no rule has it.
std::string need_words(const board::BoardRules& rules, std::string_view code, Language language);
/// The board's name and the meeting's day and time, for lists and choices.
std::string meeting_words(const board::Board& board, const board::Meeting& meeting, Language language);

void add_meetings_page(std::vector<Route>& routes, const PeopleWorld& world);
void add_calendar_pages(std::vector<Route>& routes, const PeopleWorld& world);
void add_planning_pages(std::vector<Route>& routes, const PeopleWorld& world);
void add_agenda_pages(std::vector<Route>& routes, const PeopleWorld& world);
void add_placing_pages(std::vector<Route>& routes, const PeopleWorld& world);
void add_file_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// /espace/rcp/dossiers/{presentation}/signer and /compte-rendu, with the addendum.
void add_signature_pages(std::vector<Route>& routes, const PeopleWorld& world);
/// Agenda and file as PDF: /espace/rcp/reunions/{meeting}/ordre-du-jour.pdf and /espace/rcp/dossiers/{presentation}/dossier.pdf.
void add_board_papers(std::vector<Route>& routes, const PeopleWorld& world);
/// The links to such a paper; `with_identity` adds the one with names.
std::string paper_links(const Request& request, const std::string& path, Bilingual what, bool with_identity);
void add_aftermath_pages(std::vector<Route>& routes, const PeopleWorld& world);
void add_activity_pages(std::vector<Route>& routes, const PeopleWorld& world);

}  // namespace repere::web
