#include "exchange/frcp/frcp_report.hpp"

#include <algorithm>
#include <array>

namespace repere::exchange {

using board::CodedValue;
using board::FrcpCodes;

namespace {

bool is_treatment(std::string_view field) {
  constexpr std::array treatments{"surgery", "radiotherapy", "systemic_treatment", "palliative_care"};
  return std::find(treatments.begin(), treatments.end(), field) != treatments.end();
}

// "Surveillance seule" is a code only while nothing else treats; diagnosis and second reading are asked for.
const CodedValue* treatment_code(const FrcpCodes& codes, std::string_view field, bool others_treat) {
  if (field == "surveillance" && others_treat) return nullptr;
  return codes.of("modality", field, "treatment");
}

void set_proposals(FrcpReport& report, const FrcpCodes& codes) {
  const auto& decision = report.content.decision;
  const bool treats = std::any_of(decision.begin(), decision.end(), [](const auto& one) { return is_treatment(one.first); });
  for (const std::string_view field : board::modality_fields) {
    const std::string text = field_in(decision, field);
    if (text.empty()) continue;
    if (field == "trial")
      report.trial = text;
    else
      report.proposals.push_back({std::string(field), text, treatment_code(codes, field, treats)});
  }
}

void set_tumour(FrcpReport& report, const FrcpCodes& codes, const ReferenceData& reference) {
  const auto& tumour = report.content.tumour;
  const auto histotype = reference.histotypes.find(tumour.histotype);
  bool malignant = false;
  if (histotype) {
    const auto& entity = reference.histotypes[histotype];
    report.histotype_name = entity.name_fr;
    report.morphology = codes.morphology(entity.code, entity.icdo);
    malignant = entity.behaviour == 3;
  }
  if (const auto site = reference.sites.find(tumour.site)) report.site_name = reference.sites[site].name_fr;
  report.apparatus = codes.of("site", tumour.site, "apparatus");
  report.organ = codes.of("site", tumour.site, "organ");
  if (malignant) report.topography = codes.of("malignant_site", tumour.site, "topography");
}

void set_motives(FrcpReport& report) {
  const std::string reason = field_in(report.content.question, "reason");
  report.recourse = report.content.sort == "recourse";
  report.paediatric = report.content.sort == "paediatric";
  report.for_diagnosis = reason == "initial_diagnosis";
  report.for_treatment = !reason.empty() && reason != "initial_diagnosis" && reason != "other";
  report.progression = reason == "progression";
}

std::string_view quorum_word(const workflows::SignedContent& content) {
  if (content.as == "registered") return "not_asked";
  return content.quorum ? "reached" : "lacking";
}

}  // namespace

std::string field_in(const workflows::SignedContent::Fields& fields, std::string_view name) {
  for (const auto& [field, text] : fields)
    if (field == name) return text;
  return {};
}

std::vector<std::pair<std::string, const CodedValue*>> FrcpReport::codes() const {
  std::vector<std::pair<std::string, const CodedValue*>> all;
  const auto add = [&](std::string name, const CodedValue* value) {
    if (value != nullptr) all.emplace_back(std::move(name), value);
  };
  add("nature", nature);
  add("apparatus", apparatus);
  add("organ", organ);
  add("case_status", case_status);
  add("phase", phase);
  add("performance", performance);
  add("performance_meaning", performance_meaning);
  add("morphology", morphology);
  add("topography", topography);
  add("quorum", quorum);
  add("document_status", document_status);
  for (const auto& one : proposals) add(one.field, one.code);
  return all;
}

Result<FrcpReport> frcp_report(const FrcpSource& source, const FrcpCodes& codes, const ReferenceData& reference) {
  auto content = workflows::read_signed_content(source.signature.content.reveal());
  if (!content) return tl::unexpected(content.error());
  FrcpReport report;
  report.content = std::move(*content);
  report.fingerprint = source.signature.fingerprint;
  report.signed_at = source.signature.at;
  const auto& signed_content = report.content;
  report.nature = codes.of("sort", signed_content.sort, "nature");
  report.case_status = codes.of("passage", signed_content.passage, "case_status");
  report.phase = codes.of("reason", field_in(signed_content.question, "reason"), "phase");
  const std::string status = field_in(signed_content.file, "performance_status");
  report.performance = codes.of("performance_status", status, "performance");
  report.performance_meaning = codes.of("performance_status", status, "performance_meaning");
  report.quorum = codes.of("quorum", quorum_word(signed_content), "quorum");
  report.document_status = codes.of("signed_as", signed_content.as, "document_status");
  set_tumour(report, codes, reference);
  set_motives(report);
  set_proposals(report, codes);
  return report;
}

}  // namespace repere::exchange
