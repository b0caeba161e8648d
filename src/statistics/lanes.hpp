#pragma once
#include <cstring>

#include "statistics/instruction_sets.hpp"

// What loops over rows do with eight doubles at a time, wherever these stand.
namespace repere::statistics {

/// Four doubles at a time, for what has no more than a few.
using Four = double __attribute__((vector_size(32)));
inline constexpr std::size_t four = 4;

template <class Vector>
[[gnu::always_inline]] inline Vector load_as(const double* from) {
  Vector there;
  __builtin_memcpy(&there, from, sizeof there);
  return there;
}
[[gnu::always_inline]] inline Lanes load(const double* from) { return load_as<Lanes>(from); }
[[gnu::always_inline]] inline Four load_four(const double* from) { return load_as<Four>(from); }

/// Lanes, or four doubles.
template <class Vector>
[[gnu::always_inline]] inline void store(double* to, const Vector& vector) {
  __builtin_memcpy(to, &vector, sizeof vector);
}
template <class Vector>
[[gnu::always_inline]] inline void add_to(double* to, const Vector& term) {
  store(to, load_as<Vector>(to) + term);
}

/// Where the vectors of a row of p >= 8 numbers begin: every eighth, and the last so that it ends with the row. What it has
/// in common with the one before is computed twice, and is the same.
[[gnu::always_inline]] inline std::size_t vector_start(std::size_t k, std::size_t p) {
  return k + 8 <= p ? k : p - 8;
}

/// Turns eight columns of eight rows into eight rows, or back.
[[gnu::always_inline]] inline void transpose(Lanes* v) {
  Lanes a[8], b[8];
  for (int i = 0; i < 8; i += 2) {
    a[i] = __builtin_shufflevector(v[i], v[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[i + 1] = __builtin_shufflevector(v[i], v[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i += 4)
    for (int k = i; k < i + 2; ++k) {
      b[k] = __builtin_shufflevector(a[k], a[k + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      b[k + 2] = __builtin_shufflevector(a[k], a[k + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int k = 0; k < 4; ++k) {
    v[k] = __builtin_shufflevector(b[k], b[k + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    v[k + 4] = __builtin_shufflevector(b[k], b[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

}  // namespace repere::statistics
