#pragma once
#include <string>

#include "study/text.hpp"

namespace repere::report {

/// The language a person reads a report in; `in` gives the wording that this reader understands.
using study::in;
using study::Language;

inline std::string in(Language language, const char* french, const char* english) {
  return language == Language::fr ? french : english;
}

}  // namespace repere::report
