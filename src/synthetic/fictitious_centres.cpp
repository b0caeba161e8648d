#include "synthetic/fictitious_centres.hpp"

#include <algorithm>

#include "base/result.hpp"

namespace repere::synthetic {
namespace {

std::string padded(int number, std::size_t digits) {
  std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

std::string code_of(int number, bool inside) {
  return inside ? "SYN-" + padded(number, 2) : "SYN-HR-" + padded(number, 3);
}

Centre fictitious(int number, bool inside) {
  Centre centre;
  centre.code = code_of(number, inside);
  centre.name = inside ? "Centre synthétique " + padded(number, 2)
                       : "Établissement synthétique hors réseau " + padded(number, 3);
  centre.fictitious = true;
  const CentreRole role = !inside                          ? CentreRole::outside
                          : number <= coordinating_centres ? CentreRole::coordinator
                                                           : CentreRole::competence;
  RolePeriod period{role, {}, {}, Certainty::confirmed, "synthetic: this centre does not exist"};
  if (inside) period.from = *PartialDate::parse("2010-01-01");
  centre.roles.push_back(std::move(period));
  return centre;
}

// Volumes fall with the rank as 1 / (rank + flat): uneven, as in ESMO 2016 (92 to 2,974 cases a centre,
// median 404).
std::vector<double> falling_shares(int count, double flat) {
  std::vector<double> up_to;
  double sum = 0;
  for (int rank = 1; rank <= count; ++rank) up_to.push_back(sum += 1 / (rank + flat));
  for (double& value : up_to) value /= sum;
  return up_to;
}

std::size_t place_in(const std::vector<double>& up_to, double at) {
  const auto found = std::upper_bound(up_to.begin(), up_to.end(), at);
  return std::min<std::size_t>(static_cast<std::size_t>(found - up_to.begin()), up_to.size() - 1);
}

}  // namespace

std::vector<Centre> fictitious_centres() {
  std::vector<Centre> centres;
  for (int i = 1; i <= reference_centres; ++i) centres.push_back(fictitious(i, true));
  for (int i = 1; i <= outside_hospitals; ++i) centres.push_back(fictitious(i, false));
  return centres;
}

CentrePicker::CentrePicker(const Centres& all)
    : reference_up_to_(falling_shares(reference_centres, 1.5)),
      outside_up_to_(falling_shares(outside_hospitals, 8)) {
  for (int i = 1; i <= reference_centres; ++i) reference_.push_back(all.find(code_of(i, true)));
  for (int i = 1; i <= outside_hospitals; ++i) outside_.push_back(all.find(code_of(i, false)));
  REPERE_ENSURE(reference_.back() && outside_.back());
}

CentreIndex CentrePicker::reference_of(std::size_t department, Random& random) const {
  if (random.chance(0.6)) {  // the centre of the department: the same one every time
    Random fixed(0, department);
    return reference_[place_in(reference_up_to_, fixed.uniform())];
  }
  return reference_[place_in(reference_up_to_, random.uniform())];
}

CentreIndex CentrePicker::any_outside(Random& random) const {
  return outside_[place_in(outside_up_to_, random.uniform())];
}

}  // namespace repere::synthetic
