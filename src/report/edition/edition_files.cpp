#include "report/edition/edition_files.hpp"

#include "report/drawing/fonts.hpp"
#include "report/edition/edition_csv.hpp"
#include "report/edition/edition_figures.hpp"
#include "report/edition/edition_json.hpp"
#include "report/study/results_csv.hpp"

namespace repere::report {

std::vector<ReportFile> edition_files(const study::PublishedEdition& edition) {
  std::vector<ReportFile> files{{"activity.json", activity_json(edition)},
                                {"activity.csv", activity_csv(edition.activity)},
                                {"coverage.json", coverage_json(edition)},
                                {"coverage.csv", coverage_csv(edition.coverage)}};
  for (const study::EditionIndicator& one : edition.indicators) {
    const std::string path = "indicators/" + file_stem(one.id);
    files.push_back({path + ".json", indicator_json(edition, one)});
    files.push_back({path + ".csv", indicator_csv(one)});
  }
  for (const study::EditionSurvival& one : edition.survival) {
    const std::string path = "survival/" + file_stem(one.id);
    files.push_back({path + ".json", survival_json(edition, one)});
    files.push_back({path + ".csv", survival_csv(one)});
  }
  for (ReportFile& figure : edition_figures(edition)) files.push_back(std::move(figure));
  files.push_back({"edition.json", edition_json(edition, files)});
  return files;
}

Result<std::filesystem::path> write_edition(const study::PublishedEdition& edition,
                                            const std::filesystem::path& editions) {
  if (auto fonts = check_fonts(); !fonts) return tl::unexpected(fonts.error());
  std::error_code problem;
  const auto& erratum_of = edition.request.erratum_of;
  if (erratum_of && !std::filesystem::exists(editions / *erratum_of / "edition.json", problem))
    return fail(ErrorKind::not_found,
                "--erratum-of: there is no edition " + *erratum_of + " in " + editions.string());
  const std::filesystem::path folder = editions / edition.request.id;
  if (auto written = write_new_folder(folder, edition_files(edition)); !written)
    return tl::unexpected(written.error());
  return folder;
}

}  // namespace repere::report
