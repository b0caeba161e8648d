#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace repere::exchange {

/// How a file writes its dates: "%d/%m/%Y", "%m/%Y", "%Y", "%d.%m.%Y %H:%M". %Y has four digits, %d and %m
/// one or two; the time of day is passed over; every other character stands for itself.
class DateFormat {
 public:
  /// Errors: incorrect if there is no %Y, a %d without %m, one of them twice, or another sign behind a %
  static Result<DateFormat> make(std::string_view pattern);
  /// Nothing when the text is not written so, or there is no such day.
  std::optional<PartialDate> read(std::string_view text) const;
  /// Whether some text could be read by both, and mean two dates: "%d/%m/%Y" and "%m/%d/%Y".
  bool clashes_with(const DateFormat& other) const;

 private:
  std::string pattern_;
};

/// The first format that reads the text decides.
std::optional<PartialDate> read_date(std::string_view text, const std::vector<DateFormat>& formats);

}  // namespace repere::exchange
