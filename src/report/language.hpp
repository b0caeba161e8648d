#pragma once
#include <string>
#include <string_view>

#include "study/text.hpp"

namespace repere::report {

/// The language a person reads a report in; `in` gives the wording that this reader understands.
using study::in;
using study::Language;

inline std::string in(Language language, std::string_view french, std::string_view english) {
  return std::string(language == Language::fr ? french : english);
}

}  // namespace repere::report
