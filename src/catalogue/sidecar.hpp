#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/edition.hpp"

namespace repere {

/// What `name.meta.toml` says about `name.csv`.
struct Sidecar {
  Edition edition;                   ///< its id is `name`
  std::vector<std::string> columns;  ///< those it explains
};

/// Reads and checks a sidecar.
/// Errors: not_found if it is missing; incorrect with line and field if it is not TOML, a required field is
/// missing or
///   empty (version, date, title_fr, title_en, source, licence), has another type, or is not known
Result<Sidecar> read_sidecar(const std::filesystem::path& file);

}  // namespace repere
