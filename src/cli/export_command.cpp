#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.hpp"
#include "exchange/folder/exchange_writer.hpp"

namespace repere::cli {

namespace {

struct ExportOptions {
  RecordPlace record;
  std::string out, source;
  std::int64_t as_of = 0;
};

Result<void> write(const std::string& folder, const registry::Registry& rows, const ReferenceData& reference) {
  auto writer = exchange::ExchangeWriter::create(folder, reference, rows.datasets[0],
                                                 exchange::own_centres(rows.centres, reference.centres));
  if (!writer) return tl::unexpected(writer.error());
  if (const auto appended = writer->append(rows); !appended) return appended;
  return writer->finish();
}

int export_folder(const ExportOptions& options, const Services& services, Console& console) {
  const auto reference = services.reference();
  if (!reference) return failed(console, reference.error());
  auto store = services.open_record(options.record, RecordOpening::existing_only);
  if (!store) return failed(console, store.error());
  const auto revision = options.as_of ? std::optional(RevisionId{options.as_of}) : std::nullopt;
  const auto rows = store->store->read(revision, options.source.empty() ? std::nullopt : std::optional(options.source));
  if (!rows) return failed(console, rows.error());
  if (rows->datasets.size() != 1)
    return failed(console, {ErrorKind::incorrect, rows->datasets.empty()
                                                      ? "the record holds no such cases"
                                                      : "the record holds several sources: name one with --source"});
  if (const auto written = write(options.out, *rows, **reference); !written) return failed(console, written.error());
  console.out << rows->tumours.size() << " tumours of " << rows->patients.size() << " patients in " << options.out << "\n";
  return 0;
}

}  // namespace

void add_export_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand("export", "Writes the record's cases as a folder of the exchange format");
  add_record_place(*command, options->record);
  command->add_option("--out", options->out, "the folder to write; it must not be there yet")->required();
  command->add_option("--source", options->source, "cases of this source only; needed when the record has several");
  command->add_option("--as-of", options->as_of, "as this revision left them")->check(CLI::PositiveNumber);
  command->add_option("--format", "csv (the only one in this version)")->check(CLI::IsMember({"csv"}));
  command->callback([options, &services, &console, &ending] { ending.exit_code = export_folder(*options, services, console); });
}

}  // namespace repere::cli
