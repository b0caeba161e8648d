#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "web/http/response.hpp"

namespace repere::web {

/// A file that is served from memory, whose compressed forms come later. Thread-safe.
class KeptFile {
 public:
  explicit KeptFile(std::shared_ptr<const Asset> asset) : asset_(std::move(asset)) {}
  std::shared_ptr<const Asset> asset() const {
    const std::lock_guard lock(mutex_);
    return asset_;
  }
  void replace(std::shared_ptr<const Asset> asset) {
    const std::lock_guard lock(mutex_);
    asset_.swap(asset);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Asset> asset_;
};

/// Compresses files while they are served already: a large report takes seconds, and nobody waits for it.
class BackgroundPacking {
 public:
  BackgroundPacking() = default;
  ~BackgroundPacking();  ///< waits for the file at hand, leaves the others as they are
  BackgroundPacking(const BackgroundPacking&) = delete;
  BackgroundPacking& operator=(const BackgroundPacking&) = delete;

  void add(std::shared_ptr<KeptFile> file) { files_.push_back(std::move(file)); }
  /// Shape: called once, after the last add()
  void start();

 private:
  void run();

  std::vector<std::shared_ptr<KeptFile>> files_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace repere::web
