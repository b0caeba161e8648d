#pragma once
#include <string>

namespace repere::storage::postgresql {

/// The folder of the cluster that the tests of this machine share; it is started when it does not run. It stays
/// at least as long as this process.
std::string shared_cluster_folder();

}  // namespace repere::storage::postgresql
