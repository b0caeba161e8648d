#include "storage/people/sql_work.hpp"

#include "storage/people/inner_connection.hpp"

namespace repere::storage {

SqlWork::SqlWork(Connection& connection, const WorkMeans& means)
    : connection_(connection),
      statements_(connection),
      centres_(means.reference, means.centres),
      accounts_(statements_),
      sessions_(statements_),
      links_(statements_),
      tokens_(statements_),
      attempts_(statements_),
      audit_(statements_, means.secrets),
      cases_(statements_, means.reference, centres_),
      persons_(statements_, means.secrets, means.clock, means.reference, centres_),
      referrals_(statements_, means.secrets, centres_),
      boards_(statements_, means.secrets, means.clock),
      messages_(statements_, means.secrets, means.clock),
      reminders_(statements_),
      record_(std::make_unique<InnerConnection>(connection), means.reference, means.secrets) {}

workflows::RecordStore& SqlWork::record() { return record_; }

Result<void> SqlWork::announce(const std::string& topic, const std::string& message) {
  return connection_.notify(topic, message);
}

}  // namespace repere::storage
