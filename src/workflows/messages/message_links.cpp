#include "workflows/messages/message_store.hpp"
#include "workflows/referrals/sender.hpp"

namespace repere::workflows {

std::string link_token_of(Secrets& secrets, message::MessageId id) {
  return secrets.hash(HashedFor::link, "message link " + std::to_string(id.value));
}

// The same as of a referral's own link: either opens the page on which its sender follows it.
std::string link_hash_of(Secrets& secrets, const std::string& token) { return token_hash_of(secrets, token); }

// Folds a keyed hash to 64 bits (FNV-1a); 10^8 divides them without a bias that matters.
std::string telephone_code_of(Secrets& secrets, const message::Message& message) {
  std::uint64_t folded = 0xcbf29ce484222325U;
  for (const char c : secrets.hash(HashedFor::link, "message code " + std::to_string(message.id.value) + " " + std::to_string(message.codes)))
    folded = (folded ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  folded ^= folded >> 32;
  std::string digits = std::to_string(100'000'000 + folded % 100'000'000).substr(1);
  return digits.insert(4, " ");
}

}  // namespace repere::workflows
