#include "workflows/import_cases.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/problems.hpp"
#include "exchange/csv/problem_report.hpp"
#include "exchange/folder/exchange_folder.hpp"
#include "exchange/mapping/mapped_file.hpp"

namespace repere::cli {

namespace {

struct ImportOptions {
  RecordPlace record;
  std::string path, mapping, report, author, reason;
  std::int64_t undo = 0;
  bool dry_run = false;
  std::shared_ptr<Format> format;
};

std::string author_of(const ImportOptions& options) {
  return options.author.empty() ? author_at_command_line() : options.author;
}

std::string ending_of(const workflows::ImportReport& report) {
  if (report.refused) return "refused: nothing was written";
  if (report.dry_run) return "dry run: nothing was written";
  if (report.revision) return "batch " + std::to_string(report.revision->id.value);
  return "nothing new: the record has all of it already";
}

void print_text(std::ostream& out, const workflows::ImportReport& report) {
  out << ending_of(report) << "\n" << report.intake.errors << " errors, " << report.intake.warnings << " warnings\n";
  for (const auto& table : report.tables)
    if (table.read > 0)
      out << "  " << table.table << ": " << table.read << " read, " << table.added << " added, " << table.replaced
          << " changed, " << table.unchanged << " already there\n";
}

void print_csv(std::ostream& out, const workflows::ImportReport& report) {
  out << "table,read,added,changed,unchanged\n";
  for (const auto& table : report.tables)
    out << table.table << ',' << table.read << ',' << table.added << ',' << table.replaced << ',' << table.unchanged << "\n";
}

void print_json(std::ostream& out, const workflows::ImportReport& report) {
  boost::json::object root;
  root["refused"] = report.refused;
  root["dry_run"] = report.dry_run;
  root["batch"] = report.revision ? boost::json::value(report.revision->id.value) : boost::json::value(nullptr);
  root["errors"] = report.intake.errors;
  root["warnings"] = report.intake.warnings;
  boost::json::array tables;
  for (const auto& table : report.tables)
    tables.push_back({{"table", table.table},
                      {"read", table.read},
                      {"added", table.added},
                      {"changed", table.replaced},
                      {"unchanged", table.unchanged}});
  root["tables"] = std::move(tables);
  out << boost::json::serialize(root) << "\n";
}

int print(Console& console, const ImportOptions& options, const workflows::ImportReport& report) {
  print_problems(console, report.intake);
  if (!options.report.empty())
    if (const auto written = csv::write_problem_report(options.report, report.intake); !written)
      return failed(console, written.error());
  switch (*options.format) {
    case Format::text: print_text(console.out, report); break;
    case Format::csv: print_csv(console.out, report); break;
    case Format::json: print_json(console.out, report); break;
  }
  return report.refused ? 1 : 0;
}

int undo(const ImportOptions& options, const Services& services, Console& console) {
  auto store = services.open_record(options.record, RecordOpening::existing_only);
  if (!store) return failed(console, store.error());
  const auto revision =
      workflows::undo_import(*store->store, RevisionId{options.undo}, services.clock, author_of(options));
  if (!revision) return failed(console, revision.error());
  console.out << "batch " << options.undo << " taken back by revision " << revision->id.value << "\n";
  return 0;
}

Result<std::unique_ptr<workflows::CaseSource>> open_source(const ImportOptions& options, const ReferenceData& reference) {
  if (!options.mapping.empty())
    return std::make_unique<exchange::MappedFile>(reference, options.path, options.mapping);
  if (std::filesystem::is_regular_file(options.path))
    return fail(ErrorKind::incorrect, options.path + ": a single file needs --mapping FILE; docs/mapping.md says how to write it");
  return std::make_unique<exchange::ExchangeFolder>(reference, options.path);
}

int import(const ImportOptions& options, const Services& services, Console& console) {
  const auto reference = services.reference();
  if (!reference) return failed(console, reference.error());
  auto source = open_source(options, **reference);
  if (!source) return failed(console, source.error());
  OpenedRecord record;
  const auto open_record = [&]() -> Result<workflows::RecordStore*> {
    auto opened = services.open_record(options.record, options.dry_run ? RecordOpening::existing_only : RecordOpening::create_if_missing);
    if (!opened && options.dry_run && opened.error().kind == ErrorKind::not_found) return nullptr;
    if (!opened) return tl::unexpected(opened.error());
    record = std::move(*opened);
    return record.store.get();
  };
  const std::string reason =
      options.reason.empty() ? "import of " + std::filesystem::path(options.path).filename().string() : options.reason;
  const auto report = workflows::import_cases(**source, open_record, **reference, services.clock,
                                              {options.dry_run, author_of(options), reason});
  if (!report) return failed(console, report.error());
  return print(console, options, *report);
}

}  // namespace

void add_import_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = app.add_subcommand("import", "Brings cases into the record: all of them, or none");
  auto* path = command->add_option("path", options->path, "a folder of the exchange format, or one CSV or TSV file with --mapping");
  add_record_place(*command, options->record);
  command->add_option("--mapping", options->mapping, "how the columns of one file become cases (TOML)");
  command->add_flag("--dry-run", options->dry_run, "check and count, write nothing; ends with 1 when there are errors");
  command->add_option("--report", options->report, "write every error and warning to this CSV file");
  command->add_option("--author", options->author, "who imports (the login name if not said)");
  command->add_option("--reason", options->reason, "what is imported, for the history");
  auto* undo_option = command->add_option("--undo", options->undo, "take this batch back");
  undo_option->excludes(path);
  options->format = add_format_option(*command);
  command->callback([options, undo_option, path, &services, &console, &ending] {
    if (undo_option->count() > 0) {
      ending.exit_code = undo(*options, services, console);
    } else if (path->count() == 0) {
      ending.exit_code = wrong_usage(console, "import: name a folder or a file, or --undo BATCH");
    } else {
      ending.exit_code = import(*options, services, console);
    }
  });
}

}  // namespace repere::cli
