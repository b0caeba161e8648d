#include <unistd.h>

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/problems.hpp"
#include "exchange/folder/exchange_folder.hpp"
#include "report/study_report.hpp"
#include "study/run.hpp"
#include "workflows/cases/take_cases_out.hpp"
#include "workflows/import_cases.hpp"

namespace repere::cli {

namespace {

struct StudyOptions {
  RecordPlace record;
  std::string file, data, out;
  std::int64_t as_of = 0;
  study::Language language = study::Language::fr;
  bool no_pdf = false;
};

// Cases, and what the report says of where they come from.
struct Cases {
  registry::Registry registry;
  study::RunContext context;
};

// A folder is read with the same checks as an import: a study of rows that cannot be true is refused.
Result<Cases> read_folder(const StudyOptions& options, const ReferenceData& reference, Instant now, Console& console) {
  exchange::ExchangeFolder folder(reference, options.data);
  auto intake = folder.read();
  if (!intake) return tl::unexpected(intake.error());
  if (intake->errors == 0) workflows::check_intake(*intake, reference, now);
  if (intake->errors > 0) {
    print_problems(console, *intake);
    return fail(ErrorKind::incorrect, "the folder has " + std::to_string(intake->errors) +
                                          " errors: a study needs cases that an import would take");
  }
  Cases cases{std::move(intake->registry), {}};
  cases.context.origin = "folder of the exchange format";
  return cases;
}

Result<Cases> read_record(const StudyOptions& options, const std::string& study, const Services& services) {
  const auto work = services.open_work(options.record);
  if (!work) return tl::unexpected(work.error());
  workflows::TakeOut wanted;
  wanted.act = access::Act::run_study;
  if (options.as_of) wanted.as_of = RevisionId{options.as_of};
  wanted.object = "study " + study;
  wanted.author = author_at_command_line();
  auto taken = workflows::take_cases_out(*work->transactions, services.clock, wanted);
  if (!taken) return tl::unexpected(taken.error());
  Cases cases{std::move(taken->rows), {}};
  cases.context.origin = "record, revision " + std::to_string(taken->revision.value);
  cases.context.revision = taken->revision.value;
  cases.context.objected = taken->objected;
  return cases;
}

Result<study::StudyResults> compute(const StudyOptions& options, const Services& services, Console& console) {
  const auto reference = services.reference();
  if (!reference) return tl::unexpected(reference.error());
  const auto study = services.load_study(options.file);
  if (!study) return tl::unexpected(study.error());
  const Instant now = services.clock.now();
  auto cases = options.data.empty() ? read_record(options, study->definition.id, services) : read_folder(options, **reference, now, console);
  if (!cases) return tl::unexpected(cases.error());
  cases->context.program_version = services.version;
  cases->context.generated_at = now;
  return study::run_study(study->definition, study->indicators, cases->registry, **reference, cases->context);
}

int run_study(const StudyOptions& options, const Services& services, Console& console) {
  const auto results = compute(options, services, console);
  if (!results) return failed(console, results.error());
  const auto written = report::write_study_report(*results, {options.out, options.language, !options.no_pdf});
  if (!written) return failed(console, written.error());
  console.out << options.out << "/report.html" << (options.no_pdf ? "\n" : ", report.pdf\n");
  return 0;
}

}  // namespace

void add_study_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto options = std::make_shared<StudyOptions>();
  CLI::App* study = app.add_subcommand("study", "Studies of the record or of a folder")->require_subcommand(1);
  CLI::App* command = study->add_subcommand("run", "Computes a study and writes its report");
  command->add_option("file", options->file, "the study's definition (TOML); docs/studies.md says how to write one")->required();
  auto* data = command->add_option("--data", options->data, "cases from a folder of the exchange format");
  auto* db = command->add_option("--db", options->record.url, "cases from the record: sqlite:FILE or postgresql://…");
  data->excludes(db);
  command->add_option("--key", options->record.key_file, "the key file (beside a SQLite database if not said)")->needs(db);
  command->add_option("--as-of", options->as_of, "the record as this revision left it")->check(CLI::PositiveNumber)->needs(db);
  command->add_option("--out", options->out, "the folder of the report; an earlier report there is replaced")->required();
  command
      ->add_option_function<std::string>(
          "--lang",
          [options](const std::string& word) {
            options->language = word == "en" ? study::Language::en : study::Language::fr;
          },
          "language of the report: fr (if not said) or en")
      ->check(CLI::IsMember({"fr", "en"}));
  command->add_flag("--no-pdf", options->no_pdf, "everything but the PDF");
  command->callback([options, &services, &console, &ending] {
    ending.exit_code = options->data.empty() && options->record.url.empty()
                           ? wrong_usage(console, "study run: say where the cases are, --data DIR or --db URL")
                           : run_study(*options, services, console);
  });
}

}  // namespace repere::cli
