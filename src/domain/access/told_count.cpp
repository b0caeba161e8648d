#include "domain/access/told_count.hpp"

#include "domain/access/small_numbers.hpp"

namespace repere::access {

ToldCount told_count(std::int64_t count) {
  const SmallNumbers rule;
  return rule.is_small(count) ? ToldCount{true, rule.threshold} : ToldCount{false, count};
}

}  // namespace repere::access
