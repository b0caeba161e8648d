#include "synthetic/act_writer.hpp"

// Relapses and news.
namespace repere::synthetic {

using namespace registry;

namespace {

void add_relapse(ActWriter& writer, int day, RelapseKind kind, MetastaticSites sites) {
  if (day == Course::never || !writer.known(day)) return;
  Relapse& row = writer.add(writer.registry.relapses, 'L', writer.on(day), writer.facts.reference);
  row.kind = kind;
  row.sites = sites;
}

MetastaticSites relapse_sites(const CaseFacts& facts, Random& random) {
  const bool belly = facts.place->region == BodyRegion::abdomen_pelvis ||
                     facts.place->region == BodyRegion::retroperitoneum ||
                     facts.place->region == BodyRegion::gynaecological;
  const auto main = belly ? (random.chance(0.5) ? MetastaticSite::liver : MetastaticSite::peritoneum)
                          : MetastaticSite::lung;
  unsigned bits = static_cast<unsigned>(random.chance(0.85) ? main : MetastaticSite::bone);
  if (random.chance(0.15)) bits |= static_cast<unsigned>(MetastaticSite::soft_tissue);
  return {static_cast<std::uint16_t>(bits)};
}

bool diseased_on(const ActWriter& writer, int day) {
  const Course& course = writer.course;
  return writer.facts.draw.metastatic || !writer.facts.draw.operated || course.local_relapse <= day ||
         course.distant_relapse <= day || course.progression <= day;
}

State state_on(const ActWriter& writer, int day, bool dead) {
  const bool diseased = diseased_on(writer, day);
  const double place = writer.random.uniform();
  if (dead) {
    if (place < 0.07) return State::dead_unknown_cause;
    return diseased && place < 0.95 ? State::dead_of_disease : State::dead_of_other_cause;
  }
  if (place < 0.06) return State::alive;
  const bool cleared =
      writer.course.local_relapse <= day && writer.course.distant_relapse > day && place < 0.5;
  return diseased && !cleared ? State::alive_with_disease : State::alive_no_evidence;
}

void add_news(ActWriter& writer, int day, bool dead) {
  const CentreIndex centre = writer.random.chance(0.7) ? writer.facts.reference : writer.facts.hospital;
  News& row = writer.add(writer.registry.news, 'N', writer.on(day), centre);
  row.state = state_on(writer, day, dead);
}

}  // namespace

void write_follow_up_acts(ActWriter& writer) {
  const Course& course = writer.course;
  add_relapse(writer, course.progression, RelapseKind::progression, {});
  add_relapse(writer, course.local_relapse, RelapseKind::local, {});
  if (course.distant_relapse != Course::never)
    add_relapse(writer, course.distant_relapse, RelapseKind::metastatic,
                relapse_sites(writer.facts, writer.random));
  const int after_surgery = course.surgery == Course::never ? 30 : course.surgery + 60;
  if (course.end > after_surgery + 120 && writer.random.chance(0.4)) {
    const int day = writer.random.between(after_surgery, course.end - 30);
    add_news(writer, day, false);
  }
  add_news(writer, course.end, course.dead);
}

}  // namespace repere::synthetic
