#pragma once
#include "catalogue/definitions_fields.hpp"
#include "domain/suspicion/rules.hpp"

// Sentences in two languages, their sources, and what is only assumed: as rule sets and guides write them.
namespace repere {

suspicion::Sentence read_sentence(DefinitionFields& fields, std::string_view key);

/// A table of [[sources]]; its id is new among `known`.
suspicion::Source read_source(DefinitionFields& fields, const std::vector<suspicion::Source>& known);

/// The source that `source_key` names, and whether `assumed_key` says that the network has to confirm it; neither is a problem.
suspicion::Ground read_ground(DefinitionFields& fields, const std::vector<suspicion::Source>& sources,
                              std::string_view source_key = "source",
                              std::string_view assumed_key = "assumed");

/// The id of a table that is new among `entries`.
template <class Entry>
std::string read_new_id(DefinitionFields& fields, const std::vector<Entry>& entries) {
  std::string id = fields.text("id");
  for (const Entry& one : entries)
    if (one.id == id) fields.refuse("id", "'" + id + "' is there already: choose another");
  return id;
}

}  // namespace repere
