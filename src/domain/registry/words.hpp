#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "domain/classification/grade.hpp"
#include "domain/classification/sites.hpp"
#include "domain/registry/answers.hpp"
#include "domain/words.hpp"

// The words that stand for the enumerators in files, in the database and in study expressions. A word is never reused.
namespace repere::registry {

/// words_for<E>: every enumerator of E with its word, in the order in which documents list them.
template <class E>
inline constexpr int words_for = 0;

template <>
inline constexpr std::array words_for<Answer> = {
    Word{Answer::yes, "yes"}, Word{Answer::no, "no"}, Word{Answer::unknown, "unknown"},
    Word{Answer::not_asked, "not_asked"}};
template <>
inline constexpr std::array words_for<ActStatus> = {
    Word{ActStatus::done, "done"}, Word{ActStatus::not_done, "not_done"}, Word{ActStatus::unknown, "unknown"},
    Word{ActStatus::not_asked, "not_asked"}};
template <>
inline constexpr std::array words_for<Sex> = {Word{Sex::female, "F"}, Word{Sex::male, "M"}, Word{Sex::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<Predisposition> = {
    Word{Predisposition::none, "none"},   Word{Predisposition::nf1, "nf1"}, Word{Predisposition::li_fraumeni, "li_fraumeni"},
    Word{Predisposition::other, "other"}, Word{Predisposition::unknown, "unknown"},
    Word{Predisposition::not_asked, "not_asked"}};
template <>
inline constexpr std::array words_for<ImagingModality> = {
    Word{ImagingModality::mri, "mri"},     Word{ImagingModality::ct, "ct"},   Word{ImagingModality::ultrasound, "ultrasound"},
    Word{ImagingModality::x_ray, "x_ray"}, Word{ImagingModality::pet, "pet"}, Word{ImagingModality::other, "other"},
    Word{ImagingModality::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<ImagingRegion> = {
    Word{ImagingRegion::primary, "primary"}, Word{ImagingRegion::chest, "chest"},
    Word{ImagingRegion::whole_body, "whole_body"}, Word{ImagingRegion::other, "other"},
    Word{ImagingRegion::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<BiopsyTechnique> = {
    Word{BiopsyTechnique::core_needle, "core_needle"}, Word{BiopsyTechnique::incisional, "incisional"},
    Word{BiopsyTechnique::excisional, "excisional"},   Word{BiopsyTechnique::fine_needle, "fine_needle"},
    Word{BiopsyTechnique::other, "other"},             Word{BiopsyTechnique::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<Reading> = {
    Word{Reading::first, "first"}, Word{Reading::second, "second"}, Word{Reading::third, "third"}};
template <>
inline constexpr std::array words_for<ReviewRequest> = {
    Word{ReviewRequest::spontaneous, "spontaneous"}, Word{ReviewRequest::systematic, "systematic"},
    Word{ReviewRequest::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<Concordance> = {
    Word{Concordance::full, "full"}, Word{Concordance::partial, "partial"}, Word{Concordance::discordant, "discordant"}};
template <>
inline constexpr std::array words_for<MolecularTechnique> = {
    Word{MolecularTechnique::fish, "fish"},
    Word{MolecularTechnique::rt_pcr, "rt_pcr"},
    Word{MolecularTechnique::rna_sequencing, "rna_sequencing"},
    Word{MolecularTechnique::dna_sequencing, "dna_sequencing"},
    Word{MolecularTechnique::immunohistochemistry, "immunohistochemistry"},
    Word{MolecularTechnique::cgh_array, "cgh_array"},
    Word{MolecularTechnique::other, "other"},
    Word{MolecularTechnique::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<MolecularResult> = {
    Word{MolecularResult::positive, "positive"}, Word{MolecularResult::negative, "negative"},
    Word{MolecularResult::failed, "failed"},     Word{MolecularResult::pending, "pending"},
    Word{MolecularResult::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<BoardType> = {
    Word{BoardType::reference_sarcoma, "reference_sarcoma"}, Word{BoardType::bone, "bone"},
    Word{BoardType::paediatric, "paediatric"}, Word{BoardType::recourse, "recourse"},
    Word{BoardType::molecular, "molecular"},   Word{BoardType::local, "local"}, Word{BoardType::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<BoardPassage> = {
    Word{BoardPassage::discussed, "discussed"}, Word{BoardPassage::registered_only, "registered_only"},
    Word{BoardPassage::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<DecisionModality> = {
    Word{DecisionModality::surgery, "surgery"},
    Word{DecisionModality::radiotherapy, "radiotherapy"},
    Word{DecisionModality::systemic_treatment, "systemic_treatment"},
    Word{DecisionModality::further_diagnosis, "further_diagnosis"},
    Word{DecisionModality::second_reading, "second_reading"},
    Word{DecisionModality::surveillance, "surveillance"},
    Word{DecisionModality::palliative_care, "palliative_care"},
    Word{DecisionModality::trial, "trial"},
    Word{DecisionModality::other, "other"}};
template <>
inline constexpr std::array words_for<SurgeryKind> = {
    Word{SurgeryKind::resection, "resection"},         Word{SurgeryKind::re_excision, "re_excision"},
    Word{SurgeryKind::debulking, "debulking"},         Word{SurgeryKind::local_relapse, "local_relapse"},
    Word{SurgeryKind::metastasis, "metastasis"},       Word{SurgeryKind::other, "other"},
    Word{SurgeryKind::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<AmputationLevel> = {
    Word{AmputationLevel::digit, "digit"}, Word{AmputationLevel::hand_or_foot, "hand_or_foot"},
    Word{AmputationLevel::forearm_or_leg, "forearm_or_leg"}, Word{AmputationLevel::arm_or_thigh, "arm_or_thigh"},
    Word{AmputationLevel::girdle, "girdle"}, Word{AmputationLevel::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<AmputationCause> = {
    Word{AmputationCause::tumour, "tumour"}, Word{AmputationCause::local_relapse, "local_relapse"},
    Word{AmputationCause::complication, "complication"}, Word{AmputationCause::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<Timing> = {
    Word{Timing::neoadjuvant, "neoadjuvant"}, Word{Timing::adjuvant, "adjuvant"}, Word{Timing::definitive, "definitive"},
    Word{Timing::palliative, "palliative"},   Word{Timing::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<SystemicKind> = {
    Word{SystemicKind::chemotherapy, "chemotherapy"},   Word{SystemicKind::targeted, "targeted"},
    Word{SystemicKind::immunotherapy, "immunotherapy"}, Word{SystemicKind::hormone, "hormone"},
    Word{SystemicKind::other, "other"},                 Word{SystemicKind::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<RelapseKind> = {
    Word{RelapseKind::local, "local"},             Word{RelapseKind::regional, "regional"},
    Word{RelapseKind::metastatic, "metastatic"},   Word{RelapseKind::progression, "progression"},
    Word{RelapseKind::unknown, "unknown"}};
template <>
inline constexpr std::array words_for<State> = {
    Word{State::alive_no_evidence, "alive_no_evidence"},     Word{State::alive_with_disease, "alive_with_disease"},
    Word{State::alive, "alive"},                             Word{State::dead_of_disease, "dead_of_disease"},
    Word{State::dead_of_other_cause, "dead_of_other_cause"}, Word{State::dead_unknown_cause, "dead_unknown_cause"}};
template <>
inline constexpr std::array words_for<MetastaticSite> = {
    Word{MetastaticSite::lung, "lung"},               Word{MetastaticSite::bone, "bone"},
    Word{MetastaticSite::liver, "liver"},             Word{MetastaticSite::lymph_node, "lymph_node"},
    Word{MetastaticSite::soft_tissue, "soft_tissue"}, Word{MetastaticSite::pleura, "pleura"},
    Word{MetastaticSite::peritoneum, "peritoneum"},   Word{MetastaticSite::brain, "brain"},
    Word{MetastaticSite::other, "other"}};

template <>
inline constexpr auto words_for<Compartment> = compartment_words;
template <>
inline constexpr auto words_for<FnclccGrade> = grade_words;
template <>
inline constexpr auto words_for<Margin> = margin_words;
template <>
inline constexpr auto words_for<Depth> = depth_words;

/// The word of an enumerator.
template <class E>
constexpr std::string_view word_of(E value) {
  return word_in(words_for<E>, value);
}

/// The enumerator of a word, to the letter; nothing when there is none.
template <class E>
constexpr std::optional<E> value_of(std::string_view text) {
  return value_in(words_for<E>, text);
}

}  // namespace repere::registry
