#include "synthetic/profiles.hpp"

#include "base/result.hpp"
#include "synthetic/profile_sites.hpp"

namespace repere::synthetic {
namespace {

using namespace profile_sites;

// clang-format off
constexpr AgeCurve late{20, 37, 56, 67, 77, 88, 99},
    adult{16, 28, 46, 58, 69, 83, 98},
    older{30, 48, 66, 76, 84, 92, 101};
constexpr AgeCurve midlife{12, 24, 36, 47, 59, 75, 94},
    young_adult{5, 15, 25, 37, 51, 71, 92};
constexpr AgeCurve adolescent{1, 6, 12, 18, 29, 58, 85},
    child{0.3, 1, 4, 8, 17, 40, 75},
    infant{0.25, 0.4, 0.9, 2, 8, 35, 70};
// id, ages, women, metastatic, sites, {grades}, size, spread, deep, death, local, NF1, care
constexpr Profile table[] = {
    {"gist", {14, 40, 56, 65, 74, 86, 98}, 0.48, 0.20, digestive, {},
     55, 0.75, 1, 0.40, 0.25, 0.014, Care::gist},
    {"lipoma_like", {22, 40, 54, 63, 71, 84, 98}, 0.44, 0.005, fatty, {1, 0.02, 0},
     150, 0.45, 0.9, 0.25, 1.1, 0.001, Care::soft_tissue},
    {"liposarcoma_dedifferentiated", {28, 46, 59, 67, 75, 86, 97}, 0.40, 0.07, fatty, {0.10, 0.6, 0.4},
     160, 0.5, 0.95, 1.1, 1.8, 0.001, Care::soft_tissue},
    {"liposarcoma_myxoid", {12, 25, 37, 48, 60, 77, 93}, 0.42, 0.05, limbs, {0.65, 0.30, 0.12},
     100, 0.5, 0.9, 0.7, 0.7, 0.001, Care::soft_tissue},
    {"liposarcoma_pleomorphic", late, 0.43, 0.11, limbs, {0.01, 0.45, 0.6},
     95, 0.5, 0.8, 1.2, 1.0, 0.001, Care::soft_tissue},
    {"desmoid", {3, 17, 29, 37, 49, 70, 88}, 0.68, 0.001, fibromatosis, {},
     55, 0.5, 0.92, 0.035, 1.5, 0.001, Care::desmoid},
    {"dfsp", {3, 18, 32, 42, 53, 72, 91}, 0.49, 0.003, dermal, {},
     30, 0.5, 0.02, 0.05, 0.35, 0.001, Care::surgery_only},
    {"solitary_fibrous", {18, 34, 50, 61, 70, 82, 95}, 0.51, 0.03, pleural, {},
     65, 0.6, 0.85, 0.18, 0.5, 0.001, Care::surgery_only},
    {"inflammatory_myofibroblastic", {1, 4, 17, 36, 54, 74, 90}, 0.52, 0.02, inflammatory, {},
     45, 0.5, 0.9, 0.15, 0.6, 0.001, Care::surgery_only},
    {"intermediate_soft", young_adult, 0.50, 0.008, limbs, {},
     32, 0.6, 0.45, 0.06, 0.55, 0.002, Care::surgery_only},
    {"intermediate_infant", infant, 0.48, 0.03, infant_organs, {},
     40, 0.5, 0.7, 0.25, 0.8, 0.002, Care::soft_tissue},
    {"fibrosarcoma", adult, 0.48, 0.08, limbs, {0.35, 0.5, 0.3},
     70, 0.6, 0.8, 1.0, 1.0, 0.002, Care::soft_tissue},
    {"myxofibrosarcoma", late, 0.45, 0.05, limbs, {0.45, 0.45, 0.3},
     75, 0.6, 0.5, 0.95, 1.6, 0.001, Care::soft_tissue},
    {"fibromyxoid", young_adult, 0.50, 0.04, limbs, {1, 0.12, 0},
     60, 0.6, 0.75, 0.30, 0.5, 0.001, Care::soft_tissue},
    {"angiosarcoma", {18, 39, 60, 71, 80, 90, 99}, 0.62, 0.22, vascular, {0.08, 0.5, 0.8},
     50, 0.7, 0.4, 2.1, 1.9, 0.002, Care::soft_tissue},
    {"kaposi", {19, 34, 50, 66, 79, 90, 99}, 0.22, 0.01, kaposi_skin, {},
     18, 0.6, 0.03, 0.30, 0.8, 0.0005, Care::kaposi},
    {"haemangioendothelioma", midlife, 0.58, 0.26, haemangio, {},
     45, 0.6, 0.85, 0.75, 0.5, 0.001, Care::soft_tissue},
    {"leiomyosarcoma", {22, 40, 55, 64, 74, 86, 97}, 0.56, 0.16, muscular, {0.35, 0.5, 0.35},
     75, 0.65, 0.75, 1.15, 0.9, 0.001, Care::soft_tissue},
    {"leiomyosarcoma_uterus", {25, 41, 49, 55, 64, 80, 93}, 1, 0.24, uterus, {0.22, 0.45, 0.5},
     95, 0.5, 1, 1.5, 0.9, 0.0005, Care::soft_tissue},
    {"smooth_uncertain", {24, 34, 43, 49, 56, 74, 90}, 0.93, 0.01, smooth_uncertain, {},
     80, 0.5, 1, 0.08, 0.3, 0.0005, Care::surgery_only},
    {"sarcoma_bone", adult, 0.48, 0.17, long_bones, {},
     75, 0.5, 1, 1.4, 1.0, 0.002, Care::osteosarcoma},
    {"rhabdomyosarcoma_child", child, 0.42, 0.18, childhood, {},
     50, 0.5, 0.95, 1.5, 1.0, 0.008, Care::rhabdomyosarcoma},
    {"rhabdomyosarcoma_alveolar", {0.5, 2, 9, 16, 26, 56, 80}, 0.46, 0.40, childhood, {},
     60, 0.5, 0.95, 2.6, 1.0, 0.003, Care::rhabdomyosarcoma},
    {"rhabdomyosarcoma_adult", {14, 28, 52, 66, 77, 88, 97}, 0.42, 0.20, limbs, {0, 0.1, 1},
     80, 0.6, 0.9, 1.7, 1.1, 0.002, Care::soft_tissue},
    {"osteosarcoma_soft", late, 0.45, 0.20, limbs, {0, 0.2, 1},
     85, 0.6, 0.9, 1.5, 1.1, 0.001, Care::soft_tissue},
    {"mpnst", {8, 20, 33, 47, 64, 81, 94}, 0.49, 0.12, nerves, {0.2, 0.45, 0.5},
     85, 0.6, 0.85, 1.3, 1.2, 0.40, Care::soft_tissue},
    {"atypical_fibroxanthoma", older, 0.22, 0.001, sun_exposed, {},
     15, 0.45, 0.01, 0.16, 0.5, 0.0005, Care::surgery_only},
    {"synovial", {4, 14, 27, 39, 54, 73, 90}, 0.48, 0.14, joints, {0, 0.65, 0.45},
     65, 0.6, 0.88, 1.7, 0.8, 0.001, Care::soft_tissue},
    {"epithelioid", young_adult, 0.40, 0.18, distal_limbs, {0.02, 0.6, 0.5},
     45, 0.7, 0.6, 1.6, 1.3, 0.001, Care::soft_tissue},
    {"sarcoma_young", {4, 13, 22, 30, 44, 66, 86}, 0.52, 0.33, limbs, {},
     60, 0.6, 0.92, 1.3, 0.6, 0.001, Care::soft_tissue},
    {"sarcoma_soft", adult, 0.50, 0.13, limbs, {0.3, 0.4, 0.4},
     70, 0.6, 0.75, 1.0, 1.0, 0.002, Care::soft_tissue},
    {"desmoplastic_round_cell", {6, 13, 18, 24, 32, 48, 70}, 0.16, 0.55, peritoneal, {},
     110, 0.4, 1, 2.6, 1.2, 0.001, Care::ewing},
    {"rhabdoid", {0.25, 0.4, 1.5, 14, 42, 72, 88}, 0.45, 0.35, infant_organs, {},
     70, 0.5, 0.95, 3.2, 1.2, 0.001, Care::rhabdomyosarcoma},
    {"smarca4", {24, 34, 45, 55, 64, 77, 88}, 0.25, 0.60, thoracic, {},
     100, 0.5, 1, 5.0, 1.0, 0.001, Care::soft_tissue},
    {"sarcoma_organ", adult, 0.66, 0.18, organs, {}, 80, 0.6, 1, 0.8, 0.5, 0.001, Care::soft_tissue},
    {"intimal", late, 0.50, 0.28, great_vessels, {0, 0.2, 1},
     70, 0.5, 1, 3.0, 1.0, 0.001, Care::soft_tissue},
    {"undifferentiated", {20, 40, 60, 71, 80, 90, 100}, 0.43, 0.13, limbs, {0.06, 0.5, 0.8},
     80, 0.6, 0.72, 1.25, 1.1, 0.001, Care::soft_tissue},
    {"sinonasal", midlife, 0.66, 0.01, sinonasal, {1, 0, 0},
     35, 0.4, 1, 0.2, 0.9, 0.001, Care::surgery_only},
    {"jaw_infant", infant, 0.48, 0.001, jaw, {}, 30, 0.4, 1, 0.1, 0.5, 0.001, Care::surgery_only},
    {"phyllodes", {16, 28, 42, 51, 62, 80, 94}, 1, 0.03, breast, {},
     60, 0.6, 1, 0.40, 0.7, 0.001, Care::surgery_only},
    {"ewing", {1, 5, 12, 18, 28, 52, 80}, 0.42, 0.28, round_cell, {},
     80, 0.5, 0.95, 1.9, 0.9, 0.001, Care::ewing},
    {"bone_young_intermediate", adolescent, 0.43, 0.001, long_bones, {},
     32, 0.4, 1, 0.02, 0.7, 0.002, Care::surgery_only},
    {"chondrosarcoma", {14, 28, 44, 56, 67, 81, 94}, 0.46, 0.05, cartilage, {},
     75, 0.6, 1, 0.60, 0.7, 0.001, Care::surgery_only},
    {"osteosarcoma", {4, 9, 14, 20, 46, 76, 92}, 0.44, 0.21, long_bones, {},
     85, 0.5, 1, 1.8, 0.7, 0.001, Care::osteosarcoma},
    {"giant_cell_bone", {13, 18, 26, 35, 47, 68, 86}, 0.54, 0.01, giant_cell, {},
     50, 0.4, 1, 0.04, 1.1, 0.001, Care::surgery_only},
    {"chordoma", {8, 27, 50, 62, 72, 84, 94}, 0.40, 0.05, axial, {},
     60, 0.5, 1, 0.75, 1.6, 0.001, Care::chordoma},
    {"adamantinoma", {5, 11, 18, 27, 42, 64, 80}, 0.45, 0.02, shin, {},
     60, 0.5, 1, 0.2, 0.7, 0.001, Care::surgery_only},
};
// clang-format on

}  // namespace

std::span<const Profile> profiles() { return table; }

std::size_t profile_named(std::string_view id) {
  for (std::size_t i = 0; i < std::size(table); ++i)
    if (table[i].id == id) return i;
  broken_promise("every profile of the traits is in the table", __FILE__, __LINE__);
}

std::size_t profile_for_unknown(const Histotype& histotype) {
  const bool bone = histotype.usual_compartment == UsualCompartment::bone;
  if (histotype.tumour_class == TumourClass::sarcoma)
    return profile_named(bone ? "sarcoma_bone" : "sarcoma_soft");
  return profile_named(bone ? "bone_young_intermediate" : "intermediate_soft");
}

}  // namespace repere::synthetic
