#include "storage/schema/all_migrations.hpp"

// A line of a checklist that nobody has done yet: when its owner was last asked for it again, and by whom.
namespace repere::storage {

const Migration migration_0010{10, "reminders", R"sql(
ALTER TABLE presentation_need ADD COLUMN reminded TEXT;
ALTER TABLE presentation_need ADD COLUMN reminded_by INTEGER NOT NULL DEFAULT 0;
)sql"};

}  // namespace repere::storage
