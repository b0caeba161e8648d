#include <algorithm>

#include "exchange/frcp/frcp_parts.hpp"

// The header: which document, about whom, by whom, who took part.
namespace repere::exchange {

namespace {

// Namespaces of our own: UUIDs, for identifiers that have no OID of the Agence.
constexpr const char* pseudonyms = "6E1F1C0A-5B0B-4E55-9A55-52657065726A";
constexpr const char* centres = "6E1F1C0A-5B0B-4E55-9A55-52657065726B";
constexpr const char* boards = "6E1F1C0A-5B0B-4E55-9A55-52657065726C";

std::size_t version_of(const FrcpWriting& writing) { return 1 + writing.source.addenda.size(); }

Instant written_at(const FrcpWriting& writing) {
  return writing.source.addenda.empty() ? writing.report.signed_at : writing.source.addenda.back().at;
}

const std::string& written_by(const FrcpWriting& writing) {
  return writing.source.addenda.empty() ? writing.report.content.signed_by : writing.source.addenda.back().name;
}

void add_name(Node person, const std::string& name) { add_text(add(person, "name"), "family", name); }

void add_unknown_contact(Node parent) {
  add(parent, "addr", {{"nullFlavor", "NAV"}});
  add(parent, "telecom", {{"nullFlavor", "NAV"}});
}

Node add_organisation(Node parent, const char* element, const std::string& centre, const FrcpWriting& writing) {
  Node made = add(parent, element);
  add(made, "id", {{"root", centres}, {"extension", centre}});
  add_text(made, "name", writing.words.centre(centre));
  add(made, "telecom", {{"nullFlavor", "NAV"}});  // of an organisation before its address
  add(made, "addr", {{"nullFlavor", "NAV"}});
  return made;
}

void add_names_of_birth(Node patient, const workflows::Person& person) {
  Node name = add(patient, "name");
  add_text(name, "family", person.birth_name.reveal()).append_attribute("qualifier").set_value("BR");
  add_text(name, "given", person.given_names.reveal());
  if (!person.used_name.reveal().empty()) add_text(name, "family", person.used_name.reveal()).append_attribute("qualifier").set_value("CL");
}

void add_sex(Node patient, const std::string& sex) {
  if (sex == "F" || sex == "M")
    add(patient, "administrativeGenderCode", {{"code", sex}, {"displayName", sex == "F" ? "Féminin" : "Masculin"}, {"codeSystem", "2.16.840.1.113883.5.1"}});
  else
    add(patient, "administrativeGenderCode", {{"nullFlavor", "UNK"}});
}

void add_identified(Node role, const FrcpWriting& writing) {
  const auto& person = *writing.source.patient;
  if (!person.ins.reveal().empty() && !person.ins_oid.reveal().empty())
    add(role, "id", {{"root", person.ins_oid.reveal()}, {"extension", person.ins.reveal()}});
  if (!person.local_number.reveal().empty())
    add(role, "id", {{"root", centres}, {"extension", person.local_number.reveal()}, {"assigningAuthorityName", writing.report.content.asked_by}});
  add(role, "id", {{"root", pseudonyms}, {"extension", writing.report.content.pseudonym}, {"assigningAuthorityName", "Repère"}});
  add_unknown_contact(role);
  Node patient = add(role, "patient", {{"classCode", "PSN"}});
  add_names_of_birth(patient, person);
  add_sex(patient, writing.report.content.tumour.sex);
  const auto& birth = person.birth.reveal();
  if (birth)
    add(patient, "birthTime", {{"value", cda_day(*birth)}});
  else
    add(patient, "birthTime", {{"nullFlavor", "UNK"}});
  if (!person.birth_place.reveal().empty())
    add_text(add(add(add(patient, "birthplace"), "place"), "addr"), "county", person.birth_place.reveal());
}

// Masked, and said so: the reader knows that somebody has the identity.
void add_masked(Node role, const FrcpWriting& writing) {
  add(role, "id", {{"root", pseudonyms}, {"extension", writing.report.content.pseudonym}, {"assigningAuthorityName", "Repère"}});
  add(role, "addr", {{"nullFlavor", "MSK"}});
  add(role, "telecom", {{"nullFlavor", "MSK"}});
  Node patient = add(role, "patient", {{"classCode", "PSN"}});
  add(patient, "name", {{"nullFlavor", "MSK"}});
  add_sex(patient, writing.report.content.tumour.sex);
  add(patient, "birthTime", {{"nullFlavor", "MSK"}});
}

void add_patient(Node document, const FrcpWriting& writing) {
  Node role = add(add(document, "recordTarget"), "patientRole");
  if (writing.source.patient != nullptr)
    add_identified(role, writing);
  else
    add_masked(role, writing);
}

// A person of the board as an assigned entity; `element` is assignedAuthor or assignedEntity.
void add_assigned(Node parent, const char* element, const std::string& name, const FrcpWriting& writing) {
  Node made = add(parent, element);
  add(made, "id", {{"nullFlavor", "NAV"}});
  add(made, "code", {{"nullFlavor", "NAV"}});
  add_unknown_contact(made);
  add_name(add(made, "assignedPerson"), name);
  add_organisation(made, "representedOrganization", writing.report.content.board_centre, writing);
}

void add_author(Node document, const FrcpWriting& writing) {
  Node author = add(document, "author");
  Node function = add(author, "functionCode", {{"code", "353"}, {"displayName", "Membre de l'équipe de soins"}, {"codeSystem", "1.2.250.1.213.1.6.1.107"}});
  add_text(function, "originalText", "Médecin coordonnateur de la RCP");
  add(author, "time", {{"value", cda_time(written_at(writing), writing.source.zone)}});
  add_assigned(author, "assignedAuthor", written_by(writing), writing);
  Node custodian = add(add(document, "custodian"), "assignedCustodian");
  add_organisation(custodian, "representedCustodianOrganization", writing.report.content.board_centre, writing);
  Node responsible = add(document, "legalAuthenticator");
  add(responsible, "time", {{"value", cda_time(written_at(writing), writing.source.zone)}});
  add(responsible, "signatureCode", {{"code", "S"}});
  add_assigned(responsible, "assignedEntity", written_by(writing), writing);
}

struct Taking {
  const char* type;
  const char* function;  ///< null: none
  std::string what, name, specialty, centre;
};

void add_participant(Node document, const Taking& one, const FrcpWriting& writing) {
  Node made = add(document, "participant", {{"typeCode", one.type}});
  Node function = one.function == nullptr
                      ? add(made, "functionCode", {{"nullFlavor", "NA"}})
                      : add(made, "functionCode", {{"code", one.function}, {"displayName", "Membre de l'équipe de soins"}, {"codeSystem", "1.2.250.1.213.1.6.1.107"}});
  add_text(function, "originalText", one.what);
  add(made, "time", {{"nullFlavor", "UNK"}});
  Node entity = add(made, "associatedEntity", {{"classCode", "PROV"}});
  add(entity, "id", {{"nullFlavor", "NAV"}});
  Node specialty = add(entity, "code", {{"nullFlavor", one.specialty.empty() ? "NAV" : "OTH"}});
  if (!one.specialty.empty()) add_text(specialty, "originalText", one.specialty);
  add_unknown_contact(entity);
  Node person = add(entity, "associatedPerson");
  if (one.name.empty())
    add(person, "name", {{"nullFlavor", "NAV"}});
  else
    add_name(person, one.name);
  if (!one.centre.empty()) add_organisation(entity, "scopingOrganization", one.centre, writing);
}

// The treating physician is not among what a board signs: said as unknown, as the FRCP allows.
void add_treating_physician(Node document) {
  Node made = add(document, "participant", {{"typeCode", "INF"}});
  Node function = add(made, "functionCode", {{"code", "PCP"}, {"displayName", "Médecin traitant"}, {"codeSystem", "2.16.840.1.113883.5.88"}});
  add_text(function, "originalText", "Médecin traitant : non renseigné");
  add(made, "time", {{"nullFlavor", "UNK"}});
  add(made, "associatedEntity", {{"classCode", "PROV"}, {"nullFlavor", "NAV"}});
}

void add_participants(Node document, const FrcpWriting& writing) {
  const auto& content = writing.report.content;
  add_participant(document, {"RESP", nullptr, "PS coordonnateur de la RCP", content.signed_by, {}, content.board_centre}, writing);
  add_participant(document, {"REFB", nullptr, "PS demandeur : le centre qui présente le dossier", {}, {}, content.asked_by}, writing);
  add_treating_physician(document);
  for (const auto& one : content.present) {
    const bool counts = board::is_physician(one.specialty);
    add_participant(document,
                    {"PRF", "353", counts ? "Participant du quorum" : "Participant hors quorum", one.name, writing.words.specialty(one.specialty), one.centre},
                    writing);
  }
}

}  // namespace

void add_header(Node document, const FrcpWriting& writing) {
  const auto& content = writing.report.content;
  add(document, "realmCode", {{"code", "FR"}});
  add(document, "typeId", {{"root", "2.16.840.1.113883.1.3"}, {"extension", "POCD_HD000040"}});
  add_templates(document, {"2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1"});
  add(document, "templateId", {{"root", "1.2.250.1.213.1.1.1.8"}, {"extension", "2022.01"}});
  add(document, "id", {{"root", writing.ids.version(version_of(writing))}});
  add_code(document, {"34794-8", "CR de réunion de concertation pluridisciplinaire", code_system::loinc});
  add_text(document, "title", (writing.source.synthetic ? "DONNÉES SYNTHÉTIQUES – FRCP " : "FRCP ") + content.board_fr);
  add(document, "effectiveTime", {{"value", cda_time(written_at(writing), writing.source.zone)}});
  add(document, "confidentialityCode",
      {{"code", "N"}, {"codeSystem", "2.16.840.1.113883.5.25"}, {"codeSystemName", "Confidentiality"}, {"displayName", "Normal"}});
  add(document, "languageCode", {{"code", "fr-FR"}});
  add(document, "setId", {{"root", writing.ids.set()}});
  add(document, "versionNumber", {{"value", std::to_string(version_of(writing))}});
  add_patient(document, writing);
  add_author(document, writing);
  add_participants(document, writing);
}

void add_relations(Node document, const FrcpWriting& writing) {
  const auto& content = writing.report.content;
  const auto starts = parse_instant(content.starts);
  const std::string meeting = starts ? cda_time(*starts, writing.source.zone) : writing.day;
  Node event = add(add(document, "documentationOf"), "serviceEvent", {{"classCode", "ACT"}});
  Node code = add(event, "code", {{"code", "39"}, {"displayName", "Réunion de Concertation Pluridisciplinaire (RCP)"}, {"codeSystem", "1.2.250.1.213.3.3.13"}, {"codeSystemName", "TRE_R213-ModePriseEnCharge"}});
  add_text(code, "originalText", content.board_fr);
  add(add(event, "effectiveTime"), "low", {{"value", meeting}});
  add_assigned(add(event, "performer", {{"typeCode", "PRF"}}), "assignedEntity", content.signed_by, writing);
  const std::size_t version = version_of(writing);
  if (version > 1) {
    Node parent = add(add(document, "relatedDocument", {{"typeCode", "RPLC"}}), "parentDocument");
    add(parent, "id", {{"root", writing.ids.version(version - 1)}});
    add(parent, "setId", {{"root", writing.ids.set()}});
    add(parent, "versionNumber", {{"value", std::to_string(version - 1)}});
  }
  Node encounter = add(add(document, "componentOf"), "encompassingEncounter");
  for (const char* part : {"reseau", "gestionnaire", "rcp"})
    add(encounter, "id", {{"root", boards}, {"extension", std::string(part) + "/" + content.board_centre + "/" + content.sort}});
  add(encounter, "code", {{"code", "VR"}, {"displayName", "Virtuelle (RCP en l'absence du patient)"}, {"codeSystem", "2.16.840.1.113883.5.4"}});
  add(add(encounter, "effectiveTime"), "low", {{"value", meeting}});
  Node facility = add(add(encounter, "location"), "healthCareFacility");
  add(facility, "id", {{"root", centres}, {"extension", content.board_centre}});
  add(facility, "code", {{"nullFlavor", "NAV"}});
  Node place = add(facility, "location");
  add_text(place, "name", writing.words.centre(content.board_centre));
  add(place, "addr", {{"nullFlavor", "NAV"}});
}

}  // namespace repere::exchange
