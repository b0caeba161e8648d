#include "domain/classification/histology_groups.hpp"

namespace repere {

Result<HistologyGroups> HistologyGroups::make(Edition edition, std::vector<HistologyGroup> entries) {
  HistologyGroups made;
  for (const HistologyGroup& entry : entries) {
    if (entry.code.empty()) return fail(ErrorKind::incorrect, "a histology group has no code: give it one");
    if (!made.lookup_.add(entry.code))
      return fail(ErrorKind::incorrect,
                  "histology group '" + entry.code + "' is there twice: keep one entry");
  }
  made.edition_ = std::move(edition);
  made.entries_ = std::move(entries);
  return made;
}

const HistologyGroup& HistologyGroups::operator[](HistologyGroupIndex index) const {
  REPERE_ENSURE(index.value < entries_.size());
  return entries_[index.value];
}

}  // namespace repere
