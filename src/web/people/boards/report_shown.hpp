#pragma once
#include <functional>
#include <string>
#include <vector>

#include "domain/board/presentation.hpp"
#include "domain/network/centres.hpp"
#include "web/http/language.hpp"
#include "workflows/accounts/means.hpp"

namespace repere::web {

/// What a centre's code stands for now.
using CentreName = std::function<std::string(const std::string&)>;

/// A field's text as people read it: a choice by its words, a centre by its name.
std::string field_text(const std::string& field, const std::string& text, Language language, const CentreName& name_of_centre);

/// A report as it was signed, as HTML: made from the frozen content alone, so that it shows what was signed and nothing else.
/// Shape: content is "board report 1" (workflows/boards/report_content.hpp); `for_sender` leaves out the board's file and who was
///   present by name; `name_of_centre` says what a centre's code stands for now
/// Errors: fault when the content is not that
Result<std::string> report_shown(std::string_view content, Language language, bool for_sender, const CentreName& name_of_centre);
/// By the centres that receive patients; a code that is no more among them stands for itself.
CentreName centre_names(std::vector<Centre> centres);
/// The same, read now.
CentreName names_of_centres(const workflows::Means& means);

/// Addenda, each with who and when. Empty without any.
std::string addenda_shown(const std::vector<board::Addendum>& addenda, board::Zone zone, Language language);

}  // namespace repere::web
