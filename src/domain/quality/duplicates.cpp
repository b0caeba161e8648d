#include "domain/quality/duplicates.hpp"

#include <algorithm>
#include <tuple>

namespace repere::quality {

namespace {

struct Entry {
  Day birth;
  registry::Sex sex;
  std::string_view department;
  Day diagnosis;
  std::uint32_t patient;
  auto person() const { return std::tie(birth, sex, department); }
};

}  // namespace

std::vector<std::uint32_t> possible_duplicates(const registry::Registry& registry) {
  std::vector<Entry> entries;
  for (const auto& tumour : registry.tumours) {
    const auto& patient = registry.patients[tumour.patient];
    const auto& birth = patient.birth.reveal();
    if (!birth || !birth->exact() || !patient.sex || patient.department.empty() || !tumour.diagnosis) continue;
    entries.push_back({birth->first(), *patient.sex, patient.department, tumour.diagnosis->middle(), tumour.patient});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tuple(a.person(), a.diagnosis, a.patient) < std::tuple(b.person(), b.diagnosis, b.patient);
  });
  std::vector<std::uint32_t> found;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const Entry &a = entries[i - 1], &b = entries[i];
    if (a.patient != b.patient && a.person() == b.person() && days_between(a.diagnosis, b.diagnosis) <= 31)
      found.push_back(std::max(a.patient, b.patient));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace repere::quality
