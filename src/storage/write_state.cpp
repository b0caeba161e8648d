#include "storage/write_state.hpp"

namespace repere::storage {

Result<VersionCloser> VersionCloser::make(WriteState& state, const std::string& table,
                                          const std::string& where) {
  auto update =
      state.connection.prepare("UPDATE " + table + " SET until = $1 WHERE " + where + " AND until IS NULL");
  if (!update) return tl::unexpected(update.error());
  (*update)->bind(1, state.revision.value);
  return VersionCloser(std::move(*update));
}

Result<bool> VersionCloser::close(std::int64_t record) {
  update_->bind(2, record);
  const auto changed = update_->run();
  if (!changed) return tl::unexpected(changed.error());
  return *changed > 0;
}

Result<bool> VersionCloser::close(std::int64_t tumour, std::int64_t record) {
  update_->bind(3, record);
  return close(tumour);
}

tl::unexpected<Error> not_newest(const Connection& connection, std::string_view table) {
  return fail(ErrorKind::conflict,
              connection.name() + ": table " + std::string(table) +
                  ": a row of this change was changed or taken back meanwhile; read the record "
                  "again and repeat the change");
}

}  // namespace repere::storage
