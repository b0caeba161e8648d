#pragma once
#include <boost/json/object.hpp>

#include "web/people/room/room_parts.hpp"
#include "web/routes/schema.hpp"

// The room and a presentation as JSON.
namespace repere::web {

boost::json::object json_of(const workflows::Room& room, Instant now);
Schema room_schema();

/// Fields with their versions, actions, and the signature when there is one; the registry's rows are the case's own affair.
boost::json::object json_of(const workflows::BoardFile& file);
/// Which versions of what is told about the case, outside the decision's fields, a page shows: "history 2 question 1".
std::string told_versions(const board::Entries& entries);
Schema presentation_schema();

}  // namespace repere::web
