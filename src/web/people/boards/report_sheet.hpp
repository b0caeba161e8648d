#pragma once
#include "report/board/board_sheet.hpp"
#include "web/people/boards/report_shown.hpp"
#include "workflows/boards/read_report.hpp"

namespace repere::web {

/// A signed report for paper, made from the frozen content alone, with its addenda.
/// Errors: fault when the content is not "board report 1"
Result<report::BoardSheet> report_sheet(const workflows::SignedReport& report, Language language, const ReportNames& names);

}  // namespace repere::web
