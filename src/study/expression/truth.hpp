#pragma once
#include <cstdint>
#include <vector>

namespace repere::study {

/// The three truth values of Kleene's logic: `open` cannot be answered because a value is missing.
/// Source: Kleene 1952, Introduction to Metamathematics, section 64
enum class Truth : std::uint8_t { no = 0, yes = 1, open = 2 };

constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }
constexpr Truth negation(Truth a) { return a == Truth::open ? a : a == Truth::yes ? Truth::no : Truth::yes; }
constexpr Truth conjunction(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::open;
}
constexpr Truth disjunction(Truth a, Truth b) { return negation(conjunction(negation(a), negation(b))); }

/// One answer a case.
using Truths = std::vector<Truth>;

}  // namespace repere::study
