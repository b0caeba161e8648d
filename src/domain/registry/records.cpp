#include "domain/registry/records.hpp"

#include <algorithm>

#include "domain/registry/tables.hpp"

namespace repere::registry {

void Registry::sort_by_tumour() {
  for_each_act_table([this](const auto& table) {
    auto& rows = this->*(table.rows);
    const auto by_tumour = [](const Act& a, const Act& b) { return a.tumour < b.tumour; };
    if (!std::is_sorted(rows.begin(), rows.end(), by_tumour))
      std::stable_sort(rows.begin(), rows.end(), by_tumour);
  });
}

}  // namespace repere::registry
