#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "domain/registry/tables.hpp"
#include "domain/registry/values.hpp"
#include "synthetic/cohort.hpp"
#include "synthetic/profile_sites.hpp"

// For tests only: what collects a cohort, and a small classification that no change of knowledge/ moves.
namespace repere::synthetic {

/// All chunks as one registry.
class WholeCohort : public CohortOutput {
 public:
  registry::Registry all;
  std::vector<Centre> own_centres;
  std::vector<DirtTruth> truth;
  std::vector<std::size_t> chunk_cases;

  Result<void> begin(const registry::Dataset& dataset, const std::vector<Centre>& own) override {
    all.datasets.push_back(dataset);
    own_centres = own;
    return {};
  }
  Result<void> take(const registry::Registry& chunk) override {
    chunk_cases.push_back(chunk.patients.size());
    all.centres = chunk.centres;
    const auto patients = static_cast<std::uint32_t>(all.patients.size());
    const auto tumours = static_cast<std::uint32_t>(all.tumours.size());
    all.patients.insert(all.patients.end(), chunk.patients.begin(), chunk.patients.end());
    for (registry::Tumour tumour : chunk.tumours) {
      tumour.patient += patients;
      all.tumours.push_back(std::move(tumour));
    }
    registry::for_each_act_table([&](const auto& table) {
      for (auto row : chunk.*(table.rows)) {
        row.tumour += tumours;
        (all.*(table.rows)).push_back(std::move(row));
      }
    });
    return {};
  }
  Result<void> take_truth(std::span<const DirtTruth> rows) override {
    truth.insert(truth.end(), rows.begin(), rows.end());
    return {};
  }
};

/// Every row as text, table after table: what two equal cohorts have in common to the last byte.
inline std::string text_of(const registry::Registry& registry, const ReferenceData& reference) {
  const registry::Codes codes{reference.histotypes, reference.sites, registry.centres};
  std::string text;
  const auto cell = [&](const auto& row) {
    return [&](const auto& column) {
      registry::write_column(text, row, column, codes);
      text += ',';
    };
  };
  for (const auto& row : registry.patients)
    registry::for_each_column<registry::Patient>(cell(row)), text += '\n';
  for (const auto& row : registry.tumours) {
    text += std::to_string(row.patient) + ":";
    registry::for_each_column<registry::Tumour>(cell(row));
    text += '\n';
  }
  registry::for_each_act_table([&](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    for (const auto& row : registry.*(table.rows)) {
      text += std::to_string(row.tumour) + ":";
      registry::for_each_act_column<Row>(cell(row));
      text += '\n';
    }
  });
  return text;
}

/// Source: Fowler, Noll & Vo (FNV-1a, 64 bits)
inline std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

/// Five histotypes and every site that a profile names.
inline ReferenceData small_reference() {
  ReferenceData reference;
  std::vector<Histotype> histotypes;
  for (const auto& [code, lineage, kind, molecular, alteration] :
       {std::tuple{"H090", "GIST", TumourClass::sarcoma, "KIT exon 11", "mutation"},
        {"H077", "Smooth muscle", TumourClass::sarcoma, "Complex genome", "complex"},
        {"H080", "Smooth muscle", TumourClass::sarcoma, "TP53", "complex"},
        {"H140", "Small round cell", TumourClass::sarcoma, "EWSR1-FLI1 (~85 %)", "fusion"},
        {"H029", "Fibroblastic", TumourClass::intermediate, "CTNNB1 exon 3", "mutation"}}) {
    Histotype entry;
    entry.code = code;
    entry.lineage = lineage;
    entry.tumour_class = kind;
    entry.molecular = molecular;
    entry.molecular_class = alteration;
    histotypes.push_back(std::move(entry));
  }
  reference.histotypes = Histotypes::make({}, std::move(histotypes)).value();
  std::vector<Site> sites;
  for (const Profile& profile : profiles())
    for (const SiteShare& share : profile.sites)
      if (std::none_of(sites.begin(), sites.end(),
                       [&](const Site& site) { return site.code == share.code; })) {
        Site site;
        site.code = share.code;
        site.region = BodyRegion::lower_limb;
        sites.push_back(std::move(site));
      }
  reference.sites = Sites::make({}, std::move(sites)).value();
  const auto count = [&](int total, std::vector<std::string> codes) {
    PublishedCount row;
    row.total = total;
    row.histotypes = std::move(codes);
    reference.published_counts.rows.push_back(std::move(row));
  };
  count(300, {"H090"});
  count(250, {"H077", "H080"});
  count(60, {"H140"});
  count(140, {"H029"});
  return reference;
}

}  // namespace repere::synthetic
