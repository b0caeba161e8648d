#include "domain/registry/keep_patients.hpp"

#include <algorithm>

namespace repere::registry {

namespace {

constexpr std::uint32_t gone = 0xFFFFFFFF;

// The rows whose parent is left, in the order of their parents; their parent's new number in them. Gives where each went.
template <class Row>
std::vector<std::uint32_t> follow(std::vector<Row>& rows, std::uint32_t Row::*parent,
                                  const std::vector<std::uint32_t>& parents) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < rows.size(); ++i)
    if (parents[rows[i].*parent] != gone) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return parents[rows[a].*parent] < parents[rows[b].*parent];
  });
  std::vector<std::uint32_t> moved(rows.size(), gone);
  std::vector<Row> left;
  left.reserve(order.size());
  for (const std::uint32_t i : order) {
    moved[i] = static_cast<std::uint32_t>(left.size());
    left.push_back(std::move(rows[i]));
    left.back().*parent = parents[left.back().*parent];
  }
  rows = std::move(left);
  return moved;
}

}  // namespace

void keep_patients(Registry& registry, std::span<const std::uint32_t> kept) {
  std::vector<std::uint32_t> moved(registry.patients.size(), gone);
  std::vector<Patient> left;
  left.reserve(kept.size());
  for (const std::uint32_t i : kept) {
    moved[i] = static_cast<std::uint32_t>(left.size());
    left.push_back(std::move(registry.patients[i]));
  }
  registry.patients = std::move(left);
  const auto tumours = follow(registry.tumours, &Tumour::patient, moved);
  for_each_act_table([&](const auto& table) {
    using Row = typename std::remove_cvref_t<decltype(table)>::Row;
    follow<Row>(registry.*(table.rows), static_cast<std::uint32_t Row::*>(&Act::tumour), tumours);
  });
}

}  // namespace repere::registry
