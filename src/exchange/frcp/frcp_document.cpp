#include "exchange/frcp/frcp_document.hpp"

#include <sstream>

#include "exchange/frcp/frcp_parts.hpp"

namespace repere::exchange {

std::string or_not_given(const std::string& text) { return text.empty() ? "Non renseigné" : text; }

Node add_section(Node body, const FrcpWriting& writing, const SectionHead& head) {
  Node section = add(add(body, "component"), "section");
  add_templates(section, head.templates);
  add(section, "id", {{"root", writing.ids.next()}});
  add_code(section, head.code);
  add_text(section, "title", head.title);
  return section;
}

std::string frcp_document(const FrcpSource& source, const FrcpReport& report, const FrcpWords& words) {
  pugi::xml_document file;
  Node declaration = file.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  Node document = add(file, "ClinicalDocument", {{"xmlns", "urn:hl7-org:v3"}, {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}});
  FrcpIds ids(report.fingerprint, source.patient != nullptr);
  const auto day = PartialDate::parse(report.content.day);
  const FrcpWriting writing{source, report, words, ids, day ? cda_day(*day) : std::string()};
  add_header(document, writing);
  add_relations(document, writing);
  Node body = add(add(document, "component"), "structuredBody");
  add_case_sections(body, writing);
  add_answer_sections(body, writing);
  std::ostringstream out;
  file.save(out, " ", pugi::format_indent, pugi::encoding_utf8);
  return out.str();
}

}  // namespace repere::exchange
