#include "cli/study_cases.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/problems.hpp"
#include "exchange/folder/exchange_folder.hpp"
#include "workflows/cases/take_cases_out.hpp"
#include "workflows/import_cases.hpp"

namespace repere::cli {
namespace {

// A folder is read with the same checks as an import: a study of rows that cannot be true is refused.
Result<StudyCases> read_folder(const StudySource& source, const ReferenceData& reference, Instant now,
                               Console& console) {
  exchange::ExchangeFolder folder(reference, source.data);
  auto intake = folder.read();
  if (!intake) return tl::unexpected(intake.error());
  if (intake->errors == 0) workflows::check_intake(*intake, reference, now);
  if (intake->errors > 0) {
    print_problems(console, *intake);
    return fail(ErrorKind::incorrect, "the folder has " + std::to_string(intake->errors) +
                                          " errors: a study needs cases that an import would take");
  }
  StudyCases cases{std::move(intake->registry), {}};
  cases.context.origin = "folder of the exchange format";
  return cases;
}

Result<StudyCases> read_record(const StudySource& source, const std::string& object, const Services& services) {
  const auto work = services.open_work(source.record);
  if (!work) return tl::unexpected(work.error());
  workflows::TakeOut wanted;
  wanted.act = access::Act::run_study;
  if (source.as_of) wanted.as_of = RevisionId{source.as_of};
  wanted.object = object;
  wanted.author = author_at_command_line();
  auto taken = workflows::take_cases_out(*work->transactions, services.clock, wanted);
  if (!taken) return tl::unexpected(taken.error());
  StudyCases cases{std::move(taken->rows), {}};
  cases.context.origin = "record, revision " + std::to_string(taken->revision.value);
  cases.context.revision = taken->revision.value;
  cases.context.objected = taken->objected;
  return cases;
}

}  // namespace

void add_study_source(CLI::App& command, StudySource& source) {
  auto* data = command.add_option("--data", source.data, "cases from a folder of the exchange format");
  auto* db =
      command.add_option("--db", source.record.url, "cases from the record: sqlite:FILE or postgresql://…");
  data->excludes(db);
  command.add_option("--key", source.record.key_file, "the key file (beside a SQLite database if not said)")
      ->needs(db);
  command.add_option("--as-of", source.as_of, "the record as this revision left it")
      ->check(CLI::PositiveNumber)
      ->needs(db);
}

Result<StudyCases> read_study_cases(const StudySource& source, const std::string& object, const Services& services,
                                    Console& console) {
  const auto reference = services.reference();
  if (!reference) return tl::unexpected(reference.error());
  const Instant now = services.clock.now();
  auto cases =
      source.data.empty() ? read_record(source, object, services) : read_folder(source, **reference, now, console);
  if (!cases) return cases;
  cases->context.program_version = services.version;
  cases->context.generated_at = now;
  return cases;
}

}  // namespace repere::cli
