#pragma once
#include <array>
#include <cstdint>

#include "domain/access/permit.hpp"

namespace repere::access {

/// What a patient has objected to. Care goes on whatever it is.
/// Source: GDPR article 21; Code de la santé publique L1110-4 (care); loi 78-17 article 74 (research)
enum class Objection : std::uint8_t {
  none = 0,
  research = 1,      ///< not in studies, exports, figures of research
  registration = 2,  ///< not in the registry at all: only the care team's file remains
};

inline constexpr std::array objection_words{Word{Objection::none, "none"},
                                            Word{Objection::research, "research"},
                                            Word{Objection::registration, "registration"}};

/// What data are asked for.
enum class Purpose : std::uint8_t {
  care,      ///< the patient's own care, and what the law asks of who gives it
  registry,  ///< the network's registry and the quality of care
  research,  ///< a study, an export
};

/// Why somebody with this permit asks: the same act is care for a surgeon and research for an epidemiologist.
Purpose purpose_of(const Permit& permit);

/// Whether a patient's data serve a purpose in spite of what they objected to. Asked at each query, so that an objection
/// holds from the moment it is recorded.
constexpr bool may_serve(Purpose purpose, Objection objection) {
  switch (objection) {
    case Objection::none:
      return true;
    case Objection::research:
      return purpose != Purpose::research;
    case Objection::registration:
      return purpose == Purpose::care;
  }
  return false;
}

}  // namespace repere::access
