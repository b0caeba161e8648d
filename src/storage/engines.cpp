#include "storage/engines.hpp"

#include "storage/postgresql/test_cluster.hpp"
#include "storage/sqlite/temporary_folder.hpp"

namespace repere::storage {

namespace {

class SqlitePlace final : public DatabasePlace {
 public:
  std::string url() const override { return "sqlite:" + folder_.file("record.db"); }

 private:
  sqlite::TemporaryFolder folder_;
};

class PostgresqlPlace final : public DatabasePlace {
 public:
  std::string url() const override { return database_.url(); }

 private:
  postgresql::TestDatabase database_{postgresql::TestDatabase::Content::tables};
};

}  // namespace

std::vector<DatabaseEngine> all_engines() {
  return {{"sqlite", [] { return std::make_unique<SqlitePlace>(); }, [] { return std::string(); }},
          {"postgresql", [] { return std::make_unique<PostgresqlPlace>(); }, postgresql::why_no_cluster}};
}

}  // namespace repere::storage
