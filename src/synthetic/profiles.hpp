#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "domain/classification/histotypes.hpp"

// What is assumed of each family of histotypes: who gets them, where, how big, how bad. All of it assumption
// (textbook knowledge of the families' shapes, no single source), save where profiles.cpp says otherwise.
namespace repere::synthetic {

/// Ages at 0, 5, 25, 50, 75, 95 and 100 % of the patients, straight lines between.
/// Units: years
using AgeCurve = std::array<double, 7>;

enum class SiteSex : std::uint8_t { any, female, male };
struct SiteShare {
  std::string_view code;  ///< of sites.csv
  double weight = 0;
  SiteSex sex = SiteSex::any;
};

/// Which treatments beside surgery are usual.
enum class Care : std::uint8_t {
  surgery_only,
  soft_tissue,
  gist,
  osteosarcoma,
  ewing,
  rhabdomyosarcoma,
  desmoid,
  kaposi,
  chordoma
};

struct Profile {
  std::string_view id;
  AgeCurve ages{};
  double women = 0.5;
  double metastatic = 0.1;  ///< before all are scaled to the total
  std::span<const SiteShare> sites;
  std::array<double, 3> grades{};  ///< before all are scaled to the total; all 0: not graded
  double size_mm_median = 60;
  double size_log_sd = 0.6;
  double deep = 0.8;  ///< of tumours of limbs and trunk
  double death = 1;   ///< hazard ratio
  double local = 1;   ///< hazard ratio of local relapse
  double nf1 = 0.002;
  Care care = Care::soft_tissue;

  bool graded() const { return grades[0] + grades[1] + grades[2] > 0; }
};

/// How a histotype is drawn: its profile and its share of the published row that names it with others.
struct HistotypeTraits {
  std::string_view code;
  std::string_view profile;
  double share = 1;
};

std::span<const Profile> profiles();
/// The row of a histotype; nothing when the table does not know it.
std::optional<HistotypeTraits> traits_of(std::string_view code);
/// The profile by its id, or the one for a histotype that the table does not know, by its class and
/// compartment.
std::size_t profile_named(std::string_view id);
std::size_t profile_for_unknown(const Histotype& histotype);

}  // namespace repere::synthetic
