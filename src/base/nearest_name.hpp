#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace repere {

/// The name that differs least from `name` (insertions, deletions, changes, neighbours exchanged); empty when
/// none is within a third of its length.
std::string nearest_name(std::string_view name, std::span<const std::string_view> names);

/// "; did you mean 'grade'? ", or ". " when no name is near: what follows an unknown name in a message.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> names);

/// "a, b, c"; past `most` names, "and 12 more".
std::string list_of(std::span<const std::string_view> names, std::size_t most = 12);

}  // namespace repere
