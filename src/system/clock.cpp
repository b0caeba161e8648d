#include "system/clock.hpp"

namespace repere::system {

Instant MachineClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace repere::system
