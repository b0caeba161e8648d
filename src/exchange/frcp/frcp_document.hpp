#pragma once
#include <string>

#include "exchange/frcp/frcp_report.hpp"

namespace repere::exchange {

/// A signed report as a CDA R2 document of level 3 (CI-SIS CANCER-FRCP 2022.01), UTF-8. Each addendum is a further version of the
/// document, which replaces the one before. Identity stands in it when the source has a patient; otherwise the pseudonym, and
/// the document says that it is masked.
/// Shape: the same source gives the same bytes
/// Source: HL7 CDA R2; ANS, CI-SIS, volet Fiche de réunion de concertation pluridisciplinaire 2022.01
std::string frcp_document(const FrcpSource& source, const FrcpReport& report, const FrcpWords& words);

/// The same as JSON: the signed content as it was frozen, the codes with their value sets, addenda, and identity on the same
/// condition. Shape: {"layout":"repere frcp 1","version",…}
std::string frcp_json(const FrcpSource& source, const FrcpReport& report);

}  // namespace repere::exchange
