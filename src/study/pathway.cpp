#include "study/pathway.hpp"

#include <algorithm>

namespace repere::study {

using registry::ActStatus;
using registry::Order;
using registry::Surgery;
using registry::SurgeryKind;
using registry::When;

namespace {

template <class Row>
bool take(const std::vector<Row>& rows, std::size_t tumours, ActsOf<Row>& out, Result<void>& result) {
  auto acts = ActsOf<Row>::of(rows, tumours);
  if (!acts) {
    result = tl::unexpected(acts.error());
    return false;
  }
  out = std::move(*acts);
  return true;
}

// The earliest day of the line that starts at the origin; the far future when it is not known.
std::int32_t earliest(const Surgery& surgery, const std::optional<PartialDate>& origin) {
  if (surgery.when.kind() == When::Kind::date && !origin)
    return days_between(Day{}, surgery.when.date().first());
  const auto days = registry::days_since_origin(surgery.when, origin);
  return days ? days->first : std::numeric_limits<std::int32_t>::max();
}

bool open_ended(const Centre& centre) {
  return std::all_of(centre.roles.begin(), centre.roles.end(),
                     [](const RolePeriod& period) { return !period.from && !period.until; });
}

// The calendar days that an act counted from a partly known origin can have happened on: year by year, which
// can only leave more open.
Network network_over(const Centres& centres, CentreIndex centre, Day first, Day last) {
  const int from = PartialDate::of_day(first).year(), to = PartialDate::of_day(last).year();
  const Network side = centres.network_of(centre, PartialDate::of_year(from));
  for (int year = from + 1; year <= to; ++year)
    if (centres.network_of(centre, PartialDate::of_year(year)) != side) return Network::unknown;
  return side;
}

}  // namespace

Result<Pathway> Pathway::of(const registry::Registry& registry) {
  Pathway pathway;
  const std::size_t n = registry.tumours.size();
  Result<void> result;
  if (!take(registry.imaging, n, pathway.imaging, result) ||
      !take(registry.biopsies, n, pathway.biopsies, result) ||
      !take(registry.pathology, n, pathway.pathology, result) ||
      !take(registry.boards, n, pathway.boards, result) ||
      !take(registry.surgeries, n, pathway.surgeries, result) ||
      !take(registry.amputations, n, pathway.amputations, result) ||
      !take(registry.radiotherapies, n, pathway.radiotherapies, result) ||
      !take(registry.systemic_treatments, n, pathway.systemic_treatments, result) ||
      !take(registry.relapses, n, pathway.relapses, result) || !take(registry.news, n, pathway.news, result))
    return tl::unexpected(result.error());
  pathway.first_surgery.resize(n);
  for (std::size_t i = 0; i < n; ++i)
    pathway.first_surgery[i] = first_surgery_of(pathway.surgeries[i], registry.tumours[i].diagnosis);
  return pathway;
}

bool of_primary(const Surgery& surgery) {
  switch (surgery.kind.value_or(SurgeryKind::unknown)) {
    case SurgeryKind::resection:
    case SurgeryKind::re_excision:
    case SurgeryKind::debulking:
    case SurgeryKind::unknown:
      return true;
    default:
      return false;
  }
}

bool comes_first(const Surgery& a, const Surgery& b, const std::optional<PartialDate>& origin) {
  const Order order = registry::order_of(a.when, b.when, origin);
  if (order == Order::before) return true;
  if (order == Order::after) return false;
  const bool a_again = a.kind == SurgeryKind::re_excision, b_again = b.kind == SurgeryKind::re_excision;
  if (a_again != b_again) return b_again;
  return earliest(a, origin) < earliest(b, origin);
}

const Surgery* first_surgery_of(std::span<const Surgery> surgeries,
                                const std::optional<PartialDate>& origin) {
  const Surgery* first = nullptr;
  for (const Surgery& one : surgeries)
    if (one.status == ActStatus::done && of_primary(one) && (!first || comes_first(one, *first, origin)))
      first = &one;
  return first;
}

AnswerCode weaker_answer(AnswerCode so_far, ActStatus status) {
  const auto rank = [](AnswerCode code) {
    switch (code) {
      case AnswerCode::unknown:
        return 3;
      case AnswerCode::not_asked:
        return 2;
      case AnswerCode::no:
        return 1;
      default:
        return 0;
    }
  };
  const AnswerCode said = status == ActStatus::unknown     ? AnswerCode::unknown
                          : status == ActStatus::not_asked ? AnswerCode::not_asked
                                                           : AnswerCode::no;
  return rank(said) > rank(so_far) ? said : so_far;
}

AnswerCode all_of(AnswerCode a, AnswerCode b) {
  for (const AnswerCode decisive :
       {AnswerCode::no, AnswerCode::not_recorded, AnswerCode::unknown, AnswerCode::not_asked})
    if (a == decisive || b == decisive) return decisive;
  return AnswerCode::yes;
}

Network network_at(const Centres& centres, CentreIndex centre, const When& when,
                   const std::optional<PartialDate>& origin) {
  if (!centre) return Network::unknown;
  if (when.kind() == When::Kind::date) return centres.network_of(centre, when.date());
  if (open_ended(centres[centre])) return centres.network_of(centre, PartialDate::of_year(2000));
  if (!when.recorded() || !origin) return Network::unknown;
  const auto days = std::chrono::days{when.day()};
  if (origin->exact()) return centres.network_of(centre, PartialDate::of_day(origin->first() + days));
  return network_over(centres, centre, origin->first() + days, origin->last() + days);
}

std::optional<registry::DayRange> delay_between(const When& from, const When& to,
                                                const std::optional<PartialDate>& origin) {
  auto range = registry::days_from_to(from, to, origin);
  if (!range || range->last < 0) return std::nullopt;
  range->first = std::max(range->first, 0);
  return range;
}

}  // namespace repere::study
