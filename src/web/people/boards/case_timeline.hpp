#pragma once
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "domain/reference_data.hpp"
#include "domain/registry/records.hpp"
#include "web/http/language.hpp"

namespace repere::web {

/// An act of a case, in the reader's language.
struct TimelineMoment {
  std::string when;     ///< "03/11/2026", "11/2026", "J12"; "?" when it is not known
  std::string act;      ///< "Imagerie"
  std::string status;   ///< empty: done
  std::string details;  ///< what is known of it, in one line
};
/// The acts of a tumour, by date.
/// Shape of all three: rows of the patient whose tumour it is
std::vector<TimelineMoment> timeline_of(const registry::Registry& rows, TumourId tumour, const ReferenceData& reference, Language language);
/// The tumour in one line; empty when nothing is known of it.
std::string tumour_line(const registry::Registry& rows, TumourId tumour, const ReferenceData& reference, Language language);
/// The tumour in one line, then its acts by date, as HTML.
std::string case_timeline(const registry::Registry& rows, TumourId tumour, const ReferenceData& reference, Language language);

}  // namespace repere::web
