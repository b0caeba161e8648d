#include "storage/referrals/sql_referrals.hpp"

#include <algorithm>

#include "base/words_of_text.hpp"
#include "storage/people/name_hash.hpp"

namespace repere::storage {

using access::AccountId;
using access::Act;
using referral::Event;
using referral::Happening;
using referral::ReferralId;
using referral::State;
using referral::Summary;
using workflows::NewDocument;
using workflows::NewReferral;
using Text = Confidential<std::string>;

/// A referral's row without what is sealed in it.
struct SqlReferrals::Held {
  Summary summary;
  AccountId sender;
  std::string passed_by, person_hash, suspicion, sealed;
  workflows::SealedPersonKey key;
};

namespace {

constexpr const char* not_there = "there is no such referral";

// What the sealed bytes belong to: they open nowhere else.
std::string context_of(ReferralId id, std::string_view what) {
  return "referral " + std::to_string(id.value) + " " + std::string(what);
}

Text packed(const referral::Answers& answers) {
  std::string all;
  for (const auto& [name, value] : answers) pack(all, name), pack(all, value);
  return Text(std::move(all));
}
referral::Answers unpacked(const Text& text) {
  referral::Answers answers;
  const auto texts = unpack(text.reveal());
  for (std::size_t i = 0; i + 1 < texts.size(); i += 2) answers[texts[i]] = texts[i + 1];
  return answers;
}

std::string person_hash_of(workflows::Secrets& secrets, const referral::Answers& answers) {
  const auto text = [&](const char* name) {
    const auto found = answers.find(name);
    return found == answers.end() ? std::string() : found->second;
  };
  const auto birth = PartialDate::parse(text("birth_date"));
  return birth ? name_hash(secrets, text("birth_name"), text("given_names"), *birth) : std::string();
}

// The first columns of every query below.
const std::string summary_columns =
    "SELECT r.id, r.number, r.centre, r.state, r.received, r.changed, r.due, r.age, r.place, r.version, r.opened, "
    "(SELECT COUNT(*) FROM referral_document d WHERE d.referral = r.id)";
const std::string one_referral =
    summary_columns +
    ", r.sender, r.passed_by, r.person_hash, r.suspicion, r.sealed_key, r.sealed FROM referral r WHERE r.id = $1";
const std::string by_submission = summary_columns + " FROM referral r WHERE r.submission_hash = $1";
const std::string of_a_centre = summary_columns +
                                " FROM referral r WHERE (r.centre = $1 OR r.passed_by LIKE $2) AND (r.state < $3 OR "
                                "$4 = 1) ORDER BY r.due, r.id LIMIT $5";
const std::string of_a_person =
    summary_columns + " FROM referral r WHERE r.person_hash = $1 AND r.id <> $2 ORDER BY r.id";

const std::string of_a_sender =
    summary_columns + " FROM referral r WHERE r.sender = $1 AND r.sender <> 0 ORDER BY r.received DESC, r.id DESC LIMIT 500";

Summary summary_at(const Statement& row) {
  Summary one;
  one.id = ReferralId{row.whole(0)};
  one.number = row.text(1);
  one.centre = row.text(2);
  one.state = static_cast<State>(row.whole(3));
  one.received = instant_at(row, 4);
  one.changed = instant_at(row, 5);
  one.due = day_at(row, 6);
  one.age = static_cast<referral::AgeGroup>(row.whole(7));
  one.place = static_cast<referral::Place>(row.whole(8));
  one.version = row.whole(9);
  one.opened = row.whole(10) != 0;
  one.documents = row.whole(11);
  return one;
}

}  // namespace

Result<SqlReferrals::Held> SqlReferrals::held(ReferralId id) {
  std::optional<Held> found;
  REPERE_TRY(each_row(
      statements_,
      one_referral.c_str(),
      [&](const Statement& row) {
        found = Held{summary_at(row),           AccountId{row.whole(12)},   std::string(row.text(13)),
                     std::string(row.text(14)), std::string(row.text(15)), {}, {}};
        if (!row.is_null(16)) found->key = row.bytes(16);
        if (!row.is_null(17)) found->sealed = row.bytes(17);
      },
      id.value));
  if (!found) return fail(ErrorKind::not_found, not_there);
  return std::move(*found);
}

// What was sealed with a key that is destroyed stays empty.
Result<Text> SqlReferrals::open(const Held& held, std::string_view what, const std::string& sealed) {
  if (held.key.empty() || sealed.empty()) return Text();
  return secrets_.open_for(held.key, context_of(held.summary.id, what), sealed);
}

Result<std::vector<Centre>> SqlReferrals::receiving_centres() {
  const auto known = centres_.get(statements_);
  if (!known) return tl::unexpected(known.error());
  std::vector<Centre> real, fictitious;
  for (const Centre& one : **known)
    if (one.code != Centres::outside_code) (one.fictitious ? fictitious : real).push_back(one);
  return fictitious.empty() ? real : fictitious;
}

Result<ReferralId> SqlReferrals::add(const access::Permit& permit, const NewReferral& made) {
  REPERE_TRY(check_permit(permit, Act::refer_patient));
  const auto number = next_number(statements_, "referral");
  if (!number) return tl::unexpected(number.error());
  Held held;
  held.summary = made.summary;
  held.summary.id = ReferralId{*number};
  held.key = secrets_.new_person_key();
  const auto sealed = secrets_.seal_for(held.key, context_of(held.summary.id, "answers"), packed(made.answers.reveal()));
  if (!sealed) return tl::unexpected(sealed.error());
  const Summary& summary = held.summary;
  REPERE_TRY(change(
      statements_,
      "INSERT INTO referral (id, number, centre, passed_by, state, received, changed, due, age, place, version, opened, "
      "sender, token_hash, code_hash, submission_hash, person_hash, suspicion, sealed_key, sealed) "
      "VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, 1, 0, $10, $11, $12, $13, $14, $15, $16, $17)",
      *number, summary.number, summary.centre, static_cast<int>(State::received), summary.received, summary.changed,
      PartialDate::of_day(summary.due).text(), static_cast<int>(summary.age), static_cast<int>(summary.place),
      made.sender.value, made.token_hash, made.code_hash, made.submission_hash,
      person_hash_of(secrets_, made.answers.reveal()), made.suspicion, Bytes{held.key}, Bytes{*sealed}));
  REPERE_TRY(put_event(held, {0, summary.received, Happening::sent, made.sender, summary.centre, {}}));
  for (const NewDocument& document : made.documents) REPERE_TRY(put_document(held, summary.received, document));
  return summary.id;
}

Result<std::optional<Summary>> SqlReferrals::of_submission(const std::string& submission_hash) {
  std::optional<Summary> found;
  REPERE_TRY(each_row(
      statements_, by_submission.c_str(),
      [&](const Statement& row) { found = summary_at(row); }, submission_hash));
  return found;
}

Result<SqlReferrals::Lock> SqlReferrals::of_token(const std::string& token_hash) {
  std::optional<Lock> lock;
  REPERE_TRY(each_row(
      statements_,
      // Its own link, or that of a message to its sender (part 1) that opens (states 5 to 7: withdrawn, returned, replaced).
      "SELECT id, code_hash FROM referral WHERE token_hash = $1 UNION ALL SELECT r.id, r.code_hash FROM message m JOIN referral r ON "
      "r.id = m.referral WHERE m.link_hash = $2 AND m.part = 1 AND m.account = 0 AND m.state NOT IN (5, 6, 7)",
      [&](const Statement& row) { lock = Lock{ReferralId{row.whole(0)}, std::string(row.text(1))}; }, token_hash, token_hash));
  if (!lock) return fail(ErrorKind::not_found, not_there);
  return *lock;
}

Result<access::Standing> SqlReferrals::standing(ReferralId id) {
  const auto found = held(id);
  if (!found) return tl::unexpected(found.error());
  const auto passed_by = split_words(found->passed_by);
  return access::Standing{found->summary.centre, {passed_by.begin(), passed_by.end()}, found->sender, false};
}

Result<referral::Referral> SqlReferrals::read(const access::Permit& permit, ReferralId id) {
  REPERE_TRY(check_permit(permit, Act::read_referral));
  const auto found = held(id);
  if (!found) return tl::unexpected(found.error());
  referral::Referral one;
  static_cast<Summary&>(one) = found->summary;
  one.sender = found->sender;
  one.suspicion = found->suspicion;
  one.erased = found->key.empty();
  const auto answers = open(*found, "answers", found->sealed);
  if (!answers) return tl::unexpected(answers.error());
  one.answers = Confidential<referral::Answers>(unpacked(*answers));
  auto events = events_of(*found);
  if (!events) return tl::unexpected(events.error());
  one.events = std::move(*events);
  auto files = documents_of(*found);
  if (!files) return tl::unexpected(files.error());
  one.files = std::move(*files);
  return one;
}

Result<std::vector<Event>> SqlReferrals::events_of(const Held& held) {
  std::vector<Event> events;
  std::vector<std::string> sealed;
  REPERE_TRY(each_row(
      statements_,
      "SELECT number, at, what, account, centre, sealed FROM referral_event WHERE referral = $1 ORDER BY number",
      [&](const Statement& row) {
        events.push_back({row.whole(0), instant_at(row, 1), static_cast<Happening>(row.whole(2)),
                          AccountId{row.whole(3)}, std::string(row.text(4)), {}});
        sealed.push_back(row.is_null(5) ? std::string() : std::string(row.bytes(5)));
      },
      held.summary.id.value));
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto text = open(held, "event " + std::to_string(events[i].number), sealed[i]);
    if (!text) return tl::unexpected(text.error());
    events[i].text = std::move(*text);
  }
  return events;
}

Result<std::vector<referral::Document>> SqlReferrals::documents_of(const Held& held) {
  std::vector<referral::Document> files;
  std::vector<std::string> sealed;
  REPERE_TRY(each_row(
      statements_,
      "SELECT number, at, from_centre, type, size, sealed_name FROM referral_document WHERE referral = $1 ORDER BY number",
      [&](const Statement& row) {
        files.push_back({row.whole(0), instant_at(row, 1), row.whole(2) != 0, std::string(row.text(3)), row.whole(4), {}});
        sealed.push_back(row.is_null(5) ? std::string() : std::string(row.bytes(5)));
      },
      held.summary.id.value));
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto name = open(held, "document name " + std::to_string(files[i].number), sealed[i]);
    if (!name) return tl::unexpected(name.error());
    files[i].name = std::move(*name);
  }
  return files;
}

Result<NewDocument> SqlReferrals::document(const access::Permit& permit, ReferralId id, std::int64_t number) {
  REPERE_TRY(check_permit(permit, Act::read_referral));
  const auto found = held(id);
  if (!found) return tl::unexpected(found.error());
  std::optional<NewDocument> document;
  std::string sealed_name, sealed;
  REPERE_TRY(each_row(
      statements_,
      "SELECT from_centre, type, sealed_name, sealed FROM referral_document WHERE referral = $1 AND number = $2",
      [&](const Statement& row) {
        document = NewDocument{row.whole(0) != 0, std::string(row.text(1)), {}, {}};
        if (!row.is_null(2)) sealed_name = row.bytes(2);
        if (!row.is_null(3)) sealed = row.bytes(3);
      },
      id.value, number));
  if (!document || found->key.empty() || sealed.empty()) return fail(ErrorKind::not_found, "there is no such document");
  auto name = open(*found, "document name " + std::to_string(number), sealed_name);
  if (!name) return tl::unexpected(name.error());
  auto content = open(*found, "document " + std::to_string(number), sealed);
  if (!content) return tl::unexpected(content.error());
  document->name = std::move(*name);
  document->content = std::move(*content);
  return std::move(*document);
}

Result<std::vector<Summary>> SqlReferrals::list(const access::Permit& permit, const access::Caller& caller,
                                                const workflows::ReferralFilter& filter) {
  REPERE_TRY(check_permit(permit, Act::read_referral));
  std::vector<Summary> listed;
  for (const auto& appointment : caller.appointments) {
    const std::string& centre = appointment.centre;
    if (centre.empty() || (!filter.centre.empty() && filter.centre != centre) ||
        access::answer_to(appointment.role, Act::read_referral, access::Relation::own) != access::Answer::yes)
      continue;
    REPERE_TRY(each_row(
        statements_,
        of_a_centre.c_str(),
        [&](const Statement& row) {
          Summary one = summary_at(row);
          if (std::none_of(listed.begin(), listed.end(), [&](const Summary& other) { return other.id == one.id; }))
            listed.push_back(std::move(one));
        },
        centre, "% " + centre + " %", static_cast<int>(State::answered), filter.over_too, filter.most));
  }
  std::stable_sort(listed.begin(), listed.end(),
                   [](const Summary& a, const Summary& b) { return std::pair(a.due, a.id) < std::pair(b.due, b.id); });
  return listed;
}

Result<std::vector<Summary>> SqlReferrals::sent_by(const access::Permit& permit, AccountId sender) {
  REPERE_TRY(check_permit(permit, Act::read_referral));
  std::vector<Summary> listed;
  REPERE_TRY(each_row(
      statements_, of_a_sender.c_str(), [&](const Statement& row) { listed.push_back(summary_at(row)); }, sender.value));
  return listed;
}

Result<workflows::SamePerson> SqlReferrals::same_person(const access::Permit& permit, ReferralId id) {
  REPERE_TRY(check_permit(permit, Act::read_referral));
  const auto found = held(id);
  if (!found) return tl::unexpected(found.error());
  workflows::SamePerson same;
  if (found->person_hash.empty()) return same;
  REPERE_TRY(each_row(
      statements_, of_a_person.c_str(),
      [&](const Statement& row) { same.referrals.push_back(summary_at(row)); }, found->person_hash, id.value));
  REPERE_TRY(each_row(
      statements_, "SELECT patient FROM person_hash WHERE hash = $1 ORDER BY patient",
      [&](const Statement& row) { same.patients.push_back(PatientId{row.whole(0)}); }, found->person_hash));
  return same;
}

Result<void> SqlReferrals::put_event(const Held& held, const Event& event) {
  std::int64_t number = 1;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MAX(number), 0) + 1 FROM referral_event WHERE referral = $1",
      [&](const Statement& row) { number = row.whole(0); }, held.summary.id.value));
  std::string sealed;
  if (!event.text.reveal().empty()) {
    auto made = secrets_.seal_for(held.key, context_of(held.summary.id, "event " + std::to_string(number)), event.text);
    if (!made) return tl::unexpected(made.error());
    sealed = std::move(*made);
  }
  REPERE_TRY(change(statements_,
                    "INSERT INTO referral_event (referral, number, at, what, account, centre, sealed) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    held.summary.id.value, number, event.at, static_cast<int>(event.what), event.account.value,
                    event.centre, Bytes{sealed}));
  return {};
}

Result<void> SqlReferrals::happened(const access::Permit& permit, ReferralId id, std::int64_t version,
                                    const Event& event, const std::string& to_centre) {
  const Act needed = event.what == Happening::answered    ? Act::answer_referral
                     : event.what == Happening::completed ? Act::refer_patient
                                                          : Act::handle_referral;
  REPERE_TRY(check_permit(permit, needed));
  const auto found = held(id);
  if (!found) return tl::unexpected(found.error());
  if (found->key.empty()) return fail(ErrorKind::conflict, "this referral was erased");
  const auto state = referral::after(found->summary.state, event.what);
  if (!state) return tl::unexpected(state.error());
  const bool moves = event.what == Happening::redirected;
  std::string passed_by = found->passed_by;
  if (moves) passed_by += (passed_by.empty() ? " " : "") + found->summary.centre + " ";
  // Opened anew by the centre that it comes to.
  const bool opened = event.what == Happening::opened || (found->summary.opened && !moves);
  const auto changed = change(
      statements_,
      "UPDATE referral SET state = $1, changed = $2, centre = $3, passed_by = $4, opened = $5, version = version + 1 "
      "WHERE id = $6 AND version = $7",
      static_cast<int>(*state), event.at, moves ? to_centre : found->summary.centre, passed_by, opened, id.value, version);
  if (!changed) return tl::unexpected(changed.error());
  if (*changed == 0)
    return fail(ErrorKind::conflict, "the referral has changed meanwhile: look at it again, then repeat your step");
  return put_event(*found, event);
}

Result<void> SqlReferrals::put_document(const Held& held, Instant at, const NewDocument& document) {
  std::int64_t number = 1;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MAX(number), 0) + 1 FROM referral_document WHERE referral = $1",
      [&](const Statement& row) { number = row.whole(0); }, held.summary.id.value));
  const std::string suffix = std::to_string(number);
  const auto name = secrets_.seal_for(held.key, context_of(held.summary.id, "document name " + suffix), document.name);
  if (!name) return tl::unexpected(name.error());
  const auto content = secrets_.seal_for(held.key, context_of(held.summary.id, "document " + suffix), document.content);
  if (!content) return tl::unexpected(content.error());
  REPERE_TRY(change(statements_,
                    "INSERT INTO referral_document (referral, number, at, from_centre, type, size, sealed_name, sealed) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    held.summary.id.value, number, at, document.from_centre, document.type,
                    static_cast<std::int64_t>(document.content.reveal().size()), Bytes{*name}, Bytes{*content}));
  return {};
}

Result<void> SqlReferrals::add_document(const access::Permit& permit, ReferralId id, Instant at,
                                        const NewDocument& document) {
  REPERE_TRY(check_permit(permit, document.from_centre ? Act::handle_referral : Act::refer_patient));
  const auto found = held(id);
  if (!found) return tl::unexpected(found.error());
  if (found->key.empty()) return fail(ErrorKind::conflict, "this referral was erased");
  return put_document(*found, at, document);
}

}  // namespace repere::storage
