#pragma once
#include <string>

#include "base/ids.hpp"
#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"
#include "web/http/language.hpp"

namespace repere::web {

/// The tumour in one line, then its acts by date, as HTML.
/// Shape: rows of the patient whose tumour it is
std::string case_timeline(const registry::Registry& rows, TumourId tumour, const ReferenceData& reference, Language language);

}  // namespace repere::web
