#include "report/study_report.hpp"

#include "report/document/html.hpp"
#include "report/document/pdf.hpp"
#include "report/drawing/svg.hpp"
#include "report/report_folder.hpp"
#include "report/study/results_csv.hpp"
#include "report/study/results_json.hpp"
#include "report/study/study_document.hpp"
#include "report/study/study_figures.hpp"

namespace repere::report {

namespace {

void add_figure(std::vector<ReportFile>& files, const StudyFigure& figure) {
  files.push_back({"figures/" + figure.name + ".svg", svg_text(figure.drawing, SvgUse::file)});
}

void add_figures(std::vector<ReportFile>& files, const StudyFigures& figures) {
  add_figure(files, figures.population);
  for (const auto* list :
       {&figures.indicators, &figures.each_indicator, &figures.survival, &figures.models}) {
    for (const StudyFigure& figure : *list) add_figure(files, figure);
  }
}

}  // namespace

Result<void> write_study_report(const study::StudyResults& results, const ReportOptions& options) {
  if (auto fonts = check_fonts(); !fonts) return fonts;
  std::vector<ReportFile> files = results_csv(results, options.language);
  const StudyFigures figures = draw_study(results, options.language);
  add_figures(files, figures);
  files.push_back({"results.json", results_json(results)});
  const Document document = study_document(results, figures, options.language);
  files.push_back({"report.html", html_text(document)});
  if (options.with_pdf) {
    auto pdf = pdf_text(document);
    if (!pdf) return tl::unexpected(pdf.error());
    files.push_back({"report.pdf", std::move(*pdf)});
  }
  return write_report_folder(options.folder, files);
}

}  // namespace repere::report
