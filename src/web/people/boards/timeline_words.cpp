#include "web/people/boards/timeline_words.hpp"

#include <algorithm>
#include <array>

namespace repere::web {

namespace {

struct Named {
  std::string_view word;
  Bilingual name;
};
constexpr std::array tables{Named{"imaging", {"Imagerie", "Imaging"}},
                            Named{"biopsies", {"Biopsie", "Biopsy"}},
                            Named{"pathology", {"Anatomopathologie", "Pathology"}},
                            Named{"molecular_tests", {"Biologie moléculaire", "Molecular test"}},
                            Named{"boards", {"Passage en RCP", "Board presentation"}},
                            Named{"decisions", {"Décision", "Decision"}},
                            Named{"surgeries", {"Chirurgie", "Surgery"}},
                            Named{"amputations", {"Amputation", "Amputation"}},
                            Named{"radiotherapies", {"Radiothérapie", "Radiotherapy"}},
                            Named{"systemic_treatments", {"Traitement systémique", "Systemic treatment"}},
                            Named{"relapses", {"Rechute", "Relapse"}},
                            Named{"news", {"Nouvelles", "News"}}};

// "column=value" where a value alone would not do.
constexpr std::array values{Named{"image_guided=yes", {"guidée par l’image", "image-guided"}},
                            Named{"image_guided=no", {"sans guidage", "not image-guided"}},
                            Named{"trial_proposed=yes", {"essai proposé", "trial proposed"}},
                            Named{"trial_proposed=no", {"", ""}},
                            Named{"planned=yes", {"diagnostic connu avant", "planned"}},
                            Named{"planned=no", {"non programmée (sans diagnostic)", "unplanned (diagnosis not thought of)"}},
                            Named{"rupture=yes", {"tumeur ouverte", "tumour opened"}},
                            Named{"rupture=no", {"", ""}},
                            Named{"mri", {"IRM", "MRI"}},
                            Named{"ct", {"scanner", "CT"}},
                            Named{"ultrasound", {"échographie", "ultrasound"}},
                            Named{"x_ray", {"radiographie", "X-ray"}},
                            Named{"pet", {"TEP", "PET"}},
                            Named{"primary", {"tumeur", "primary"}},
                            Named{"chest", {"thorax", "chest"}},
                            Named{"whole_body", {"corps entier", "whole body"}},
                            Named{"core_needle", {"microbiopsie", "core needle"}},
                            Named{"incisional", {"incisionnelle", "incisional"}},
                            Named{"excisional", {"exérèse", "excisional"}},
                            Named{"fine_needle", {"cytoponction", "fine needle"}},
                            Named{"reading=first", {"première lecture", "first reading"}},
                            Named{"reading=second", {"deuxième lecture", "second reading"}},
                            Named{"reading=third", {"troisième lecture", "third reading"}},
                            Named{"spontaneous", {"avis demandé", "asked for"}},
                            Named{"systematic", {"systématique", "systematic"}},
                            Named{"concordance=full", {"concordante", "concordant"}},
                            Named{"concordance=partial", {"partiellement concordante", "partly concordant"}},
                            Named{"discordant", {"discordante", "discordant"}},
                            Named{"rna_sequencing", {"séquençage ARN", "RNA sequencing"}},
                            Named{"dna_sequencing", {"séquençage ADN", "DNA sequencing"}},
                            Named{"immunohistochemistry", {"immunohistochimie", "immunohistochemistry"}},
                            Named{"cgh_array", {"CGH", "CGH array"}},
                            Named{"fish", {"FISH", "FISH"}},
                            Named{"rt_pcr", {"RT-PCR", "RT-PCR"}},
                            Named{"positive", {"positif", "positive"}},
                            Named{"negative", {"négatif", "negative"}},
                            Named{"failed", {"échec", "failed"}},
                            Named{"pending", {"en attente", "pending"}},
                            Named{"reference_sarcoma", {"RCP sarcomes de référence", "reference sarcoma board"}},
                            Named{"board=bone", {"RCP os", "bone board"}},
                            Named{"paediatric", {"RCP pédiatrique", "paediatric board"}},
                            Named{"recourse", {"RCP de recours", "recourse board"}},
                            Named{"molecular", {"RCP moléculaire", "molecular board"}},
                            Named{"board=local", {"RCP générale", "general board"}},
                            Named{"discussed", {"discuté", "discussed"}},
                            Named{"registered_only", {"enregistré", "registered only"}},
                            Named{"modality=surgery", {"chirurgie", "surgery"}},
                            Named{"radiotherapy", {"radiothérapie", "radiotherapy"}},
                            Named{"systemic_treatment", {"traitement systémique", "systemic treatment"}},
                            Named{"further_diagnosis", {"complément diagnostique", "further diagnosis"}},
                            Named{"second_reading", {"deuxième lecture", "second reading"}},
                            Named{"surveillance", {"surveillance", "surveillance"}},
                            Named{"palliative_care", {"soins palliatifs", "palliative care"}},
                            Named{"trial", {"essai", "trial"}},
                            Named{"resection", {"exérèse", "resection"}},
                            Named{"re_excision", {"reprise", "re-excision"}},
                            Named{"debulking", {"réduction", "debulking"}},
                            Named{"local_relapse", {"rechute locale", "local relapse"}},
                            Named{"metastasis", {"métastase", "metastasis"}},
                            Named{"neoadjuvant", {"néoadjuvant", "neoadjuvant"}},
                            Named{"adjuvant", {"adjuvant", "adjuvant"}},
                            Named{"definitive", {"exclusif", "definitive"}},
                            Named{"palliative", {"palliatif", "palliative"}},
                            Named{"chemotherapy", {"chimiothérapie", "chemotherapy"}},
                            Named{"targeted", {"thérapie ciblée", "targeted"}},
                            Named{"immunotherapy", {"immunothérapie", "immunotherapy"}},
                            Named{"hormone", {"hormonothérapie", "hormone therapy"}},
                            Named{"kind=local", {"locale", "local"}},
                            Named{"regional", {"régionale", "regional"}},
                            Named{"metastatic", {"métastatique", "metastatic"}},
                            Named{"progression", {"progression", "progression"}},
                            Named{"alive_no_evidence", {"vivant, sans maladie", "alive, no evidence of disease"}},
                            Named{"alive_with_disease", {"vivant, avec maladie", "alive with disease"}},
                            Named{"alive", {"vivant", "alive"}},
                            Named{"dead_of_disease", {"décédé de la maladie", "dead of disease"}},
                            Named{"dead_of_other_cause", {"décédé d’une autre cause", "dead of another cause"}},
                            Named{"dead_unknown_cause", {"décédé, cause inconnue", "dead, cause unknown"}}};

// What a timeline leaves out, or shows beside a label that the whole file has.
constexpr std::array plain_words{Named{"yes", {"oui", "yes"}},
                                 Named{"no", {"non", "no"}},
                                 Named{"unknown", {"inconnu", "unknown"}},
                                 Named{"not_asked", {"non demandé", "not asked"}},
                                 Named{"not_applicable", {"sans objet", "not applicable"}},
                                 Named{"not_assessable", {"non évaluable", "not assessable"}},
                                 Named{"done", {"fait", "done"}},
                                 Named{"not_done", {"non fait", "not done"}},
                                 Named{"other", {"autre", "other"}},
                                 Named{"none", {"aucune", "none"}},
                                 Named{"F", {"féminin", "female"}},
                                 Named{"M", {"masculin", "male"}},
                                 Named{"nf1", {"neurofibromatose de type 1", "neurofibromatosis type 1"}},
                                 Named{"li_fraumeni", {"syndrome de Li-Fraumeni", "Li-Fraumeni syndrome"}},
                                 Named{"soft_tissue", {"tissus mous", "soft tissue"}},
                                 Named{"viscera", {"viscères", "viscera"}},
                                 Named{"superficial", {"superficielle", "superficial"}},
                                 Named{"deep", {"profonde", "deep"}},
                                 Named{"both", {"superficielle et profonde", "superficial and deep"}},
                                 Named{"fragmented", {"fragmentée", "fragmented"}},
                                 Named{"first", {"première", "first"}},
                                 Named{"second", {"deuxième", "second"}},
                                 Named{"third", {"troisième", "third"}},
                                 Named{"full", {"complète", "full"}},
                                 Named{"partial", {"partielle", "partial"}},
                                 Named{"surgery", {"chirurgie", "surgery"}},
                                 Named{"local", {"locale", "local"}},
                                 Named{"digit", {"doigt ou orteil", "finger or toe"}},
                                 Named{"hand_or_foot", {"main ou pied", "hand or foot"}},
                                 Named{"forearm_or_leg", {"avant-bras ou jambe", "forearm or leg"}},
                                 Named{"arm_or_thigh", {"bras ou cuisse", "arm or thigh"}},
                                 Named{"girdle", {"ceinture", "girdle"}},
                                 Named{"tumour", {"tumeur", "tumour"}},
                                 Named{"complication", {"complication", "complication"}},
                                 Named{"lung", {"poumon", "lung"}},
                                 Named{"bone", {"os", "bone"}},
                                 Named{"liver", {"foie", "liver"}},
                                 Named{"lymph_node", {"ganglion", "lymph node"}},
                                 Named{"pleura", {"plèvre", "pleura"}},
                                 Named{"peritoneum", {"péritoine", "peritoneum"}},
                                 Named{"brain", {"cerveau", "brain"}}};

template <class Table>
auto named_in(const Table& table, std::string_view word) {
  return std::find_if(table.begin(), table.end(), [word](const Named& one) { return one.word == word; });
}

}  // namespace

std::string table_words(std::string_view table, Language language) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const Named& one) { return one.word == table; });
  return std::string(found == tables.end() ? table : found->name.in(language));
}

std::string value_words(std::string_view column, std::string_view value, Language language) {
  if (value == "unknown" || value == "not_applicable" || value == "not_asked") return {};
  const std::string both = std::string(column) + "=" + std::string(value);
  const auto named = [&](std::string_view word) { return [word](const Named& one) { return one.word == word; }; };
  auto found = std::find_if(values.begin(), values.end(), named(both));
  if (found == values.end()) found = std::find_if(values.begin(), values.end(), named(value));
  if (found != values.end()) return std::string(found->name.in(language));
  std::string text(value);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (column == "dose_gy") text += " Gy";
  if (column == "fractions") text += " fractions";
  if (column == "cycles") text += " cycles";
  if (column == "grade") text = "grade " + text;
  return text;
}

std::string whole_value_words(std::string_view column, std::string_view value, Language language) {
  if (const auto plus = value.find('+'); plus != value.npos)
    return whole_value_words(column, value.substr(0, plus), language) + ", " + whole_value_words(column, value.substr(plus + 1), language);
  const std::string both = std::string(column) + "=" + std::string(value);
  if (const auto found = named_in(values, both); found != values.end() && !found->name.fr.empty()) return std::string(found->name.in(language));
  if (const auto found = named_in(plain_words, value); found != plain_words.end()) return std::string(found->name.in(language));
  if (const auto found = named_in(values, value); found != values.end()) return std::string(found->name.in(language));
  return std::string(value);
}

}  // namespace repere::web
