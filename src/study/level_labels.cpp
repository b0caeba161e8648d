#include "study/level_labels.hpp"

#include <algorithm>
#include <array>

namespace repere::study {
namespace {

struct Labelled {
  std::string_view word, fr, en;
};

constexpr std::array words{
    Labelled{"yes", "oui", "yes"},
    Labelled{"no", "non", "no"},
    Labelled{"unknown", "inconnu", "unknown"},
    Labelled{"not_asked", "non demandé", "not asked"},
    Labelled{"not_recorded", "aucun acte enregistré", "no act recorded"},
    Labelled{"F", "femmes", "women"},
    Labelled{"M", "hommes", "men"},
    Labelled{"none", "aucune", "none"},
    Labelled{"nf1", "neurofibromatose de type 1", "neurofibromatosis type 1"},
    Labelled{"li_fraumeni", "syndrome de Li-Fraumeni", "Li-Fraumeni syndrome"},
    Labelled{"other", "autre", "other"},
    Labelled{"soft_tissue", "tissus mous", "soft tissue"},
    Labelled{"bone", "os", "bone"},
    Labelled{"viscera", "viscères", "viscera"},
    Labelled{"lower_limb", "membre inférieur", "lower limb"},
    Labelled{"upper_limb", "membre supérieur", "upper limb"},
    Labelled{"trunk_wall", "paroi du tronc", "trunk wall"},
    Labelled{"head_neck", "tête et cou", "head and neck"},
    Labelled{"retroperitoneum", "rétropéritoine", "retroperitoneum"},
    Labelled{"abdomen_pelvis", "abdomen et pelvis", "abdomen and pelvis"},
    Labelled{"thorax", "thorax", "thorax"},
    Labelled{"gynaecological", "appareil génital féminin", "female genital tract"},
    Labelled{"breast", "sein", "breast"},
    Labelled{"not_specified", "non précisé", "not specified"},
    Labelled{"sarcoma", "sarcome", "sarcoma"},
    Labelled{"intermediate", "tumeur de malignité intermédiaire", "tumour of intermediate malignancy"},
    Labelled{"benign", "tumeur bénigne", "benign tumour"},
    Labelled{"1", "1", "1"},
    Labelled{"2", "2", "2"},
    Labelled{"3", "3", "3"},
    Labelled{"not_applicable", "sans objet", "not applicable"},
    Labelled{"not_assessable", "non évaluable", "not assessable"},
    Labelled{"R0", "R0", "R0"},
    Labelled{"R1", "R1", "R1"},
    Labelled{"R2", "R2", "R2"},
    Labelled{"fragmented", "fragmentée", "fragmented"},
    Labelled{"superficial", "superficielle", "superficial"},
    Labelled{"deep", "profonde", "deep"},
    Labelled{"both", "superficielle et profonde", "superficial and deep"},
    Labelled{"full", "concordance complète", "full concordance"},
    Labelled{"partial", "concordance partielle", "partial concordance"},
    Labelled{"discordant", "discordance complète", "complete discordance"},
    Labelled{"inside", "dans le réseau", "inside the network"},
    Labelled{"outside", "hors du réseau", "outside the network"},
};

constexpr std::array lineages{
    Labelled{"Fibroblastic/myofibroblastic", "Fibroblastique et myofibroblastique", ""},
    Labelled{"Uncertain differentiation", "Différenciation incertaine", ""},
    Labelled{"Adipocytic", "Adipocytaire", ""},
    Labelled{"Gynaecological/visceral", "Gynécologique et viscérale", ""},
    Labelled{"Bone chondrogenic", "Os, chondrogénique", ""},
    Labelled{"Vascular", "Vasculaire", ""},
    Labelled{"Peripheral nerve sheath", "Gaines nerveuses périphériques", ""},
    Labelled{"Bone osteogenic", "Os, ostéogénique", ""},
    Labelled{"Smooth muscle", "Musculaire lisse", ""},
    Labelled{"Skeletal muscle", "Musculaire striée", ""},
    Labelled{"Fibrohistiocytic", "Fibrohistiocytaire", ""},
    Labelled{"Undifferentiated", "Indifférenciée", ""},
    Labelled{"Bone other", "Os, autre", ""},
    Labelled{"Pericytic", "Péricytaire", ""},
    Labelled{"Small round cell", "À petites cellules rondes", ""},
    Labelled{"Bone osteoclastic giant cell-rich", "Os, riche en cellules géantes ostéoclastiques", ""},
    Labelled{"Bone notochordal", "Os, notochordale", ""},
    Labelled{"Chondro-osseous (soft tissue)", "Chondro-osseuse (tissus mous)", ""},
    Labelled{"Bone fibrogenic", "Os, fibrogénique", ""},
    Labelled{"Bone vascular", "Os, vasculaire", ""},
};

}  // namespace

Text label_of_word(std::string_view word) {
  for (const Labelled& one : words)
    if (one.word == word) return {std::string(one.fr), std::string(one.en)};
  return {std::string(word), std::string(word)};
}

Level level_of_word(std::string_view word) {
  constexpr std::array<std::string_view, 5> silent{"unknown", "not_asked", "not_recorded", "not_assessable",
                                                   "not_specified"};
  const bool answers = std::find(silent.begin(), silent.end(), word) == silent.end();
  return {std::string(word), label_of_word(word), answers};
}

Text label_of_lineage(std::string_view lineage) {
  for (const Labelled& one : lineages)
    if (one.word == lineage) return {std::string(one.fr), std::string(lineage)};
  return {std::string(lineage), std::string(lineage)};
}

}  // namespace repere::study
