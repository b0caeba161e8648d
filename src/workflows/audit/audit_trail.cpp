#include "workflows/audit/audit_trail.hpp"

#include <array>

#include "domain/words.hpp"
#include "workflows/audit/all_deeds.hpp"

namespace repere::workflows {
namespace {

constexpr std::array deed_words{Word{Deed::sign_in, "sign_in"},
                                Word{Deed::sign_out, "sign_out"},
                                Word{Deed::sign_in_refused, "sign_in_refused"},
                                Word{Deed::second_factor_changed, "second_factor_changed"},
                                Word{Deed::password_changed, "password_changed"},
                                Word{Deed::session_ended, "session_ended"},
                                Word{Deed::account_invited, "account_invited"},
                                Word{Deed::account_changed, "account_changed"},
                                Word{Deed::account_closed, "account_closed"},
                                Word{Deed::token_made, "token_made"},
                                Word{Deed::token_ended, "token_ended"},
                                Word{Deed::link_used, "link_used"},
                                Word{Deed::data_received, "data_received"},
                                Word{Deed::data_sent, "data_sent"},
                                Word{Deed::backup_made, "backup_made"},
                                Word{Deed::backup_restored, "backup_restored"},
                                Word{Deed::configuration_changed, "configuration_changed"},
                                Word{Deed::erasure_repeated, "erasure_repeated"},
                                Word{Deed::trail_verified, "trail_verified"},
                                Word{Deed::provider_bound, "provider_bound"},
                                Word{Deed::provider_unbound, "provider_unbound"}};

constexpr std::array outcome_words{Word{Outcome::done, "done"}, Word{Outcome::refused, "refused"},
                                   Word{Outcome::failed, "failed"}};

constexpr auto first_own_deed = static_cast<std::uint16_t>(Deed::sign_in);

}  // namespace

std::string_view word_of(Deed deed) {
  const auto number = static_cast<std::uint16_t>(deed);
  if (number < first_own_deed) return word_in(access::act_words, static_cast<access::Act>(number));
  return word_in(deed_words, deed);
}

std::optional<Deed> deed_named(std::string_view word) {
  if (const auto act = value_in(access::act_words, word)) return deed_of(*act);
  return value_in(deed_words, word);
}

std::vector<Deed> all_deeds() {
  std::vector<Deed> all;
  for (const auto& one : access::act_words) all.push_back(deed_of(one.value));
  for (const auto& one : deed_words) all.push_back(one.value);
  return all;
}

std::string_view word_of(Outcome outcome) { return word_in(outcome_words, outcome); }

}  // namespace repere::workflows
