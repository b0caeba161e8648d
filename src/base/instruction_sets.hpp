#pragma once

/// Before a function with a hot loop: it is compiled for the plain x86-64, for AVX2 and for AVX-512, and the best one
/// that the processor has is chosen when the program starts. The binary stays portable.
///
/// Not under sanitizers, whose start comes after the choice. A lambda inside does not inherit the attribute: write the
/// loop in the function itself.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !defined(REPERE_ONE_INSTRUCTION_SET)
#define REPERE_HOT_LOOP __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define REPERE_HOT_LOOP
#endif
