#pragma once
#include <array>
#include <cstdint>

// Every number that steers the synthetic cohort as a whole, each with where it comes from. "Assumption" means
// that no source was found: the value was chosen so that the cohort looks plausible. What differs by
// histotype stands in profiles.cpp. docs/synthetic-cohort.md says the same in a table.
namespace repere::synthetic::parameters {

/// A share in the first and in the last period. The middle one is interpolated between the middles of the
/// periods (mid 2011, mid 2014, mid 2018): an assumption, the press release does not give it.
struct Trend {
  double first, last;
  constexpr double in(int period) const {
    constexpr double way[] = {0, 3.0 / 7, 1};
    return first + (last - first) * way[period];
  }
};

inline constexpr int periods = 3;
// Source: La Revue du Praticien, article on NETSARC, and the Centre Léon Bérard press release of 2024-02-27
inline constexpr std::array<double, periods> period_cases{9266, 12274, 22435};
inline constexpr std::array<int, periods> period_first_year{2010, 2013, 2016};
inline constexpr std::array<int, periods> period_last_year{2012, 2015, 2020};

// Source: press release of 2024-02-27 (La Revue du Praticien prints a median age of 59: the press release is
// used). 56.2: both the age in completed years and the rounded age are then 56.
inline constexpr double median_age = 56.2;
inline constexpr double women = 0.505;
inline constexpr double metastatic = 0.132;

// The four indicators; denominator: operated patients, unknown margins kept. Source: press release of
// 2024-02-27
inline constexpr Trend biopsy_before{0.629, 0.726};
inline constexpr Trend board_before{0.317, 0.445};
inline constexpr Trend r0_first{0.361, 0.466};
inline constexpr Trend r2_first{0.109, 0.079};
// Assumption; Blay 2017 has 72 % for 2010-2014 (87.9 % of 42.2 % and 60.4 % of 57.8 %)
inline constexpr Trend imaging_before{0.69, 0.79};

// Source: Blay 2019, doi:10.1093/annonc/mdz124 (25,851 of 29,497 incident patients)
inline constexpr double operated = 0.876;
// Assumption: metastatic patients are operated less often
inline constexpr double operated_metastatic = 0.55;
// Share operated in the network. Assumption, guided by ESMO 2017 (37 % in 2010-2014), Blay 2019 (9,949 of
// 25,851 = 38 %) and ESMO 2012 (24 in, 30 out, 46 unknown); that it rises: La Revue du Praticien
inline constexpr Trend inside{0.33, 0.46};

// Odds ratios, surgery inside against outside the network, solved so that the mixture is the press release's
// total. Source: ESMO 2018, first resection, unknown margins kept: R0 53.0/15.9 %, R2 4.2/8.5 %
inline constexpr double odds_r0_inside = (53.0 / 47.0) / (15.9 / 84.1);
inline constexpr double odds_r2_inside = (4.2 / 95.8) / (8.5 / 91.5);
// What is neither R0 nor R2 is divided as in ESMO 2018: R1 24.0, unknown 18.8 inside; R1 16, unknown 59.1
// outside
inline constexpr double r1_of_rest_inside = 24.0 / (24.0 + 18.8);
inline constexpr double r1_of_rest_outside = 16.0 / (16.0 + 59.1);
// Fragmented specimens beside R1. Source: ESMO 2012: 2 beside 31 % inside, 7 beside 40 % outside
inline constexpr double fragmented_of_r1_inside = 2.0 / 33.0;
inline constexpr double fragmented_of_r1_outside = 7.0 / 47.0;
// Source: AYA 2023, doi:10.1186/s12885-023-10556-4: biopsy 85.9/48.1 %, imaging 86.8/56.5 %
inline constexpr double odds_biopsy_inside = (85.9 / 14.1) / (48.1 / 51.9);
inline constexpr double odds_imaging_inside = (86.8 / 13.2) / (56.5 / 43.5);
// Assumption: no source has the board by place of surgery
inline constexpr double odds_board_inside = 6;

// Odds ratios, board before surgery against not, among those operated in one place. Assumption, chosen so
// that the odds ratios over all places come near those of Blay 2017, doi:10.1093/annonc/mdx484:
// biopsy 87.7/41.9 % (9.9), imaging 87.9/60.4 % (4.8), R0 52.6/32.2 % (2.3)
inline constexpr double odds_biopsy_board = 7;
inline constexpr double odds_imaging_board = 3.4;
inline constexpr double odds_r0_board = 1.3;

// Re-excision after a board before, and not before, the first surgery. Source: Blay 2017
inline constexpr double re_excision_board = 0.060;
inline constexpr double re_excision_no_board = 0.174;
// Assumption: how re-excisions go with the first margin, relative (R0, R1, R2, fragmented, unknown)
inline constexpr std::array<double, 5> re_excision_by_margin{0.08, 1, 1.3, 1.3, 0.7};
// Share of unplanned excisions among operations outside with neither biopsy nor board before. Assumption;
// Smolle 2017 has 18 to 53 % of all patients of a centre
inline constexpr double unplanned = 0.55;

// Source: Blay 2019: prior cancer 12.5 %, prior radiotherapy 3.6 %, NF1 0.7 %, Li-Fraumeni 0.1 %.
// How they depend on age and histotype: assumption
inline constexpr double prior_cancer_below_40 = 0.025;
inline constexpr double prior_cancer_from_40 = 0.1585;
inline constexpr double prior_radiotherapy_after_cancer = 0.27;
inline constexpr double prior_radiotherapy_without_cancer = 0.0026;
inline constexpr double li_fraumeni_young = 0.0068;  // osteosarcoma, rhabdomyosarcoma ... before 40
inline constexpr double li_fraumeni_other = 0.0005;

// Source: ESMO 2012: FNCLCC grade of soft-tissue sarcomas
inline constexpr std::array<double, 3> grades{0.44, 0.33, 0.23};
// Assumption
inline constexpr double grade_not_assessable = 0.04;

// Second reading. Source: Ray-Coquard 2012, doi:10.1093/annonc/mdr610: 824, 518 and 121 of 1,463
inline constexpr double concordance_full = 824.0 / 1463;
inline constexpr double concordance_partial = 518.0 / 1463;
// Assumption: share of tumours read a second time; delays are in pathway_diagnosis.cpp
inline constexpr double second_reading = 0.92;

// Survival: hazard ratios. Time is from diagnosis.
namespace hazard {
// Source: ESMO 2018: surgery inside against outside, overall survival 0.637, relapse-free survival 0.556
inline constexpr double death_inside = 0.637;
inline constexpr double distant_inside = 0.556;
// Assumption: weaker than 0.556 because board and margins, which differ by place, act on local relapse by
// themselves
inline constexpr double local_inside = 0.75;
// Source: Blay 2017: board after against before treatment, local relapse 1.8 (relapse of any kind 1.3
// follows)
inline constexpr double local_no_board = 1.8;
// Assumption: local relapse by first margin (R0, R1, R2, fragmented, unknown)
inline constexpr std::array<double, 5> local_by_margin{0.8, 1.3, 2.2, 2.0, 1.1};
// Source: Gouin 2024, doi:10.3390/cancers16071365: re-excision after an unplanned excision, metastasis 0.70
inline constexpr double distant_re_excision = 0.70;
// Le Quotidien du Médecin: "19 % mortality reduction", subgroup not readable. Assumption: it is the last
// period against the first in all patients. A little more than 19 %, so that the log-rank test of the periods
// has p < 0.0001 (La Revue du Praticien) for any seed at 43,975 cases, even with a median follow-up of 14
// months
inline constexpr std::array<double, periods> death_period{1, 0.885, 0.785};
// Directions: Coindre 2001, doi:10.1002/1097-0142(20010515)91:10<1914::AID-CNCR1214>3.0.CO;2-3, and ESMO
// 1601O (male, age, size, depth, grade 3, NF1, prior radiotherapy adverse; GIST and intermediate tumours
// favourable). Magnitudes: assumption
inline constexpr std::array<double, 3> death_grade{0.55, 1.1, 2.1};
inline constexpr double death_per_decade = 1.24;  // of age, from 55
inline constexpr double death_male = 1.15;
inline constexpr double death_per_doubling_of_size = 1.2;  // from 80 mm
inline constexpr double death_deep = 1.3;
inline constexpr double death_metastatic = 5.0;
inline constexpr double death_not_operated = 1.8;
inline constexpr double death_nf1 = 1.4;
inline constexpr double death_prior_radiotherapy = 1.4;
}  // namespace hazard

// Weibull baseline. Assumption, so that about 87 % live at 2 years (ESMO 2016) and 60 to 65 % at 5 years
// (EUROCARE-5: 60 % soft tissue, 53 % bone, relative survival)
inline constexpr double death_shape = 1.6;
inline constexpr double death_scale_days = 2950;
// Distant relapse runs ahead of death at this share of its time. Assumption, near ESMO 2016: 22 % at 24
// months
inline constexpr double distant_time_share = 0.40;
// Share of patients in whom death follows the relapse; in the others the two are independent. Assumption
inline constexpr double relapse_leads = 0.80;
// Assumption, near ESMO 2016: local relapse 24 % at 24 months
inline constexpr double local_shape = 0.9;
inline constexpr double local_scale_days = 3100;

// Follow-up. Source: La Revue du Praticien (median 14 months); 5 years: the second setting that was asked
// for. Units: days; the shapes and the cut-offs are assumptions
inline constexpr double days_a_month = 30.4375;
struct FollowUpSetting {
  double median_days, offset_days, shape;
  int cut_off_year;  ///< its 31st of December
};
inline constexpr FollowUpSetting follow_up_14_months{14 * days_a_month, 45, 0.7, 2022};
inline constexpr FollowUpSetting follow_up_5_years{60 * days_a_month, 45, 1.6, 2025};

}  // namespace repere::synthetic::parameters
