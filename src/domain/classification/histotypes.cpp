#include "domain/classification/histotypes.hpp"

#include <algorithm>

namespace repere {

bool is_icdo_morphology(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 6 && text[4] == '/' && (text[0] == '8' || text[0] == '9') &&
         std::all_of(text.begin(), text.begin() + 4, digit) &&
         std::string_view("012369").find(text[5]) != std::string_view::npos;
}

Result<Histotypes> Histotypes::make(Edition edition, std::vector<Histotype> entries) {
  Histotypes made;
  for (std::size_t row = 0; row < entries.size(); ++row) {
    const Histotype& entry = entries[row];
    if (entry.code.empty())
      return fail(ErrorKind::incorrect, "histotype " + std::to_string(row + 1) + " has no code: give it one");
    if (!made.lookup_.add(entry.code))
      return fail(ErrorKind::incorrect, "histotype code '" + entry.code + "' is there twice: keep one entry");
    if (entry.icdo.empty()) continue;
    if (made.icdo_lookup_.add(entry.icdo)) made.of_icdo_.emplace_back();
    made.of_icdo_[made.icdo_lookup_.find(entry.icdo)].push_back({static_cast<std::uint16_t>(row)});
  }
  made.edition_ = std::move(edition);
  made.entries_ = std::move(entries);
  return made;
}

const Histotype& Histotypes::operator[](HistotypeIndex index) const {
  REPERE_ENSURE(index.value < entries_.size());
  return entries_[index.value];
}

std::span<const HistotypeIndex> Histotypes::find_by_icdo(std::string_view icdo) const {
  const std::uint16_t row = icdo_lookup_.find(icdo);
  if (row == HistotypeIndex::none) return {};
  return of_icdo_[row];
}

}  // namespace repere
