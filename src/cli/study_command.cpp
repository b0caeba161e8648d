#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/study_cases.hpp"
#include "report/study_report.hpp"
#include "study/run.hpp"

namespace repere::cli {

namespace {

struct StudyOptions {
  std::string file, out;
  StudySource source;
  study::Language language = study::Language::fr;
  bool no_pdf = false;
};

Result<study::StudyResults> compute(const StudyOptions& options, const Services& services, Console& console) {
  const auto reference = services.reference();
  if (!reference) return tl::unexpected(reference.error());
  const auto study = services.load_study(options.file);
  if (!study) return tl::unexpected(study.error());
  const auto cases = read_study_cases(options.source, "study " + study->definition.id, services, console);
  if (!cases) return tl::unexpected(cases.error());
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
  add_study_source(*command, options->source);
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
    ending.exit_code = !options->source.is_named()
                           ? wrong_usage(console, "study run: say where the cases are, --data DIR or --db URL")
                           : run_study(*options, services, console);
  });
}

}  // namespace repere::cli
