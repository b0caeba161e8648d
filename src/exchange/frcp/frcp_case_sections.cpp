#include "exchange/frcp/frcp_parts.hpp"

// The sections on the case that was presented.
namespace repere::exchange {

namespace {

std::string yes_or_no(bool answer) { return answer ? "Oui" : "Non"; }

std::string said(const board::CodedValue* value) { return value == nullptr ? "Non renseigné" : value->display; }

Node add_related(Node parent, const char* type) { return add(parent, "entryRelationship", {{"typeCode", type}}); }

void add_yes_or_no(Node parent, const FrcpWriting& writing, const FixedCode& code, const char* reference, bool answer) {
  add_value(add_observation(add_related(parent, "REFR"), writing.ids, code, reference), answer);
}

void add_nature(Node observation, const FrcpWriting& writing) {
  const auto& report = writing.report;
  add_value(observation, report.nature, "nature");
  Node apparatus = add_observation(add_related(observation, "SUBJ"), writing.ids, {"ORG-118", "Appareil concerné"}, "appareil");
  add_value(apparatus, report.apparatus, "appareil");
  add_value(add_observation(add_related(apparatus, "REFR"), writing.ids, {"ORG-119", "Organe"}, "organe"), report.organ, "organe");
  add_yes_or_no(apparatus, writing, {"ORG-184", "RCP de recours"}, "rcp-recours", report.recourse);
  add_yes_or_no(apparatus, writing, {"ORG-185", "RCP pédiatrique"}, "rcp-pediatrique", report.paediatric);
}

void add_motives(Node observation, const FrcpWriting& writing) {
  const auto& report = writing.report;
  Node motive = add_observation(add_related(observation, "SUBJ"), writing.ids, {"ORG-186", "Motif de la RCP"}, "motif");
  add(motive, "value", {{"xsi:type", "CD"}, {"nullFlavor", "NA"}});
  add_yes_or_no(motive, writing, {"MED-235", "Avis diagnostique"}, "motif", report.for_diagnosis);
  add_yes_or_no(motive, writing, {"ORG-114", "Proposition de traitement (dont ajustement et surveillance)"}, "motif", report.for_treatment);
  add_yes_or_no(motive, writing, {"ORG-115", "Recours"}, "rcp-recours", report.recourse);
  add_yes_or_no(motive, writing, {"ORG-116", "Pédiatrie"}, "rcp-pediatrique", report.paediatric);
  Node status = add_observation(add_related(motive, "REFR"), writing.ids, {"ORG-127", "Statut du cas présenté"}, "statut-cas");
  add_value(status, report.case_status, "statut-cas");
}

void add_problem(Node section, const FrcpWriting& writing) {
  Node problem = add(add(section, "entry"), "observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}, {"negationInd", "false"}});
  add_templates(problem, {"2.16.840.1.113883.10.20.1.28", "1.3.6.1.4.1.19376.1.5.3.1.4.5", "1.2.250.1.213.1.1.3.37"});
  add(problem, "id", {{"root", writing.ids.next()}});
  add_code(problem, {"55607006", "problème", code_system::snomed});
  add(add(problem, "text"), "reference", {{"value", "#question-posee"}});
  add(problem, "statusCode", {{"code", "completed"}});
  add(add(problem, "effectiveTime"), "low", {{"value", writing.day}});
  Node value = add(problem, "value", {{"xsi:type", "CD"}, {"nullFlavor", "NA"}});
  add(add(value, "originalText"), "reference", {{"value", "#question-posee"}});
}

void add_reason(Node body, const FrcpWriting& writing) {
  const auto& report = writing.report;
  const auto& question = report.content.question;
  Node section = add_section(body, writing,
                             {{"1.3.6.1.4.1.19376.1.5.3.1.3.1", "1.3.6.1.4.1.19376.1.5.3.1.3.2", "1.2.250.1.213.1.1.2.128"},
                              {"42349-1", "Raison de la recommandation", code_system::loinc},
                              "Type de RCP / Motif de la RCP"});
  const std::string reason = field_in(question, "reason");
  add_narrative(section, {{"Nature de la discussion", said(report.nature), "nature"},
                          {"Appareil", report.apparatus != nullptr ? said(report.apparatus) : or_not_given(report.site_name), "appareil"},
                          {"Organe", report.organ != nullptr ? said(report.organ) : or_not_given(report.site_name), "organe"},
                          {"RCP de recours", yes_or_no(report.recourse), "rcp-recours"},
                          {"RCP pédiatrique", yes_or_no(report.paediatric), "rcp-pediatrique"},
                          {"Motif", or_not_given(reason.empty() ? reason : writing.words.text("reason", reason)), "motif"},
                          {"Statut du cas", said(report.case_status), "statut-cas"},
                          {"Question", or_not_given(field_in(question, "question")), "question-posee"}});
  Node nature = add_observation(add(section, "entry"), writing.ids, {"GEN-098", "Nature de la discussion"}, "nature");
  add_nature(nature, writing);
  add_motives(nature, writing);
  add_problem(section, writing);
}

void add_discovery(Node body, const FrcpWriting& writing) {
  Node section = add_section(body, writing,
                             {{"1.3.6.1.4.1.19376.1.5.3.1.1.21.2.9", "1.3.6.1.4.1.19376.1.7.3.1.1.13.7", "1.2.250.1.213.1.1.2.163"},
                              {"42545-4", "Evènements observés", code_system::loinc},
                              "Mode de découverte du cancer"});
  add_narrative(section, {{"Découverte par dépistage", or_not_given({}), "depistage"}});
  Node found = add_observation(add(section, "entry"), writing.ids, {"63921-1", "Dépistage du cancer", code_system::loinc}, "depistage");
  add(found, "value", {{"xsi:type", "BL"}, {"nullFlavor", "UNK"}});
}

// The record has no TNM: asked for by the document, said as not known, with what is recorded in words.
void add_stage(Node tumour, const FrcpWriting& writing) {
  Node relation = add(tumour, "entryRelationship", {{"typeCode", "SUBJ"}, {"inversionInd", "false"}});
  Node stage = add(relation, "observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}, {"negationInd", "false"}});
  add_templates(stage, {"1.3.6.1.4.1.19376.1.7.3.1.4.14.2"});
  add_code(stage, {"75620-5", "Stade TNM Clinique", code_system::loinc});
  add(add(stage, "text"), "reference", {{"value", "#stade"}});
  add(stage, "statusCode", {{"code", "completed"}});
  add(add(stage, "effectiveTime"), "low", {{"value", writing.day}});
  add(stage, "value", {{"xsi:type", "CD"}, {"nullFlavor", "UNK"}});
  for (const FixedCode& part : {FixedCode{"21905-5", "TNM Clinique T", code_system::loinc}, FixedCode{"21906-3", "TNM Clinique N", code_system::loinc},
                                FixedCode{"21907-1", "TNM Clinique M", code_system::loinc}})
    add(add_observation(add_related(stage, "COMP"), writing.ids, part, "stade"), "value", {{"xsi:type", "CD"}, {"nullFlavor", "UNK"}});
}

void add_site(Node diagnosis, const FrcpWriting& writing) {
  const auto* topography = writing.report.topography;
  Node site = topography == nullptr
                  ? add(diagnosis, "targetSiteCode", {{"nullFlavor", writing.report.site_name.empty() ? "UNK" : "OTH"}})
                  : add(diagnosis, "targetSiteCode",
                        {{"code", topography->code}, {"displayName", topography->display}, {"codeSystem", topography->system}, {"codeSystemName", "CIM-10"}});
  add(add(site, "originalText"), "reference", {{"value", "#topographie"}});
}

void add_diagnosis(Node section, const FrcpWriting& writing) {
  const auto diagnosed = PartialDate::parse(writing.report.content.tumour.diagnosis);
  const std::string day = diagnosed ? cda_day(*diagnosed) : writing.day;
  Node act = add(add(section, "entry"), "act", {{"classCode", "ACT"}, {"moodCode", "EVN"}});
  add_templates(act, {"2.16.840.1.113883.10.20.1.27", "1.3.6.1.4.1.19376.1.5.3.1.4.5.1", "1.3.6.1.4.1.19376.1.5.3.1.4.5.2", "1.2.250.1.213.1.1.3.39",
                      "1.2.250.1.213.1.1.3.39.1"});
  add(act, "id", {{"root", writing.ids.next()}});
  add(act, "code", {{"nullFlavor", "NA"}});
  add(act, "statusCode", {{"code", "active"}});
  add(add(act, "effectiveTime"), "low", {{"value", day}});
  Node relation = add(act, "entryRelationship", {{"typeCode", "SUBJ"}, {"inversionInd", "false"}});
  Node diagnosis = add(relation, "observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}, {"negationInd", "false"}});
  add_templates(diagnosis, {"2.16.840.1.113883.10.20.1.28", "1.3.6.1.4.1.19376.1.5.3.1.4.5", "1.2.250.1.213.1.1.3.37", "1.3.6.1.4.1.19376.1.7.3.1.4.14.1",
                            "1.2.250.1.213.1.1.3.113"});
  add(diagnosis, "id", {{"root", writing.ids.next()}});
  add_code(diagnosis, {"282291009", "interprétation diagnostique", code_system::snomed});
  add(add(diagnosis, "text"), "reference", {{"value", "#tumeur"}});
  add(diagnosis, "statusCode", {{"code", "completed"}});
  add(add(diagnosis, "effectiveTime"), "low", {{"value", day}});
  add_value(diagnosis, writing.report.morphology, "tumeur");
  // The name as it was signed goes with the code: the set's label may be an older one.
  if (writing.report.morphology != nullptr) add(add(diagnosis.child("value"), "originalText"), "reference", {{"value", "#tumeur"}});
  add_site(diagnosis, writing);
  add_stage(diagnosis, writing);
}

std::string metastatic_words(const std::string& word) {
  if (word == "yes") return "Métastatique au diagnostic ; TNM non renseigné";
  if (word == "no") return "Pas de métastase au diagnostic ; TNM non renseigné";
  return "TNM non renseigné";
}

void add_tumour(Node body, const FrcpWriting& writing) {
  const auto& tumour = writing.report.content.tumour;
  Node section = add_section(body, writing,
                             {{"2.16.840.1.113883.10.20.1.11", "1.3.6.1.4.1.19376.1.5.3.1.3.6", "1.3.6.1.4.1.19376.1.7.3.1.3.14.1", "1.2.250.1.213.1.1.2.27"},
                              {"72135-7", "Diagnostic du cancer", code_system::loinc},
                              "Tumeur"});
  add_narrative(section, {{"Type histologique", or_not_given(writing.report.histotype_name), "tumeur"},
                          {"Localisation", or_not_given(writing.report.site_name), "topographie"},
                          {"Date du diagnostic", tumour.diagnosis, "date-diagnostic"},
                          {"Plus grand diamètre (mm)", tumour.size_mm, "taille"},
                          {"Grade FNCLCC", tumour.grade == "unknown" ? std::string() : tumour.grade, "grade"},
                          {"Stade", metastatic_words(tumour.metastatic), "stade"}});
  add_diagnosis(section, writing);
}

void add_performance(Node section, const FrcpWriting& writing) {
  Node part = add(add(section, "component"), "section");
  add_templates(part, {"1.3.6.1.4.1.19376.1.5.3.1.1.12.2.5", "1.2.250.1.213.1.1.2.115"});
  add(part, "id", {{"root", writing.ids.next()}});
  add_code(part, {"46006-3", "Problèmes physiques fonctionnels et structurels", code_system::loinc});
  add_narrative(part, {{"Échelle de performance OMS", writing.report.performance->display, "oms"},
                       {"Signification", writing.report.performance_meaning == nullptr ? std::string() : writing.report.performance_meaning->display, "oms-sens"}});
  Node status = add(add(part, "entry"), "observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}, {"negationInd", "false"}});
  add_templates(status, {"1.3.6.1.4.1.19376.1.5.3.1.4.13", "2.16.840.1.113883.10.20.1.31", "1.3.6.1.4.1.19376.1.5.3.1.1.12.3.6", "1.2.250.1.213.1.1.3.25"});
  add(status, "id", {{"root", writing.ids.next()}});
  add_code(status, {"MED-239", "Echelle de performance OMS"});
  add(add(status, "text"), "reference", {{"value", "#oms"}});
  add(status, "statusCode", {{"code", "completed"}});
  add(status, "effectiveTime", {{"value", writing.day}});
  add_value(status, writing.report.performance, "oms");
  if (const auto* meaning = writing.report.performance_meaning; meaning != nullptr)
    add(status, "interpretationCode", {{"code", meaning->code}, {"displayName", meaning->display}, {"codeSystem", meaning->system}, {"codeSystemName", "LOINC"}});
}

// The model asks for the pain beside the performance status; nobody recorded it.
void add_pain(Node section, const FrcpWriting& writing) {
  Node part = add(add(section, "component"), "section");
  add_templates(part, {"1.3.6.1.4.1.19376.1.5.3.1.1.12.2.2", "1.2.250.1.213.1.1.2.112"});
  add(part, "id", {{"root", writing.ids.next()}});
  add_code(part, {"38208-5", "Sévérité de la douleur", code_system::loinc});
  add_narrative(part, {{"Douleur", or_not_given({}), "douleur"}});
  Node pain = add(add(part, "entry"), "observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}});
  add_templates(pain, {"1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.3.6.1.4.1.19376.1.5.3.1.1.12.3.1", "1.2.250.1.213.1.1.3.89"});
  add(pain, "id", {{"root", writing.ids.next()}});
  add_code(pain, {"38208-5", "Sévérité de la douleur", code_system::loinc});
  add(add(pain, "text"), "reference", {{"value", "#douleur"}});
  add(pain, "statusCode", {{"code", "completed"}});
  add(pain, "effectiveTime", {{"nullFlavor", "UNK"}});
  add(pain, "value", {{"xsi:type", "CO"}, {"nullFlavor", "UNK"}});
}

void add_functional_status(Node body, const FrcpWriting& writing) {
  if (writing.report.performance == nullptr) return;
  Node section = add_section(body, writing,
                             {{"2.16.840.1.113883.10.20.1.5", "1.3.6.1.4.1.19376.1.5.3.1.3.17", "1.3.6.1.4.1.19376.1.5.3.1.1.12.2.1", "1.2.250.1.213.1.1.2.111"},
                              {"47420-5", "Évaluation du statut fonctionnel", code_system::loinc},
                              "Évaluation du statut fonctionnel"});
  add_narrative(section, {});
  add_pain(section, writing);
  add_performance(section, writing);
}

void add_results(Node body, const FrcpWriting& writing) {
  const auto& file = writing.report.content.file;
  const std::string imaging = field_in(file, "imaging"), pathology = field_in(file, "pathology");
  if (imaging.empty() && pathology.empty()) return;
  Node section = add_section(body, writing,
                             {{"1.3.6.1.4.1.19376.1.5.3.1.3.27", "1.2.250.1.213.1.1.2.150"},
                              {"30954-2", "Résultats d'examens", code_system::loinc},
                              "Résultats d'examens"});
  add_narrative(section, {{writing.words.label("imaging"), imaging, "imagerie"}, {writing.words.label("pathology"), pathology, "anatomopathologie"}});
}

void add_phase(Node body, const FrcpWriting& writing) {
  const auto& report = writing.report;
  Node section = add_section(body, writing,
                             {{"1.3.6.1.4.1.19376.1.5.3.1.1.13.2.7", "1.2.250.1.213.1.1.2.25"},
                              {"18733-6", "Note de progression", code_system::loinc},
                              "Phase clinique de la maladie"});
  const std::string reason = field_in(report.content.question, "reason");
  add_narrative(section, {{"Phase", report.phase != nullptr ? said(report.phase) : or_not_given(reason.empty() ? reason : writing.words.text("reason", reason)), "phase"},
                          {"Progression", report.progression ? "Oui" : "", "progression"}});
  add_value(add_observation(add(section, "entry"), writing.ids, {"MED-243", "Phase du cancer"}, "phase", writing.day), report.phase, "phase");
  if (report.progression)
    add_value(add_observation(add(section, "entry"), writing.ids, {"MED-245", "Progression du cancer"}, "progression", writing.day), true);
}

void add_history(Node body, const FrcpWriting& writing) {
  const auto& content = writing.report.content;
  Node section = add_section(body, writing,
                             {{"1.3.6.1.4.1.19376.1.5.3.1.3.4", "1.2.250.1.213.1.1.2.130"},
                              {"10164-2", "Histoire de la maladie", code_system::loinc},
                              "Synthèse du cas présenté et question posée à la RCP"});
  add_narrative(section, {{writing.words.label("question"), or_not_given(field_in(content.question, "question")), "question"},
                          {writing.words.label("reason_detail"), field_in(content.question, "reason_detail"), "motif-precision"},
                          {writing.words.label("history"), or_not_given(field_in(content.file, "history")), "histoire"}});
}

}  // namespace

void add_case_sections(Node body, const FrcpWriting& writing) {
  add_reason(body, writing);
  add_discovery(body, writing);
  add_tumour(body, writing);
  add_functional_status(body, writing);
  add_results(body, writing);
  add_phase(body, writing);
  add_history(body, writing);
}

}  // namespace repere::exchange
