#pragma once
#include "base/date.hpp"

namespace repere::board {

/// The day on the network's clock, which is that of Paris: "today" and "late" wherever no board says another place.
Day network_day(Instant at);

}  // namespace repere::board
