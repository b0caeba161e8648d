#include "storage/schema/all_migrations.hpp"

// Sessions that began at another provider of identities.
namespace repere::storage {

const Migration migration_0005{5, "sessions of another provider", R"sql(
-- What ends the session there too, sealed; gone with the session.
CREATE TABLE session_at_provider (
  session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL
) STRICT;
)sql"};

}  // namespace repere::storage
