#include "web/pages/background_packing.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "web/http/compression.hpp"

namespace repere::web {

BackgroundPacking::~BackgroundPacking() {
  ending_ = true;
  if (thread_.joinable()) thread_.join();
}

// Small files first: they are the pages, and done at once.
void BackgroundPacking::start() {
  std::sort(files_.begin(), files_.end(),
            [](const auto& a, const auto& b) { return a->asset()->body.size() < b->asset()->body.size(); });
  thread_ = std::thread([this] { run(); });
}

void BackgroundPacking::run() {
  // Linux gives each thread its own priority: requests go first.
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10));
  for (const auto& file : files_) {
    if (ending_) return;
    const auto unpacked = file->asset();
    file->replace(make_asset(unpacked->type, unpacked->body));
  }
  files_.clear();
  // This is the end of the start: what only the start needed goes back to the system.
  ::malloc_trim(0);
}

}  // namespace repere::web
