#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <map>
#include <ostream>

#include "cli/commands.hpp"
#include "domain/access/told_count.hpp"
#include "exchange/folder/exchange_writer.hpp"
#include "workflows/cases/take_cases_out.hpp"

namespace repere::cli {

namespace {

struct ExportOptions {
  RecordPlace record;
  std::string out, source, project;
  workflows::ResearchDates dates = workflows::ResearchDates::relative;
  std::int64_t as_of = 0;
};

Result<void> write(const std::string& folder, const registry::Registry& rows, const ReferenceData& reference) {
  auto writer = exchange::ExchangeWriter::create(folder, reference, rows.datasets[0],
                                                 exchange::own_centres(rows.centres, reference.centres));
  if (!writer) return tl::unexpected(writer.error());
  if (const auto appended = writer->append(rows); !appended) return appended;
  return writer->finish();
}

workflows::TakeOut wanted_of(const ExportOptions& options) {
  workflows::TakeOut wanted;
  if (options.as_of) wanted.as_of = RevisionId{options.as_of};
  if (!options.source.empty()) wanted.source = options.source;
  wanted.project = options.project;
  wanted.dates = options.dates;
  wanted.object = options.project.empty() ? "export" : "research project " + options.project;
  wanted.author = author_at_command_line();
  return wanted;
}

// The number of those who objected is for who runs the command; a few are not counted out loud either.
void say_what_was_left_out(std::ostream& out, std::int64_t objected) {
  if (objected == 0) return;
  const auto told = access::told_count(objected);
  out << (told.fewer_than ? "fewer than " : "") << told.number << " patients left out: they objected to research or to registration\n";
}

int export_folder(const ExportOptions& options, const Services& services, Console& console) {
  const auto reference = services.reference();
  if (!reference) return failed(console, reference.error());
  const auto work = services.open_work(options.record);
  if (!work) return failed(console, work.error());
  const auto taken = workflows::take_cases_out(*work->transactions, services.clock, wanted_of(options));
  if (!taken) return failed(console, taken.error());
  if (taken->rows.datasets.size() != 1)
    return failed(console, {ErrorKind::incorrect, taken->rows.datasets.empty()
                                                      ? "the record holds no such cases"
                                                      : "the record holds several sources: name one with --source"});
  if (const auto written = write(options.out, taken->rows, **reference); !written) return failed(console, written.error());
  console.out << taken->rows.tumours.size() << " tumours of " << taken->rows.patients.size() << " patients in "
              << options.out << "\n";
  say_what_was_left_out(console.out, taken->objected);
  return 0;
}

using Dates = workflows::ResearchDates;
const std::map<std::string, Dates> dates_words{
    {"relative", Dates::relative}, {"month", Dates::month}, {"year", Dates::year}, {"day", Dates::day}};

}  // namespace

void add_export_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand("export", "Writes the record's cases as a folder of the exchange format");
  add_record_place(*command, options->record);
  command->add_option("--out", options->out, "the folder to write; it must not be there yet")->required();
  command->add_option("--source", options->source, "cases of this source only; needed when the record has several");
  command->add_option("--as-of", options->as_of, "as this revision left them")->check(CLI::PositiveNumber);
  command->add_option("--format", "csv (the only one in this version)")->check(CLI::IsMember({"csv"}));
  CLI::Option* const project = command->add_option(
      "--project", options->project,
      "for this research project: pseudonyms of its own, no birth date, no key of the source (letters, digits, - and _)");
  project->check([](const std::string& name) {
    const bool good = name.size() <= 60 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
      return std::isalnum(c) || c == '-' || c == '_';
    });
    return good && !name.empty() ? std::string() : std::string("takes 1 to 60 letters, digits, - and _");
  });
  command->add_option("--dates", options->dates,
                      "of a project: relative (if not said: the year of diagnosis, days from it), month, year, day")
      ->transform(CLI::CheckedTransformer(dates_words))
      ->needs(project);
  command->callback([options, &services, &console, &ending] { ending.exit_code = export_folder(*options, services, console); });
}

}  // namespace repere::cli
