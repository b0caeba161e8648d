#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/registry/records.hpp"
#include "domain/registry/values.hpp"
#include "synthetic/random.hpp"

// What --dirt adds: faults whose truth is known, so that an import, a rule of quality or a search for
// duplicates can be measured.
namespace repere::synthetic {

/// One thing that was spoilt on purpose.
/// Shape: kind is "missing_value"; "refused:…" what an import must refuse; "odd:…" what it should warn of; or
///   "near_duplicate". What stands behind the colon is the name of the rule of domain/quality where there is
///   one.
struct DirtTruth {
  std::string table;  ///< "patients", "tumours" or the name of an act table
  std::string key;    ///< of the row in that table
  std::string field;  ///< the column that was changed; empty when the row as a whole was added
  std::string kind;
  std::string clean_value;   ///< what stood in the field, as files write it; may be empty
  std::string duplicate_of;  ///< key of the patient whom a near duplicate repeats
};

/// The case that was added last to a registry, while it is being spoilt.
struct DirtyCase {
  registry::Registry& registry;
  const registry::Codes& codes;
  Day cut_off;
  Random& random;
  std::vector<DirtTruth>& truth;

  registry::Patient& patient() const { return registry.patients.back(); }
  registry::Tumour& tumour() const { return registry.tumours.back(); }
  /// The rows of an act table that are this case's: they stand at its end.
  template <class Row>
  std::span<Row> rows(std::vector<Row>& table) const {
    const auto tumour = static_cast<std::uint32_t>(registry.tumours.size() - 1);
    std::size_t count = 0;
    while (count < table.size() && table[table.size() - 1 - count].tumour == tumour) ++count;
    return std::span(table).last(count);
  }
};

/// Empties one value that is there. False when there is none.
bool remove_a_value(DirtyCase& dirty);
/// Makes the case contradict itself: in a way that an import must refuse, or that is only odd. The way is
/// drawn among those that the case lets.
void contradict(DirtyCase& dirty, bool refused);
/// Adds the person a second time under another key, with a slight difference.
void enter_again(DirtyCase& dirty, std::int64_t new_number);

/// Spoils a share of the cases, one fault each.
/// Source: none; the shares of the sorts of faults are an assumption: half missing values, a fifth near
/// duplicates,
///   the rest contradictions
class DirtMaker {
 public:
  DirtMaker(std::uint64_t seed, double rate, std::int64_t cases)
      : seed_(seed), rate_(rate), next_number_(cases + 1) {}
  /// Perhaps spoils the case `number`, the last one of the registry; adds what it did to `truth`.
  void visit(registry::Registry& registry, const registry::Codes& codes, std::int64_t number,
             std::vector<DirtTruth>& truth);

 private:
  std::uint64_t seed_;
  double rate_;
  std::int64_t next_number_;  // of the next near duplicate: after the last case
};

}  // namespace repere::synthetic
