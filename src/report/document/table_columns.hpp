#pragma once
#include <vector>

#include "report/document/document.hpp"

namespace repere::report {

/// How a table lies in a given width: the font shrinks before a word is broken.
/// Shape: left[columns], width[columns]; left[i] + width[i] + gap <= left[i + 1]; the last ends within the
/// given width
struct TableColumns {
  Font font{7.5, false};
  std::vector<double> left, width;
};

constexpr double table_column_gap = 9, table_indent = 8;

TableColumns table_columns(const Table& table, double width);

}  // namespace repere::report
