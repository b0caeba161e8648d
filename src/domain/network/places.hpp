#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/network/departments.hpp"

namespace repere {

using PlaceIndex = Index<struct PlaceTag>;

enum class PlaceKind : std::uint8_t {
  commune = 1,
  old_commune = 2,  ///< part of a commune of today
  borough = 3,      ///< of Paris, Lyon or Marseille
};

/// What a place's position is that of.
enum class Precision : std::uint8_t { place = 1, postal_code = 2, department = 3 };

/// One line of the table of places.
struct PlaceEntry {
  std::string_view code, name;
  PlaceKind kind = PlaceKind::commune;
  std::string_view parent;  ///< code of the commune of today; empty for a commune
  std::size_t department = 0;
  std::vector<std::uint32_t> postal_codes;
  std::uint32_t population = 0;
  std::optional<Position> position;
};

/// A place as it is shown.
struct Place {
  std::string_view code, name;  ///< outlived by the Places
  PlaceKind kind = PlaceKind::commune;
  std::optional<std::string_view> part_of;  ///< name of the commune of today
  std::size_t department = 0;
  std::vector<std::string> postal_codes;
  std::uint32_t population = 0;
  Position position;
  Precision precision = Precision::place;
};

/// The communes with their postal codes and positions, and the departments. Compact: about 3 MB for France.
/// Shape: at most 65,000 places
class Places {
 public:
  Places() = default;
  /// The departments alone: a search finds no commune.
  explicit Places(Departments departments) : departments_(std::move(departments)) {}

  /// Adds a line; `complete` comes after the last one.
  /// Errors: incorrect when a code has not five signs, a name is empty or above 255 bytes, or there are too many places
  Result<void> add(const PlaceEntry& entry);
  /// Puts the places in order, and gives those without a position that of their postal code (the mean of its places that have
  /// one) or of their department.
  /// Errors: incorrect when a parent is not there
  Result<void> complete(Edition edition);

  const Departments& departments() const { return departments_; }
  const Edition& edition() const { return edition_; }  ///< of the table; empty when there is none
  std::size_t size() const { return rows_.size(); }
  Place operator[](PlaceIndex index) const;
  std::size_t bytes() const;  ///< of memory

  /// The commune or borough with this INSEE code.
  PlaceIndex with_code(std::string_view code) const;
  /// The commune of this name in a department ("69"): for addresses that we hold.
  PlaceIndex commune_named(std::string_view name, std::string_view department) const;

  // What the search is made of; all names are folded.
  std::string_view folded(PlaceIndex index) const;
  PlaceKind kind(PlaceIndex index) const { return rows_[index.value].kind; }
  std::uint32_t population(PlaceIndex index) const { return rows_[index.value].population; }
  std::size_t department(PlaceIndex index) const { return rows_[index.value].department; }
  PlaceIndex parent(PlaceIndex index) const { return {rows_[index.value].parent}; }
  std::uint32_t letters(PlaceIndex index) const { return rows_[index.value].letters; }
  /// Communes and boroughs of a postal code; a city is left out where its borough is there.
  std::vector<PlaceIndex> with_postal_code(std::uint32_t postal_code) const;
  /// All whose name begins with `beginning`, in the order of names.
  std::vector<PlaceIndex> beginning_with(std::string_view beginning, std::size_t most) const;

 private:
  struct Row {
    std::uint32_t name = 0, folded = 0, postal = 0, population = 0, letters = 0;
    float latitude = 0, longitude = 0;
    std::uint16_t parent = 0xFFFF;
    std::uint8_t name_size = 0, folded_size = 0, postal_count = 0, department = 0;
    PlaceKind kind = PlaceKind::commune;
    Precision precision = Precision::department;
    std::array<char, 5> code{};
  };
  std::string_view code_of(const Row& row) const { return {row.code.data(), row.code.size()}; }
  void order();
  void share_positions();

  Departments departments_;
  Edition edition_;
  std::vector<Row> rows_;
  std::string names_, folded_;  // the names one behind the other
  std::vector<std::uint32_t> postal_;
  std::vector<std::pair<std::uint32_t, std::uint16_t>> by_postal_;
  std::vector<std::uint16_t> by_name_;
  std::vector<std::string> parents_;  // until complete()
};

/// Which of the letters a to z and digits a folded name has: bit 0 is "a", bit 26 any digit, bit 27 a space.
std::uint32_t letters_in(std::string_view folded);

}  // namespace repere
