#pragma once
#include <CLI/App.hpp>

#include "cli/command.hpp"
#include "cli/services.hpp"
#include "study/run.hpp"

// Where a study's cases come from: a folder of the exchange format, or the record.
namespace repere::cli {

struct StudySource {
  RecordPlace record;
  std::string data;
  std::int64_t as_of = 0;  ///< 0: the last revision
  bool is_named() const { return !data.empty() || !record.url.empty(); }
};

/// Cases, and what a report says of where they come from.
struct StudyCases {
  registry::Registry registry;
  study::RunContext context;
};

/// Adds --data, --db, --key and --as-of.
void add_study_source(CLI::App& command, StudySource& source);

/// Reads the cases, checked as an import checks them; problems of a folder are printed. What is read from a record, and for which
/// `object` ("study netsarc-plus"), stands in the audit trail; cases whose patients object are not read.
/// Errors: those of reading; incorrect when the folder has errors; not_found when the record is empty
Result<StudyCases> read_study_cases(const StudySource& source, const std::string& object, const Services& services,
                                    Console& console);

}  // namespace repere::cli
