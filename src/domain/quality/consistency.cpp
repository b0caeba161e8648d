#include "domain/quality/consistency.hpp"

#include <algorithm>
#include <cmath>

#include "domain/quality/duplicates.hpp"
#include "domain/registry/tables.hpp"

namespace repere::quality {

using namespace registry;

namespace {

bool certainly_before(const When& a, const When& b, const std::optional<PartialDate>& origin) {
  return order_of(a, b, origin) == Order::before;
}

bool takes_place_in_a_living_patient(std::string_view table) {
  return table == "biopsies" || table == "surgeries" || table == "amputations" || table == "radiotherapies" ||
         table == "systemic_treatments";
}

class Check {
 public:
  Check(const Registry& registry, const ReferenceData& reference, Day today)
      : registry_(registry), reference_(reference), today_(When::on(PartialDate::of_day(today))) {}

  std::vector<Finding> run() {
    check_tumours();
    find_deaths();
    for_each_act_table([this](const auto& table) {
      const auto& rows = registry_.*(table.rows);
      for (std::uint32_t i = 0; i < rows.size(); ++i) {
        check_dates(table.name, i, rows[i]);
        check_own(i, rows[i]);
      }
    });
    check_re_excisions();
    for (const std::uint32_t patient : possible_duplicates(registry_))
      add(RuleId::possible_duplicate_patient, "patients", patient, registry_.patients[patient].line);
    return std::move(found_);
  }

 private:
  void add(RuleId rule, std::string_view table, std::uint32_t row, std::uint32_t line) {
    found_.push_back({rule, table, row, line});
  }
  const Tumour& tumour_of(const Act& act) const { return registry_.tumours[act.tumour]; }
  const Patient& patient_of(const Tumour& tumour) const { return registry_.patients[tumour.patient]; }

  void check_tumours() {
    for (std::uint32_t i = 0; i < registry_.tumours.size(); ++i) {
      const Tumour& tumour = registry_.tumours[i];
      const auto wrong = [&](RuleId rule) { add(rule, "tumours", i, tumour.line); };
      check_age(tumour, wrong);
      if (tumour.size_mm && *tumour.size_mm > 500) wrong(RuleId::size_improbable);
      if (tumour.diagnosis && today_.date().first() < tumour.diagnosis->first()) wrong(RuleId::in_the_future);
      if (tumour.site && tumour.compartment && reference_.sites[tumour.site].compartment != *tumour.compartment)
        wrong(RuleId::site_contradicts_compartment);
      const auto compartment = tumour.compartment ? tumour.compartment
                               : tumour.site      ? std::optional(reference_.sites[tumour.site].compartment)
                                                  : std::nullopt;
      if (tumour.histotype && compartment && *compartment != Compartment::bone &&
          reference_.histotypes[tumour.histotype].usual_compartment == UsualCompartment::bone)
        wrong(RuleId::histotype_unusual_for_compartment);
      if (tumour.metastatic == Answer::no && tumour.metastatic_sites.bits != 0) wrong(RuleId::metastases_contradict);
    }
  }

  template <class Wrong>
  void check_age(const Tumour& tumour, const Wrong& wrong) {
    const auto& birth = patient_of(tumour).birth.reveal();
    if (!birth || !tumour.diagnosis) return;
    const double least = days_between(birth->last(), tumour.diagnosis->first()) / 365.25;
    const double most = days_between(birth->first(), tumour.diagnosis->last()) / 365.25;
    if (most < 0) wrong(RuleId::diagnosis_before_birth);
    if (least > 110) wrong(RuleId::age_improbable);
    if (tumour.age_at_diagnosis && (*tumour.age_at_diagnosis < least - 2 || *tumour.age_at_diagnosis > most + 1))
      wrong(RuleId::age_contradicts_birth);
  }

  // The death of each tumour's patient as the news of that tumour tell it; a dated death holds for all tumours.
  void find_deaths() {
    deaths_.assign(registry_.tumours.size(), When{});
    std::vector<When> of_patient(registry_.patients.size());
    for (std::uint32_t i = 0; i < registry_.news.size(); ++i) {
      const News& news = registry_.news[i];
      if (!news.state || !is_dead(*news.state) || !news.when.recorded()) continue;
      When& death = deaths_[news.tumour];
      const Order order = order_of(death, news.when, tumour_of(news).diagnosis);
      if (death.recorded() && (order == Order::before || order == Order::after))
        add(RuleId::two_deaths, "news", i, news.line);
      death = news.when;
      if (news.when.kind() == When::Kind::date) of_patient[tumour_of(news).patient] = news.when;
    }
    for (std::size_t i = 0; i < deaths_.size(); ++i)
      if (!deaths_[i].recorded()) deaths_[i] = of_patient[registry_.tumours[i].patient];
  }

  void check_dates(std::string_view table, std::uint32_t row, const Act& act) {
    if (!act.when.recorded()) return;
    const Tumour& tumour = tumour_of(act);
    const auto wrong = [&](RuleId rule) { add(rule, table, row, act.line); };
    if (act.status == ActStatus::not_done) wrong(RuleId::details_of_an_act_not_done);
    const auto& birth = patient_of(tumour).birth.reveal();
    if (birth && certainly_before(act.when, When::on(*birth), tumour.diagnosis)) wrong(RuleId::act_before_birth);
    if (certainly_before(today_, act.when, tumour.diagnosis)) {
      wrong(RuleId::in_the_future);
    } else if (const auto& cut_off = registry_.datasets[patient_of(tumour).dataset].cut_off;
               cut_off && certainly_before(When::on(*cut_off), act.when, tumour.diagnosis)) {
      wrong(RuleId::after_cut_off);
    }
    const When& death = deaths_[act.tumour];
    if (act.status == ActStatus::done && takes_place_in_a_living_patient(table) &&
        certainly_before(death, act.when, tumour.diagnosis))
      wrong(RuleId::treated_after_death);
  }

  // A row's own rules; most kinds of act have none.
  void check_own(std::uint32_t, const Act&) {}

  void check_own(std::uint32_t row, const News& news) {
    if (!news.state || !news.when.recorded()) return;
    const auto& origin = tumour_of(news).diagnosis;
    if (is_dead(*news.state)) {
      const bool early = news.when.kind() == When::Kind::day ? news.when.day() < 0
                         : origin && certainly_before(news.when, When::on(*origin), origin);
      if (early) add(RuleId::death_before_diagnosis, "news", row, news.line);
    } else if (certainly_before(deaths_[news.tumour], news.when, origin)) {
      add(RuleId::alive_after_death, "news", row, news.line);
    }
  }

  void check_own(std::uint32_t row, const Surgery& surgery) {
    const auto& origin = tumour_of(surgery).diagnosis;
    if (surgery.status == ActStatus::not_done && surgery.margin && !surgery.when.recorded())
      add(RuleId::details_of_an_act_not_done, "surgeries", row, surgery.line);
    const auto day = days_since_origin(surgery.when, origin);
    if (day && day->last < -366) add(RuleId::surgery_long_before_diagnosis, "surgeries", row, surgery.line);
  }

  void check_own(std::uint32_t row, const Radiotherapy& act) { check_end("radiotherapies", row, act, act.end); }
  void check_own(std::uint32_t row, const SystemicTreatment& act) { check_end("systemic_treatments", row, act, act.end); }

  void check_end(std::string_view table, std::uint32_t row, const Act& act, const When& end) {
    if (certainly_before(end, act.when, tumour_of(act).diagnosis)) add(RuleId::end_before_start, table, row, act.line);
  }

  void check_re_excisions() {
    std::vector<bool> resected(registry_.tumours.size());
    for (const Surgery& surgery : registry_.surgeries)
      if (surgery.kind != SurgeryKind::re_excision) resected[surgery.tumour] = true;
    for (std::uint32_t i = 0; i < registry_.surgeries.size(); ++i) {
      const Surgery& surgery = registry_.surgeries[i];
      if (surgery.kind == SurgeryKind::re_excision && !resected[surgery.tumour])
        add(RuleId::re_excision_without_resection, "surgeries", i, surgery.line);
    }
  }

  const Registry& registry_;
  const ReferenceData& reference_;
  When today_;
  std::vector<When> deaths_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> check_consistency(const Registry& registry, const ReferenceData& reference, Day today) {
  return Check(registry, reference, today).run();
}

}  // namespace repere::quality
