#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/code_lookup.hpp"
#include "domain/edition.hpp"

namespace repere {

using HistologyGroupIndex = Index<struct HistologyGroupTag>;

/// A group of histotypes that is analysed together; our convention, not a classification.
struct HistologyGroup {
  std::string code;  ///< "liposarcoma_well_dedifferentiated"
  std::string name_fr, name_en;
  std::string note;  ///< what is in it and why

  bool operator==(const HistologyGroup&) const = default;
};

/// The groups of one edition, in the order in which tables print them.
class HistologyGroups {
 public:
  HistologyGroups() = default;
  /// Errors: incorrect if two entries have one code, a code is empty, or there are more than 65,534
  static Result<HistologyGroups> make(Edition edition, std::vector<HistologyGroup> entries);

  const Edition& edition() const { return edition_; }
  std::size_t size() const { return entries_.size(); }
  const HistologyGroup& operator[](HistologyGroupIndex index) const;
  HistologyGroupIndex find(std::string_view code) const { return {lookup_.find(code)}; }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  Edition edition_;
  std::vector<HistologyGroup> entries_;
  CodeLookup lookup_;
};

}  // namespace repere
