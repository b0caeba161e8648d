#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "domain/registry/answers.hpp"
#include "domain/words.hpp"

// Who must be present so that a board's proposal is a decision. The rules are data (knowledge/boards/quorum.csv), each with
// the day from which it holds and its source.
namespace repere::board {

/// What somebody brings to a board. Numbers are stored: never reused.
enum class Specialty : std::uint8_t {
  other = 0,           ///< present, and no physician: nurse, secretary, research
  surgeon = 1,         ///< of soft tissue, viscera
  orthopaedist = 2,    ///< surgeon of bone and limb
  oncologist = 3,      ///< medical oncologist
  radiotherapist = 4,
  radiologist = 5,
  pathologist = 6,
  paediatrician = 7,   ///< paediatric oncologist
  geneticist = 8,      ///< oncogeneticist or molecular biologist (physician)
  nuclear_physician = 9,
  other_physician = 10,
};
inline constexpr std::array specialty_words{
    Word{Specialty::other, "other"},
    Word{Specialty::surgeon, "surgeon"},
    Word{Specialty::orthopaedist, "orthopaedist"},
    Word{Specialty::oncologist, "oncologist"},
    Word{Specialty::radiotherapist, "radiotherapist"},
    Word{Specialty::radiologist, "radiologist"},
    Word{Specialty::pathologist, "pathologist"},
    Word{Specialty::paediatrician, "paediatrician"},
    Word{Specialty::geneticist, "geneticist"},
    Word{Specialty::nuclear_physician, "nuclear_physician"},
    Word{Specialty::other_physician, "other_physician"}};

constexpr bool is_physician(Specialty specialty) { return specialty != Specialty::other; }

/// What a board is for. Numbers are stored: never reused. The registry's BoardType has the same sorts and no urgent one.
enum class Sort : std::uint8_t {
  reference_sarcoma = 1,
  bone = 2,
  recourse = 3,
  paediatric = 4,
  molecular = 5,
  urgent = 6,  ///< an opinion out of meeting: no quorum, always presented again
};
inline constexpr std::array sort_words{Word{Sort::reference_sarcoma, "reference_sarcoma"},
                                       Word{Sort::bone, "bone"},
                                       Word{Sort::recourse, "recourse"},
                                       Word{Sort::paediatric, "paediatric"},
                                       Word{Sort::molecular, "molecular"},
                                       Word{Sort::urgent, "urgent"}};

/// As the registry records a presentation.
registry::BoardType registry_type(Sort sort);

/// One of these must be there: a seat that several specialties may fill.
using Seat = std::vector<Specialty>;

struct QuorumRule {
  Sort sort = Sort::reference_sarcoma;
  Day from{};                ///< the first day it holds; until the next rule of its sort
  int least_physicians = 3;  ///< each of another specialty
  std::vector<Seat> seats;   ///< each filled by somebody else
  bool never = false;        ///< what this board says is advice, whoever is there
  std::string source;
  bool assumed = false;  ///< where the sources say nothing: to be confirmed by the network
};

/// The rule in force for a sort on a day; nothing when none is.
const QuorumRule* rule_on(const std::vector<QuorumRule>& rules, Sort sort, Day day);

struct Quorum {
  bool reached = false;
  int physicians = 0;           ///< specialties of physicians who are present, each counted once
  int wanted = 0;               ///< how many the rule asks for
  std::vector<Seat> empty;      ///< seats that nobody fills
};

/// Shape: `present` has an entry for each person who is present
/// A person fills one seat; the assignment that fills most seats is taken.
/// Source: the rule's
Quorum quorum_of(const QuorumRule& rule, const std::vector<Specialty>& present);

}  // namespace repere::board
