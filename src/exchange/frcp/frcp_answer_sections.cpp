#include <algorithm>
#include <array>

#include "exchange/frcp/frcp_parts.hpp"

// The sections on what the board answers.
namespace repere::exchange {

namespace {

std::string said_by(const FrcpWriting& writing, const char* field) {
  const std::string text = field_in(writing.report.content.decision, field);
  return text.empty() ? text : writing.words.text(field, text);
}

void add_status_of_case(Node body, const FrcpWriting& writing) {
  const auto& report = writing.report;
  Node section = add_section(body, writing,
                             {{"1.2.250.1.213.1.1.2.33"}, {"21874-3", "Statut du dossier présenté en RCP", code_system::loinc}, "Proposition de la RCP"});
  const bool advice = report.content.as == "signed_advice";
  const std::string complete = !report.content.complete ? or_not_given({}) : *report.content.complete ? "Oui" : "Non";
  add_narrative(section, {{"Dossier complet", complete, "dossier-complet"},
                          {"Quorum", report.quorum != nullptr ? report.quorum->display : or_not_given({}), "quorum"},
                          {"Portée", advice ? "Avis sans quorum : le dossier est représenté, ce n'est pas une décision" : "", "portee"}});
  Node organizer = add(add(section, "entry"), "organizer", {{"classCode", "CLUSTER"}, {"moodCode", "EVN"}});
  add_templates(organizer, {"1.2.250.1.213.1.1.3.7"});
  add_code(organizer, {"GEN-099", "Information RCP"});
  add(organizer, "statusCode", {{"code", "completed"}});
  Node whole = add_observation(add(organizer, "component"), writing.ids, {"GEN-100", "Dossier complet"}, "dossier-complet");
  if (report.content.complete)
    add_value(whole, *report.content.complete);
  else
    add(whole, "value", {{"xsi:type", "BL"}, {"nullFlavor", "UNK"}});
  add_value(add_observation(add(organizer, "component"), writing.ids, {"ORG-125", "Quorum RCP"}, "quorum"), report.quorum, "quorum");
  if (advice) add_comment(add(organizer, "component", {{"typeCode", "COMP"}}), "portee");
}

void add_request(Node section, const FrcpWriting& writing, const std::string& reference) {
  Node made = add(add(section, "entry"), "observation", {{"classCode", "OBS"}, {"moodCode", "PRP"}});
  add_templates(made, {"2.16.840.1.113883.10.20.1.25", "1.3.6.1.4.1.19376.1.5.3.1.1.20.3.1", "1.2.250.1.213.1.1.3.27"});
  add(made, "id", {{"root", writing.ids.next()}});
  add_code(made, {"ORG-064", "Demande d'examen ou de suivi"});
  add(add(made, "text"), "reference", {{"value", "#" + reference}});
  add(made, "statusCode", {{"code", "active"}});
  add(made, "effectiveTime", {{"nullFlavor", "UNK"}});
}

void add_encounter(Node section, const FrcpWriting& writing, const board::CodedValue& code, const std::string& reference) {
  Node made = add(add(section, "entry"), "encounter", {{"classCode", "ENC"}, {"moodCode", "ARQ"}});
  add_templates(made, {"2.16.840.1.113883.10.20.1.25", "1.3.6.1.4.1.19376.1.5.3.1.4.14", "1.2.250.1.213.1.1.3.58"});
  add(made, "id", {{"root", writing.ids.next()}});
  add(made, "code", {{"code", code.code}, {"displayName", code.display}, {"codeSystem", code.system}, {"codeSystemName", system_name(code.system)}});
  add(add(made, "text"), "reference", {{"value", "#" + reference}});
}

void add_procedure(Node section, const FrcpWriting& writing, const board::CodedValue& treatment, const std::string& reference, int number) {
  Node made = add(add(section, "entry"), "procedure", {{"classCode", "PROC"}, {"moodCode", "INT"}, {"negationInd", "false"}});
  add_templates(made, {"2.16.840.1.113883.10.20.1.25", "1.3.6.1.4.1.19376.1.5.3.1.4.19", "1.2.250.1.213.1.1.3.62"});
  add(made, "id", {{"root", writing.ids.next()}});
  Node code = add(made, "code", {{"code", treatment.code}, {"displayName", treatment.display}, {"codeSystem", treatment.system}, {"codeSystemName", system_name(treatment.system)}});
  add(add(code, "originalText"), "reference", {{"value", "#" + reference}});
  add(add(made, "text"), "reference", {{"value", "#" + reference}});
  add(made, "statusCode", {{"code", "active"}});
  add(made, "effectiveTime", {{"nullFlavor", "UNK"}});
  add_text(add(made, "priorityCode"), "originalText", std::to_string(number));
}

// What, who and by when: one text, as the document has no entry for tasks.
std::string tasks_of(const FrcpWriting& writing) {
  std::string text;
  for (const auto& one : writing.report.content.actions)
    text += (text.empty() ? "" : "\n") + one.what + " – " + one.owner + (one.due.empty() ? "" : ", pour le " + one.due);
  return text;
}

void add_plan(Node body, const FrcpWriting& writing) {
  Node section = add_section(body, writing,
                             {{"2.16.840.1.113883.10.20.1.10", "1.3.6.1.4.1.19376.1.5.3.1.3.36", "1.2.250.1.213.1.1.2.158"},
                              {"18776-5", "Plan de soins", code_system::loinc},
                              "Plan de soins"});
  const auto& proposals = writing.report.proposals;
  std::vector<Told> rows;
  for (const auto& one : proposals) rows.push_back({writing.words.label(one.field), one.text, one.field.c_str()});
  for (const char* field : {"planned_centre", "urgency", "agreement", "dissent", "note"}) rows.push_back({writing.words.label(field), said_by(writing, field), field});
  rows.push_back({"Qui fait quoi", tasks_of(writing), "taches"});
  const bool any = std::any_of(rows.begin(), rows.end(), [](const Told& row) { return !row.text.empty(); });
  if (!any) rows.push_back({"Proposition", or_not_given({}), "proposition"});
  add_narrative(section, rows);
  int number = 0;
  for (const auto& one : proposals) {
    if (one.code == nullptr)
      add_request(section, writing, one.field);
    else if (one.field == "surveillance")
      add_encounter(section, writing, *one.code, one.field);
    else
      add_procedure(section, writing, *one.code, one.field, ++number);
  }
  const auto told = std::find_if(rows.rbegin(), rows.rend(), [](const Told& row) { return !row.text.empty(); });
  add_comment(add(section, "entry"), told->id);
}

void add_frame(Node body, const FrcpWriting& writing) {
  Node section = add_section(body, writing,
                             {{"1.2.250.1.213.1.1.2.175"}, {"35510-7", "Essais cliniques - Informations générales", code_system::loinc}, "Cadre de la proposition thérapeutique"});
  const std::string& trial = writing.report.trial;
  const std::string name = said_by(writing, "guideline_name");
  add_narrative(section, {{writing.words.label("guideline"), or_not_given(said_by(writing, "guideline")), "referentiel"},
                          {writing.words.label("guideline_name"), or_not_given(name), "referentiel-nom"},
                          {writing.words.label("guideline_reason"), said_by(writing, "guideline_reason"), "referentiel-motif"},
                          {"Inclusion dans un essai clinique", trial.empty() ? "Non" : trial, "essai"}});
  Node guideline = add_observation(add(section, "entry"), writing.ids, {"MED-249", "Recommandation/référentiel de pratique clinique"}, "referentiel");
  add_value(guideline, nullptr, "referentiel-nom");
  add_value(add_observation(add(section, "entry"), writing.ids, {"MED-250", "Proposition d'inclusion dans un essai clinique"}, "essai"), !trial.empty());
}

void add_remarks(Node body, const FrcpWriting& writing) {
  const std::string wishes = field_in(writing.report.content.file, "wishes");
  if (wishes.empty()) return;
  Node section = add(add(body, "component"), "section");
  add_templates(section, {"2.16.840.1.113883.10.12.201", "1.3.6.1.4.1.19376.1.4.1.2.16", "1.2.250.1.213.1.1.2.73"});
  add_code(section, {"55112-7", "Commentaire", code_system::loinc});
  add_text(section, "title", "Commentaires / précisions sur le patient");
  add_narrative(section, {{writing.words.label("wishes"), wishes, "souhaits"}});
}

std::string addenda_of(const FrcpWriting& writing) {
  std::string text;
  for (const auto& one : writing.source.addenda) {
    const auto local = board::local_of(one.at, writing.source.zone);
    text += (text.empty() ? "" : "\n") + one.name + ", " + PartialDate::of_day(local.day).text() + " " + board::clock_text(local.minute) + " : " + one.text.reveal();
  }
  return text;
}

void add_status_of_document(Node body, const FrcpWriting& writing) {
  const auto& report = writing.report;
  Node section = add_section(body, writing, {{"1.2.250.1.213.1.1.2.35"}, {"33557-0", "Etat d'achèvement", code_system::loinc}, "Statut du document"});
  const std::string addenda = addenda_of(writing);
  add_narrative(section, {{"Statut", report.document_status != nullptr ? report.document_status->display : or_not_given({}), "statut-document"},
                          {"Signé par", report.content.signed_by, "signataire"},
                          {"Empreinte de ce qui a été signé", report.fingerprint, "empreinte"},
                          {"Addendums", addenda, "addendums"}});
  const Instant at = writing.source.addenda.empty() ? report.signed_at : writing.source.addenda.back().at;
  Node status = add(add(section, "entry"), "observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}});
  add_templates(status, {"1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48", "1.2.250.1.213.1.1.3.48.16"});
  add(status, "id", {{"root", writing.ids.next()}});
  add_code(status, {"GEN-065", "Statut du document"});
  add(add(status, "text"), "reference", {{"value", "#statut-document"}});
  add(status, "statusCode", {{"code", "completed"}});
  add(status, "effectiveTime", {{"value", cda_day(PartialDate::of_day(board::local_of(at, writing.source.zone).day))}});
  add_value(status, report.document_status, "statut-document");
  if (!addenda.empty()) add_comment(add(status, "entryRelationship", {{"typeCode", "SUBJ"}}), "addendums");
}

}  // namespace

void add_answer_sections(Node body, const FrcpWriting& writing) {
  add_status_of_case(body, writing);
  add_plan(body, writing);
  add_frame(body, writing);
  add_remarks(body, writing);
  add_status_of_document(body, writing);
}

}  // namespace repere::exchange
