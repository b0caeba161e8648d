#pragma once
#include <string>
#include <vector>

#include "web/http/fields.hpp"
#include "web/server/options.hpp"

namespace repere::web {

/// One setting as an operator writes it: "connections" = "16000". docs/http.md lists them.
using Setting = Field;

/// The options with these settings; those that come several times (listen, trusted_proxy …) add up, of the others the last one counts.
/// Errors: incorrect for a name that is none, a value that cannot be read or is out of bounds, a certificate without key
Result<ServerOptions> server_options(const std::vector<Setting>& settings);

/// All names, in the order of the documentation.
std::vector<std::string> setting_names();

}  // namespace repere::web
