#include "domain/board/follow_up.hpp"

#include <algorithm>

namespace repere::board {

using registry::Registry;

namespace {

// By when a modality should have begun, in days from the meeting, before it counts as overdue. Our convention.
int days_allowed(std::string_view urgency) { return urgency == "within_48_hours" ? 2 : urgency == "within_two_weeks" ? 14 : 60; }

// The first act of a kind on or after the meeting: its day, and where.
struct Act {
  PartialDate date;
  CentreIndex centre;
  std::string margin;  ///< of a surgery: "R1"; empty where none is known
};

template <class Row>
std::string margin_of(const Row& row) {
  if constexpr (std::is_same_v<Row, registry::Surgery>)
    if (row.margin && (*row.margin == Margin::r0 || *row.margin == Margin::r1 || *row.margin == Margin::r2))
      return std::string(name_of(*row.margin));
  return {};
}

template <class Row, class Fits>
std::optional<Act> first_after(const std::vector<Row>& rows, std::uint32_t tumour, const std::optional<PartialDate>& origin,
                               Day decided, const Fits& fits) {
  std::optional<Act> first;
  for (const Row& row : rows) {
    if (row.tumour != tumour || row.status != registry::ActStatus::done || !fits(row)) continue;
    std::optional<PartialDate> date;
    if (row.when.kind() == registry::When::Kind::date) date = row.when.date();
    if (row.when.kind() == registry::When::Kind::day && origin && origin->exact())
      date = PartialDate::of_day(origin->first() + std::chrono::days(row.when.day()));
    if (!date || date->last() < decided) continue;
    if (!first || *date < first->date) first = Act{*date, row.centre, margin_of(row)};
  }
  return first;
}

std::optional<Act> act_for(const Registry& rows, std::uint32_t tumour, std::string_view modality, Day decided) {
  const auto& origin = rows.tumours.at(tumour).diagnosis;
  const auto any = [](const auto&) { return true; };
  if (modality == "surgery") return first_after(rows.surgeries, tumour, origin, decided, any);
  if (modality == "radiotherapy") return first_after(rows.radiotherapies, tumour, origin, decided, any);
  if (modality == "systemic_treatment") return first_after(rows.systemic_treatments, tumour, origin, decided, any);
  if (modality == "further_diagnosis") {
    const auto imaging = first_after(rows.imaging, tumour, origin, decided, any);
    return imaging ? imaging : first_after(rows.biopsies, tumour, origin, decided, any);
  }
  if (modality == "second_reading")
    return first_after(rows.pathology, tumour, origin, decided,
                       [](const auto& row) { return row.reading && *row.reading != registry::Reading::first; });
  return std::nullopt;
}

// Treatment that nobody decided: what was done instead.
bool is_treatment(std::string_view modality) {
  return modality == "surgery" || modality == "radiotherapy" || modality == "systemic_treatment";
}

bool is_seen_in_the_registry(std::string_view modality) {
  return is_treatment(modality) || modality == "further_diagnosis" || modality == "second_reading";
}

}  // namespace

std::vector<Done> done_of(const Registry& rows, std::uint32_t tumour, Day decided, const std::vector<std::string>& modalities,
                          CentreIndex planned_centre, std::string_view urgency, Day today) {
  std::vector<Done> all;
  for (const std::string& modality : modalities) {
    Done one{modality, Followed::not_yet, "rien d’enregistré", "nothing recorded", false};
    if (!is_seen_in_the_registry(modality)) {
      one.what_fr = "à dire : le registre ne le montre pas";
      one.what_en = "to be said: the registry does not show it";
      all.push_back(std::move(one));
      continue;
    }
    const auto act = act_for(rows, tumour, modality, decided);
    if (!act) {
      one.overdue = days_between(decided, today) > days_allowed(urgency);
      all.push_back(std::move(one));
      continue;
    }
    const bool elsewhere = modality == "surgery" && planned_centre && act->centre && act->centre != planned_centre;
    one.followed = elsewhere ? Followed::not_followed : Followed::followed;
    const std::string margin = act->margin.empty() ? "" : ", " + act->margin;
    one.what_fr = "fait le " + act->date.text() + margin + (elsewhere ? ", dans un autre centre que celui prévu" : "");
    one.what_en = "done on " + act->date.text() + margin + (elsewhere ? ", in another centre than planned" : "");
    all.push_back(std::move(one));
  }
  for (const char* modality : {"surgery", "radiotherapy", "systemic_treatment"}) {
    if (std::find(modalities.begin(), modalities.end(), modality) != modalities.end()) continue;
    if (const auto act = act_for(rows, tumour, modality, decided))
      all.push_back({modality, Followed::not_followed, "fait le " + act->date.text() + " sans avoir été décidé",
                     "done on " + act->date.text() + " though not decided", false});
  }
  return all;
}

Followed followed_of(const std::vector<Done>& done) {
  int followed = 0, not_followed = 0;
  for (const Done& one : done) {
    followed += one.followed == Followed::followed ? 1 : 0;
    not_followed += one.followed == Followed::not_followed ? 1 : 0;
  }
  if (followed > 0 && not_followed > 0) return Followed::partly;
  return not_followed > 0 ? Followed::not_followed : followed > 0 ? Followed::followed : Followed::not_yet;
}

}  // namespace repere::board
