#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace repere::exchange {

/// Finds the row of a key among millions of rows. The keys stay where the rows are: `key_of(row)` gives them.
class KeyIndex {
 public:
  template <class KeyOf>
  std::optional<std::uint32_t> find(std::string_view key, const KeyOf& key_of) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[place(hash(key), key, key_of)];
    if (slot.row == free) return std::nullopt;
    return slot.row;
  }

  /// Adds `row` under `key`; when the key is there already, nothing is changed and its row is given.
  template <class KeyOf>
  std::optional<std::uint32_t> add(std::string_view key, std::uint32_t row, const KeyOf& key_of) {
    if (2 * (used_ + 1) > slots_.size()) grow();
    const std::uint32_t mark = hash(key);
    Slot& slot = slots_[place(mark, key, key_of)];
    if (slot.row != free) return slot.row;
    slot = {row, mark};
    ++used_;
    return std::nullopt;
  }

 private:
  static constexpr std::uint32_t free = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t row = free;
    std::uint32_t mark = 0;
  };

  static std::uint32_t hash(std::string_view key) {
    const std::uint64_t all = std::hash<std::string_view>{}(key);
    return static_cast<std::uint32_t>(all ^ (all >> 32));
  }

  template <class KeyOf>
  std::size_t place(std::uint32_t mark, std::string_view key, const KeyOf& key_of) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = mark & mask;
    while (slots_[at].row != free && (slots_[at].mark != mark || key_of(slots_[at].row) != key))
      at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.row == free) continue;
      std::size_t at = slot.mark & mask;
      while (slots_[at].row != free) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two, at most half full
  std::size_t used_ = 0;
};

}  // namespace repere::exchange
