#pragma once
#include "domain/suspicion/assess.hpp"
#include "report/document/document.hpp"

namespace repere::report {

/// What one page of the answer is made from.
struct SuspicionSheet {
  const suspicion::RuleSet& rules;
  suspicion::Answers answers;
  std::string network;     ///< its name
  std::string answerable;  ///< who answers for individual results; empty in a demonstration
  Instant created{};
  bool synthetic = false;
};

/// The answer to a questionnaire for the patient's file: one A4 page without any identity.
Document suspicion_document(const SuspicionSheet& sheet, Language language);

}  // namespace repere::report
