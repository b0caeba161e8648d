#include "workflows/accounts/provider_visit.hpp"

#include <array>
#include <charconv>
#include <vector>

#include "domain/words.hpp"

namespace repere::workflows {
namespace {

using Purpose = Visit::Purpose;

constexpr std::array purpose_words{Word{Purpose::sign_in, "sign-in"}, Word{Purpose::invitation, "invitation"},
                                   Word{Purpose::binding, "binding"},
                                   Word{Purpose::confirmation, "confirmation"}};

struct Ticket {
  Visit visit;
  Instant left;
};

// A ticket is "chance.milliseconds.purpose.detail"; the detail, which is base64url or a number, has no dot.
std::string text_of(const Means& means, const Ticket& ticket) {
  return means.secrets.new_token() + "." + std::to_string(ticket.left.time_since_epoch().count()) + "." +
         std::string(word_in(purpose_words, ticket.visit.purpose)) + "." + ticket.visit.detail;
}

std::vector<std::string_view> parts_of(std::string_view ticket) {
  std::vector<std::string_view> parts;
  for (std::size_t dot; (dot = ticket.find('.')) != std::string_view::npos; ticket.remove_prefix(dot + 1))
    parts.push_back(ticket.substr(0, dot));
  parts.push_back(ticket);
  return parts;
}

std::optional<Ticket> ticket_from(std::string_view text) {
  const auto parts = parts_of(text);
  if (parts.size() != 4) return std::nullopt;
  const auto purpose = value_in(purpose_words, parts[2]);
  const char* const end = parts[1].data() + parts[1].size();
  std::int64_t left = 0;
  const auto read = std::from_chars(parts[1].data(), end, left);
  if (!purpose || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return Ticket{{*purpose, std::string(parts[3])}, Instant{std::chrono::milliseconds(left)}};
}

// Each of these follows from the whole ticket and the key: who changes the ticket, or has only the ticket, has none of them.
ProviderQuestion question_of(const Means& means, std::string_view text, const Ticket& ticket,
                             const std::string& return_address) {
  const auto derived = [&](std::string_view what) {
    return means.secrets.hash(HashedFor::provider, std::string(what) + " " + std::string(text));
  };
  ProviderQuestion question{return_address, derived("state"), derived("nonce"), derived("verifier")};
  if (ticket.visit.purpose == Purpose::confirmation) question.ask_again_after = ticket.left;
  return question;
}

Result<void> note_refusal(const Means& means, const std::string& why, const Origin& origin) {
  return means.transactions.write([&](Work& work) {
    AuditEntry entry;
    entry.at = means.clock.now();
    entry.deed = Deed::sign_in_refused;
    entry.outcome = Outcome::refused;
    entry.request = origin.request;
    entry.facts = R"({"step":"provider","why":")" + why + "\"}";
    return work.audit().add(entry);
  });
}

}  // namespace

Result<Departure> leave_for_provider(const Means& means, IdentityProvider& provider, const Visit& visit,
                                     const std::string& return_address) {
  const Ticket ticket{visit, means.clock.now()};
  Departure departure;
  departure.ticket = text_of(means, ticket);
  auto address = provider.address_to_sign_in(question_of(means, departure.ticket, ticket, return_address));
  if (!address) return tl::unexpected(address.error());
  departure.address = std::move(*address);
  return departure;
}

std::optional<Visit> visit_of(const Means& means, std::string_view ticket, std::string_view state) {
  const auto read = ticket_from(ticket);
  const Instant now = means.clock.now();
  if (!read || now < read->left || now >= read->left + visit_lasts) return std::nullopt;
  if (question_of(means, ticket, *read, {}).state != state) return std::nullopt;
  return read->visit;
}

Result<Arrival> come_back(const Means& means, IdentityProvider& provider, std::string_view ticket,
                          std::string_view state, const std::string& code,
                          const std::string& return_address, const Origin& origin) {
  const auto visit = visit_of(means, ticket, state);
  if (!visit)
    return fail(ErrorKind::incorrect,
                "this answer belongs to no sign-in that this browser began in the last ten minutes: begin again");
  auto person = provider.person_of(code, question_of(means, ticket, *ticket_from(ticket), return_address),
                                   means.clock.now());
  if (person) return Arrival{*visit, std::move(*person)};
  if (person.error().kind == ErrorKind::forbidden)
    if (auto noted = note_refusal(means, person.error().message, origin); !noted)
      return tl::unexpected(noted.error());
  return tl::unexpected(person.error());
}

}  // namespace repere::workflows
