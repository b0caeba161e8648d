#pragma once
#include <string>

namespace repere::storage::sqlite {

/// Registers a VFS of the tests and gives its name (Settings::vfs). What is written and not synced stays in this
/// process's memory, and is gone when the process dies: a power cut. By chance some of the unsynced writes reach
/// the disk all the same, in any order, as disks do.
/// Shape: of the chance; the files of one process only
std::string forgetful_vfs(unsigned seed);

}  // namespace repere::storage::sqlite
