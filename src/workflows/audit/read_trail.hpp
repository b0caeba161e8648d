#pragma once
#include "workflows/cases/asking.hpp"

namespace repere::workflows {

/// Lines of the trail, newest first; that they were read is a line too.
Result<std::vector<AuditLine>> read_trail(const Means& means, const Asking& asking,
                                          const AuditFilter& filter);

}  // namespace repere::workflows
