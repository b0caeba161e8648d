#include "domain/registry/when.hpp"

namespace repere::registry {

std::optional<DayRange> days_from_to(const When& a, const When& b, const std::optional<PartialDate>& origin) {
  if (!a.recorded() || !b.recorded()) return std::nullopt;
  if (a.kind() == When::Kind::date && b.kind() == When::Kind::date)
    return DayRange{days_between(a.date().last(), b.date().first()), days_between(a.date().first(), b.date().last())};
  const auto from = days_since_origin(a, origin), to = days_since_origin(b, origin);
  if (!from || !to) return std::nullopt;
  return DayRange{to->first - from->last, to->last - from->first};
}

Order order_of(const When& a, const When& b, const std::optional<PartialDate>& origin) {
  const auto range = days_from_to(a, b, origin);
  if (!range) return Order::not_known;
  if (range->first > 0) return Order::before;
  if (range->last < 0) return Order::after;
  return range->exact() ? Order::same_day : Order::not_known;
}

}  // namespace repere::registry
