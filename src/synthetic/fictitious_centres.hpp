#pragma once
#include <string>
#include <vector>

#include "domain/network/centres.hpp"
#include "synthetic/random.hpp"

// Centres that do not exist: no synthetic result ever stands beside a real hospital's name.
namespace repere::synthetic {

inline constexpr int coordinating_centres = 3;
inline constexpr int reference_centres = 26;  ///< Source: Centre Léon Bérard press release of 2024-02-27
inline constexpr int outside_hospitals = 400;

/// "SYN-01" to "SYN-26" (coordinators first), then "SYN-HR-001" ... outside the network.
std::vector<Centre> fictitious_centres();

/// The fictitious centres in a list of centres, and who gets how many cases.
class CentrePicker {
 public:
  explicit CentrePicker(const Centres& all);
  /// The reference centre of a department: near ones share a centre, big centres draw from everywhere.
  CentreIndex reference_of(std::size_t department, Random& random) const;
  CentreIndex any_outside(Random& random) const;
  /// The day of the week of a reference centre's board. Shape: 1 (Monday) to 5
  static unsigned board_weekday(CentreIndex centre) { return 1 + centre.value % 5; }

 private:
  std::vector<CentreIndex> reference_, outside_;
  std::vector<double> reference_up_to_, outside_up_to_;
};

}  // namespace repere::synthetic
