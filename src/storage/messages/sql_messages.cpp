#include "storage/messages/sql_messages.hpp"

#include "storage/boards/board_rows.hpp"
#include "storage/people/packed.hpp"

namespace repere::storage {

using access::Act;
using message::Event;
using message::Happening;
using message::Message;
using message::MessageId;
using message::State;
using message::Way;
using Text = Confidential<std::string>;

namespace {

constexpr const char* not_there = "there is no such message";

// What the sealed bytes belong to: they open nowhere else.
std::string context_of(MessageId id) { return "message " + std::to_string(id.value); }
std::string context_of(message::CorrespondentId id) { return "correspondent " + std::to_string(id.value); }

// A name and an address, sealed together.
Result<workflows::Sealed> seal_contact(workflows::Secrets& secrets, const workflows::SealedPersonKey& key, const std::string& context,
                                       const Text& name, const Text& address) {
  if (key.empty()) return fail(ErrorKind::conflict, "this person was erased: nothing is sent about them any more");
  std::string packed;
  pack(packed, name.reveal());
  pack(packed, address.reveal());
  return secrets.seal_for(key, context, Text(std::move(packed)));
}
Result<void> open_contact(workflows::Secrets& secrets, const workflows::SealedPersonKey& key, const std::string& context,
                          const std::string& sealed, Text& name, Text& address) {
  const auto text = secrets.open_for(key, context, sealed);
  if (!text) return tl::unexpected(text.error());
  const auto parts = unpack(text->reveal());
  if (parts.size() == 2) name = Text(parts[0]), address = Text(parts[1]);
  return {};
}

const std::string all_messages =
    "SELECT m.id, m.kind, m.state, m.centre, m.patient, m.referral, m.presentation, m.meeting, m.part, m.way, m.account, "
    "m.correspondent, m.queued, m.due, m.handed_over, m.opened, m.attempts, m.codes, m.wrong_codes, m.link_ends, m.answer, m.sealed, "
    "COALESCE(a.name, ''), COALESCE(a.login, '') FROM message m LEFT JOIN account a ON a.id = m.account";
const std::string by_number = all_messages + " WHERE m.id = $1";
const std::string by_link = all_messages + " WHERE m.link_hash = $1";

Message message_at(const Statement& row) {
  Message one;
  one.id = MessageId{row.whole(0)};
  one.kind = static_cast<message::Kind>(row.whole(1));
  one.state = static_cast<State>(row.whole(2));
  one.centre = row.text(3);
  one.patient = PatientId{row.whole(4)};
  one.referral = access::ReferralId{row.whole(5)};
  one.presentation = board::PresentationId{row.whole(6)};
  one.meeting = board::MeetingId{row.whole(7)};
  one.recipient.part = static_cast<message::Part>(row.whole(8));
  one.recipient.way = static_cast<Way>(row.whole(9));
  one.recipient.account = access::AccountId{row.whole(10)};
  one.recipient.correspondent = message::CorrespondentId{row.whole(11)};
  one.queued = instant_at(row, 12);
  one.due = instant_at(row, 13);
  one.handed_over = optional_instant_at(row, 14);
  one.opened = optional_instant_at(row, 15);
  one.attempts = static_cast<int>(row.whole(16));
  one.codes = static_cast<int>(row.whole(17));
  one.wrong_codes = static_cast<int>(row.whole(18));
  one.link_ends = optional_instant_at(row, 19);
  one.answer = row.text(20);
  return one;
}

// "2, 3": ways as a list of numbers, which no outside text is part of.
std::string numbers_of(const std::vector<Way>& ways) {
  std::string list;
  for (const Way way : ways) list += (list.empty() ? "" : ", ") + std::to_string(static_cast<int>(way));
  return list.empty() ? "0" : list;
}

Result<void> check_cause(const access::Permit& permit) {
  return check_one_of(permit, {Act::send_messages, Act::read_messages, Act::sign_decision, Act::answer_referral, Act::handle_referral,
                               Act::prepare_board, Act::record_decision, Act::manage_board});
}
Result<void> check_reading(const access::Permit& permit) { return check_one_of(permit, {Act::read_messages, Act::send_messages}); }

}  // namespace

// Empty when it was destroyed, or when the message is about nobody.
Result<workflows::SealedPersonKey> SqlMessages::key_of(PatientId patient, access::ReferralId referral, bool make) {
  if (patient) {
    const auto key = make ? keys_.find_or_make(patient, clock_.now()) : keys_.find(patient);
    if (!key) return tl::unexpected(key.error());
    return key->destroyed ? workflows::SealedPersonKey() : key->sealed;
  }
  workflows::SealedPersonKey key;
  REPERE_TRY(each_row(
      statements_, "SELECT sealed_key FROM referral WHERE id = $1", [&](const Statement& row) { key = bytes_at(row, 0); },
      referral.value));
  return key;
}

Result<void> SqlMessages::open(Row& row) {
  auto& to = row.message.recipient;
  if (to.account) {
    to.name = Text(row.account_name);
    to.address = Text(row.login);
    return {};
  }
  if (row.sealed.empty()) return {};
  const auto key = key_of(row.message.patient, row.message.referral, false);
  if (!key) return tl::unexpected(key.error());
  row.message.erased = key->empty();
  if (key->empty()) return {};
  return open_contact(secrets_, *key, context_of(row.message.id), row.sealed, to.name, to.address);
}

Result<MessageId> SqlMessages::queue(const access::Permit& permit, const workflows::NewMessage& made) {
  REPERE_TRY(check_cause(permit));
  const auto number = next_number(statements_, "message");
  if (!number) return tl::unexpected(number.error());
  const MessageId id{*number};
  const auto& to = made.recipient;
  std::string sealed;
  if (!to.account) {
    const auto key = key_of(made.patient, made.referral, true);
    if (!key) return tl::unexpected(key.error());
    auto bytes = seal_contact(secrets_, *key, context_of(id), to.name, to.address);
    if (!bytes) return tl::unexpected(bytes.error());
    sealed = std::move(*bytes);
  }
  REPERE_TRY(change(
      statements_,
      "INSERT INTO message (id, kind, state, centre, patient, referral, presentation, meeting, part, way, account, correspondent, "
      "queued, due, held_until, attempts, codes, wrong_codes, link_hash, link_ends, answer, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', 0, 1, 0, $15, $16, '', $17)",
      id.value, static_cast<int>(made.kind), static_cast<int>(State::waiting), made.centre, made.patient.value, made.referral.value,
      made.presentation.value, made.meeting.value, static_cast<int>(to.part), static_cast<int>(to.way), to.account.value,
      to.correspondent.value, made.at, made.due.value_or(made.at),
      workflows::link_hash_of(secrets_, workflows::link_token_of(secrets_, id)), made.link_ends, Bytes{sealed}));
  REPERE_TRY(put_event(id, {0, made.at, Happening::queued, made.by, {}}));
  return id;
}

SqlMessages::Row SqlMessages::row_at(const Statement& row) {
  return {message_at(row), bytes_at(row, 21), std::string(row.text(22)), std::string(row.text(23))};
}

Result<Message> SqlMessages::find(MessageId id) {
  std::optional<Message> found;
  REPERE_TRY(each_row(
      statements_, by_number.c_str(), [&](const Statement& row) { found = message_at(row); }, id.value));
  if (!found) return fail(ErrorKind::not_found, not_there);
  return *found;
}

Result<Message> SqlMessages::of_link(const std::string& link_hash) {
  std::optional<Message> found;
  REPERE_TRY(each_row(
      statements_, by_link.c_str(), [&](const Statement& row) { found = message_at(row); }, link_hash));
  if (!found) return fail(ErrorKind::not_found, not_there);
  return *found;
}

Result<Message> SqlMessages::opened_message(MessageId id) {
  std::optional<Row> found;
  REPERE_TRY(each_row(
      statements_, by_number.c_str(), [&](const Statement& row) { found = row_at(row); }, id.value));
  if (!found) return fail(ErrorKind::not_found, not_there);
  REPERE_TRY(open(*found));
  return std::move(found->message);
}

Result<Message> SqlMessages::read(const access::Permit& permit, MessageId id) {
  REPERE_TRY(check_reading(permit));
  return opened_message(id);
}

Result<std::vector<Event>> SqlMessages::events(const access::Permit& permit, MessageId id) {
  REPERE_TRY(check_reading(permit));
  std::vector<Event> events;
  REPERE_TRY(each_row(
      statements_, "SELECT number, at, what, account, answer FROM message_event WHERE message = $1 ORDER BY number",
      [&](const Statement& row) {
        events.push_back({row.whole(0), instant_at(row, 1), static_cast<Happening>(row.whole(2)), access::AccountId{row.whole(3)},
                          std::string(row.text(4))});
      },
      id.value));
  return events;
}

Result<std::vector<Message>> SqlMessages::list(const access::Permit& permit, const workflows::MessageFilter& filter) {
  REPERE_TRY(check_reading(permit));
  Conditions conditions;
  if (filter.patient)
    conditions.add("(m.patient = ? OR m.id IN (SELECT x.message FROM message_about x JOIN presentation p ON p.id = x.presentation WHERE p.patient = ?))",
                   filter.patient.value);
  if (filter.referral) conditions.add("m.referral = ?", filter.referral.value);
  if (filter.presentation) conditions.add("m.presentation = ?", filter.presentation.value);
  if (!filter.centre.empty()) conditions.add("m.centre = ?", filter.centre);
  if (filter.unsettled_only) conditions.add("m.state IN (1, 3, 4, 6)");
  std::vector<Row> rows;
  REPERE_TRY(conditions.each_row(statements_, all_messages, " ORDER BY m.id DESC LIMIT " + std::to_string(filter.most),
                                 [&](const Statement& row) { rows.push_back(row_at(row)); }));
  std::vector<Message> all;
  for (Row& row : rows) {
    REPERE_TRY(open(row));
    all.push_back(std::move(row.message));
  }
  return all;
}

Result<void> SqlMessages::put_event(MessageId id, const Event& event) {
  std::int64_t number = 1;
  REPERE_TRY(each_row(
      statements_, "SELECT COALESCE(MAX(number), 0) + 1 FROM message_event WHERE message = $1",
      [&](const Statement& row) { number = row.whole(0); }, id.value));
  REPERE_TRY(change(statements_,
                    "INSERT INTO message_event (message, number, at, what, account, answer) VALUES ($1, $2, $3, $4, $5, $6)", id.value,
                    number, event.at, static_cast<int>(event.what), event.account.value, event.answer));
  return {};
}

Result<void> SqlMessages::happened(MessageId id, const Event& event, std::optional<Instant> due, int attempt) {
  auto one = find(id);
  if (!one) return tl::unexpected(one.error());
  if (attempt != 0 && attempt != one->attempts) return fail(ErrorKind::conflict, "another attempt to send this message has begun");
  const auto state = message::after(one->state, event.what);
  if (!state) return tl::unexpected(state.error());
  one->due = due.value_or(one->due);
  if (event.what == Happening::handed_over || event.what == Happening::passed_by_hand)
    one->handed_over = one->handed_over.value_or(event.at);
  if (event.what == Happening::opened) one->opened = one->opened.value_or(event.at);
  if (event.what == Happening::sent_again) one->attempts = 0;
  if (event.what == Happening::wrong_code) ++one->wrong_codes;
  if (event.what == Happening::new_code) ++one->codes, one->wrong_codes = 0;
  if (!event.answer.empty()) one->answer = event.answer;
  REPERE_TRY(change(statements_,
                    "UPDATE message SET state = $1, due = $2, handed_over = $3, opened = $4, attempts = $5, codes = $6, "
                    "wrong_codes = $7, answer = $8 WHERE id = $9",
                    static_cast<int>(*state), one->due, one->handed_over, one->opened, one->attempts, one->codes, one->wrong_codes,
                    one->answer, id.value));
  // What its reader does takes it from no server that is handing it over.
  const bool by_reader = event.what == Happening::opened || event.what == Happening::wrong_code || event.what == Happening::new_code;
  if (!by_reader) REPERE_TRY(change(statements_, "UPDATE message SET held_until = '' WHERE id = $1", id.value));
  return put_event(id, event);
}

Result<void> SqlMessages::set_link_end(MessageId id, std::optional<Instant> ends) {
  REPERE_TRY(change(statements_, "UPDATE message SET link_ends = $1 WHERE id = $2", ends, id.value));
  return {};
}

Result<void> SqlMessages::opened_by_sender(access::ReferralId referral, Instant at) {
  std::vector<MessageId> unread;
  REPERE_TRY(each_row(
      statements_, "SELECT id FROM message WHERE referral = $1 AND part = $2 AND opened IS NULL AND state NOT IN (5, 6, 7) ORDER BY id",
      [&](const Statement& row) { unread.push_back(MessageId{row.whole(0)}); }, referral.value,
      static_cast<int>(message::Part::sender)));
  for (const MessageId id : unread) REPERE_TRY(happened(id, {0, at, Happening::opened, {}, {}}, std::nullopt, 0));
  return {};
}

Result<std::optional<Message>> SqlMessages::claim(Instant now, std::chrono::seconds lease, const std::vector<Way>& ways) {
  std::optional<MessageId> id;
  // Whoever comes second waits for the row, looks at it again, and finds it held.
  const std::string sql =
      "UPDATE message SET held_until = $1, attempts = attempts + 1 WHERE state = 1 AND held_until <= $2 AND id = "
      "(SELECT m.id FROM message m WHERE m.state = 1 AND m.due <= $3 AND m.held_until <= $4 AND m.way IN (" +
      numbers_of(ways) + ") ORDER BY m.due, m.id LIMIT 1) RETURNING id";
  REPERE_TRY(each_row(
      statements_, sql.c_str(), [&](const Statement& row) { id = MessageId{row.whole(0)}; }, Instant(now + lease), now, now, now));
  if (!id) return std::nullopt;
  REPERE_TRY(put_event(*id, {0, now, Happening::attempted, {}, {}}));
  auto claimed = opened_message(*id);
  if (!claimed) return tl::unexpected(claimed.error());
  return std::optional(std::move(*claimed));
}

Result<bool> SqlMessages::is_one_due(Instant now, const std::vector<Way>& ways) {
  bool due = false;
  const std::string sql =
      "SELECT 1 FROM message WHERE state = 1 AND due <= $1 AND held_until <= $2 AND way IN (" + numbers_of(ways) + ") LIMIT 1";
  REPERE_TRY(each_row(
      statements_, sql.c_str(), [&](const Statement&) { due = true; }, now, now));
  return due;
}

Result<workflows::Outstanding> SqlMessages::outstanding() {
  workflows::Outstanding all;
  REPERE_TRY(each_row(
      statements_, "SELECT state, way, COUNT(*), MIN(queued) FROM message WHERE state IN (1, 3, 4, 6) GROUP BY state, way",
      [&](const Statement& row) {
        if (static_cast<State>(row.whole(0)) != State::waiting) {
          all.failed += row.whole(2);
          return;
        }
        all.waiting += row.whole(2);
        if (static_cast<Way>(row.whole(1)) == Way::by_hand) {
          all.by_hand += row.whole(2);
          return;
        }
        const Instant first = instant_at(row, 3);
        all.oldest = all.oldest ? std::min(*all.oldest, first) : first;
      }));
  return all;
}

Result<std::vector<message::Correspondent>> SqlMessages::correspondents(const access::Permit& permit, PatientId patient) {
  REPERE_TRY(check_cause(permit));
  std::vector<message::Correspondent> all;
  std::vector<std::string> sealed;
  REPERE_TRY(each_row(
      statements_, "SELECT id, part, since, sealed FROM correspondent WHERE patient = $1 AND ended IS NULL ORDER BY part, id",
      [&](const Statement& row) {
        message::Correspondent one;
        one.id = message::CorrespondentId{row.whole(0)};
        one.patient = patient;
        one.part = static_cast<message::Part>(row.whole(1));
        one.since = instant_at(row, 2);
        all.push_back(std::move(one));
        sealed.push_back(bytes_at(row, 3));
      },
      patient.value));
  if (all.empty()) return all;
  const auto key = key_of(patient, {}, false);
  if (!key) return tl::unexpected(key.error());
  if (key->empty()) return std::vector<message::Correspondent>();  // erased: nobody knows who they were
  for (std::size_t i = 0; i < all.size(); ++i)
    REPERE_TRY(open_contact(secrets_, *key, context_of(all[i].id), sealed[i], all[i].name, all[i].address));
  return all;
}

Result<message::CorrespondentId> SqlMessages::add(const access::Permit& permit, const message::Correspondent& one,
                                                  access::AccountId by) {
  REPERE_TRY(check_permit(permit, Act::send_messages));
  const auto number = next_number(statements_, "correspondent");
  if (!number) return tl::unexpected(number.error());
  const message::CorrespondentId id{*number};
  const auto key = key_of(one.patient, {}, true);
  if (!key) return tl::unexpected(key.error());
  const auto sealed = seal_contact(secrets_, *key, context_of(id), one.name, one.address);
  if (!sealed) return tl::unexpected(sealed.error());
  REPERE_TRY(change(statements_,
                    "INSERT INTO correspondent (id, patient, part, since, added_by, sealed) VALUES ($1, $2, $3, $4, $5, $6)", id.value,
                    one.patient.value, static_cast<int>(one.part), one.since, by.value, Bytes{*sealed}));
  return id;
}

Result<void> SqlMessages::end(const access::Permit& permit, PatientId patient, message::CorrespondentId id, access::AccountId by,
                              Instant at) {
  REPERE_TRY(check_permit(permit, Act::send_messages));
  const auto ended = change(statements_,
                            "UPDATE correspondent SET ended = $1, ended_by = $2 WHERE id = $3 AND patient = $4 AND ended IS NULL", at,
                            by.value, id.value, patient.value);
  if (!ended) return tl::unexpected(ended.error());
  return *ended == 0 ? Result<void>(fail(ErrorKind::not_found, "this correspondent is none of this case's")) : Result<void>();
}

}  // namespace repere::storage
