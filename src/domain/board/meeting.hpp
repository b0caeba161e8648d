#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "domain/access/permit.hpp"
#include "domain/board/calendar.hpp"
#include "domain/board/quorum.hpp"

// A board (RCP), its members, and the meetings it holds.
namespace repere::board {

using BoardId = Id<struct BoardTag>;
using MeetingId = Id<struct MeetingTag>;
using PresentationId = Id<struct PresentationTag>;
using ActionId = Id<struct ActionTag>;

struct Board {
  BoardId id;
  std::int64_t version = 1;
  std::string centre;              ///< code of the centre that holds it
  std::vector<std::string> sites;  ///< codes of other centres that sit in it by video
  Sort sort = Sort::reference_sarcoma;
  std::string name_fr, name_en;
  Zone zone = Zone::paris;
  Recurrence recurrence;
  int start_minute = 14 * 60;   ///< local
  int minutes = 120;            ///< planned length of a meeting
  int capacity = 20;            ///< cases a meeting
  int minutes_per_case = 6;
  int closes_hours_before = 48;  ///< when the agenda closes
  bool takes_children = false, takes_bone = false;
  bool closed = false;  ///< sits no more
};

/// The permanent members: who is proposed when a meeting opens, and who may follow its calendar.
struct Member {
  access::AccountId account;
  std::string name;    ///< as colleagues read it
  std::string centre;  ///< code
  Specialty specialty = Specialty::other;
};

enum class MeetingState : std::uint8_t { planned = 1, open = 2, over = 3, cancelled = 4 };
inline constexpr std::array meeting_state_words{
    Word{MeetingState::planned, "planned"}, Word{MeetingState::open, "open"}, Word{MeetingState::over, "over"},
    Word{MeetingState::cancelled, "cancelled"}};

struct Meeting {
  MeetingId id;
  BoardId board;
  std::int64_t version = 1;
  Instant starts{}, closes{};  ///< of the agenda: later only with a reason
  int minutes = 120, capacity = 20;
  MeetingState state = MeetingState::planned;
  std::string note;  ///< room, video link; why it was moved or cancelled. No patient
  std::optional<Instant> opened, ended;
};

/// Somebody's stay in a meeting. Coming back is another stay.
struct Stay {
  std::int64_t number = 0;    ///< 1, 2, … within the meeting
  access::AccountId account;  ///< 0: a guest without account
  std::string name, centre;
  Specialty specialty = Specialty::other;
  Instant joined{};
  std::optional<Instant> left;
  bool remote = false;
  bool at(Instant when) const { return joined <= when && (!left || when < *left); }
};

/// Those present at a moment, each person once.
std::vector<Stay> present_at(const std::vector<Stay>& stays, Instant when);
std::vector<Specialty> specialties_of(const std::vector<Stay>& present);

}  // namespace repere::board
