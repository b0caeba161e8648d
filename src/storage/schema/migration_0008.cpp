#include "storage/schema/all_migrations.hpp"

// What the public pages reach: a number for each week, what was counted and department, and nothing about who it was.
namespace repere::storage {

const Migration migration_0008{8, "reach", R"sql(
CREATE TABLE reach_count (
  week TEXT NOT NULL,
  counted INTEGER NOT NULL,
  department TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (week, counted, department)
) STRICT;
)sql"};

}  // namespace repere::storage
