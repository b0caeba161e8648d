#pragma once

namespace repere::report {

/// The language a person reads a report in.
enum class Language { french, english };

/// The one of two wordings that the reader understands.
template <class Text>
const Text& in(Language language, const Text& french, const Text& english) {
  return language == Language::french ? french : english;
}
inline const char* in(Language language, const char* french, const char* english) {
  return language == Language::french ? french : english;
}

}  // namespace repere::report
