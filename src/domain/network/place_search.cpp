#include "domain/network/place_search.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "domain/network/place_name.hpp"

namespace repere {
namespace {

using Kind = PlaceSearch::Kind;

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    words.emplace_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// What a visitor wrote, taken apart.
struct Asked {
  std::string postal_code;  ///< five digits, or empty
  std::string name;         ///< folded, or empty
};

Asked taken_apart(std::string_view text) {
  std::vector<std::string> words = words_of(folded_name(text));
  // What follows CEDEX is the number of an office, not a place.
  const auto cedex = std::find(words.begin(), words.end(), "cedex");
  words.erase(cedex, words.end());
  // "69 008", "97 400": one number written in two.
  if (words.size() >= 2 && is_number(words[0]) && is_number(words[1]) && words[0].size() + words[1].size() == 5) {
    words[0] += words[1];
    words.erase(words.begin() + 1);
  }
  Asked asked;
  for (const std::string& word : words) {
    if (asked.postal_code.empty() && is_number(word) && (word.size() == 5 || (word.size() == 4 && words.size() == 1))) {
      asked.postal_code = word.size() == 4 ? "0" + word : word;
      continue;
    }
    asked.name += (asked.name.empty() ? "" : " ") + word;
  }
  return asked;
}

// "paris 13", "lyon 8eme", "marseille 1er arrondissement" as the table writes it.
std::string with_borough_written_out(const std::string& name) {
  for (const std::string_view city : {"paris", "lyon", "marseille"}) {
    if (!name.starts_with(city) || name.size() < city.size() + 2 || name[city.size()] != ' ') continue;
    const std::string rest = name.substr(city.size() + 1);
    const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const std::string number = rest.substr(rest[0] == '0' ? 1 : 0, end - (rest[0] == '0' ? 1 : 0));
    if (number.empty() || number.size() > 2) return name;
    return std::string(city) + " " + number + (number == "1" ? "er" : "e") + " arrondissement";
  }
  return name;
}

class Search {
 public:
  explicit Search(const Places& places) : places_(places) {}

  PlaceSearch run(const Asked& asked) const {
    if (asked.postal_code.empty() && asked.name.empty()) return {};
    if (!asked.postal_code.empty()) return by_postal_code(asked);
    if (asked.name.size() <= 3)
      if (const auto department = places_.departments().find(asked.name)) return in_department(*department);
    return by_name(with_borough_written_out(asked.name), std::nullopt);
  }

  PlaceSearch at(PlaceIndex one) const {
    const Place place = places_[one];
    return {.kind = Kind::place,
            .place = one,
            .department = place.department,
            .from = place.position,
            .precision = place.precision};
  }

 private:
  PlaceSearch in_department(std::size_t row, bool unknown_postal_code = false) const {
    return {.kind = Kind::department,
            .department = row,
            .unknown_postal_code = unknown_postal_code,
            .from = places_.departments()[row].middle,
            .precision = Precision::department};
  }

  PlaceSearch by_postal_code(const Asked& asked) const {
    std::vector<PlaceIndex> found = places_.with_postal_code(static_cast<std::uint32_t>(std::stoul(asked.postal_code)));
    if (found.empty()) return by_unknown_postal_code(asked);
    std::vector<PlaceIndex> named;
    if (!asked.name.empty())
      for (const PlaceIndex one : found)
        if (places_.folded(one).find(asked.name) != std::string_view::npos) named.push_back(one);
    if (!named.empty()) found = named;
    for (const PlaceIndex one : found)
      if (!asked.name.empty() && places_.folded(one) == asked.name) return at(one);
    return found.size() == 1 ? at(found.front()) : area_of(std::move(found));
  }

  // One that the table has not: of a CEDEX, or mistyped. The name helps, in the department that the code says.
  PlaceSearch by_unknown_postal_code(const Asked& asked) const {
    const auto department = places_.departments().of_postal_code(asked.postal_code);
    if (!asked.name.empty()) {
      PlaceSearch found = by_name(asked.name, department);
      if (found.kind != Kind::nothing && found.kind != Kind::spelling) return found;
    }
    if (department) return in_department(*department, true);
    return {.kind = Kind::nothing};
  }

  PlaceSearch area_of(std::vector<PlaceIndex> found) const {
    most_inhabitants_first(found);
    PlaceSearch area{.kind = Kind::postal_area, .precision = Precision::department};
    area.department = places_.department(found.front());
    Position sum;
    double count = 0;
    for (const PlaceIndex one : found) {
      const Place place = places_[one];
      if (place.precision > area.precision) continue;
      if (place.precision < area.precision) sum = {}, count = 0, area.precision = place.precision;
      sum.latitude += place.position.latitude;
      sum.longitude += place.position.longitude;
      ++count;
    }
    area.from = Position{sum.latitude / count, sum.longitude / count};
    area.precision = std::max(area.precision, Precision::postal_code);
    area.others = first_of(std::move(found));
    return area;
  }

  PlaceSearch by_name(const std::string& name, std::optional<std::size_t> department) const {
    std::vector<PlaceIndex> exact;
    for (const PlaceIndex one : places_.beginning_with(name, 500)) {
      if (places_.folded(one) != name) break;
      if (!department || places_.department(one) == *department) exact.push_back(one);
    }
    if (!exact.empty()) return among_namesakes(std::move(exact));
    if (!department)
      if (const auto row = places_.departments().named(name)) return in_department(*row);
    if (name.size() < 2) return {.kind = Kind::nothing};
    std::vector<PlaceIndex> found = places_.beginning_with(name, 2000);
    keep(found, department);
    if (found.empty()) found = with_words(name), keep(found, department);
    if (found.size() == 1) return at(found.front());
    if (found.empty()) return spelt_nearly(name);
    most_inhabitants_first(found);
    return {.kind = Kind::choices, .others = first_of(std::move(found))};
  }

  void keep(std::vector<PlaceIndex>& found, std::optional<std::size_t> department) const {
    if (!department) return;
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](PlaceIndex one) { return places_.department(one) != *department; }),
                found.end());
  }

  // One commune of today is meant before old ones of its name.
  PlaceSearch among_namesakes(std::vector<PlaceIndex> exact) const {
    most_inhabitants_first(exact);
    const auto is_today = [&](PlaceIndex one) { return places_.kind(one) != PlaceKind::old_commune; };
    const auto count = std::count_if(exact.begin(), exact.end(), is_today);
    if (exact.size() > 1 && count != 1) return {.kind = Kind::choices, .others = first_of(std::move(exact))};
    const auto meant = count == 1 ? std::find_if(exact.begin(), exact.end(), is_today) : exact.begin();
    PlaceSearch found = at(*meant);
    exact.erase(meant);
    found.others = std::move(exact);
    return found;
  }

  std::vector<PlaceIndex> with_words(const std::string& name) const {
    const std::string inside = " " + name;
    const std::uint32_t needed = letters_in(name);
    std::vector<PlaceIndex> found;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const PlaceIndex one{static_cast<std::uint16_t>(i)};
      if ((needed & ~places_.letters(one)) == 0 && places_.folded(one).find(inside) != std::string_view::npos)
        found.push_back(one);
    }
    return found;
  }

  PlaceSearch spelt_nearly(const std::string& name) const;

  void most_inhabitants_first(std::vector<PlaceIndex>& list) const {
    std::stable_sort(list.begin(), list.end(), [&](PlaceIndex a, PlaceIndex b) {
      return places_.population(a) > places_.population(b);
    });
  }
  static std::vector<PlaceIndex> first_of(std::vector<PlaceIndex> list) {
    if (list.size() > PlaceSearch::most_choices) list.resize(PlaceSearch::most_choices);
    return list;
  }

  const Places& places_;
};

// Counts insertions, deletions and changes, a bit a letter of the asked name.
// Source: Myers 1999, "A fast bit-vector algorithm for approximate string matching", J ACM 46:395, as Hyyrö 2003 writes it
class Edits {
 public:
  explicit Edits(std::string_view name) : size_(name.size()) {
    for (std::size_t i = 0; i < size_; ++i) where_[static_cast<unsigned char>(name[i])] |= std::uint64_t{1} << i;
  }
  int to(std::string_view other) const {
    std::uint64_t up = ~std::uint64_t{0}, down = 0;
    const std::uint64_t last = std::uint64_t{1} << (size_ - 1);
    int edits = static_cast<int>(size_);
    for (const char c : other) {
      const std::uint64_t equal = where_[static_cast<unsigned char>(c)];
      const std::uint64_t diagonal = (((equal & up) + up) ^ up) | equal | down;
      std::uint64_t more = down | ~(diagonal | up), less = up & diagonal;
      if (more & last) ++edits;
      if (less & last) --edits;
      more = (more << 1) | 1;
      less <<= 1;
      up = less | ~(diagonal | more);
      down = more & diagonal;
    }
    return edits;
  }

 private:
  std::size_t size_;
  std::array<std::uint64_t, 256> where_{};
};

PlaceSearch Search::spelt_nearly(const std::string& name) const {
  if (name.size() < 3 || name.size() > 60) return {.kind = Kind::nothing};
  const int most = name.size() <= 5 ? 1 : name.size() <= 9 ? 2 : 3;
  const Edits edits(name);
  const std::uint32_t letters = letters_in(name);
  std::vector<std::pair<int, PlaceIndex>> near;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const PlaceIndex one{static_cast<std::uint16_t>(i)};
    const std::string_view other = places_.folded(one);
    if (std::abs(static_cast<int>(other.size()) - static_cast<int>(name.size())) > most) continue;
    // An edit changes at most two letters of the set.
    if (std::popcount(letters ^ places_.letters(one)) > 2 * most) continue;
    const int count = edits.to(other);
    if (count <= most) near.emplace_back(count, one);
  }
  if (near.empty()) return {.kind = Kind::nothing};
  std::stable_sort(near.begin(), near.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : places_.population(a.second) > places_.population(b.second);
  });
  PlaceSearch found{.kind = Kind::spelling};
  for (const auto& [count, one] : near)
    if (found.others.size() < 8) found.others.push_back(one);
  return found;
}

}  // namespace

PlaceSearch search_place(const Places& places, std::string_view words) {
  return Search(places).run(taken_apart(words.substr(0, 200)));
}

std::optional<PlaceSearch> chosen_place(const Places& places, std::string_view code) {
  const PlaceIndex one = places.with_code(code);
  if (!one) return std::nullopt;
  return Search(places).at(one);
}

}  // namespace repere
