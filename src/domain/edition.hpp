#pragma once
#include <string>

#include "base/date.hpp"

namespace repere {

/// Which state of a file of knowledge/ is in use, and where it comes from; the program shows it beside the
/// rule.
struct Edition {
  std::string id;       ///< the file's name without its ending ("histotypes")
  std::string version;  ///< ours, raised when the content changes ("1")
  PartialDate date;     ///< when this content was settled
  std::string title_fr, title_en;
  std::string source;   ///< where the facts come from
  std::string licence;  ///< "CC-BY-SA-4.0" ...
  std::string credits;  ///< who must be named; may be empty

  bool operator==(const Edition&) const = default;
};

}  // namespace repere
