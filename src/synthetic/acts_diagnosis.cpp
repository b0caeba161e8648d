#include "synthetic/act_writer.hpp"
#include "synthetic/parameters.hpp"

// Imaging, biopsy, readings of the slides, molecular tests, boards and what they decide.
namespace repere::synthetic {

using namespace registry;

namespace {

namespace p = parameters;

ImagingModality usual_modality(const CaseFacts& facts, Random& random) {
  if (facts.place->compartment == Compartment::viscera ||
      facts.place->region == BodyRegion::retroperitoneum || facts.place->region == BodyRegion::thorax)
    return random.chance(0.85) ? ImagingModality::ct : ImagingModality::mri;
  if (facts.depth == Depth::superficial)
    return random.chance(0.5) ? ImagingModality::ultrasound : ImagingModality::mri;
  return random.chance(0.85) ? ImagingModality::mri : ImagingModality::ct;
}

void add_imaging(ActWriter& writer, int day, ImagingModality modality, ImagingRegion region) {
  if (!writer.known(day)) return;
  const CentreIndex centre =
      writer.random.chance(0.7) ? writer.facts.hospital : writer.centres.any_outside(writer.random);
  Imaging& row = writer.add(writer.registry.imaging, 'I', writer.on(day), centre);
  row.modality = modality;
  row.region = region;
}

// Before the first histology (and so before surgery) when the case has imaging before surgery, else after the
// surgery.
void write_imaging(ActWriter& writer) {
  const CaseFacts& facts = writer.facts;
  Random& random = writer.random;
  const bool before = facts.draw.imaging_before || (!facts.draw.operated && random.chance(0.92));
  const int first = writer.course.biopsy == 0
                        ? 0
                        : std::min(0, writer.course.board == Course::never ? 0 : writer.course.board);
  if (before) {
    if (facts.place->compartment == Compartment::bone && random.chance(0.8))
      add_imaging(writer, first - random.between(15, 45), ImagingModality::x_ray, ImagingRegion::primary);
    const int day_of_tumour = first - random.between(2, 14);
    add_imaging(writer, day_of_tumour, usual_modality(facts, random), ImagingRegion::primary);
    if (facts.slot->sarcoma && random.chance(0.6)) {
      const int last = facts.draw.operated ? writer.course.surgery - 1 : 25;
      const int day = last >= 2 ? random.between(1, std::min(last, 25)) : first - 1;
      add_imaging(writer, day, random.chance(0.12) ? ImagingModality::pet : ImagingModality::ct,
                  ImagingRegion::chest);
    }
  } else if (facts.draw.operated) {
    if (random.chance(0.55)) {
      const int day = writer.course.surgery + random.between(10, 45);
      add_imaging(writer, day, usual_modality(facts, random), ImagingRegion::primary);
    }
    if (facts.slot->sarcoma && random.chance(0.5))
      add_imaging(writer, writer.course.surgery + random.between(10, 45), ImagingModality::ct,
                  ImagingRegion::chest);
  }
}

void write_biopsy(ActWriter& writer) {
  Random& random = writer.random;
  if (writer.course.biopsy != Course::never) {
    Biopsy& row = writer.add(writer.registry.biopsies, 'B', writer.on(0), writer.facts.hospital);
    const bool inside = writer.facts.hospital == writer.facts.reference;
    const double place = random.uniform();
    row.technique = place < (inside ? 0.85 : 0.68)   ? BiopsyTechnique::core_needle
                    : place < (inside ? 0.97 : 0.93) ? BiopsyTechnique::incisional
                    : place < 0.985                  ? BiopsyTechnique::fine_needle
                                                     : BiopsyTechnique::unknown;
    row.image_guided =
        row.technique == BiopsyTechnique::core_needle && random.chance(0.8) ? Answer::yes : Answer::no;
    return;
  }
  if (random.chance(0.3)) {  // said not to have been done
    writer.add(writer.registry.biopsies, 'B', {}, writer.facts.surgeon).status = ActStatus::not_done;
    return;
  }
  // What was left after an excision, or came back, is sampled: a biopsy after the first surgery.
  const int day = writer.course.surgery + random.between(15, 60);
  const int until =
      writer.course.re_excision == Course::never ? writer.course.end : writer.course.re_excision - 1;
  if (writer.facts.draw.operated && day <= until && random.chance(0.04))
    writer.add(writer.registry.biopsies, 'B', writer.on(day), writer.facts.reference).technique =
        BiopsyTechnique::core_needle;
}

FnclccGrade neighbour(FnclccGrade grade, Random& random) {
  if (grade == FnclccGrade::g1 || grade == FnclccGrade::g3) return FnclccGrade::g2;
  if (grade == FnclccGrade::g2) return random.chance(0.5) ? FnclccGrade::g1 : FnclccGrade::g3;
  return grade;
}

// What the first pathologist said of a tumour, given how the expert's reading agrees with it.
void set_first_reading(PathologyReading& row, const ActWriter& writer, Concordance concordance) {
  const CaseFacts& facts = writer.facts;
  row.histotype = facts.slot->histotype;
  row.grade = facts.grade;
  const bool graded = facts.grade <= FnclccGrade::g3;
  const auto& relatives = facts.slot->relatives;
  if (concordance == Concordance::partial) {
    if (graded && (relatives.empty() || writer.random.chance(0.6)))
      row.grade = neighbour(facts.grade, writer.random);
    else if (!relatives.empty())
      row.histotype = relatives[static_cast<std::size_t>(
          writer.random.below(static_cast<std::int64_t>(relatives.size())))];
  } else if (concordance == Concordance::discordant) {
    const Histotypes& all = writer.plan.reference().histotypes;
    for (int attempt = 0; attempt < 20; ++attempt) {
      const HistotypeIndex other{
          static_cast<std::uint16_t>(writer.random.below(static_cast<std::int64_t>(all.size())))};
      if (all[other].lineage == all[facts.slot->histotype].lineage) continue;
      row.histotype = other;
      if (all[other].tumour_class != TumourClass::sarcoma) row.grade = FnclccGrade::not_applicable;
      break;
    }
  }
}

Concordance draw_concordance(Random& random) {
  const double place = random.uniform();
  if (place < p::concordance_full) return Concordance::full;
  return place < p::concordance_full + p::concordance_partial ? Concordance::partial
                                                              : Concordance::discordant;
}

void write_pathology(ActWriter& writer) {
  const CaseFacts& facts = writer.facts;
  Random& random = writer.random;
  const int first_day = random.between(3, 14);
  const bool known_early = facts.draw.board_before || facts.hospital == facts.reference;
  // Delays are an assumption: about half of the second readings within 30 days, more where the network knew
  // early.
  const int second_day = first_day + (known_early ? random.between(3, 35) : random.between(6, 75));
  const bool second = random.chance(p::second_reading) && writer.known(second_day);
  const Concordance concordance = draw_concordance(random);
  if (writer.known(first_day)) {
    auto& row = writer.add(writer.registry.pathology, 'P', writer.on(first_day), facts.hospital);
    row.reading = Reading::first;
    row.sampled = writer.on(0);
    set_first_reading(row, writer, second ? concordance : Concordance::full);
  }
  if (!second) return;
  auto& row = writer.add(writer.registry.pathology, 'P', writer.on(second_day), facts.reference);
  row.reading = Reading::second;
  row.request = random.chance(0.41) ? ReviewRequest::spontaneous
                                    : ReviewRequest::systematic;  // RRePS 2010: 1,500 of 3,653
  row.sampled = writer.on(0);
  row.histotype = facts.slot->histotype;
  row.grade = facts.grade;
  row.concordance = concordance;
  const int third_day = second_day + random.between(7, 30);
  if (concordance == Concordance::discordant && random.chance(0.3) && writer.known(third_day)) {
    auto& third = writer.add(writer.registry.pathology, 'P', writer.on(third_day), facts.reference);
    third.reading = Reading::third;
    third.sampled = writer.on(0);
    third.histotype = facts.slot->histotype;
    third.grade = facts.grade;
  }
}

void write_molecular_test(ActWriter& writer) {
  Random& random = writer.random;
  const HistotypeSlot& slot = *writer.facts.slot;
  const double usual = slot.molecular_technique == MolecularTechnique::cgh_array ? 0.15
                       : slot.sarcoma                                            ? 0.7
                                                                                 : 0.4;
  const int day = random.between(12, 55);
  if (slot.molecular_target.empty() || !random.chance(usual) || !writer.known(day)) return;
  MolecularTest& row =
      writer.add(writer.registry.molecular_tests, 'M', writer.about(day), writer.facts.reference);
  row.technique = slot.molecular_technique;
  if (row.technique == MolecularTechnique::rna_sequencing && random.chance(0.5))
    row.technique = random.chance(0.6) ? MolecularTechnique::fish : MolecularTechnique::rt_pcr;
  row.target = slot.molecular_target;
  const double place = random.uniform();
  row.result = place < 0.9    ? MolecularResult::positive
               : place < 0.97 ? MolecularResult::negative
                              : MolecularResult::failed;
}

BoardType sarcoma_board(const CaseFacts& facts) {
  if (facts.draw.age_years < 15) return BoardType::paediatric;
  return facts.place->compartment == Compartment::bone ? BoardType::bone : BoardType::reference_sarcoma;
}

void add_decision(ActWriter& writer, int day, DecisionModality modality, CentreIndex planned) {
  Decision& row = writer.add(writer.registry.decisions, 'D', writer.on(day), writer.facts.reference);
  row.modality = modality;
  row.planned_centre = planned;
}

void add_sarcoma_board(ActWriter& writer, int day) {
  Random& random = writer.random;
  BoardPresentation& row = writer.add(writer.registry.boards, 'R', writer.on(day), writer.facts.reference);
  row.board = sarcoma_board(writer.facts);
  row.passage = random.chance(0.93) ? BoardPassage::discussed : BoardPassage::registered_only;
  row.trial_proposed = random.chance(writer.facts.draw.metastatic ? 0.18 : 0.05) ? Answer::yes : Answer::no;
}

void write_boards(ActWriter& writer) {
  const CaseFacts& facts = writer.facts;
  const Course& course = writer.course;
  Random& random = writer.random;
  if (course.board != Course::never && writer.known(course.board)) {
    add_sarcoma_board(writer, course.board);
    const bool no_histology_yet = course.board < 0 && facts.draw.biopsy_before;
    if (no_histology_yet)
      add_decision(writer, course.board, DecisionModality::further_diagnosis, facts.hospital);
    if (facts.draw.operated && !no_histology_yet)
      add_decision(writer, course.board, DecisionModality::surgery,
                   random.chance(0.96) ? facts.surgeon : facts.reference);
    if (course.neoadjuvant)
      add_decision(writer, course.board, DecisionModality::systemic_treatment, facts.reference);
    if (!facts.draw.operated)
      add_decision(
          writer, course.board,
          facts.draw.metastatic ? DecisionModality::systemic_treatment : DecisionModality::surveillance,
          facts.reference);
  } else if (facts.draw.operated && course.biopsy == 0 && course.surgery > 6 && random.chance(0.35)) {
    // A board that is not a sarcoma board: it does not count as one.
    writer.add(writer.registry.boards, 'R', writer.on(random.between(2, course.surgery - 1)), facts.surgeon)
        .board = BoardType::local;
  }
  if (course.after_board != Course::never && writer.known(course.after_board)) {
    add_sarcoma_board(writer, course.after_board);
    const bool again = course.re_excision != Course::never && course.re_excision > course.after_board;
    add_decision(writer, course.after_board,
                 again ? DecisionModality::surgery : DecisionModality::surveillance, facts.reference);
  } else if (facts.draw.board_before &&
             random.chance(0.45)) {  // back to the board with the specimen's result
    const int day = course.surgery + random.between(12, 40);
    if (writer.known(day)) {
      add_sarcoma_board(writer, day);
      add_decision(writer, day, DecisionModality::surveillance, facts.reference);
    }
  }
}

}  // namespace

void write_diagnosis_acts(ActWriter& writer) {
  write_imaging(writer);
  write_biopsy(writer);
  write_pathology(writer);
  write_molecular_test(writer);
  write_boards(writer);
}

}  // namespace repere::synthetic
