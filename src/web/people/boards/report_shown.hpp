#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "domain/board/presentation.hpp"
#include "domain/network/centres.hpp"
#include "web/pages/bilingual.hpp"
#include "workflows/boards/board_means.hpp"
#include "workflows/boards/signed_content.hpp"

namespace repere::web {

/// What a centre's code stands for now.
using CentreName = std::function<std::string(const std::string&)>;
/// What the codes of a report stand for now. Lifetime: `reference` outlives it
struct ReportNames {
  CentreName centre;
  const ReferenceData& reference;
};

/// A field's text as people read it: a choice by its words, a day as people write it, a centre by its name (by its code where
/// `name_of_centre` is empty).
std::string field_text(const std::string& field, const std::string& text, Language language, const CentreName& name_of_centre);
/// The same for each field, with its label.
std::vector<std::pair<std::string, std::string>> field_texts(const workflows::SignedContent::Fields& fields, Language language, const CentreName& name_of_centre);

/// A report as it was signed, as HTML: made from the frozen content alone, so that it shows what was signed and nothing else.
/// Shape: content is "board report 1" (workflows/boards/report_content.hpp); `for_sender` leaves out the board's file and who was
///   present by name
/// Errors: fault when the content is not that
Result<std::string> report_shown(std::string_view content, Language language, bool for_sender, const ReportNames& names);
/// The tumour as the registry knew it at the signature, in one line; empty when nothing was known of it. A code that is no more in its
/// list stands for itself.
std::string tumour_signed(const workflows::SignedContent::Tumour& tumour, Language language, const ReferenceData& reference);
/// Said of a report whose case was discussed though something was missing.
Bilingual incomplete_file();
/// By the centres that receive patients; a code that is no more among them stands for itself.
CentreName centre_names(std::vector<Centre> centres);
/// The same, read now.
CentreName names_of_centres(const workflows::Means& means);
ReportNames report_names(const workflows::BoardMeans& boards);

/// Addenda, each with who and when. Empty without any.
std::string addenda_shown(const std::vector<board::Addendum>& addenda, board::Zone zone, Language language);

}  // namespace repere::web
