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

/// How the network counts a tumour. `intermediate` is the French TIM, tumour of intermediate malignancy.
enum class TumourClass : std::uint8_t { sarcoma = 1, intermediate = 2, benign = 3 };

/// In which tissue a histotype usually arises.
enum class UsualCompartment : std::uint8_t {
  soft_tissue = 1,
  bone = 2,
  viscera = 3,
  soft_tissue_or_bone = 4
};

inline constexpr std::array<Word<TumourClass>, 3> tumour_class_words{
    {{TumourClass::sarcoma, "sarcoma"},
     {TumourClass::intermediate, "intermediate"},
     {TumourClass::benign, "benign"}}};
inline constexpr std::array<Word<UsualCompartment>, 4> usual_compartment_words{
    {{UsualCompartment::soft_tissue, "soft_tissue"},
     {UsualCompartment::bone, "bone"},
     {UsualCompartment::viscera, "viscera"},
     {UsualCompartment::soft_tissue_or_bone, "soft_tissue_or_bone"}}};

constexpr std::string_view name_of(TumourClass value) { return word_in(tumour_class_words, value); }
constexpr std::string_view name_of(UsualCompartment value) { return word_in(usual_compartment_words, value); }
constexpr std::optional<TumourClass> tumour_class_named(std::string_view word) {
  return value_in(tumour_class_words, word);
}
constexpr std::optional<UsualCompartment> usual_compartment_named(std::string_view word) {
  return value_in(usual_compartment_words, word);
}

using HistotypeIndex = Index<struct HistotypeTag>;

/// One entry of the classification, with where each part of it comes from.
struct Histotype {
  std::string code;  ///< ours, stable: "H011"
  std::string name_fr, name_en;
  std::string lineage;           ///< "Adipocytic"
  std::string group;             ///< code of its histology group (histology_groups.csv)
  std::string icdo;              ///< ICD-O-3.2 morphology "8858/3"; empty when the entity has none
  std::optional<int> behaviour;  ///< the digit behind the slash
  TumourClass tumour_class = TumourClass::sarcoma;
  UsualCompartment usual_compartment = UsualCompartment::soft_tissue;
  std::string molecular;        ///< usual alteration, in words; may be empty
  std::string molecular_class;  ///< fusion, mutation, amplification, loss, complex, viral, none
  std::string icdo_source;      ///< who says the code
  std::string name_fr_source;
  std::string molecular_source;
  std::string class_note;  ///< why the class is not the one the behaviour digit gives; empty when it is

  bool operator==(const Histotype&) const = default;
};

/// The class that an ICD-O behaviour digit stands for by itself: 0 benign, 1 intermediate, 3 sarcoma; nothing
/// for others.
constexpr std::optional<TumourClass> class_of_behaviour(int behaviour) {
  if (behaviour == 0) return TumourClass::benign;
  if (behaviour == 1) return TumourClass::intermediate;
  if (behaviour == 3) return TumourClass::sarcoma;
  return std::nullopt;
}

/// Whether `text` is a morphology code as ICD-O-3 writes it ("8858/3").
bool is_icdo_morphology(std::string_view text);

/// The histotypes of one edition; does not change after it is made.
class Histotypes {
 public:
  Histotypes() = default;
  /// Errors: incorrect if two entries have one code, a code is empty, or there are more than 65,534
  static Result<Histotypes> make(Edition edition, std::vector<Histotype> entries);

  const Edition& edition() const { return edition_; }
  std::size_t size() const { return entries_.size(); }
  const Histotype& operator[](HistotypeIndex index) const;
  /// The none index when no entry has this code.
  HistotypeIndex find(std::string_view code) const { return {lookup_.find(code)}; }
  /// Every entry with this morphology code ("8802/3"), in the file's order: several entities may share one.
  std::span<const HistotypeIndex> find_by_icdo(std::string_view icdo) const;
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  Edition edition_;
  std::vector<Histotype> entries_;
  CodeLookup lookup_;
  CodeLookup icdo_lookup_;
  std::vector<std::vector<HistotypeIndex>> of_icdo_;  // one list a row of icdo_lookup_
};

}  // namespace repere
