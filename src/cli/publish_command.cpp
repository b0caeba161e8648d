#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/study_cases.hpp"
#include "report/edition/edition_files.hpp"
#include "report/json_writer.hpp"
#include "study/edition/make_edition.hpp"

namespace repere::cli {
namespace {

struct PublishOptions {
  StudySource source;
  std::string study, out;
  study::EditionRequest request;
  bool dry_run = false;
  std::shared_ptr<Format> format;
};

/// A number that the edition would not show, for the data office alone.
struct Withheld {
  std::string indicator, of, row, number, why;
};

std::vector<Withheld> withheld_in(const study::PublishedEdition& edition) {
  constexpr std::array names{"yes", "no", "unknown"};
  std::vector<Withheld> all;
  for (const study::EditionIndicator& indicator : edition.indicators)
    for (const study::EditionRow& row : indicator.rows) {
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (row.protection[i] == access::Protection::shown) continue;
        all.push_back(
            {indicator.id, std::string(word_in(study::row_of_words, row.of)), row.label.en, names[i],
             row.protection[i] == access::Protection::small ? "small" : "would give a small one away"});
      }
      if (row.places.size() > 1)
        all.push_back({indicator.id, std::string(word_in(study::row_of_words, row.of)), row.label.en, "rows",
                       "taken together"});
    }
  for (const study::EditionSurvival& survival : edition.survival)
    for (const study::EditionCurve& curve : survival.curves)
      if (curve.points.empty())
        all.push_back({survival.id, "curve", curve.label.en, "curve", "too few cases"});
  return all;
}

void print_withheld(const std::vector<Withheld>& all, Format format, std::ostream& out) {
  if (format == Format::json) {
    report::JsonWriter json;
    json.begin_array();
    for (const Withheld& one : all)
      json.begin_object()
          .field("indicator", one.indicator)
          .field("of", one.of)
          .field("row", one.row)
          .field("number", one.number)
          .field("why", one.why)
          .end_object();
    json.end_array();
    out << json.take() << "\n";
    return;
  }
  if (format == Format::csv) {
    out << "indicator,of,row,number,why\n";
    for (const Withheld& one : all) {
      std::string row = one.row;
      std::replace(row.begin(), row.end(), '"', '\'');
      out << one.indicator << "," << one.of << ",\"" << row << "\"," << one.number << "," << one.why << "\n";
    }
    return;
  }
  for (const Withheld& one : all)
    out << std::left << std::setw(32) << one.indicator << std::setw(13) << one.of << std::setw(9)
        << one.number << one.row << ": " << one.why << "\n";
}

std::size_t numbers_in(const study::PublishedEdition& edition) {
  std::size_t rows = 0;
  for (const study::EditionIndicator& one : edition.indicators) rows += one.rows.size();
  return rows * 3;
}

Result<study::PublishedEdition> compute(const PublishOptions& options, const Services& services,
                                        Console& console) {
  const auto reference = services.reference();
  if (!reference) return tl::unexpected(reference.error());
  const auto regions = services.regions();
  if (!regions) return tl::unexpected(regions.error());
  const auto study = services.load_study(options.study);
  if (!study) return tl::unexpected(study.error());
  const auto cases = read_study_cases(options.source, "results edition " + options.request.id, services, console);
  if (!cases) return tl::unexpected(cases.error());
  return study::make_edition(*study, cases->registry, **reference, *regions, options.request, cases->context);
}

// What can be refused before anything is computed.
Result<void> check(const PublishOptions& options) {
  const study::EditionRequest& request = options.request;
  if (!study::is_edition_id(request.id))
    return fail(ErrorKind::incorrect, "--edition is a year and a number, for instance 2026-1");
  if (request.rule.threshold < 3)
    return fail(ErrorKind::incorrect, "--threshold below 3 protects nobody; 11 if not said");
  if (request.erratum_of && !study::is_edition_id(*request.erratum_of))
    return fail(ErrorKind::incorrect, "--erratum-of names an edition, for instance 2026-1");
  if (request.erratum_of.has_value() != request.reason.has_value())
    return fail(ErrorKind::incorrect,
                "--erratum-of and --reason go together: readers are told what was wrong");
  std::error_code problem;
  const std::filesystem::path folder = std::filesystem::path(options.out) / request.id;
  if (std::filesystem::exists(folder, problem))
    return fail(ErrorKind::conflict,
                folder.string() +
                    " is published already and does not move; give the next number, with --erratum-of " +
                    request.id + " if this one corrects it");
  return {};
}

int publish(const PublishOptions& options, const Services& services, Console& console) {
  if (const auto checked = check(options); !checked) return failed(console, checked.error());
  const auto edition = compute(options, services, console);
  if (!edition) return failed(console, edition.error());
  const std::vector<Withheld> withheld = withheld_in(*edition);
  if (options.dry_run) {
    print_withheld(withheld, *options.format, console.out);
    console.err << "nothing was written: " << withheld.size() << " of " << numbers_in(*edition)
                << " numbers of indicators, rows and curves would be withheld or taken together (threshold "
                << options.request.rule.threshold << ")\n";
    return 0;
  }
  const auto folder = report::write_edition(*edition, options.out);
  if (!folder) return failed(console, folder.error());
  console.out << folder->string() << "/edition.json\n";
  console.err << "published edition " << options.request.id << ": " << edition->indicators.size()
              << " indicators, " << edition->survival.size() << " survival analyses, " << withheld.size()
              << " numbers withheld or taken together (threshold " << options.request.rule.threshold << ")\n";
  return 0;
}

}  // namespace

void add_publish_command(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto options = std::make_shared<PublishOptions>();
  CLI::App* command = app.add_subcommand(
      "publish", "Writes an edition of the public results: protected figures that no longer move");
  add_study_source(*command, options->source);
  study::EditionRequest& request = options->request;
  command->add_option("--study", options->study, "the study's definition (TOML)")->required();
  command->add_option("--edition", request.id, "its name: a year and a number, 2026-1")->required();
  command->add_option("--out", options->out, "the folder of editions; this one becomes a folder in it")
      ->required();
  command
      ->add_option("--threshold", request.rule.threshold,
                   "counts of 1 to one less are protected (11 if not said)")
      ->check(CLI::Range(1, 1000));
  command->add_option("--licence", request.licence,
                      "of the figures (Licence Ouverte 2.0 (Etalab) if not said)");
  command->add_option("--erratum-of", request.erratum_of, "the edition that this one corrects");
  command->add_option("--reason", request.reason, "what was wrong in it, for readers");
  command->add_flag("--dry-run", options->dry_run,
                    "only lists what would be withheld, and why: not for publication");
  options->format = add_format_option(*command);
  command->callback([options, &services, &console, &ending] {
    ending.exit_code = options->source.is_named()
                           ? publish(*options, services, console)
                           : wrong_usage(console, "publish: say where the cases are, --data DIR or --db URL");
  });
}

}  // namespace repere::cli
