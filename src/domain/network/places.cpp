#include "domain/network/places.hpp"

#include <algorithm>
#include <map>

#include "domain/network/place_name.hpp"

namespace repere {

std::uint32_t letters_in(std::string_view folded) {
  std::uint32_t letters = 0;
  for (const char c : folded) {
    const int bit = c >= 'a' && c <= 'z' ? c - 'a' : c == ' ' ? 27 : 26;
    letters |= 1u << bit;
  }
  return letters;
}

Result<void> Places::add(const PlaceEntry& entry) {
  const std::string folded = folded_name(entry.name);
  if (entry.code.size() != 5)
    return fail(ErrorKind::incorrect, "the code of a place has five signs, as 69123 or 2A004");
  if (entry.name.empty() || folded.empty() || entry.name.size() > 255 || folded.size() > 255)
    return fail(ErrorKind::incorrect, "the name of a place has 1 to 255 bytes, a letter among them");
  if (entry.department >= departments_.size() || entry.postal_codes.size() > 255)
    return fail(ErrorKind::incorrect, "the department or the number of postal codes of a place is not possible");
  if (rows_.size() >= 65000) return fail(ErrorKind::incorrect, "more than 65,000 places");
  Row row;
  std::copy(entry.code.begin(), entry.code.end(), row.code.begin());
  row.name = static_cast<std::uint32_t>(names_.size());
  row.name_size = static_cast<std::uint8_t>(entry.name.size());
  row.folded = static_cast<std::uint32_t>(folded_.size());
  row.folded_size = static_cast<std::uint8_t>(folded.size());
  row.letters = letters_in(folded);
  row.postal = static_cast<std::uint32_t>(postal_.size());
  row.postal_count = static_cast<std::uint8_t>(entry.postal_codes.size());
  row.population = entry.population;
  row.department = static_cast<std::uint8_t>(entry.department);
  row.kind = entry.kind;
  if (entry.position) {
    row.latitude = static_cast<float>(entry.position->latitude);
    row.longitude = static_cast<float>(entry.position->longitude);
    row.precision = Precision::place;
  }
  names_ += entry.name;
  folded_ += folded;
  postal_.insert(postal_.end(), entry.postal_codes.begin(), entry.postal_codes.end());
  rows_.push_back(row);
  parents_.emplace_back(entry.parent);
  return {};
}

Result<void> Places::complete(Edition edition) {
  std::map<std::string, std::uint16_t, std::less<>> communes;
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (rows_[i].kind == PlaceKind::commune &&
        !communes.emplace(code_of(rows_[i]), static_cast<std::uint16_t>(i)).second)
      return fail(ErrorKind::incorrect,
                  "the commune " + std::string(code_of(rows_[i])) + " is there twice: keep one line");
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (parents_[i].empty()) continue;
    const auto parent = communes.find(parents_[i]);
    if (parent == communes.end())
      return fail(ErrorKind::incorrect, "'" + parents_[i] + "', of which " + std::string(code_of(rows_[i])) +
                                            " is a part, is no commune of the table: mend the parent");
    rows_[i].parent = parent->second;
  }
  edition_ = std::move(edition);
  std::vector<std::string>().swap(parents_);
  order();
  share_positions();
  rows_.shrink_to_fit();
  names_.shrink_to_fit();
  folded_.shrink_to_fit();
  postal_.shrink_to_fit();
  return {};
}

void Places::order() {
  by_name_.resize(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    by_name_[i] = static_cast<std::uint16_t>(i);
    if (rows_[i].kind == PlaceKind::old_commune) continue;
    for (std::size_t k = 0; k < rows_[i].postal_count; ++k)
      by_postal_.emplace_back(postal_[rows_[i].postal + k], static_cast<std::uint16_t>(i));
  }
  by_postal_.shrink_to_fit();
  std::sort(by_postal_.begin(), by_postal_.end());
  std::sort(by_name_.begin(), by_name_.end(), [&](std::uint16_t a, std::uint16_t b) {
    const std::string_view one = folded({a}), other = folded({b});
    return one == other ? rows_[a].population > rows_[b].population : one < other;
  });
}

void Places::share_positions() {
  std::vector<std::pair<std::size_t, Position>> given;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    if (row.precision == Precision::place) continue;
    Position sum;
    int count = 0;
    if (row.parent != 0xFFFF && rows_[row.parent].precision == Precision::place) {
      sum = {rows_[row.parent].latitude, rows_[row.parent].longitude};
      count = 1;
    }
    for (std::size_t k = 0; k < row.postal_count && count == 0; ++k)
      for (const PlaceIndex one : with_postal_code(postal_[row.postal + k])) {
        if (rows_[one.value].precision != Precision::place) continue;
        sum.latitude += static_cast<double>(rows_[one.value].latitude);
        sum.longitude += static_cast<double>(rows_[one.value].longitude);
        ++count;
      }
    if (count > 0) given.emplace_back(i, Position{sum.latitude / count, sum.longitude / count});
  }
  // Only now: a shared position is not shared again.
  for (const auto& [i, position] : given) {
    rows_[i].latitude = static_cast<float>(position.latitude);
    rows_[i].longitude = static_cast<float>(position.longitude);
    rows_[i].precision = Precision::postal_code;
  }
}

Place Places::operator[](PlaceIndex index) const {
  REPERE_ENSURE(index.value < rows_.size());
  const Row& row = rows_[index.value];
  Place place;
  place.code = code_of(row);
  place.name = std::string_view(names_).substr(row.name, row.name_size);
  place.kind = row.kind;
  if (row.parent != 0xFFFF) {
    const Row& whole = rows_[row.parent];
    place.part_of = std::string_view(names_).substr(whole.name, whole.name_size);
  }
  place.department = row.department;
  for (std::size_t k = 0; k < row.postal_count; ++k) {
    std::string digits = std::to_string(postal_[row.postal + k]);
    place.postal_codes.push_back(std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits);
  }
  place.population = row.population;
  place.precision = row.precision;
  place.position = row.precision == Precision::department ? departments_[row.department].middle
                                                          : Position{row.latitude, row.longitude};
  return place;
}

std::size_t Places::bytes() const {
  return rows_.capacity() * sizeof(Row) + names_.capacity() + folded_.capacity() +
         postal_.capacity() * sizeof(std::uint32_t) + by_postal_.capacity() * sizeof(by_postal_[0]) +
         by_name_.capacity() * sizeof(std::uint16_t);
}

PlaceIndex Places::with_code(std::string_view code) const {
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (rows_[i].kind != PlaceKind::old_commune && code_of(rows_[i]) == code)
      return {static_cast<std::uint16_t>(i)};
  return {};
}

PlaceIndex Places::commune_named(std::string_view name, std::string_view department) const {
  const auto row = departments_.find(department);
  const std::string asked = folded_name(name);
  if (!row) return {};
  for (const PlaceIndex one : beginning_with(asked, 200))
    if (folded(one) == asked && rows_[one.value].department == *row &&
        rows_[one.value].kind == PlaceKind::commune)
      return one;
  return {};
}

std::string_view Places::folded(PlaceIndex index) const {
  return std::string_view(folded_).substr(rows_[index.value].folded, rows_[index.value].folded_size);
}

std::vector<PlaceIndex> Places::with_postal_code(std::uint32_t postal_code) const {
  std::vector<PlaceIndex> found;
  auto at = std::lower_bound(by_postal_.begin(), by_postal_.end(), std::pair(postal_code, std::uint16_t{0}));
  for (; at != by_postal_.end() && at->first == postal_code; ++at) found.push_back({at->second});
  const auto is_whole = [&](PlaceIndex one) {
    return std::any_of(found.begin(), found.end(), [&](PlaceIndex part) {
      return rows_[part.value].kind == PlaceKind::borough && rows_[part.value].parent == one.value;
    });
  };
  std::vector<PlaceIndex> parts;
  std::copy_if(found.begin(), found.end(), std::back_inserter(parts),
               [&](PlaceIndex one) { return !is_whole(one); });
  return parts;
}

std::vector<PlaceIndex> Places::beginning_with(std::string_view beginning, std::size_t most) const {
  auto at = std::lower_bound(by_name_.begin(), by_name_.end(), beginning,
                             [&](std::uint16_t row, std::string_view name) { return folded({row}) < name; });
  std::vector<PlaceIndex> found;
  for (; at != by_name_.end() && found.size() < most && folded({*at}).starts_with(beginning); ++at)
    found.push_back({*at});
  return found;
}

}  // namespace repere
