#include "workflows/accounts/second_factor.hpp"

#include <string_view>

namespace repere::workflows {
namespace {

constexpr int recovery_codes = 10;

std::string context_of(const SignedIn& who) { return "account " + std::to_string(who.account.id.value); }

// RFC 4648, without padding.
std::string base32(const std::string& bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  unsigned held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31];
    held &= 0xFF;
  }
  if (bits > 0) text += letters[(held << (5 - bits)) & 31];
  return text;
}

std::string percent_encoded(const std::string& text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_';
    if (plain)
      result += c;
    else
      (result += '%') += {digits[byte >> 4], digits[byte & 15]};
  }
  return result;
}

Result<std::vector<std::string>> new_recovery_codes(const Means& means, Work& work,
                                                    access::AccountId account) {
  std::vector<std::string> codes, hashes;
  for (int i = 0; i < recovery_codes; ++i) {
    codes.push_back(means.secrets.new_recovery_code());
    hashes.push_back(means.secrets.hash(HashedFor::recovery, codes.back()));
  }
  if (auto set = work.accounts().set_recovery_codes(account, hashes); !set)
    return tl::unexpected(set.error());
  return codes;
}

}  // namespace

CodeSetup begin_code_setup(const Means& means, const SignedIn& who, const std::string& issuer) {
  const auto secret = means.secrets.new_code_secret();
  const std::string text = base32(secret.reveal());
  const std::string name = percent_encoded(issuer);
  return {Confidential<std::string>(text),
          Confidential<std::string>("otpauth://totp/" + name + ":" + percent_encoded(who.account.login) +
                                    "?secret=" + text + "&issuer=" + name),
          means.secrets.seal(SealedFor::second_factor, context_of(who), secret)};
}

Result<CodesReady> finish_code_setup(const Means& means, const SignedIn& who, const Sealed& sealed,
                                     std::string_view code, const Origin& origin) {
  if (!who.account.code_secret.empty()) {
    if (who.session.needs_second_factor)
      return fail(ErrorKind::forbidden, "this account has codes: sign in with one first");
    if (auto fresh = check_confirmed(means, who); !fresh) return tl::unexpected(fresh.error());
  }
  const auto secret = means.secrets.open(SealedFor::second_factor, context_of(who), sealed);
  if (!secret) return tl::unexpected(secret.error());
  const auto step = means.secrets.code_step(*secret, code, means.clock.now());
  if (!step)
    return fail(ErrorKind::forbidden,
                "the code is not right: check the clock of your telephone, and wait for the next one");
  CodesReady ready;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    auto account = work.accounts().find(who.account.id);
    if (!account) return tl::unexpected(account.error());
    if (account->version != who.account.version)
      return fail(ErrorKind::conflict, "the account was changed meanwhile: begin again");
    account->code_secret = sealed;
    account->last_code_step = *step;
    if (auto changed = work.accounts().change(*account); !changed) return changed;
    auto codes = new_recovery_codes(means, work, account->id);
    if (!codes) return tl::unexpected(codes.error());
    ready.recovery_codes = std::move(*codes);
    if (auto ended = work.sessions().end(who.session.id); !ended) return ended;
    if (auto told = work.announce("session", std::to_string(who.session.id.value)); !told) return told;
    if (auto noted = work.audit().add(entry_of(means, who, Deed::second_factor_changed, origin)); !noted)
      return noted;
    auto begun = begin_session(means, work, *account, origin, {EnteredBy::second_factor, true});
    if (!begun) return tl::unexpected(begun.error());
    ready.begun = std::move(*begun);
    return {};
  });
  if (!written) return tl::unexpected(written.error());
  return ready;
}

Result<int> recovery_codes_left(const Means& means, const SignedIn& who) {
  Result<int> left;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    left = work.accounts().recovery_codes_left(who.account.id);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return left;
}

Result<std::vector<std::string>> renew_recovery_codes(const Means& means, const SignedIn& who,
                                                      const Origin& origin) {
  if (auto fresh = check_confirmed(means, who); !fresh) return tl::unexpected(fresh.error());
  Result<std::vector<std::string>> codes;
  const auto written = means.transactions.write([&](Work& work) -> Result<void> {
    codes = new_recovery_codes(means, work, who.account.id);
    if (!codes) return tl::unexpected(codes.error());
    return work.audit().add(entry_of(means, who, Deed::second_factor_changed, origin));
  });
  if (!written) return tl::unexpected(written.error());
  return codes;
}

}  // namespace repere::workflows
