#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "domain/classification/grade.hpp"
#include "domain/classification/histotypes.hpp"
#include "domain/classification/sites.hpp"
#include "domain/network/centres.hpp"
#include "domain/registry/answers.hpp"
#include "domain/registry/when.hpp"

// The case spine: patient -> tumour -> dated acts. An empty std::optional is "not recorded".
namespace repere::registry {


/// Where a row comes from and what the store calls it.
struct RowOrigin {
  std::int64_t id = 0;     ///< the store's number of the record; 0 while it has none
  std::uint32_t line = 0;  ///< the line of the file it was read from; 0 when it was not read from a file
};

struct Patient : RowOrigin {
  std::uint16_t dataset = 0;      ///< row number in Registry::datasets
  Confidential<std::string> key;  ///< what the source calls the patient; unique within the source
  Confidential<std::optional<PartialDate>> birth;
  std::optional<Sex> sex;
  std::string department;  ///< INSEE department of residence ("69", "2A", "974"); empty: not recorded
  std::optional<Answer> prior_cancer;
  std::optional<Answer> prior_radiotherapy;
  std::optional<Predisposition> predisposition;
  /// Who this is was erased: `key` stands for the source's, the birth date is gone for good.
  bool erased = false;
};

struct Tumour : RowOrigin {
  std::string key;                          ///< what the source calls the tumour; unique within the source
  std::uint32_t patient = 0;                ///< row number in Registry::patients
  std::optional<PartialDate> diagnosis;     ///< first histology: the origin of the tumour's days
  std::optional<double> age_at_diagnosis;   ///< years, when the source gives an age and no birth date
  std::optional<Answer> incident;           ///< yes: new case of its year; no: diagnosed earlier, seen now
  HistotypeIndex histotype;
  SiteIndex site;
  std::optional<Compartment> compartment;   ///< when not recorded, that of the site
  std::optional<double> size_mm;            ///< largest diameter
  std::optional<Depth> depth;               ///< relative to the investing fascia
  std::optional<FnclccGrade> grade;
  std::optional<Answer> metastatic;         ///< at diagnosis
  MetastaticSites metastatic_sites;
  std::optional<Answer> multifocal;
  std::optional<Answer> radiotherapy_induced;
  std::optional<std::int64_t> performance_status;  ///< WHO 0 to 4, at diagnosis
  CentreIndex centre;                       ///< responsible for the file
};

/// What every act has.
struct Act : RowOrigin {
  std::uint32_t tumour = 0;  ///< row number in Registry::tumours
  std::string key;           ///< what the source calls the act; empty when it has no name there
  When when;
  ActStatus status = ActStatus::done;
  CentreIndex centre;        ///< none: not recorded
};

struct Imaging : Act {
  std::optional<ImagingModality> modality;
  std::optional<ImagingRegion> region;
};

struct Biopsy : Act {
  std::optional<BiopsyTechnique> technique;
  std::optional<Answer> image_guided;
};

struct PathologyReading : Act {
  std::optional<Reading> reading;
  std::optional<ReviewRequest> request;
  When sampled;  ///< when the tissue that is read was taken
  HistotypeIndex histotype;
  std::optional<FnclccGrade> grade;
  std::optional<Concordance> concordance;  ///< with the first reading, as the source states it
};

struct MolecularTest : Act {
  std::optional<MolecularTechnique> technique;
  std::string target;  ///< gene or fusion as the laboratory writes it ("MDM2", "SS18::SSX1")
  std::optional<MolecularResult> result;
};

struct BoardPresentation : Act {
  std::optional<BoardType> board;
  std::optional<BoardPassage> passage;
  std::optional<Answer> trial_proposed;
};

struct Decision : Act {
  std::optional<DecisionModality> modality;
  CentreIndex planned_centre;
};

struct Surgery : Act {
  std::optional<SurgeryKind> kind;
  std::optional<Margin> margin;
  std::optional<Answer> planned;  ///< no: an excision without the diagnosis being thought of ("unplanned excision")
  std::optional<Answer> rupture;  ///< tumour opened or spilled
};

struct Amputation : Act {
  std::optional<AmputationLevel> level;
  std::optional<AmputationCause> cause;
};

struct Radiotherapy : Act {
  std::optional<Timing> timing;
  std::optional<double> dose_gy;
  std::optional<std::int64_t> fractions;
  When end;
};

struct SystemicTreatment : Act {
  std::optional<Timing> timing;
  std::optional<SystemicKind> kind;
  std::string regimen;
  std::optional<std::int64_t> cycles;
  When end;
};

struct Relapse : Act {
  std::optional<RelapseKind> kind;
  MetastaticSites sites;
};

/// News of the patient: the state seen on a day. Death is news.
struct News : Act {
  std::optional<State> state;
};

/// What a set of cases says of itself.
struct Dataset {
  std::string source;                 ///< short name of where the cases come from ("synthetic-national"); keys are unique within it
  std::string title_fr, title_en;
  std::string version;
  std::optional<PartialDate> cut_off;  ///< the day the data were frozen; no act may be later
  bool synthetic = false;
  std::string licence;
  bool operator==(const Dataset&) const = default;
};

/// Cases as one version of the record has them. Rows of an act table may stand in any order until sort_by_tumour().
struct Registry {
  std::vector<Dataset> datasets;
  Centres centres;  ///< the network's centres and those that the datasets brought
  std::vector<Patient> patients;
  std::vector<Tumour> tumours;
  std::vector<Imaging> imaging;
  std::vector<Biopsy> biopsies;
  std::vector<PathologyReading> pathology;
  std::vector<MolecularTest> molecular_tests;
  std::vector<BoardPresentation> boards;
  std::vector<Decision> decisions;
  std::vector<Surgery> surgeries;
  std::vector<Amputation> amputations;
  std::vector<Radiotherapy> radiotherapies;
  std::vector<SystemicTreatment> systemic_treatments;
  std::vector<Relapse> relapses;
  std::vector<News> news;

  /// Orders every act table by tumour, keeping the given order within one tumour.
  void sort_by_tumour();
};

}  // namespace repere::registry
