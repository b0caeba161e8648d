#include <algorithm>

#include "synthetic/act_writer.hpp"
#include "synthetic/parameters.hpp"

// Operations, radiotherapy and systemic treatment of the first presentation. Who gets what beside surgery:
// assumption.
namespace repere::synthetic {

using namespace registry;

namespace {

bool on_limb(const Site& site) {
  return site.region == BodyRegion::lower_limb || site.region == BodyRegion::upper_limb;
}

AmputationLevel level_of(std::string_view site) {
  if (site == "hand" || site == "wrist" || site == "foot" || site == "ankle" || site == "hand_bones" ||
      site == "foot_bones")
    return AmputationLevel::hand_or_foot;
  if (site == "leg" || site == "forearm" || site == "tibia" || site == "fibula" || site == "radius" ||
      site == "ulna")
    return AmputationLevel::forearm_or_leg;
  if (site == "shoulder" || site == "axilla" || site == "scapula" || site == "buttock" || site == "hip")
    return AmputationLevel::girdle;
  return AmputationLevel::arm_or_thigh;
}

void add_amputation(ActWriter& writer, int day, CentreIndex centre, AmputationCause cause) {
  Amputation& row = writer.add(writer.registry.amputations, 'A', writer.on(day), centre);
  row.level = level_of(writer.facts.place->code);
  row.cause = cause;
}

void write_first_surgery(ActWriter& writer) {
  const CaseFacts& facts = writer.facts;
  Random& random = writer.random;
  Surgery& row = writer.add(writer.registry.surgeries, 'S', writer.on(writer.course.surgery), facts.surgeon);
  row.kind = SurgeryKind::resection;
  row.margin = margins[facts.draw.margin];
  row.planned = writer.course.planned ? Answer::yes : Answer::no;
  const bool opened = row.margin == Margin::fragmented || random.chance(facts.draw.inside ? 0.02 : 0.06);
  row.rupture = row.margin == Margin::unknown && !opened ? Answer::unknown
                : opened                                 ? Answer::yes
                                                         : Answer::no;
  const double amputation = facts.place->compartment == Compartment::bone ? 0.06
                            : facts.slot->sarcoma                         ? 0.02
                                                                          : 0;
  if (facts.slot->sarcoma && on_limb(*facts.place) && facts.size_mm > 40 && random.chance(amputation))
    add_amputation(writer, writer.course.surgery, facts.surgeon, AmputationCause::tumour);
}

void write_re_excision(ActWriter& writer) {
  const int day = writer.course.re_excision;
  if (day == Course::never || !writer.known(day)) return;
  Random& random = writer.random;
  const bool inside = writer.facts.draw.inside || random.chance(0.75);
  Surgery& row = writer.add(writer.registry.surgeries, 'S', writer.on(day),
                            inside ? writer.facts.reference : writer.facts.surgeon);
  row.kind = SurgeryKind::re_excision;
  const double place = random.uniform();
  row.margin = place < (inside ? 0.72 : 0.5)    ? Margin::r0
               : place < (inside ? 0.92 : 0.72) ? Margin::r1
               : place < (inside ? 0.94 : 0.78) ? Margin::r2
                                                : Margin::unknown;
  row.planned = Answer::yes;
  row.rupture = Answer::no;
}

void add_radiotherapy(ActWriter& writer, int day, Timing timing, double dose, int fractions) {
  const CentreIndex centre = writer.random.chance(0.5) ? writer.facts.reference : writer.facts.surgeon;
  Radiotherapy& row = writer.add(writer.registry.radiotherapies, 'T', writer.about(day), centre);
  row.timing = timing;
  row.dose_gy = dose;
  row.fractions = fractions;
  const int end = day + fractions + 2 * (fractions / 5);
  if (writer.known(end) && row.when.date().exact()) row.end = writer.on(end);
}

void write_radiotherapy(ActWriter& writer) {
  const CaseFacts& facts = writer.facts;
  const Course& course = writer.course;
  Random& random = writer.random;
  if (!facts.slot->sarcoma || facts.draw.metastatic || facts.profile->care == Care::gist) return;
  if (!facts.draw.operated) {
    if (random.chance(0.25) && writer.known(50)) add_radiotherapy(writer, 50, Timing::definitive, 66, 33);
    return;
  }
  const bool risk = facts.draw.grade == 2 || facts.draw.grade == 3 ||
                    facts.profile->care == Care::rhabdomyosarcoma || facts.profile->care == Care::ewing ||
                    facts.profile->care == Care::chordoma;
  if (!risk || facts.draw.age_years < 3) return;
  if (course.neoadjuvant && course.surgery > 80 && random.chance(0.2)) {
    add_radiotherapy(writer, course.surgery - 70, Timing::neoadjuvant, 50, 25);
    return;
  }
  const int last =
      course.re_excision == Course::never ? course.surgery : std::min(course.re_excision, course.end);
  const int day = last + random.between(35, 80);
  if (random.chance(0.5) && writer.known(day)) {
    const int boost = static_cast<int>(random.below(4));
    add_radiotherapy(writer, day, Timing::adjuvant, 54 + 4 * boost, 27 + 2 * boost);
  }
}

struct Regimen {
  std::string_view name;
  SystemicKind kind = SystemicKind::chemotherapy;
  int cycles = 6;
};

Regimen regimen_of(const CaseFacts& facts, Random& random) {
  switch (facts.profile->care) {
    case Care::gist:
      return {"imatinib", SystemicKind::targeted, 0};
    case Care::osteosarcoma:
      return facts.draw.age_years < 25
                 ? Regimen{"methotrexate-etoposide-ifosfamide", SystemicKind::chemotherapy, 7}
                 : Regimen{"doxorubicin-cisplatin-ifosfamide", SystemicKind::chemotherapy, 6};
    case Care::ewing:
      return {"VDC/IE", SystemicKind::chemotherapy, 9};
    case Care::rhabdomyosarcoma:
      return {"IVA", SystemicKind::chemotherapy, 9};
    case Care::kaposi:
      return {"liposomal doxorubicin", SystemicKind::chemotherapy, 6};
    default:
      return random.chance(0.5) ? Regimen{"doxorubicin", SystemicKind::chemotherapy, 6}
                                : Regimen{"doxorubicin-ifosfamide", SystemicKind::chemotherapy, 5};
  }
}

// Cycles every three weeks until `last`; what is not over by then has no end.
void add_systemic(ActWriter& writer, int day, Timing timing, int last) {
  if (!writer.known(day) || day > last) return;
  const Regimen regimen = regimen_of(writer.facts, writer.random);
  SystemicTreatment& row =
      writer.add(writer.registry.systemic_treatments, 'Y', writer.about(day), writer.facts.reference);
  row.timing = timing;
  row.kind = regimen.kind;
  row.regimen = regimen.name;
  const int planned = regimen.cycles > 0 ? std::max(1, regimen.cycles - writer.random.between(0, 2)) : 17;
  const int done = std::min(planned, 1 + (last - day) / 21);
  if (regimen.cycles > 0) row.cycles = done;
  const int end = day + 21 * done - 11;  // some days after the last cycle began
  const bool ended = done == planned || timing == Timing::neoadjuvant;
  if (ended && end <= last && writer.known(end) && row.when.date().exact()) row.end = writer.on(end);
}

double adjuvant_chance(const CaseFacts& facts) {
  switch (facts.profile->care) {
    case Care::osteosarcoma:
    case Care::ewing:
    case Care::rhabdomyosarcoma:
      return 0.9;
    case Care::gist:
      return facts.size_mm > 60 ? 0.6 : 0.08;
    case Care::soft_tissue:
      return facts.draw.grade == 3 ? 0.22 : facts.draw.grade == 2 ? 0.06 : 0;
    default:
      return 0;
  }
}

void write_systemic_treatment(ActWriter& writer) {
  const CaseFacts& facts = writer.facts;
  const Course& course = writer.course;
  Random& random = writer.random;
  if (course.neoadjuvant)
    add_systemic(writer, std::max(course.board == Course::never ? 0 : course.board, 6) + 4,
                 Timing::neoadjuvant, course.surgery - 8);
  if (facts.draw.metastatic) {
    const int start = facts.draw.operated ? course.surgery + random.between(25, 60) : random.between(15, 50);
    if (random.chance(0.65)) add_systemic(writer, start, Timing::palliative, course.end);
  } else if (facts.draw.operated) {
    const int last = course.re_excision == Course::never ? course.surgery : course.re_excision;
    const int start = last + random.between(25, 60);
    if (random.chance(adjuvant_chance(facts))) add_systemic(writer, start, Timing::adjuvant, course.end);
  } else if (facts.profile->care == Care::desmoid || facts.profile->care == Care::kaposi ||
             facts.slot->sarcoma) {
    if (random.chance(0.3)) add_systemic(writer, random.between(20, 70), Timing::definitive, course.end);
  }
}

// What treats what came later.
void write_relapse_treatment(ActWriter& writer) {
  const Course& course = writer.course;
  Random& random = writer.random;
  if (course.local_relapse != Course::never && random.chance(0.6)) {
    const int day = course.local_relapse + random.between(15, 60);
    if (writer.known(day)) {
      Surgery& row = writer.add(writer.registry.surgeries, 'S', writer.on(day),
                                random.chance(0.65) ? writer.facts.reference : writer.facts.surgeon);
      row.kind = SurgeryKind::local_relapse;
      row.margin = random.chance(0.5) ? Margin::r0 : random.chance(0.6) ? Margin::r1 : Margin::unknown;
      row.planned = Answer::yes;
      const CentreIndex centre = row.centre;
      if (writer.facts.slot->sarcoma && on_limb(*writer.facts.place) && random.chance(0.06))
        add_amputation(writer, day, centre, AmputationCause::local_relapse);
    }
  }
  if (course.distant_relapse == Course::never) return;
  if (random.chance(0.15) && writer.known(course.distant_relapse + 40)) {
    Surgery& row = writer.add(writer.registry.surgeries, 'S', writer.on(course.distant_relapse + 40),
                              writer.facts.reference);
    row.kind = SurgeryKind::metastasis;
    row.margin = Margin::unknown;
  }
  if (random.chance(0.6))
    add_systemic(writer, course.distant_relapse + random.between(14, 50), Timing::palliative, course.end);
}

}  // namespace

void write_treatment_acts(ActWriter& writer) {
  if (writer.facts.draw.operated) {
    write_first_surgery(writer);
    write_re_excision(writer);
  }
  write_radiotherapy(writer);
  write_systemic_treatment(writer);
  write_relapse_treatment(writer);
}

}  // namespace repere::synthetic
