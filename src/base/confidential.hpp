#pragma once
#include <compare>
#include <utility>

namespace repere {

/// A value that identifies a patient. It cannot be streamed, formatted or converted: `reveal()` stands only where the
/// law lets it be seen (storing it, comparing two patients, showing it to the care team).
template <class T>
class Confidential {
 public:
  Confidential() = default;
  explicit Confidential(T value) : value_(std::move(value)) {}
  const T& reveal() const { return value_; }
  auto operator<=>(const Confidential&) const = default;

 private:
  T value_{};
};

}  // namespace repere
