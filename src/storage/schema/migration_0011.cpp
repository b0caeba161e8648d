#include "storage/schema/all_migrations.hpp"

// Cases that may be one person twice are found by the day of their diagnosis.
namespace repere::storage {

const Migration migration_0011{11, "twins", R"sql(
CREATE INDEX tumour_diagnosis ON tumour (diagnosis_date) WHERE until IS NULL;
)sql"};

}  // namespace repere::storage
