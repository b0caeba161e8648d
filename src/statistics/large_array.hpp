#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace repere::statistics {

/// Where a LargeArray has its memory from: it begins with a line of the cache, so that a vector of eight doubles is in one line
/// and not in two, and asks for large pages, of which the system has to find and clear far fewer.
template <class Value>
struct LargePages {
  using value_type = Value;
  static constexpr std::size_t page = std::size_t{1} << 21, line = 64;

  LargePages() = default;
  template <class Other>
  LargePages(const LargePages<Other>& /*other*/) {}

  Value* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(Value);
    const bool large = bytes >= page;
    const std::size_t unit = large ? page : line, whole = (bytes + unit - 1) / unit * unit;
    void* memory = std::aligned_alloc(unit, whole);
    if (memory == nullptr) throw std::bad_alloc();
    // A wish: without large pages all works as well. Of a page that is wished for in part only, nothing is large.
    if (large) madvise(memory, whole, MADV_HUGEPAGE);
    return static_cast<Value*>(memory);
  }
  void deallocate(Value* memory, std::size_t /*count*/) { std::free(memory); }

  template <class Object>
  void construct(Object* place) {
    ::new (static_cast<void*>(place)) Object;
  }
  template <class Object, class... From>
  void construct(Object* place, From&&... from) {
    ::new (static_cast<void*>(place)) Object(std::forward<From>(from)...);
  }
  friend bool operator==(const LargePages& /*one*/, const LargePages& /*other*/) { return true; }
};

/// A vector for a number a row, all written before they are read: resize() does not set them to 0.
template <class Value>
using LargeArray = std::vector<Value, LargePages<Value>>;

}  // namespace repere::statistics
