#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/confidential.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "domain/access/permit.hpp"
#include "domain/board/meeting.hpp"
#include "domain/words.hpp"

// News that leaves the network: to whom, by what, and what became of it. A message holds no patient data: it says that something
// waits behind a link.
namespace repere::message {

using MessageId = Id<struct MessageTag>;
using CorrespondentId = Id<struct CorrespondentTag>;

/// What a message is about. Numbers are stored: never reused.
enum class Kind : std::uint8_t {
  referral_taken_up = 1,
  question_to_sender = 2,  ///< the centre asks for what is missing
  referral_passed_on = 3,  ///< to another centre
  referral_answered = 4,
  referral_closed = 5,
  case_placed = 6,         ///< on the agenda of a board
  report_signed = 7,
  addendum = 8,            ///< to a report that was sent before
  meeting_moved = 9,
  meeting_cancelled = 10,
  reminder = 11,           ///< of what somebody has to do for cases
};
inline constexpr std::array kind_words{Word{Kind::referral_taken_up, "referral_taken_up"},
                                       Word{Kind::question_to_sender, "question_to_sender"},
                                       Word{Kind::referral_passed_on, "referral_passed_on"},
                                       Word{Kind::referral_answered, "referral_answered"},
                                       Word{Kind::referral_closed, "referral_closed"},
                                       Word{Kind::case_placed, "case_placed"},
                                       Word{Kind::report_signed, "report_signed"},
                                       Word{Kind::addendum, "addendum"},
                                       Word{Kind::meeting_moved, "meeting_moved"},
                                       Word{Kind::meeting_cancelled, "meeting_cancelled"},
                                       Word{Kind::reminder, "reminder"}};

/// By what a message goes. Numbers are stored: never reused.
enum class Way : std::uint8_t {
  by_hand = 1,  ///< no address is known: somebody passes the link on
  email = 2,    ///< ordinary e-mail, which others may read
  mssante = 3,  ///< the health network's secure mail
};
inline constexpr std::array way_words{Word{Way::by_hand, "by_hand"}, Word{Way::email, "email"},
                                      Word{Way::mssante, "mssante"}};

/// Who a recipient is to the case. Numbers are stored: never reused.
enum class Part : std::uint8_t {
  sender = 1,              ///< of the referral
  treating_physician = 2,
  correspondent = 3,
  member = 4,              ///< of a board
  owner = 5,               ///< of what is to be done
};
inline constexpr std::array part_words{Word{Part::sender, "sender"}, Word{Part::treating_physician, "treating_physician"},
                                       Word{Part::correspondent, "correspondent"}, Word{Part::member, "member"},
                                       Word{Part::owner, "owner"}};

/// Where a message stands. Numbers are stored: never reused.
enum class State : std::uint8_t {
  waiting = 1,
  handed_over = 2,  ///< a mail server accepted it, or somebody passed the link on
  refused = 3,      ///< a mail server refused it for good
  gave_up = 4,      ///< tried until the last time
  withdrawn = 5,    ///< by somebody: its link opens nothing any more
  returned = 6,     ///< came back: it reached nobody
  replaced = 7,     ///< by a message to another address
};
inline constexpr std::array state_words{Word{State::waiting, "waiting"}, Word{State::handed_over, "handed_over"},
                                        Word{State::refused, "refused"}, Word{State::gave_up, "gave_up"},
                                        Word{State::withdrawn, "withdrawn"}, Word{State::returned, "returned"},
                                        Word{State::replaced, "replaced"}};

/// What happened to a message. Numbers are stored: never reused.
enum class Happening : std::uint8_t {
  queued = 1,
  attempted = 2,     ///< a server of the network began to hand it over
  handed_over = 3,
  put_off = 4,       ///< the attempt failed; there will be another
  refused = 5,
  gave_up = 6,
  withdrawn = 7,
  sent_again = 8,
  passed_by_hand = 9,
  opened = 10,       ///< the recipient read what waited behind the link
  wrong_code = 11,
  new_code = 12,
  returned = 13,     ///< somebody noted that it came back, with the reason
  replaced = 14,     ///< it was sent to another address instead
};
inline constexpr std::array happening_words{
    Word{Happening::queued, "queued"},         Word{Happening::attempted, "attempted"},
    Word{Happening::handed_over, "handed_over"}, Word{Happening::put_off, "put_off"},
    Word{Happening::refused, "refused"},       Word{Happening::gave_up, "gave_up"},
    Word{Happening::withdrawn, "withdrawn"},   Word{Happening::sent_again, "sent_again"},
    Word{Happening::passed_by_hand, "passed_by_hand"}, Word{Happening::opened, "opened"},
    Word{Happening::wrong_code, "wrong_code"}, Word{Happening::new_code, "new_code"},
    Word{Happening::returned, "returned"},     Word{Happening::replaced, "replaced"}};

/// Whether the link of a message in this state opens what waits behind it.
constexpr bool opens(State state) { return state != State::withdrawn && state != State::returned && state != State::replaced; }

/// Why a message came back, as far as that says anything: kept as the answer of what happened.
enum class ReturnReason : std::uint8_t { wrong_address, left, box_full, blocked, other };
inline constexpr std::array return_reason_words{Word{ReturnReason::wrong_address, "wrong_address"}, Word{ReturnReason::left, "left"},
                                                Word{ReturnReason::box_full, "box_full"}, Word{ReturnReason::blocked, "blocked"},
                                                Word{ReturnReason::other, "other"}};

/// The state after something happened. Who opened, mistyped or got a new code moves nothing.
/// Errors: conflict when this cannot happen now
Result<State> after(State state, Happening happening);

/// Somebody who gets a case's reports, as the case's file names them.
struct Correspondent {
  CorrespondentId id;
  PatientId patient;
  Part part = Part::correspondent;  ///< treating_physician or correspondent
  Confidential<std::string> name;
  Confidential<std::string> address;  ///< e-mail or MSSanté; empty: the link is passed on by hand
  Instant since{};
};

/// To whom one message goes.
struct Recipient {
  Part part = Part::correspondent;
  Way way = Way::by_hand;
  access::AccountId account;          ///< 0: without account
  CorrespondentId correspondent;      ///< 0: none of the case's file
  Confidential<std::string> name, address;
};

/// A message as it stands.
struct Message {
  MessageId id;
  Kind kind = Kind::report_signed;
  State state = State::waiting;
  std::string centre;                 ///< in whose name
  PatientId patient;                  ///< each 0 where it is about none
  access::ReferralId referral;
  board::PresentationId presentation;
  board::MeetingId meeting;
  Recipient recipient;                ///< name and address are empty when the person was erased
  bool erased = false;
  Instant queued{}, due{};            ///< due: when it is tried next
  std::optional<Instant> handed_over, opened;  ///< the first time of each
  int attempts = 0;                   ///< since it was queued or sent again
  int codes = 1;                      ///< which code opens it: the first, the second …
  int wrong_codes = 0;                ///< given since that code was made
  std::optional<Instant> link_ends;   ///< nothing: the link alone opens nothing
  std::string answer;                 ///< of the mail server, the last: "250", "451 4.7.1", "timeout"; or why it came back
};

/// A line of a message's history.
struct Event {
  std::int64_t number = 0;
  Instant at{};
  Happening what = Happening::queued;
  access::AccountId account;  ///< 0: the program, or the recipient
  std::string answer;         ///< of a mail server: its code, never its words, which repeat addresses
};

/// How a reader proves to be whom a message is for.
enum class Proof : std::uint8_t {
  account,        ///< by signing in
  sender_code,    ///< by the code that they chose when they sent the referral
  telephoned_code,  ///< by a code that the centre says on the telephone: the link went by ordinary e-mail, or by hand
  link,           ///< by the link alone, which only the health network's secure mail carried
};
Proof proof_of(const Message& message);

/// After this many wrong codes a message opens with a new one only.
inline constexpr int most_wrong_codes = 10;

/// When a message that could not be handed over is tried again: after 1, 5, 15, 60 minutes, then every four hours.
/// Shape: attempts >= 1, those made; nothing when all delays together would be longer than `patience`
std::optional<Instant> next_attempt(int attempts, Instant now, std::chrono::hours patience);

}  // namespace repere::message
