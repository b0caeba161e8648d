#include "domain/classification/sites.hpp"

#include <algorithm>

namespace repere {

bool is_icdo_topography(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 5 && text[0] == 'C' && text[1] <= '8' && digit(text[1]) && digit(text[2]) &&
         text[3] == '.' && digit(text[4]);
}

Result<Sites> Sites::make(Edition edition, std::vector<Site> entries) {
  Sites made;
  for (std::size_t row = 0; row < entries.size(); ++row) {
    const Site& entry = entries[row];
    if (entry.code.empty())
      return fail(ErrorKind::incorrect, "site " + std::to_string(row + 1) + " has no code: give it one");
    if (!made.lookup_.add(entry.code))
      return fail(ErrorKind::incorrect, "site code '" + entry.code + "' is there twice: keep one entry");
    if (entry.icdo_topography.empty()) continue;
    if (made.icdo_lookup_.add(entry.icdo_topography)) made.of_icdo_.emplace_back();
    made.of_icdo_[made.icdo_lookup_.find(entry.icdo_topography)].push_back({static_cast<std::uint16_t>(row)});
  }
  made.edition_ = std::move(edition);
  made.entries_ = std::move(entries);
  return made;
}

const Site& Sites::operator[](SiteIndex index) const {
  REPERE_ENSURE(index.value < entries_.size());
  return entries_[index.value];
}

std::span<const SiteIndex> Sites::find_by_icdo(std::string_view icdo) const {
  const std::uint16_t row = icdo_lookup_.find(icdo);
  if (row == SiteIndex::none) return {};
  return of_icdo_[row];
}

}  // namespace repere
