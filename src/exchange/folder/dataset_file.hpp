#pragma once
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "domain/registry/records.hpp"
#include "exchange/toml/toml_file.hpp"

namespace repere::exchange {

/// What the keys of `table` say of a set of cases; the mistakes are added to `mistakes`.
/// Keys: source (required), title_fr, title_en, version, cut_off, synthetic, licence
registry::Dataset read_dataset(Keys& keys, Mistakes& mistakes);

/// Reads dataset.toml.
/// Errors: as read_toml; incorrect with lines if a key is unknown, missing or of another sort, or the format
/// is not 1
Result<registry::Dataset> read_dataset_file(const std::filesystem::path& path);

/// The text of dataset.toml.
std::string dataset_text(const registry::Dataset& dataset);

}  // namespace repere::exchange
