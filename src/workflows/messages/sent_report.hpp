#pragma once
#include <optional>

#include "workflows/boards/read_report.hpp"
#include "workflows/cases/persons.hpp"
#include "workflows/messages/message_store.hpp"

// A report read by somebody without an account, through the link that was sent to them.
namespace repere::workflows {

/// How the link is opened. Errors: not_found for one that is none, was withdrawn, or is over: which, is not said
Result<message::Proof> proof_of_link(const Means& means, const std::string& token);

/// What opens the report for half an hour, kept by the browser. `code` is not looked at where the link alone opens.
/// Errors: not_found as above; forbidden when the code is not right, or too many were wrong; busy after many failures
Result<std::string> open_sent_report(const Means& means, const std::string& token, const std::string& code, const Origin& origin);

/// The report, its addenda, and whose it is.
struct SentReport {
  message::Message message;
  SenderReport report;
  std::string pseudonym;         ///< of the case
  std::optional<Person> person;  ///< nothing where nobody has entered who the patient is
};
/// That it was read stands in the trail, and with the message, before it is shown.
/// Errors: forbidden when the pass is none, over, or of another link; not_found; unavailable when what is kept is not what was
///   signed
Result<SentReport> read_sent_report(const BoardMeans& means, const std::string& token, std::string_view pass, const Origin& origin);

/// The report of a message that goes with it as a document: no receipt, the sending itself stands in the trail.
/// Errors: not_found when it is about no signed report; unavailable as above
Result<SentReport> report_to_attach(const BoardMeans& means, const message::Message& message);

}  // namespace repere::workflows
