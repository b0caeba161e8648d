#pragma once
#include "synthetic/profiles.hpp"

// Where the tumours of a profile arise: weights, assumption. Codes of sites.csv.
namespace repere::synthetic::profile_sites {

// clang-format off
inline constexpr SiteShare limbs[] = {
    {"thigh", 30}, {"knee", 5}, {"leg", 9}, {"ankle", 2}, {"foot", 3}, {"buttock", 5}, {"groin", 3},
    {"hip", 2}, {"shoulder", 7}, {"axilla", 2}, {"arm", 7}, {"elbow", 2}, {"forearm", 5}, {"hand", 2},
    {"thoracic_wall", 8}, {"abdominal_wall", 3}, {"back", 7}, {"pelvis", 2}, {"neck", 3},
    {"retroperitoneum", 3},
};
inline constexpr SiteShare distal_limbs[] = {
    {"foot", 12}, {"ankle", 6}, {"hand", 14}, {"wrist", 5}, {"forearm", 12}, {"leg", 12}, {"knee", 12},
    {"thigh", 16}, {"arm", 5}, {"shoulder", 5}, {"groin", 4}, {"perineum", 2},
};
inline constexpr SiteShare fatty[] = {
    {"retroperitoneum", 38}, {"thigh", 24}, {"buttock", 4}, {"leg", 3}, {"spermatic_cord", 8, SiteSex::male},
    {"abdominal_wall", 3}, {"back", 5}, {"shoulder", 5}, {"arm", 4}, {"mediastinum", 2}, {"pelvis", 4},
};
inline constexpr SiteShare muscular[] = {
    {"retroperitoneum", 22}, {"inferior_vena_cava", 3}, {"thigh", 20}, {"leg", 8}, {"arm", 6},
    {"forearm", 3}, {"back", 5}, {"thoracic_wall", 4}, {"skin_trunk", 4}, {"skin_lower_limb", 5},
    {"skin_upper_limb", 3}, {"colon", 3}, {"stomach", 2}, {"bladder", 3}, {"mesentery", 4},
    {"spermatic_cord", 2, SiteSex::male}, {"prostate", 2, SiteSex::male}, {"abdominal_wall", 2},
};
inline constexpr SiteShare uterus[] = {
    {"uterus", 70, SiteSex::female}, {"uterine_corpus", 25, SiteSex::female}, {"cervix", 3, SiteSex::female},
    {"broad_ligament", 2, SiteSex::female},
};
inline constexpr SiteShare smooth_uncertain[] = {
    {"uterus", 80, SiteSex::female}, {"mesentery", 10}, {"retroperitoneum", 10},
};
inline constexpr SiteShare digestive[] = {
    {"stomach", 60}, {"small_bowel", 25}, {"duodenum", 5}, {"rectum", 4}, {"colon", 2}, {"oesophagus", 1},
    {"mesentery", 2}, {"peritoneum", 1},
};
inline constexpr SiteShare fibromatosis[] = {
    {"abdominal_wall", 30}, {"mesentery", 14}, {"shoulder", 10}, {"back", 9}, {"thoracic_wall", 9},
    {"thigh", 9}, {"neck", 4}, {"buttock", 4}, {"arm", 5}, {"leg", 4}, {"forearm", 2},
};
inline constexpr SiteShare dermal[] = {
    {"skin_trunk", 45}, {"skin_upper_limb", 20}, {"skin_lower_limb", 24}, {"skin_scalp_neck", 8},
    {"skin_face", 3},
};
inline constexpr SiteShare sun_exposed[] = {
    {"skin_scalp_neck", 55}, {"skin_face", 35}, {"skin_upper_limb", 6}, {"skin_trunk", 4},
};
inline constexpr SiteShare pleural[] = {
    {"pleura", 34}, {"meninges", 9}, {"retroperitoneum", 12}, {"pelvis", 9}, {"thigh", 9}, {"orbit", 3},
    {"neck", 4}, {"back", 5}, {"lung", 5}, {"thoracic_wall", 5}, {"abdominal_wall", 5},
};
inline constexpr SiteShare vascular[] = {
    {"breast", 28, SiteSex::female}, {"skin_scalp_neck", 22}, {"skin_face", 6}, {"liver", 5}, {"spleen", 4},
    {"heart", 4}, {"skin_lower_limb", 6}, {"thigh", 6}, {"skin_trunk", 5}, {"lung", 3},
    {"retroperitoneum", 3},
};
inline constexpr SiteShare kaposi_skin[] = {
    {"skin_lower_limb", 70}, {"skin_upper_limb", 8}, {"skin_trunk", 7}, {"skin_face", 4},
    {"oral_cavity", 4}, {"lymph_node", 4}, {"stomach", 3},
};
inline constexpr SiteShare haemangio[] = {
    {"liver", 35}, {"lung", 20}, {"thigh", 10}, {"leg", 8}, {"neck", 5}, {"arm", 7}, {"pleura", 5},
    {"back", 5}, {"inferior_vena_cava", 5},
};
inline constexpr SiteShare great_vessels[] = {
    {"thoracic_great_vessels", 80}, {"heart", 15}, {"inferior_vena_cava", 5},
};
inline constexpr SiteShare childhood[] = {
    {"orbit", 12}, {"nasal_cavity", 8}, {"paranasal_sinus", 9}, {"pharynx", 6},
    {"spermatic_cord", 12, SiteSex::male}, {"bladder", 10}, {"prostate", 4, SiteSex::male}, {"vagina", 6, SiteSex::female},
    {"pelvis", 7}, {"forearm", 6}, {"leg", 7}, {"thigh", 6}, {"retroperitoneum", 5}, {"perineum", 4},
    {"face", 5},
};
inline constexpr SiteShare joints[] = {
    {"thigh", 25}, {"knee", 15}, {"leg", 10}, {"foot", 9}, {"ankle", 4}, {"shoulder", 7}, {"forearm", 5},
    {"arm", 5}, {"hand", 3}, {"groin", 4}, {"thoracic_wall", 4}, {"neck", 3}, {"lung", 4}, {"pleura", 2},
};
inline constexpr SiteShare nerves[] = {
    {"thigh", 20}, {"buttock", 9}, {"retroperitoneum", 12}, {"neck", 9}, {"arm", 9}, {"axilla", 7},
    {"back", 8}, {"leg", 6}, {"thoracic_wall", 7}, {"peripheral_nerve_nos", 8}, {"mediastinum", 5},
};
inline constexpr SiteShare breast[] = {
    {"breast", 1, SiteSex::female},
};
inline constexpr SiteShare long_bones[] = {
    {"femur", 44}, {"tibia", 18}, {"humerus", 11}, {"fibula", 4}, {"pelvic_bones", 8}, {"mandible", 5},
    {"skull", 2}, {"rib", 2}, {"spine", 2}, {"scapula", 1}, {"sacrum", 1}, {"radius", 2},
};
inline constexpr SiteShare cartilage[] = {
    {"femur", 26}, {"pelvic_bones", 22}, {"humerus", 14}, {"rib", 8}, {"scapula", 6}, {"tibia", 6},
    {"hand_bones", 6}, {"spine", 4}, {"sternum", 2}, {"skull", 4}, {"foot_bones", 2},
};
inline constexpr SiteShare round_cell[] = {
    {"pelvic_bones", 19}, {"femur", 14}, {"tibia", 7}, {"fibula", 5}, {"humerus", 6}, {"rib", 9},
    {"spine", 8}, {"scapula", 4}, {"sacrum", 3}, {"thigh", 6}, {"thoracic_wall", 6}, {"back", 4},
    {"retroperitoneum", 3}, {"kidney", 2}, {"leg", 2}, {"foot", 2},
};
inline constexpr SiteShare giant_cell[] = {
    {"femur", 32}, {"tibia", 25}, {"radius", 12}, {"sacrum", 8}, {"humerus", 8}, {"spine", 5},
    {"pelvic_bones", 4}, {"hand_bones", 4}, {"fibula", 2},
};
inline constexpr SiteShare axial[] = {
    {"sacrum", 48}, {"skull", 32}, {"spine", 20},
};
inline constexpr SiteShare shin[] = {
    {"tibia", 88}, {"fibula", 12},
};
inline constexpr SiteShare peritoneal[] = {
    {"peritoneum", 85}, {"pelvis", 8}, {"retroperitoneum", 7},
};
inline constexpr SiteShare thoracic[] = {
    {"mediastinum", 50}, {"lung", 35}, {"pleura", 15},
};
inline constexpr SiteShare organs[] = {
    {"kidney", 20}, {"uterus", 22, SiteSex::female}, {"liver", 10}, {"retroperitoneum", 18}, {"colon", 6},
    {"pelvis", 8}, {"mesentery", 8}, {"lung", 8},
};
inline constexpr SiteShare sinonasal[] = {
    {"nasal_cavity", 65}, {"paranasal_sinus", 35},
};
inline constexpr SiteShare jaw[] = {
    {"face", 100},
};
inline constexpr SiteShare infant_organs[] = {
    {"liver", 22}, {"neck", 14}, {"kidney", 10}, {"pelvis", 10}, {"thigh", 12}, {"back", 10},
    {"retroperitoneum", 10}, {"arm", 12},
};
inline constexpr SiteShare inflammatory[] = {
    {"lung", 28}, {"mesentery", 20}, {"bladder", 12}, {"liver", 6}, {"uterus", 6, SiteSex::female}, {"larynx", 4},
    {"retroperitoneum", 8}, {"abdominal_wall", 6}, {"orbit", 3}, {"thigh", 7},
};
// clang-format on

}  // namespace repere::synthetic::profile_sites
