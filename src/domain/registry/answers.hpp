#pragma once
#include <cstdint>

// The words for what is known. An empty std::optional means "not recorded": nobody said anything. These say something.
// The numbers may be stored: they are written out and never reused.
namespace repere::registry {

/// The answer to a yes-or-no question of the record.
enum class Answer : std::uint8_t { yes = 1, no = 2, unknown = 3, not_asked = 4 };

/// Whether an act of the pathway took place. A row without a word is an act that was done.
enum class ActStatus : std::uint8_t { done = 1, not_done = 2, unknown = 3, not_asked = 4 };

enum class Sex : std::uint8_t { female = 1, male = 2, unknown = 3 };

enum class Predisposition : std::uint8_t { none = 1, nf1 = 2, li_fraumeni = 3, other = 4, unknown = 5, not_asked = 6 };

enum class ImagingModality : std::uint8_t { mri = 1, ct = 2, ultrasound = 3, x_ray = 4, pet = 5, other = 6, unknown = 7 };
enum class ImagingRegion : std::uint8_t { primary = 1, chest = 2, whole_body = 3, other = 4, unknown = 5 };

enum class BiopsyTechnique : std::uint8_t {
  core_needle = 1, incisional = 2, excisional = 3, fine_needle = 4, other = 5, unknown = 6
};

/// Which reading of the slides: by the first pathologist, by an expert of the network, by a coordinating centre.
enum class Reading : std::uint8_t { first = 1, second = 2, third = 3 };
enum class ReviewRequest : std::uint8_t { spontaneous = 1, systematic = 2, unknown = 3 };
/// Source: Ray-Coquard et al. 2012, doi:10.1093/annonc/mdr610: full; partial (same connective tumour, other grade or
/// subtype); discordant (benign or malignant, other histotype, or not a sarcoma)
enum class Concordance : std::uint8_t { full = 1, partial = 2, discordant = 3 };

enum class MolecularTechnique : std::uint8_t {
  fish = 1, rt_pcr = 2, rna_sequencing = 3, dna_sequencing = 4, immunohistochemistry = 5, cgh_array = 6, other = 7,
  unknown = 8
};
enum class MolecularResult : std::uint8_t { positive = 1, negative = 2, failed = 3, pending = 4, unknown = 5 };

/// The board (RCP) that saw the case. `local` is a general cancer board, not a sarcoma board.
enum class BoardType : std::uint8_t {
  reference_sarcoma = 1, bone = 2, paediatric = 3, recourse = 4, molecular = 5, local = 6, unknown = 7
};
/// Discussed in the meeting, or registered only because a standard applies (CSP D6124-131).
enum class BoardPassage : std::uint8_t { discussed = 1, registered_only = 2, unknown = 3 };

enum class DecisionModality : std::uint8_t {
  surgery = 1, radiotherapy = 2, systemic_treatment = 3, further_diagnosis = 4, second_reading = 5, surveillance = 6,
  palliative_care = 7, trial = 8, other = 9
};

/// Surgery of the primary tumour is resection, re_excision or debulking; the rest treats what came later.
enum class SurgeryKind : std::uint8_t {
  resection = 1, re_excision = 2, debulking = 3, local_relapse = 4, metastasis = 5, other = 6, unknown = 7
};

enum class AmputationLevel : std::uint8_t {
  digit = 1, hand_or_foot = 2, forearm_or_leg = 3, arm_or_thigh = 4, girdle = 5, unknown = 6
};
enum class AmputationCause : std::uint8_t { tumour = 1, local_relapse = 2, complication = 3, unknown = 4 };

enum class Timing : std::uint8_t { neoadjuvant = 1, adjuvant = 2, definitive = 3, palliative = 4, unknown = 5 };
enum class SystemicKind : std::uint8_t {
  chemotherapy = 1, targeted = 2, immunotherapy = 3, hormone = 4, other = 5, unknown = 6
};

enum class RelapseKind : std::uint8_t { local = 1, regional = 2, metastatic = 3, progression = 4, unknown = 5 };

/// State at last news. Source: IDEA4RC data model (NED, AWD, DOD, DOC, DUC), with "alive" when the disease is not known
enum class State : std::uint8_t {
  alive_no_evidence = 1, alive_with_disease = 2, alive = 3, dead_of_disease = 4, dead_of_other_cause = 5,
  dead_unknown_cause = 6
};
constexpr bool is_dead(State state) { return state >= State::dead_of_disease; }

/// Where metastases are, several at once: the sum of these.
enum class MetastaticSite : std::uint16_t {
  lung = 1, bone = 2, liver = 4, lymph_node = 8, soft_tissue = 16, pleura = 32, peritoneum = 64, brain = 128,
  other = 256
};
struct MetastaticSites {
  std::uint16_t bits = 0;  ///< 0: none recorded
  constexpr bool operator==(const MetastaticSites&) const = default;
};

}  // namespace repere::registry
