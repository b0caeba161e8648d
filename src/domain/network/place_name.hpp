#pragma once
#include <string>
#include <string_view>

namespace repere {

/// A place's name as it is compared: small letters a to z and digits, words apart by one space; accents and ligatures opened
/// ("Œ" is "oe"), "St" and "Ste" written out. Bytes that are not UTF-8 count as spaces.
/// Shape: "Saint-Étienne", "ST ETIENNE" and "st-étienne" give "saint etienne"
std::string folded_name(std::string_view text);

}  // namespace repere
