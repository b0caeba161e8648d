#include "web/guard/rate_limit.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/result.hpp"

namespace repere::web {

RateLimiter::RateLimiter(std::map<std::string, Rate> rates, std::size_t entries) {
  for (const auto& [name, rate] : rates) {
    REPERE_ENSURE(rate.per_second > 0 && rate.burst >= 1);
    names_[name] = rates_.size();
    rates_.push_back(rate);
  }
  randombytes_buf(secret_.data(), secret_.size());
  const std::size_t sets =
      std::max<std::size_t>(1, (entries + shards_count * ways - 1) / (shards_count * ways));
  for (std::size_t i = 0; i < shards_count; ++i) {
    shards_.push_back(std::make_unique<Shard>());
    shards_.back()->entries.resize(sets * ways);
  }
}

std::optional<std::size_t> RateLimiter::class_of(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

std::uint64_t RateLimiter::key_of(std::size_t rate_class, const Address& address) const {
  std::array<unsigned char, 17> input;
  std::copy(address.bytes.begin(), address.bytes.end(), input.begin());
  input[16] = static_cast<unsigned char>(rate_class);
  std::uint64_t key = 0;
  static_assert(crypto_shorthash_BYTES == sizeof key && crypto_shorthash_KEYBYTES == 16);
  crypto_shorthash(reinterpret_cast<unsigned char*>(&key), input.data(), input.size(), secret_.data());
  return key == 0 ? 1 : key;
}

std::optional<int> RateLimiter::take(std::size_t rate_class, const Address& address, Time now) {
  const Rate& rate = rates_[rate_class];
  const std::uint64_t key = key_of(rate_class, address.subscriber());
  Shard& shard = *shards_[key % shards_count];
  const std::lock_guard lock(shard.mutex);
  const std::size_t sets = shard.entries.size() / ways;
  Entry* const set = shard.entries.data() + (key / shards_count) % sets * ways;
  Entry* entry = std::find_if(set, set + ways, [&](const Entry& e) { return e.key == key; });
  if (entry == set + ways) {
    // The one that has asked least lately is forgotten: it loses least.
    entry = std::min_element(set, set + ways, [](const Entry& a, const Entry& b) {
      return (a.key == 0 ? Time::min() : a.last) < (b.key == 0 ? Time::min() : b.last);
    });
    *entry = {key, rate.burst, now};
  }
  const double elapsed = std::max(0.0, std::chrono::duration<double>(now - entry->last).count());
  entry->tokens = std::min(rate.burst, entry->tokens + elapsed * rate.per_second);
  entry->last = now;
  if (entry->tokens >= 1) {
    entry->tokens -= 1;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - entry->tokens) / rate.per_second)));
}

}  // namespace repere::web
