#pragma once
#include <string>

#include "domain/reference_data.hpp"
#include "web/http/language.hpp"
#include "workflows/boards/board_file.hpp"

namespace repere::web {

/// The tumour in one line, then its acts by date, as HTML.
std::string case_timeline(const workflows::BoardFile& file, const ReferenceData& reference, Language language);

}  // namespace repere::web
