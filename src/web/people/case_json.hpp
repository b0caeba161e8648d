#pragma once
#include <boost/json/object.hpp>

#include "domain/reference_data.hpp"
#include "web/routes/schema.hpp"
#include "workflows/cases/change_case.hpp"

// A patient's file as JSON: tables of rows, values as the exchange format writes them (docs/exchange-format.md).
namespace repere::web {

boost::json::object json_of(const workflows::CaseFile& file, const ReferenceData& reference);
Schema case_schema();

/// What a client wants changed: rows with "id" are changed in the columns they name, rows without one are new (an act then
/// names its "tumour"). A column that is null becomes "not recorded".
Schema case_edit_schema();

/// The edit that a client's JSON makes of the file it was read from.
/// Shape: `wanted` has been checked against case_edit_schema()
/// Errors: incorrect, with table, row and column, for an unknown table or column, a value that is not one, a row that is not of this file
Result<workflows::CaseEdit> edit_from(const boost::json::object& wanted, workflows::CaseFile file,
                                      const ReferenceData& reference);

}  // namespace repere::web
