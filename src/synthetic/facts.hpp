#pragma once
#include "base/date.hpp"
#include "domain/registry/records.hpp"
#include "synthetic/fictitious_centres.hpp"
#include "synthetic/plan.hpp"

namespace repere::synthetic {

/// What is true of one case, whatever a record may say of it.
struct CaseFacts {
  CaseDraw draw;
  const HistotypeSlot* slot = nullptr;
  const Profile* profile = nullptr;
  Day diagnosis, birth;
  SiteIndex site;
  const Site* place = nullptr;
  double size_mm = 0;
  Depth depth = Depth::unknown;
  FnclccGrade grade = FnclccGrade::not_applicable;
  bool prior_cancer = false, prior_radiotherapy = false, nf1 = false, li_fraumeni = false;
  std::size_t department = 0;
  CentreIndex reference;  ///< the centre of the network that knows the case
  CentreIndex surgeon;    ///< where the first surgery is; a hospital outside for those operated outside
  CentreIndex hospital;   ///< where the first acts take place
};

/// Everything but time: who the patient is and what the tumour is.
CaseFacts facts_of(const CaseDraw& draw, const Plan& plan, const CentrePicker& centres, Random& random);

/// 0 Sunday ... 6 Saturday
inline unsigned weekday_of(Day day) { return std::chrono::weekday{day}.c_encoding(); }

}  // namespace repere::synthetic
