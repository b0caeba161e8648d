#include "domain/code_lookup.hpp"

#include <cstddef>

namespace repere {
namespace {

constexpr std::uint16_t free_slot = 0xFFFF;

// FNV-1a over the bytes, folded: codes are a few letters long.
std::size_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return static_cast<std::size_t>(hash ^ (hash >> 32));
}

}  // namespace

std::size_t CodeLookup::slot_of(std::string_view code) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash_of(code) & mask;
  while (slots_[slot] != free_slot && codes_[slots_[slot]] != code) slot = (slot + 1) & mask;
  return slot;
}

void CodeLookup::grow() {
  slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, free_slot);
  for (std::size_t row = 0; row < codes_.size(); ++row)
    slots_[slot_of(codes_[row])] = static_cast<std::uint16_t>(row);
}

bool CodeLookup::add(std::string_view code) {
  if (codes_.size() + 1 >= free_slot || find(code) != free_slot) return false;
  if (2 * (codes_.size() + 1) > slots_.size()) grow();
  slots_[slot_of(code)] = static_cast<std::uint16_t>(codes_.size());
  codes_.emplace_back(code);
  return true;
}

std::uint16_t CodeLookup::find(std::string_view code) const {
  return slots_.empty() ? free_slot : slots_[slot_of(code)];
}

}  // namespace repere
