#include "study/fill_columns.hpp"

namespace repere::study {
namespace {

using registry::ActStatus;
using registry::News;
using registry::Relapse;
using registry::RelapseKind;

// The range of days of the last news: it is not earlier than any of them.
std::optional<registry::DayRange> last_news(std::span<const News> news,
                                            const std::optional<PartialDate>& origin) {
  std::optional<registry::DayRange> last;
  for (const News& one : news) {
    if (one.status != ActStatus::done) continue;
    const auto days = registry::days_since_origin(one.when, origin);
    if (!days) continue;
    if (!last) last = days;
    last->first = std::max(last->first, days->first);
    last->last = std::max(last->last, days->last);
  }
  if (last && last->last >= 0) last->first = std::max(last->first, 0);
  return last;
}

std::optional<AnswerCode> dead(std::span<const News> news) {
  std::optional<AnswerCode> answer;
  for (const News& one : news) {
    if (one.status != ActStatus::done) continue;
    if (one.state && registry::is_dead(*one.state)) return AnswerCode::yes;
    if (one.state) answer = AnswerCode::no;
    if (!answer) answer = AnswerCode::unknown;
  }
  return answer;
}

// Yes when one relapse of these kinds was done; unknown when one was whose kind is not known.
template <class Counts>
AnswerCode relapsed(std::span<const Relapse> relapses, Counts counts) {
  AnswerCode answer = AnswerCode::not_recorded;
  for (const Relapse& one : relapses) {
    const RelapseKind kind = one.kind.value_or(RelapseKind::unknown);
    const bool open = kind == RelapseKind::unknown;
    if (!counts(kind) && !open) continue;
    if (one.status == ActStatus::done && counts(kind)) return AnswerCode::yes;
    answer = weaker_answer(answer, one.status == ActStatus::done ? ActStatus::unknown : one.status);
  }
  return answer;
}

std::optional<registry::DayRange> first_relapse(std::span<const Relapse> relapses,
                                                const std::optional<PartialDate>& origin) {
  std::optional<registry::DayRange> first;
  for (const Relapse& one : relapses) {
    const auto days =
        one.status == ActStatus::done ? registry::days_since_origin(one.when, origin) : std::nullopt;
    if (!days) continue;
    if (!first) first = days;
    first->first = std::min(first->first, days->first);
    first->last = std::min(first->last, days->last);
  }
  return first;
}

std::vector<Variable> relapse_variables() {
  return {
      {"relapse",
       Type::answer,
       "",
       {"Rechute ou progression", "Relapse or progression"},
       {"Oui : au moins une rechute ou progression, de toute nature.",
        "Yes: at least one relapse or progression, of any kind."},
       "Blay 2017",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return std::optional(relapsed(s.pathway.relapses[row], [](RelapseKind) { return true; }));
         });
       }},
      {"local_relapse",
       Type::answer,
       "",
       {"Rechute locale", "Local relapse"},
       {"Inconnu quand une rechute est enregistrée sans que sa nature soit connue.",
        "Unknown when a relapse is recorded whose kind is not known."},
       "Blay 2017",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return std::optional(
               relapsed(s.pathway.relapses[row], [](RelapseKind k) { return k == RelapseKind::local; }));
         });
       }},
      {"metastatic_relapse",
       Type::answer,
       "",
       {"Rechute métastatique", "Metastatic relapse"},
       {"Inconnu quand une rechute est enregistrée sans que sa nature soit connue.",
        "Unknown when a relapse is recorded whose kind is not known."},
       "Blay 2017; Gouin 2024",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) {
           return std::optional(
               relapsed(s.pathway.relapses[row], [](RelapseKind k) { return k == RelapseKind::metastatic; }));
         });
       }},
      {"first_relapse_days",
       Type::number,
       "days",
       {"Du diagnostic à la première rechute", "From diagnosis to first relapse"},
       {"Jours du diagnostic à la première rechute ou progression datée.",
        "Days from diagnosis to the first dated relapse or progression."},
       "Blay 2017",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_days(s, c, [&](std::size_t row) {
           return first_relapse(s.pathway.relapses[row], s.tumour(row).diagnosis);
         });
       }},
  };
}

}  // namespace

std::vector<Variable> follow_up_variables() {
  std::vector<Variable> all{
      {"follow_up_days",
       Type::number,
       "days",
       {"Durée de suivi", "Follow-up"},
       {"Jours du diagnostic aux dernières nouvelles (décès compris). Un intervalle quand une date est "
        "partielle, sa valeur "
        "au milieu.",
        "Days from diagnosis to last news (death included). A range when a date is partial, its value in the "
        "middle."},
       "La Revue du Praticien",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_days(s, c,
                   [&](std::size_t row) { return last_news(s.pathway.news[row], s.tumour(row).diagnosis); });
       }},
      {"dead",
       Type::answer,
       "",
       {"Décédé", "Dead"},
       {"Oui : des nouvelles disent le décès ; inconnu : des nouvelles sans état ; non renseigné sans "
        "nouvelles.",
        "Yes: news say the death; unknown: news without a state; missing without news."},
       "IDEA4RC",
       nullptr,
       "",
       [](const CohortSource& s, CohortColumn& c) {
         fill_answers(s, c, [&](std::size_t row) { return dead(s.pathway.news[row]); });
       }},
  };
  for (Variable& one : relapse_variables()) all.push_back(std::move(one));
  return all;
}

}  // namespace repere::study
