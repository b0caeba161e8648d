#pragma once
#include <string>
#include <string_view>

#include "web/pages/bilingual.hpp"

namespace repere::web {

/// A table of acts as people call it.
std::string table_words(std::string_view table, Language language);

/// What a column of an act says, in few words; empty when it says nothing to a reader ("unknown", an answer "no" that is the
/// usual). Shape: value as the exchange format writes it
std::string value_words(std::string_view column, std::string_view value, Language language);

/// The same where nothing is left out, as the whole file shows it: "inconnu", "non".
std::string whole_value_words(std::string_view column, std::string_view value, Language language);

}  // namespace repere::web
