#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/classification/grade.hpp"
#include "domain/reference_data.hpp"
#include "domain/registry/answers.hpp"
#include "synthetic/profiles.hpp"
#include "synthetic/quota.hpp"

// How many cases get what, before any is drawn.
namespace repere::synthetic {

/// A histotype that the cohort holds.
struct HistotypeSlot {
  HistotypeIndex histotype;
  std::size_t profile = 0;                ///< row of profiles()
  double share = 0;                       ///< of all cases
  bool sarcoma = true;                    ///< not an intermediate tumour
  std::vector<HistotypeIndex> relatives;  ///< of its lineage: what a first reading may have said
  std::string molecular_target;           ///< empty: no usual test
  registry::MolecularTechnique molecular_technique = registry::MolecularTechnique::unknown;
};

/// The sites of a profile that one sex can have.
struct SiteTable {
  std::vector<SiteIndex> sites;
  std::vector<double> up_to;  ///< running sum of the weights, 1 at the end
};

/// What one case is, as the quotas gave it.
struct CaseDraw {
  std::int64_t number = 0;  ///< from 1
  int period = 0;           ///< 0, 1, 2
  bool metastatic = false, operated = false, inside = false;
  bool board_before = false, biopsy_before = false, imaging_before = false;
  std::size_t margin = 0;  ///< row of `margins`; only when operated
  std::size_t slot = 0;    ///< row of Plan::slots()
  bool female = false;
  double age_years = 0;
  std::size_t grade = 0;                        ///< 1 to 3; 4: not assessable; 0: not graded
  double death_place = 0, follow_up_place = 0;  ///< in (0, 1): which part of its distribution the case gets
};

/// The order of the margin counts.
inline constexpr std::array<Margin, 5> margins{Margin::r0, Margin::r1, Margin::r2, Margin::fragmented,
                                               Margin::unknown};

/// The counts of a cohort of N cases and what is left of them while the cases are drawn, one after the other.
class Plan {
 public:
  /// Errors: incorrect when `reference` has no published counts with histotypes that are not benign, or lacks
  /// a site
  static Result<Plan> make(std::int64_t cases, const ReferenceData& reference);

  const ReferenceData& reference() const { return *reference_; }
  const std::vector<HistotypeSlot>& slots() const { return slots_; }
  const SiteTable& sites(std::size_t profile, bool female) const { return sites_[profile][female ? 1 : 0]; }

  /// Where the random parts that quotas cannot give start from.
  void start(std::uint64_t seed);
  /// The next case. Shape: start() was called; called at most N times
  CaseDraw draw(std::int64_t number, Random& random);

 private:
  static constexpr std::size_t age_bands = 40;
  struct Operated {
    Quota inside;
    std::array<Quota, 2> board;                                   // by inside
    std::array<std::array<Quota, 2>, 2> biopsy, imaging, margin;  // by inside, board
  };
  struct Family {
    std::int64_t cases = 0;
    Quota women, age, grade;
  };
  struct Period {
    Quota metastatic;
    std::array<std::int64_t, 2> cases{};  // by metastatic
    std::array<Quota, 2> operated, histotype;
    Operated surgery;
    std::vector<Family> families;  // by profile
  };

  Result<void> choose_histotypes();
  Result<void> resolve_sites();
  void find_relatives();
  void plan_periods();
  static Operated plan_surgery(int period, std::int64_t operated);
  void plan_histotypes();
  void place_histotypes(bool metastatic, const std::vector<std::int64_t>& counts);
  void plan_sex();
  void plan_grades();
  void scale_ages();
  std::size_t outcome_group(const CaseDraw& one) const;

  std::int64_t cases_ = 0;
  const ReferenceData* reference_ = nullptr;
  std::vector<HistotypeSlot> slots_;
  std::vector<std::array<SiteTable, 2>> sites_;
  Quota period_quota_;
  std::array<Period, 3> periods_;
  std::vector<EvenPairs> outcome_;  // by outcome_group
  double age_scale_ = 1;
};

/// The age at `place` (0 to 1) of a curve.
double age_at(const AgeCurve& curve, double place);

}  // namespace repere::synthetic
