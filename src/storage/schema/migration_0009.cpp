#include "storage/schema/all_migrations.hpp"

// What an account holder has sent is found by who sent it. Most referrals have no account behind them.
namespace repere::storage {

const Migration migration_0009{9, "senders", R"sql(
CREATE INDEX referral_sender ON referral (sender, received) WHERE sender <> 0;
)sql"};

}  // namespace repere::storage
