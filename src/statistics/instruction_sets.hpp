#pragma once

/// Before a function with a hot loop: it is compiled for the plain x86-64, for AVX2 and for AVX-512, and the best one
/// that the processor has is chosen when the program starts. The binary stays portable.
///
/// The digits are the same on every machine: contraction into fused operations is off for the whole project, and a sum
/// that is to use vectors says its own order, in lanes (`Lanes` below), which no instruction set changes.
/// Not under sanitizers, whose start comes after the choice. A lambda inside does not inherit the attribute: write the
/// loop in the function itself.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(REPERE_ONE_INSTRUCTION_SET)
#define REPERE_HOT_LOOP __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define REPERE_HOT_LOOP
#endif

namespace repere::statistics {

/// Eight doubles side by side; the compiler maps them to what the machine has.
using Lanes = double __attribute__((vector_size(64)));

/// Their sum, in one fixed order.
inline double sum_of(const Lanes& lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

}  // namespace repere::statistics
