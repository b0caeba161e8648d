#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"

namespace repere {

/// Finds the row of a code in a list loaded at start, in one probe or a few: it is asked for millions of
/// rows. Shape: codes are distinct, at most 65,534 of them; row i is the i-th code added
class CodeLookup {
 public:
  CodeLookup() = default;

  /// Adds the next code; false when it is there already or the list is full (nothing is changed then).
  bool add(std::string_view code);
  /// The row of `code`, or Index::none.
  std::uint16_t find(std::string_view code) const;
  std::size_t size() const { return codes_.size(); }

 private:
  std::size_t slot_of(std::string_view code) const;
  void grow();

  std::vector<std::string> codes_;
  std::vector<std::uint16_t> slots_;  // a power of two, at most half full; 0xFFFF is free
};

}  // namespace repere
