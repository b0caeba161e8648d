#pragma once
#include <string>
#include <string_view>

namespace repere::workflows {

/// A name as searches compare it: without case, accents, hyphens, apostrophes and spaces; ligatures and letters with a
/// stroke spelled out ("Bœuf Éloïse Łukasz" is "boeufeloiselukasz"). Text that is not UTF-8 keeps what can be read of it.
/// Source: Unicode Standard Annex 15 and CLDR's Latin-ASCII transform, by ICU
std::string folded_name(std::string_view name);

/// The first of several given names, folded: "Marie-Claire Anne" is "marieclaire".
std::string folded_first_name(std::string_view given_names);

/// An identifier's digits and letters, without spaces and marks between them, in upper case (the Corsican "2A" of an INS
/// keeps its letter).
std::string folded_number(std::string_view number);

}  // namespace repere::workflows
