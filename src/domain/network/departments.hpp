#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/edition.hpp"
#include "domain/network/distance.hpp"

namespace repere {

/// A department, or a collectivity overseas.
struct Department {
  std::string code;    ///< "69", "2A", "974"
  std::string name;
  std::string region;  ///< its name
  Position middle;     ///< the mean position of its communes
};

/// The code of the department of a postal code: "97400" is "974", "20090" is "2A", "20200" "2B"; empty when it is none.
/// Source: La Poste: 200 and 201 are Corse-du-Sud, 202 to 206 Haute-Corse
std::string department_of_postal_code(std::string_view postal_code);

/// All departments, in the order of their codes.
class Departments {
 public:
  Departments() = default;
  Departments(Edition edition, std::vector<Department> entries)
      : edition_(std::move(edition)), entries_(std::move(entries)) {}

  const Edition& edition() const { return edition_; }
  std::size_t size() const { return entries_.size(); }
  const Department& operator[](std::size_t row) const { return entries_[row]; }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  /// The row of a code, in capitals or not ("2a"); "1" is "01".
  std::optional<std::size_t> find(std::string_view code) const;
  /// The row of a folded name ("cote d or"), with or without its article.
  std::optional<std::size_t> named(std::string_view folded) const;
  /// The department of a postal code: "97400" is La Réunion, "20090" is Corse-du-Sud, "20200" Haute-Corse.
  std::optional<std::size_t> of_postal_code(std::string_view postal_code) const;

 private:
  Edition edition_;
  std::vector<Department> entries_;
};

}  // namespace repere
