#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

// The engines that tests run on, each with a place for one database.
namespace repere::storage {

/// A new database of one test: empty at first, gone afterwards.
class DatabasePlace {
 public:
  virtual ~DatabasePlace() = default;
  virtual std::string url() const = 0;
};

struct DatabaseEngine {
  std::string name;
  std::function<std::unique_ptr<DatabasePlace>()> new_place;
  std::function<std::string()> missing;  ///< why it cannot be tested on this machine; empty when it can
};

inline void PrintTo(const DatabaseEngine& engine, std::ostream* out) { *out << engine.name; }

/// SQLite and PostgreSQL.
std::vector<DatabaseEngine> all_engines();

}  // namespace repere::storage
