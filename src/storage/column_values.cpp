#include "storage/column_values.hpp"

#include "base/utf8.hpp"
#include "storage/table_text.hpp"

namespace repere::storage {

// Words and codes say nothing of one patient and are repeated; what a date column holds is not.
void RowReader::note_problem(std::string_view column, std::string_view text) {
  if (!problem_.empty()) return;
  problem_ = "table " + std::string(table_) + ", column " + std::string(sql_name(column)) + ": ";
  const bool word = text.size() <= 64 && first_bad_utf8(text) == std::nullopt &&
                    column.find("date") == std::string_view::npos &&
                    column.find("cut_off") == std::string_view::npos;
  problem_ += word ? "'" + std::string(text) +
                         "' is not known to this version of the program and of knowledge/; "
                         "use the version that wrote it, or put the entry back"
                   : std::string("a value cannot be read; the file is damaged: restore a backup");
}

}  // namespace repere::storage
