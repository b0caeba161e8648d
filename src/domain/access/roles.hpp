#pragma once
#include <array>
#include <cstdint>

#include "domain/words.hpp"

namespace repere::access {

/// What somebody is to the network. The numbers are stored and never reused.
enum class Role : std::uint8_t {
  visitor = 0,         ///< anybody, without an account
  referrer = 1,        ///< sends patients from outside the network; sees what became of them
  secretary = 2,       ///< of a centre
  clinician = 3,       ///< of a centre: oncologist, radiotherapist, radiologist, paediatrician …
  surgeon = 4,         ///< of a centre
  pathologist = 5,     ///< of a centre
  data_manager = 6,    ///< of a centre: keeps its part of the registry
  coordinator = 7,     ///< of a centre: answers for its tumour boards
  epidemiologist = 8,  ///< of the network: works on pseudonyms
  director = 9,        ///< of the network: sees figures, no case
  auditor = 10,        ///< auditor and data protection officer: sees who did what, no clinical content
  administrator = 11,  ///< accounts and machines, no case
};

inline constexpr std::array role_words{Word{Role::visitor, "visitor"},
                                       Word{Role::referrer, "referrer"},
                                       Word{Role::secretary, "secretary"},
                                       Word{Role::clinician, "clinician"},
                                       Word{Role::surgeon, "surgeon"},
                                       Word{Role::pathologist, "pathologist"},
                                       Word{Role::data_manager, "data_manager"},
                                       Word{Role::coordinator, "coordinator"},
                                       Word{Role::epidemiologist, "epidemiologist"},
                                       Word{Role::director, "director"},
                                       Word{Role::auditor, "auditor"},
                                       Word{Role::administrator, "administrator"}};

inline constexpr std::size_t role_count = role_words.size();

/// Whether the role is held at one centre; the others are held for the network, or for oneself.
constexpr bool is_of_a_centre(Role role) { return role >= Role::secretary && role <= Role::coordinator; }
/// Whether the role is held for the whole network.
constexpr bool is_of_the_network(Role role) { return role >= Role::epidemiologist; }

/// What a case, or a centre's affair, is to the one who asks.
enum class Relation : std::uint8_t {
  own = 0,      ///< the responsible centre is theirs; a referral they sent; their own account
  shared = 1,   ///< sent to their centre, or on the agenda of a board of theirs
  foreign = 2,  ///< neither
};

inline constexpr std::array relation_words{Word{Relation::own, "own"}, Word{Relation::shared, "shared"},
                                           Word{Relation::foreign, "foreign"}};

}  // namespace repere::access
