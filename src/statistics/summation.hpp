#pragma once
#include <cmath>

namespace repere::statistics {

/// A sum whose terms all stay.
class PlainSum {
 public:
  void add(double term) { sum_ += term; }
  double value() const { return sum_; }

 private:
  double sum_ = 0;
};

/// A sum from which terms are taken out again (delayed entry): what a large term leaves behind when it goes
/// would spoil the small ones that stay, so the rounding of each step is kept beside the sum (Neumaier's
/// summation).
class ReversibleSum {
 public:
  void add(double term) {
    const double sum = sum_ + term;
    rounding_ += std::abs(sum_) >= std::abs(term) ? (sum_ - sum) + term : (term - sum) + sum_;
    sum_ = sum;
  }
  void add(const ReversibleSum& other) { add(other.sum_), add(other.rounding_); }
  void remove(const ReversibleSum& other) { add(-other.sum_), add(-other.rounding_); }
  double value() const { return sum_ + rounding_; }

 private:
  double sum_ = 0;
  double rounding_ = 0;
};

/// The logarithm of a product of many positive factors: one logarithm for about as many factors as fit a
/// double.
class LogOfProduct {
 public:
  void multiply(double factor) {
    product_ *= factor;
    if (!(product_ > 1e-150 && product_ < 1e150)) flush();
  }
  double value() const { return log_ + std::log(product_); }

 private:
  void flush() {
    log_ += std::log(product_);
    product_ = 1;
  }
  double log_ = 0;
  double product_ = 1;
};

}  // namespace repere::statistics
