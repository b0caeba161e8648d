#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "web/http/address.hpp"

namespace repere::web {

/// A token bucket: `burst` requests at once, then `per_second`.
struct Rate {
  double per_second = 10;
  double burst = 50;
};

/// How often one subscriber may ask for each class of routes. Its memory is fixed: a flood of addresses makes it forget those
/// that asked least, never grow.
class RateLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Shape: entries is rounded up to sets of four
  RateLimiter(std::map<std::string, Rate> rates, std::size_t entries = 65'536);

  /// The number of a class for `take`; nothing when there is none of that name.
  std::optional<std::size_t> class_of(const std::string& name) const;
  /// Takes a token; or says after how many whole seconds there is one again.
  std::optional<int> take(std::size_t rate_class, const Address& address, Time now);

 private:
  struct Entry {
    std::uint64_t key = 0;  // 0: free
    double tokens = 0;
    Time last{};
  };
  struct Shard {
    std::mutex mutex;
    std::vector<Entry> entries;
  };
  std::uint64_t key_of(std::size_t rate_class, const Address& address) const;

  std::map<std::string, std::size_t> names_;
  std::vector<Rate> rates_;
  std::array<unsigned char, 16> secret_{};  // so that nobody can aim at another's entry
  static constexpr std::size_t shards_count = 16, ways = 4;
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace repere::web
