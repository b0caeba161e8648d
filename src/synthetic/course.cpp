#include "synthetic/course.hpp"

#include <algorithm>
#include <cmath>

#include "synthetic/arithmetic.hpp"
#include "synthetic/parameters.hpp"

namespace repere::synthetic {
namespace {

namespace p = parameters;
namespace h = parameters::hazard;

int whole_days(double days) { return static_cast<int>(std::ceil(std::clamp(days, 1.0, 900'000.0))); }

// The time at which a Weibull survival curve with this hazard ratio has come down to `place`.
double weibull_days(double place, double hazard_ratio, double scale, double shape) {
  return scale * power(-natural_log(place) / hazard_ratio, 1 / shape);
}

// Hazard ratio of death without the place of surgery.
double death_hazard(const CaseFacts& facts) {
  double ratio = facts.profile->death * h::death_period[static_cast<std::size_t>(facts.draw.period)];
  ratio *= power(h::death_per_decade, (facts.draw.age_years - 55) / 10);
  if (!facts.draw.female) ratio *= h::death_male;
  if (facts.draw.grade >= 1 && facts.draw.grade <= 3) ratio *= h::death_grade[facts.draw.grade - 1];
  ratio *= power(h::death_per_doubling_of_size, natural_log(facts.size_mm / 80) / 0.693147180559945);
  if (facts.depth == Depth::deep || facts.depth == Depth::both) ratio *= h::death_deep;
  if (facts.draw.metastatic) ratio *= h::death_metastatic;
  if (!facts.draw.operated) ratio *= h::death_not_operated;
  if (facts.nf1) ratio *= h::death_nf1;
  if (facts.prior_radiotherapy) ratio *= h::death_prior_radiotherapy;
  return ratio;
}

int follow_up_days(const CaseFacts& facts, const p::FollowUpSetting& setting) {
  using namespace std::chrono;
  const Day cut_off = sys_days{year{setting.cut_off_year} / December / 31};
  const double ln2 = 0.693147180559945;
  const double scale = (setting.median_days - setting.offset_days) / power(ln2, 1 / setting.shape);
  const double place = std::clamp(1 - facts.draw.follow_up_place, 1e-12, 1.0 - 1e-12);
  const double days = setting.offset_days + scale * power(-natural_log(place), 1 / setting.shape);
  return std::min(whole_days(days), days_between(facts.diagnosis, cut_off));
}

bool wants_neoadjuvant(const CaseFacts& facts, Random& random) {
  if (!facts.draw.operated || !facts.draw.biopsy_before) return false;
  switch (facts.profile->care) {
    case Care::osteosarcoma:
    case Care::ewing:
      return random.chance(0.85);
    case Care::rhabdomyosarcoma:
      return random.chance(0.7);
    case Care::gist:
      return facts.size_mm > 80 && random.chance(0.35);
    case Care::soft_tissue:
      return facts.draw.grade >= 2 && facts.draw.grade <= 3 && facts.size_mm > 50 && random.chance(0.16);
    default:
      return false;
  }
}

int on_working_day(const CaseFacts& facts, int day) {
  const unsigned weekday = weekday_of(facts.diagnosis + std::chrono::days{day});
  return weekday == 6 ? day + 2 : weekday == 0 ? day + 1 : day;
}

// The first board of the centre on or after `day`, else the last one before, within [least, most]; else `day`
// as it is.
int on_board_day(const CaseFacts& facts, int day, int least, int most) {
  const unsigned wanted = CentrePicker::board_weekday(facts.reference);
  const unsigned weekday = weekday_of(facts.diagnosis + std::chrono::days{day});
  const int ahead = static_cast<int>((wanted + 7 - weekday) % 7);
  if (day + ahead <= most && day + ahead >= least) return day + ahead;
  if (day + ahead - 7 >= least && day + ahead - 7 <= most) return day + ahead - 7;
  return std::clamp(day, least, std::max(least, most));
}

// With a biopsy the surgery follows it; without, the surgery gives the diagnosis (day 0).
void place_surgery(Course& course, const CaseFacts& facts, Random& random) {
  const CaseDraw& draw = facts.draw;
  course.biopsy = draw.biopsy_before ? 0 : Course::never;
  if (!draw.biopsy_before) {
    course.surgery = 0;
    if (draw.board_before) course.board = on_board_day(facts, -random.between(4, 28), -35, -1);
    return;
  }
  const bool wanted = wants_neoadjuvant(facts, random);
  int day = random.between(14, 58) + (draw.inside ? 8 : 0);
  const int longer = random.between(75, 130);
  course.neoadjuvant = wanted && course.end >= day + longer;
  if (course.neoadjuvant) day += longer;
  const int least = draw.board_before ? 2 : 1;
  course.surgery = std::clamp(on_working_day(facts, day), least, std::max(least, course.end));
  if (!draw.board_before) return;
  if (random.chance(0.15)) {  // before the biopsy
    course.board = on_board_day(facts, -random.between(2, 15), -20, -1);
  } else {
    const int latest = course.neoadjuvant ? 35 : course.surgery - 1;
    course.board = on_board_day(facts, random.between(4, 24), 1, std::min(latest, course.surgery - 1));
  }
}

void place_later_operations(Course& course, const CaseFacts& facts, const ReExcisionRates& rates,
                            Random& random) {
  const CaseDraw& draw = facts.draw;
  course.planned = draw.inside || draw.board_before || draw.biopsy_before || !random.chance(p::unplanned);
  const bool again = random.chance(rates.rate(draw.board_before, draw.margin));
  const int later = course.surgery + random.between(25, 80);
  if (again && course.surgery + 10 < course.end)
    course.re_excision = std::min(on_working_day(facts, later), course.end);
  if (!draw.board_before && random.chance(0.85)) {
    const int day = course.surgery + random.between(8, 40);
    const int last = course.re_excision == Course::never ? course.end : course.re_excision - 1;
    if (day <= last) course.after_board = on_board_day(facts, day, course.surgery + 1, last);
  }
}

void place_relapses(Course& course, const CaseFacts& facts, double death_place, double death_ratio,
                    Random& random) {
  const CaseDraw& draw = facts.draw;
  const bool leads = random.chance(facts.slot->sarcoma ? p::relapse_leads : 0.1);
  const double own_place = std::max(1e-12, random.uniform()), place = leads ? death_place : own_place;
  double ratio = death_ratio;
  if (draw.operated && draw.inside) ratio *= h::distant_inside;
  if (!course.planned && course.re_excision != Course::never) ratio *= h::distant_re_excision;
  if (!facts.slot->sarcoma && !leads) ratio *= 0.05;
  const int distant =
      whole_days(weibull_days(place, ratio, p::distant_time_share * p::death_scale_days, p::death_shape));
  const double local_place = std::max(1e-12, random.uniform());
  if (draw.metastatic || !draw.operated) {
    course.progression = distant;
  } else {
    course.distant_relapse = std::max(distant, course.surgery + 20);
    double local = facts.profile->local * h::local_by_margin[draw.margin];
    if (draw.inside) local *= h::local_inside;
    if (!draw.board_before) local *= h::local_no_board;
    if (course.re_excision != Course::never) local *= 0.6;
    course.local_relapse = course.surgery + 20 +
                           whole_days(weibull_days(local_place, local, p::local_scale_days, p::local_shape));
  }
  for (int* day : {&course.distant_relapse, &course.progression, &course.local_relapse})
    if (*day >= course.end) *day = Course::never;
}

}  // namespace

Course course_of(const CaseFacts& facts, const p::FollowUpSetting& setting, const ReExcisionRates& rates,
                 Random& random) {
  Course course;
  const CaseDraw& draw = facts.draw;
  const double others = death_hazard(facts);
  const double ratio = others * (draw.operated && draw.inside ? h::death_inside : 1);
  const int death =
      std::max(3, whole_days(weibull_days(draw.death_place, ratio, p::death_scale_days, p::death_shape)));
  const int news = std::max(3, follow_up_days(facts, setting));
  course.dead = death <= news;
  course.end = std::min(death, news);
  if (draw.operated) {
    place_surgery(course, facts, random);
    place_later_operations(course, facts, rates, random);
  } else {
    course.biopsy = random.chance(0.97) ? 0 : Course::never;
    if (random.chance(0.8)) course.board = on_board_day(facts, random.between(3, 35), 1, course.end);
  }
  place_relapses(course, facts, draw.death_place, others, random);
  return course;
}

ReExcisionRates::ReExcisionRates() {
  // Margins of operated patients in the middle period, board or not: the mixture the rates are solved for.
  // The shares are those of ESMO 2018's table by place of surgery, a third of the operated with a board being
  // outside.
  constexpr std::array<std::array<double, 5>, 2> shares{
      {{0.34, 0.14, 0.10, 0.02, 0.40}, {0.56, 0.16, 0.07, 0.01, 0.20}}};
  for (std::size_t board = 0; board < 2; ++board) {
    const double wanted = board ? p::re_excision_board : p::re_excision_no_board;
    double sum = 0;
    for (std::size_t m = 0; m < 5; ++m) sum += shares[board][m] * p::re_excision_by_margin[m];
    for (std::size_t m = 0; m < 5; ++m) rate_[board][m] = wanted * p::re_excision_by_margin[m] / sum;
  }
}

}  // namespace repere::synthetic
