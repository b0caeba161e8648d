#include "storage/sqlite/forgetful_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <vector>

namespace repere::storage::sqlite {

namespace {

// What was written to one file and not synced: pieces by where they stand, newest wins.
struct Unsynced {
  std::map<sqlite3_int64, unsigned char> bytes;
  sqlite3_int64 size = -1;  // -1: that of the file
};

struct Disk {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Unsynced>> files;
  std::mt19937 random;
  sqlite3_vfs* below = nullptr;
};

Disk& disk() {
  static Disk one;
  return one;
}

struct File {
  sqlite3_file base;
  std::shared_ptr<Unsynced>* unsynced;  // null: a file without a name, passed through
  sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* below(sqlite3_file* file) { return file_of(file).below(); }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *below(file)->pMethods; }

int size_of(sqlite3_file* file, sqlite3_int64* size) {
  const int code = methods(file).xFileSize(below(file), size);
  Unsynced* const unsynced = file_of(file).unsynced ? file_of(file).unsynced->get() : nullptr;
  if (unsynced && unsynced->size >= 0) *size = unsynced->size;
  return code;
}

int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 at) {
  if (!file_of(file).unsynced) return methods(file).xRead(below(file), out, amount, at);
  const std::lock_guard lock(disk().mutex);
  Unsynced& unsynced = **file_of(file).unsynced;
  const int code = methods(file).xRead(below(file), out, amount, at);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) return code;
  auto* const bytes = static_cast<unsigned char*>(out);
  for (auto one = unsynced.bytes.lower_bound(at); one != unsynced.bytes.end() && one->first < at + amount;
       ++one)
    bytes[one->first - at] = one->second;
  sqlite3_int64 size = 0;
  size_of(file, &size);
  if (size >= at + amount) return SQLITE_OK;
  const auto there = std::max<sqlite3_int64>(0, size - at);
  std::memset(bytes + there, 0, static_cast<std::size_t>(amount - there));
  return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 at) {
  if (!file_of(file).unsynced) return methods(file).xWrite(below(file), from, amount, at);
  const std::lock_guard lock(disk().mutex);
  Unsynced& unsynced = **file_of(file).unsynced;
  sqlite3_int64 size = 0;
  size_of(file, &size);
  const auto* const bytes = static_cast<const unsigned char*>(from);
  // One write in three is on the disk at once; it wins over what an earlier one left in memory.
  if (disk().random() % 3 == 0) {
    unsynced.bytes.erase(unsynced.bytes.lower_bound(at), unsynced.bytes.lower_bound(at + amount));
    if (unsynced.size >= 0) unsynced.size = std::max(size, at + amount);
    return methods(file).xWrite(below(file), from, amount, at);
  }
  for (int i = 0; i < amount; ++i) unsynced.bytes[at + i] = bytes[i];
  unsynced.size = std::max(size, at + amount);
  return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (!file_of(file).unsynced) return methods(file).xTruncate(below(file), size);
  const std::lock_guard lock(disk().mutex);
  Unsynced& unsynced = **file_of(file).unsynced;
  unsynced.bytes.erase(unsynced.bytes.lower_bound(size), unsynced.bytes.end());
  unsynced.size = size;
  return SQLITE_OK;
}

int sync(sqlite3_file* file, int flags) {
  if (!file_of(file).unsynced) return methods(file).xSync(below(file), flags);
  const std::lock_guard lock(disk().mutex);
  Unsynced& unsynced = **file_of(file).unsynced;
  std::vector<unsigned char> run;
  for (auto one = unsynced.bytes.begin(); one != unsynced.bytes.end();) {
    const sqlite3_int64 start = one->first;
    for (run.clear();
         one != unsynced.bytes.end() && one->first == start + static_cast<sqlite3_int64>(run.size()); ++one)
      run.push_back(one->second);
    const int code = methods(file).xWrite(below(file), run.data(), static_cast<int>(run.size()), start);
    if (code != SQLITE_OK) return code;
  }
  if (unsynced.size >= 0) methods(file).xTruncate(below(file), unsynced.size);
  unsynced = {};
  return SQLITE_OK;  // the process dies, not the machine: what is with the kernel stays
}

int close(sqlite3_file* file) {
  const int code = methods(file).xClose(below(file));
  delete file_of(file).unsynced;
  return code;
}

const sqlite3_io_methods io{
    2,
    close,
    read,
    write,
    truncate,
    sync,
    [](sqlite3_file* f, sqlite3_int64* size) {
      const std::lock_guard lock(disk().mutex);
      return size_of(f, size);
    },
    [](sqlite3_file* f, int level) { return methods(f).xLock(below(f), level); },
    [](sqlite3_file* f, int level) { return methods(f).xUnlock(below(f), level); },
    [](sqlite3_file* f, int* out) { return methods(f).xCheckReservedLock(below(f), out); },
    [](sqlite3_file* f, int op, void* argument) {
      // Hints about growing would be passed to a file that is smaller than SQLite thinks.
      if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
      return methods(f).xFileControl(below(f), op, argument);
    },
    [](sqlite3_file* f) { return methods(f).xSectorSize(below(f)); },
    [](sqlite3_file*) { return 0; },  // no promise of atomic or ordered writes
    [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
      return methods(f).xShmMap(below(f), page, size, extend, out);
    },
    [](sqlite3_file* f, int offset, int n, int flags) {
      return methods(f).xShmLock(below(f), offset, n, flags);
    },
    [](sqlite3_file* f) { methods(f).xShmBarrier(below(f)); },
    [](sqlite3_file* f, int remove) { return methods(f).xShmUnmap(below(f), remove); },
    nullptr,
    nullptr};

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  File& ours = file_of(file);
  ours.base.pMethods = nullptr;
  ours.unsynced = nullptr;
  const int code = disk().below->xOpen(disk().below, name, ours.below(), flags, out_flags);
  if (code != SQLITE_OK) return code;
  ours.base.pMethods = &io;
  const std::lock_guard lock(disk().mutex);
  auto& known = disk().files[name ? name : ""];
  if (!known) known = std::make_shared<Unsynced>();
  if (name) ours.unsynced = new std::shared_ptr<Unsynced>(known);
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  {
    const std::lock_guard lock(disk().mutex);
    disk().files.erase(name);
  }
  return disk().below->xDelete(disk().below, name, sync_folder);
}

}  // namespace

std::string forgetful_vfs(unsigned seed) {
  static sqlite3_vfs vfs = [] {
    disk().below = sqlite3_vfs_find(nullptr);
    sqlite3_vfs ours = *disk().below;
    ours.szOsFile = static_cast<int>(sizeof(File)) + disk().below->szOsFile;
    ours.zName = "forgetful";
    ours.xOpen = open;
    ours.xDelete = remove;
    return ours;
  }();
  sqlite3_vfs_register(&vfs, 0);
  disk().random.seed(seed);
  return "forgetful";
}

}  // namespace repere::storage::sqlite
