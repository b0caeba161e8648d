#include "storage/connection.hpp"

namespace repere::storage {

Result<Transaction> Transaction::write(Connection& connection) {
  REPERE_TRY(connection.begin_write());
  return Transaction(connection);
}

Result<Transaction> Transaction::read(Connection& connection) {
  REPERE_TRY(connection.begin_read());
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_) connection_->rollback();
}

Result<void> Transaction::commit() {
  REPERE_TRY(connection_->commit());
  connection_ = nullptr;
  return {};
}

}  // namespace repere::storage
