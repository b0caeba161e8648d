#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

// The centres of the data: those of the network and those the data set brought.
void add_centre_levels(const CohortSource& s, CohortColumn& c) {
  for (const Centre& centre : s.registry.centres)
    c.levels.push_back({centre.code, {centre.name, centre.name}, true});
}

template <class CentreAt>
void fill_centres(const CohortSource& s, CohortColumn& c, CentreAt centre_at) {
  add_centre_levels(s, c);
  fill_codes(s, c, [&](std::size_t row) { return CentreIndex(centre_at(row)).value; });
}

std::optional<Compartment> compartment_at(const CohortSource& s, std::size_t row) {
  const registry::Tumour& tumour = s.tumour(row);
  if (tumour.compartment) return tumour.compartment;
  return tumour.site ? std::optional(s.reference.sites[tumour.site].compartment) : std::nullopt;
}

Network surgery_network(const CohortSource& s, std::size_t row) {
  const registry::Surgery& surgery = *s.pathway.first_surgery[row];
  return network_at(s.registry.centres, surgery.centre, surgery.when, s.tumour(row).diagnosis);
}

// Those of the network, and no surgery behind them.
std::vector<Level> place_levels() {
  std::vector<Level> levels = levels_of(network_words);
  levels.push_back({"no_surgery", {"sans chirurgie enregistrée", "no surgery recorded"}, true});
  return levels;
}
constexpr auto no_surgery_code = static_cast<std::uint16_t>(network_words.size());

}  // namespace

std::vector<Variable> place_variables() {
  return {
      {"site",
       Type::category,
       "",
       {"Localisation", "Site"},
       {"Localisation de la tumeur.", "Place of the tumour."},
       "ESMO 2012",
       [](const ReferenceData& reference) {
         std::vector<Level> levels;
         for (const Site& one : reference.sites)
           levels.push_back({one.code, {one.name_fr, one.name_en}, true});
         return levels;
       },
       "knowledge/classification/sites.csv",
       [](const CohortSource& s, CohortColumn& c) {
         fill_codes(s, c, [&](std::size_t row) { return s.tumour(row).site.value; });
       }},
      {"compartment",
       Type::category,
       "",
       {"Compartiment", "Compartment"},
       {"Tel qu'enregistré ; à défaut, celui de la localisation.",
        "As recorded; failing that, that of the site."},
       "ESMO 2016",
       [](const ReferenceData&) { return levels_of(compartment_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, compartment_words, [&](std::size_t row) { return compartment_at(s, row); });
       }},
      {"region",
       Type::category,
       "",
       {"Région du corps", "Body region"},
       {"Région de la localisation.", "Region of the site."},
       "convention of this program",
       [](const ReferenceData&) { return levels_of(body_region_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, body_region_words, [&](std::size_t row) -> std::optional<BodyRegion> {
           const SiteIndex site = s.tumour(row).site;
           return site ? std::optional(s.reference.sites[site].region) : std::nullopt;
         });
       }},
      {"centre",
       Type::category,
       "",
       {"Centre responsable du dossier", "Centre responsible for the file"},
       {"Code du centre.", "Code of the centre."},
       "NetSarc V2 guide",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_centres(s, c, [&](std::size_t row) { return s.tumour(row).centre; });
       }},
      {"centre_network",
       Type::category,
       "",
       {"Centre responsable dans le réseau", "Responsible centre in the network"},
       {"Si le centre responsable appartenait au réseau au diagnostic ; inconnu quand la date ou le rôle ne "
        "permettent "
        "pas de le dire.",
        "Whether the responsible centre was in the network at diagnosis; unknown when the date or the role "
        "does not let "
        "it be said."},
       "ESMO 2012",
       [](const ReferenceData&) { return levels_of(network_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, network_words, [&](std::size_t row) {
           const registry::Tumour& tumour = s.tumour(row);
           const auto when = tumour.diagnosis ? registry::When::on(*tumour.diagnosis) : registry::When{};
           return std::optional(network_at(s.registry.centres, tumour.centre, when, tumour.diagnosis));
         });
       }},
      {"first_surgery_centre",
       Type::category,
       "",
       {"Centre de la première chirurgie", "Centre of the first surgery"},
       {"Code du centre de la première chirurgie de la tumeur primitive.",
        "Code of the centre of the first surgery of the primary tumour."},
       "ESMO 2012",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_centres(s, c, [&](std::size_t row) {
           const registry::Surgery* surgery = s.pathway.first_surgery[row];
           return surgery ? surgery->centre : CentreIndex{};
         });
       }},
      {"first_surgery_network",
       Type::category,
       "",
       {"Première chirurgie dans le réseau", "First surgery in the network"},
       {"Si le centre de la première chirurgie appartenait au réseau ce jour-là ; inconnu quand le centre, "
        "son rôle ou la "
        "date ne permettent pas de le dire ; non renseigné sans chirurgie.",
        "Whether the centre of the first surgery was in the network that day; unknown when the centre, its "
        "role or the "
        "date does not let it be said; missing without surgery."},
       "ESMO 2012",
       [](const ReferenceData&) { return levels_of(network_words); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_words(s, c, network_words, [&](std::size_t row) -> std::optional<Network> {
           if (!s.pathway.first_surgery[row]) return std::nullopt;
           return surgery_network(s, row);
         });
       }},
      {"first_surgery_place",
       Type::category,
       "",
       {"Lieu de la première chirurgie", "Place of the first surgery"},
       {"Comme first_surgery_network, les cas sans chirurgie de la tumeur primitive enregistrée à part.",
        "As first_surgery_network, cases without a recorded surgery of the primary tumour kept apart."},
       "convention of this program",
       [](const ReferenceData&) { return place_levels(); },
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_codes(s, c, [&](std::size_t row) {
           return s.pathway.first_surgery[row] ? code_in(network_words, surgery_network(s, row)) : no_surgery_code;
         });
       }},
  };
}

}  // namespace repere::study
