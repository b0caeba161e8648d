#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/board/board_rules.hpp"
#include "domain/reference_data.hpp"
#include "workflows/boards/signed_content.hpp"
#include "workflows/cases/persons.hpp"

// A signed report in the words of the French board document (FRCP, CI-SIS CANCER-FRCP 2022.01): what its CDA document and its
// JSON are made from.
namespace repere::exchange {

/// What was signed, and who it is about.
/// Shape: `signature` holds its content ("board report 1"); addenda in their order; no patient: a document without identity
struct FrcpSource {
  const board::Signature& signature;
  const std::vector<board::Addendum>& addenda;
  board::Zone zone = board::Zone::paris;
  const workflows::Person* patient = nullptr;
  bool synthetic = false;
};

/// How a reader's words are found: labels of fields, words of choices, specialties, names of centres. French.
struct FrcpWords {
  std::function<std::string(const std::string& field)> label;
  std::function<std::string(const std::string& field, const std::string& text)> text;
  std::function<std::string(board::Specialty specialty)> specialty;
  std::function<std::string(const std::string& centre)> centre;
};

/// A part of the proposal: a modality in words, with its treatment code where it is one.
struct FrcpProposal {
  std::string field;
  std::string text;
  const board::CodedValue* code = nullptr;  ///< null: asked for as an examination or follow-up
};

/// Codes are null where the set has no code for what was signed: then it stands in words. They point into the FrcpCodes.
struct FrcpReport {
  workflows::SignedContent content;
  std::string fingerprint;
  Instant signed_at{};
  const board::CodedValue *nature = nullptr, *apparatus = nullptr, *organ = nullptr, *case_status = nullptr, *phase = nullptr;
  const board::CodedValue *performance = nullptr, *performance_meaning = nullptr, *morphology = nullptr, *topography = nullptr;
  const board::CodedValue *quorum = nullptr, *document_status = nullptr;
  std::string histotype_name, site_name;  ///< French; empty: not recorded
  bool recourse = false, paediatric = false, for_diagnosis = false, for_treatment = false, progression = false;
  std::vector<FrcpProposal> proposals;
  std::string trial;  ///< the proposal of a trial in words; empty: none

  /// Every code that is there, each with the name of what it says.
  std::vector<std::pair<std::string, const board::CodedValue*>> codes() const;
};

/// The text of a field among the signed ones; empty when it was not filled in.
std::string field_in(const workflows::SignedContent::Fields& fields, std::string_view name);

/// Errors: fault when the content is not "board report 1"
Result<FrcpReport> frcp_report(const FrcpSource& source, const board::FrcpCodes& codes, const ReferenceData& reference);

}  // namespace repere::exchange
