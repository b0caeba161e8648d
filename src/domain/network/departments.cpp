#include "domain/network/departments.hpp"

#include "domain/network/place_name.hpp"

namespace repere {

std::optional<std::size_t> Departments::find(std::string_view code) const {
  std::string written(code);
  if (written.size() == 1) written.insert(0, "0");
  for (char& c : written)
    if (c == 'a' || c == 'b') c = static_cast<char>(c - 32);
  for (std::size_t row = 0; row < entries_.size(); ++row)
    if (entries_[row].code == written) return row;
  return std::nullopt;
}

std::optional<std::size_t> Departments::named(std::string_view folded) const {
  for (std::size_t row = 0; row < entries_.size(); ++row) {
    const std::string name = folded_name(entries_[row].name);
    if (name == folded || (name.starts_with("la ") && name.substr(3) == folded)) return row;
  }
  return std::nullopt;
}

std::string department_of_postal_code(std::string_view code) {
  if (code.size() != 5 || code.find_first_not_of("0123456789") != code.npos) return {};
  if (code.starts_with("97") || code.starts_with("98")) return std::string(code.substr(0, 3));
  if (code.starts_with("20")) return code[2] <= '1' ? "2A" : "2B";
  return std::string(code.substr(0, 2));
}

std::optional<std::size_t> Departments::of_postal_code(std::string_view code) const {
  const std::string department = department_of_postal_code(code);
  return department.empty() ? std::nullopt : find(department);
}

}  // namespace repere
