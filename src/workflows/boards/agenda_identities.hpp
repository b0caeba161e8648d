#pragma once
#include "workflows/boards/read_agenda.hpp"
#include "workflows/cases/persons.hpp"

namespace repere::workflows {

/// The patients of an agenda whom the caller may identify. Each reading is a line of the trail, on the disk before the answer
/// goes out.
/// Shape: one for each line, in its place; nothing where it is not permitted, or not recorded
Result<std::vector<std::optional<Person>>> identities_on_agenda(const BoardMeans& means, const Asking& asking, const Agenda& agenda);

}  // namespace repere::workflows
