#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"

namespace repere::storage::backup {

enum class ColumnType : char { whole = 'w', number = 'n', text = 't', bytes = 'b' };

struct DescribedColumn {
  std::string name;
  ColumnType type = ColumnType::text;
};

struct DescribedTable {
  std::string name;
  std::vector<DescribedColumn> columns;
  std::vector<std::string> key;  ///< the order in which rows are kept: the primary key, or all columns
};

/// The tables as the migrations up to `version` make them, one that is referred to before those that refer to
/// it. The same for every engine.
/// Errors: unsupported when this program knows no such version
Result<std::vector<DescribedTable>> described_tables(int version);

}  // namespace repere::storage::backup
