#include "workflows/messages/sent_report.hpp"

#include "base/numbers.hpp"
#include "workflows/accounts/attempts.hpp"
#include "workflows/boards/presentation_access.hpp"
#include "workflows/referrals/sender.hpp"

namespace repere::workflows {

using access::Act;
using message::Happening;
using message::Message;
using message::Proof;

namespace {

constexpr std::chrono::minutes pass_lasts{30};

tl::unexpected<Error> no_link() { return fail(ErrorKind::not_found, "this link is none, is over, or was withdrawn: call the centre"); }

bool is_a_report(message::Kind kind) { return kind == message::Kind::report_signed || kind == message::Kind::addendum; }

Result<Message> usable(Work& work, const Means& means, const std::string& token) {
  auto one = work.messages().of_link(link_hash_of(means.secrets, token));
  if (!one) return one.error().kind == ErrorKind::not_found ? Result<Message>(no_link()) : tl::unexpected(one.error());
  const Proof proof = message::proof_of(*one);
  const bool by_a_link = proof == Proof::link || proof == Proof::telephoned_code;
  if (!by_a_link || !is_a_report(one->kind) || !message::opens(one->state) || !one->link_ends ||
      means.clock.now() >= *one->link_ends)
    return no_link();
  return one;
}

// As it was said on the telephone: spaces and points between the digits do not matter.
std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c != ' ' && c != '.' && c != '-') digits += c;
  return digits;
}

std::string pass_proof(Secrets& secrets, std::string_view text) {
  return secrets.hash(HashedFor::form, "message pass " + std::string(text));
}
// A new code ends the passes that the one before made.
std::string pass_text(const Message& one, Instant ends) {
  return std::to_string(one.id.value) + "." + std::to_string(one.codes) + "." +
         std::to_string(std::chrono::duration_cast<std::chrono::seconds>(ends.time_since_epoch()).count());
}

AuditEntry entry_of_reader(const Means& means, const Message& one, const Origin& origin, Outcome outcome) {
  AuditEntry entry;
  entry.at = means.clock.now();
  entry.deed = deed_of(Act::read_sent_report);
  entry.outcome = outcome;
  entry.patient = one.patient;
  entry.centre = one.centre;
  entry.object = object_of(one.id);
  entry.request = origin.request;
  return entry;
}

// Whether a pass is of this message, of its code now, and not over.
bool is_pass_of(const Means& means, const Message& one, std::string_view pass) {
  std::size_t cut = pass.find('.');
  for (int dots = 1; dots < 3 && cut != pass.npos; ++dots) cut = pass.find('.', cut + 1);
  if (cut == pass.npos) return false;
  const std::string_view text = pass.substr(0, cut);
  if (!is_same_secret(pass.substr(cut + 1), pass_proof(means.secrets, text))) return false;
  const auto last = text.rfind('.');
  const auto ends = parse_whole(last == text.npos ? text : text.substr(last + 1));
  if (!ends || means.clock.now() >= Instant(std::chrono::seconds(*ends))) return false;
  return text == pass_text(one, Instant(std::chrono::seconds(*ends)));
}

// What a message is about: report, addenda, whose it is.
Result<SentReport> find_sent(Work& work, const access::Permit& permit, const Message& one) {
  auto placed = find_placed(work, one.presentation);
  if (!placed) return tl::unexpected(placed.error());
  auto signature = work.boards().signature(permit, one.presentation);
  if (!signature) return tl::unexpected(signature.error());
  auto addenda = work.boards().addenda(permit, one.presentation);
  if (!addenda) return tl::unexpected(addenda.error());
  if (!*signature) return no_link();
  auto person = work.persons().read(permit, one.patient);
  if (!person && person.error().kind != ErrorKind::not_found) return tl::unexpected(person.error());
  return SentReport{one,
                    {std::move(placed->board), std::move(placed->meeting), std::move(**signature), std::move(*addenda)},
                    placed->presentation.pseudonym,
                    person ? std::optional(std::move(*person)) : std::nullopt};
}

Result<SentReport> if_intact(const Means& means, SentReport sent) {
  if (is_intact(means.secrets, sent.report.signature, sent.report.addenda)) return sent;
  return fail(ErrorKind::unavailable, "the report is not what was signed: the centre has been told to look at it");
}

}  // namespace

Result<Proof> proof_of_link(const Means& means, const std::string& token) {
  Proof proof = Proof::telephoned_code;
  const auto read = means.transactions.read([&](Work& work) -> Result<void> {
    const auto one = usable(work, means, token);
    if (!one) return tl::unexpected(one.error());
    proof = message::proof_of(*one);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return proof;
}

Result<std::string> open_sent_report(const Means& means, const std::string& token, const std::string& code, const Origin& origin) {
  const Attempt attempt = attempt_of(means.secrets, "message " + link_hash_of(means.secrets, token), origin.address);
  std::optional<Error> refused;
  std::string pass;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    refused.reset();
    if (auto allowed = check_attempts(work, attempt, means.clock.now()); !allowed) return allowed;
    const auto one = usable(work, means, token);
    if (!one && one.error().kind != ErrorKind::not_found) return tl::unexpected(one.error());
    if (!one) {
      refused = one.error();
      return note_attempt(work, attempt, means.clock.now());
    }
    const bool by_code = message::proof_of(*one) == Proof::telephoned_code;
    const bool locked = by_code && one->wrong_codes >= message::most_wrong_codes;
    if (!by_code || (!locked && is_same_secret(digits_of(code), digits_of(telephone_code_of(means.secrets, *one))))) {
      const std::string text = pass_text(*one, means.clock.now() + pass_lasts);
      pass = text + "." + pass_proof(means.secrets, text);
      return forget_attempts(work, attempt);
    }
    refused = Error{ErrorKind::forbidden, locked ? "too many wrong codes were given for this link: ask the centre for a new one"
                                                 : "the code is not right: the centre says it on the telephone"};
    if (auto noted = note_attempt(work, attempt, means.clock.now()); !noted) return noted;
    if (auto happened = work.messages().happened(one->id, {0, means.clock.now(), Happening::wrong_code, {}, {}}); !happened)
      return happened;
    return work.audit().add(entry_of_reader(means, *one, origin, Outcome::refused));
  });
  if (!done) return tl::unexpected(done.error());
  if (refused) return tl::unexpected(*refused);
  return pass;
}

Result<SentReport> read_sent_report(const BoardMeans& boards, const std::string& token, std::string_view pass, const Origin& origin) {
  const Means& means = boards.means;
  const auto permit = access::authorise({}, Act::read_sent_report, access::of_the_caller());
  if (!permit) return tl::unexpected(permit.error());
  SentReport sent;
  const auto done = means.transactions.write([&](Work& work) -> Result<void> {
    auto one = usable(work, means, token);
    if (!one) return tl::unexpected(one.error());
    if (!is_pass_of(means, *one, pass)) return fail(ErrorKind::forbidden, "open the link again");
    auto found = find_sent(work, *permit, *one);
    if (!found) return tl::unexpected(found.error());
    sent = std::move(*found);
    if (!one->opened)
      if (auto happened = work.messages().happened(one->id, {0, means.clock.now(), Happening::opened, {}, {}}); !happened)
        return happened;
    return work.audit().add(entry_of_reader(means, *one, origin, Outcome::done));
  });
  if (!done) return tl::unexpected(done.error());
  return if_intact(means, std::move(sent));
}

Result<SentReport> report_to_attach(const BoardMeans& boards, const Message& message) {
  const auto permit = access::authorise({}, Act::read_sent_report, access::of_the_caller());
  if (!permit) return tl::unexpected(permit.error());
  Result<SentReport> sent;
  const auto read = boards.means.transactions.read([&](Work& work) -> Result<void> {
    sent = find_sent(work, *permit, message);
    return sent ? Result<void>() : tl::unexpected(sent.error());
  });
  if (!read) return tl::unexpected(read.error());
  return if_intact(boards.means, std::move(*sent));
}

}  // namespace repere::workflows
