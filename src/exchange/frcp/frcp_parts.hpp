#pragma once
#include "exchange/frcp/cda_nodes.hpp"
#include "exchange/frcp/frcp_report.hpp"

// The parts of the document, in its order.
namespace repere::exchange {

/// What every part is written from.
struct FrcpWriting {
  const FrcpSource& source;
  const FrcpReport& report;
  const FrcpWords& words;
  FrcpIds& ids;
  std::string day;  ///< of the meeting, "20261203"
};

void add_header(Node document, const FrcpWriting& writing);
/// Before <component>: what replaces what, and which meeting it was.
void add_relations(Node document, const FrcpWriting& writing);

/// A section with templates, id, LOINC code and title.
struct SectionHead {
  std::initializer_list<const char*> templates;
  FixedCode code;
  const char* title;
};
Node add_section(Node body, const FrcpWriting& writing, const SectionHead& head);

/// Sections on the case: type and reason, discovery, tumour, state of the patient, phase, results, history.
void add_case_sections(Node body, const FrcpWriting& writing);
/// Sections on the answer: status of the case, plan, frame, remarks, status of the document.
void add_answer_sections(Node body, const FrcpWriting& writing);

/// "Non renseigné" where nothing is written.
std::string or_not_given(const std::string& text);

}  // namespace repere::exchange
