#pragma once
#include <functional>
#include <initializer_list>
#include <optional>

#include "web/people/page_frame.hpp"
#include "web/people/people_routes.hpp"

namespace repere::web {

/// The content of a page for somebody who has signed in, as HTML.
using PersonPage = std::function<Result<std::string>(const workflows::SignedIn&, const Request&)>;

/// A page of the workspace in its frame; nothing of it is kept by browsers or proxies.
Route person_page(const PeopleWorld& world, std::string path, Policy policy, Bilingual title,
                  PersonPage content);

/// "2026-11-22 09:30" of an instant, in UTC.
std::string minute_of(Instant at);

/// A cell of a table.
std::string cell(std::string_view text);
/// The head of a table, in the caller's language.
std::string table_head(const Request& request, std::initializer_list<Bilingual> names);
/// A table that scrolls by itself where it is wider than the page; in narrow windows each row is a list with the names of the
/// columns. `header` and `rows` are HTML.
std::string table(const std::string& header, const std::string& rows, std::string_view caption);

/// A whole number of the query, 1 to 15 digits; nothing when it is absent or is something else.
std::optional<std::int64_t> number_in_query(const Request& request, std::string_view name);

}  // namespace repere::web
