#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "domain/network/places.hpp"

namespace repere {

/// What was found for the words of a visitor.
struct PlaceSearch {
  enum class Kind {
    nothing_asked,
    place,        ///< one; `others` bear its name too
    postal_area,  ///< a postal code of several communes, listed in `others`
    department,   ///< a department, by code or name; or that of a postal code that is not known (CEDEX)
    choices,      ///< several, listed in `others`, most inhabitants first
    spelling,     ///< none; `others` are written nearly so
    nothing,
  };
  Kind kind = Kind::nothing_asked;
  PlaceIndex place;
  std::optional<std::size_t> department;
  std::vector<PlaceIndex> others;      ///< at most `most_choices`
  bool unknown_postal_code = false;    ///< a department for want of better
  std::optional<Position> from;        ///< where distances begin: of place, postal_area and department
  Precision precision = Precision::place;

  static constexpr std::size_t most_choices = 30;
};

/// Finds "Lyon", "st etienne", "69008", "Lyon 8e", "33076 Bordeaux CEDEX", "2A", "Gironde"; no word is a mistake.
PlaceSearch search_place(const Places& places, std::string_view words);

/// The answer for a place that was chosen by its INSEE code; nothing when it is not there.
std::optional<PlaceSearch> chosen_place(const Places& places, std::string_view code);

}  // namespace repere
