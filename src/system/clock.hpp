#pragma once
#include "workflows/ports.hpp"

namespace repere::system {

/// The machine's clock. Nothing else in the program asks what time it is.
class MachineClock : public workflows::Clock {
 public:
  Instant now() const override;
};

}  // namespace repere::system
