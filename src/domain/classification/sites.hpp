#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/code_lookup.hpp"
#include "domain/edition.hpp"
#include "domain/words.hpp"

namespace repere {

/// The tissue a tumour grows in, as the network's papers divide cases.
/// Source: ESMO 2016 abstract 2285 (soft tissue, visceral, bone)
enum class Compartment : std::uint8_t { soft_tissue = 1, bone = 2, viscera = 3 };

/// The part of the body, whatever the tissue: a femur is bone and lower limb. Our convention.
enum class BodyRegion : std::uint8_t {
  lower_limb = 1,
  upper_limb = 2,
  trunk_wall = 3,  ///< wall of the thorax and abdomen, back, spine
  head_neck = 4,
  retroperitoneum = 5,
  abdomen_pelvis = 6,  ///< digestive, urinary and male genital organs, peritoneum, pelvis and its bones
  thorax = 7,          ///< mediastinum, lung, pleura, heart
  gynaecological = 8,
  breast = 9,
  not_specified = 10,
};

inline constexpr std::array<Word<Compartment>, 3> compartment_words{
    {{Compartment::soft_tissue, "soft_tissue"},
     {Compartment::bone, "bone"},
     {Compartment::viscera, "viscera"}}};
inline constexpr std::array<Word<BodyRegion>, 10> body_region_words{
    {{BodyRegion::lower_limb, "lower_limb"},
     {BodyRegion::upper_limb, "upper_limb"},
     {BodyRegion::trunk_wall, "trunk_wall"},
     {BodyRegion::head_neck, "head_neck"},
     {BodyRegion::retroperitoneum, "retroperitoneum"},
     {BodyRegion::abdomen_pelvis, "abdomen_pelvis"},
     {BodyRegion::thorax, "thorax"},
     {BodyRegion::gynaecological, "gynaecological"},
     {BodyRegion::breast, "breast"},
     {BodyRegion::not_specified, "not_specified"}}};

constexpr std::string_view name_of(Compartment value) { return word_in(compartment_words, value); }
constexpr std::string_view name_of(BodyRegion value) { return word_in(body_region_words, value); }
constexpr std::optional<Compartment> compartment_named(std::string_view word) {
  return value_in(compartment_words, word);
}
constexpr std::optional<BodyRegion> body_region_named(std::string_view word) {
  return value_in(body_region_words, word);
}

using SiteIndex = Index<struct SiteTag>;

/// A place in the body where a tumour is recorded.
struct Site {
  std::string code;  ///< ours, stable: "thigh", "femur"
  std::string name_fr, name_en;
  Compartment compartment = Compartment::soft_tissue;
  BodyRegion region = BodyRegion::not_specified;
  bool skin = false;            ///< skin and what lies in it
  std::string icdo_topography;  ///< ICD-O-3 topography "C49.2"
  std::string name_source;

  bool operator==(const Site&) const = default;
};

/// Whether `text` is a topography code as ICD-O-3 writes it ("C49.2").
bool is_icdo_topography(std::string_view text);

/// The sites of one edition; does not change after it is made.
class Sites {
 public:
  Sites() = default;
  /// Errors: incorrect if two entries have one code, a code is empty, or there are more than 65,534
  static Result<Sites> make(Edition edition, std::vector<Site> entries);

  const Edition& edition() const { return edition_; }
  std::size_t size() const { return entries_.size(); }
  const Site& operator[](SiteIndex index) const;
  /// The none index when no entry has this code.
  SiteIndex find(std::string_view code) const { return {lookup_.find(code)}; }
  /// Every entry with this topography code ("C49.2"), in the file's order.
  std::span<const SiteIndex> find_by_icdo(std::string_view icdo) const;
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  Edition edition_;
  std::vector<Site> entries_;
  CodeLookup lookup_;
  CodeLookup icdo_lookup_;
  std::vector<std::vector<SiteIndex>> of_icdo_;
};

}  // namespace repere
