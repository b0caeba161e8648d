#pragma once
#include <memory>

#include "storage/connection.hpp"

namespace repere::storage {

/// What happens to a connection of the tests, and when.
struct Fault {
  enum class Kind { fails, process_dies } kind = Kind::fails;
  int after = 0;  ///< so many runs of statements and commits go well before it
};

/// `inner`, until the fault comes: from then on every call fails as when the disk is gone, or the process
/// dies at once (SIGKILL).
std::unique_ptr<Connection> faulty(std::unique_ptr<Connection> inner, Fault fault);

}  // namespace repere::storage
