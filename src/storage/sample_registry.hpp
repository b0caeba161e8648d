#pragma once
#include <string>

#include "domain/reference_data.hpp"
#include "workflows/ports.hpp"
#include "workflows/secrets.hpp"

// Small made-up cases for the tests of the record.
namespace repere::storage::sample {

/// A catalogue of a few histotypes, sites and centres.
const ReferenceData& reference();

/// Secrets that can be read, for tests: what is sealed stands there as text.
workflows::Secrets& secrets();

/// Cases in which every column of every table is filled with every kind of value: each enumerator, partial
/// dates of each precision, day counts, codes; as `source` says them. Shape: tumours rows >= 1; each act
/// table has `tumours` rows, two to a tumour where it has any; no ids
registry::Registry full_registry(std::uint32_t tumours, const std::string& source = "synthetic-sample");

/// A change that adds every row of `rows`, which must outlive it.
workflows::ChangeSet adding(const registry::Registry& rows, const std::string& reason = "first import");

/// A change that keeps every row of `rows`; the test then says what else becomes of some.
workflows::ChangeSet keeping(const registry::Registry& rows, const std::string& reason = "second import");

/// A header that may be written.
workflows::RevisionHeader header(workflows::RevisionKind kind, const std::string& reason);

/// Everything the cases say as text, to compare two of them; ids too when asked.
std::string text_of(const registry::Registry& registry, bool with_ids = true);

}  // namespace repere::storage::sample
