#include "storage/boards/board_rows.hpp"

#include <algorithm>
#include <charconv>

#include "base/words_of_text.hpp"
#include "storage/people/packed.hpp"

namespace repere::storage {

using board::Board;
using board::Meeting;
using board::Stay;

Result<void> check_one_of(const access::Permit& permit, std::initializer_list<access::Act> acts) {
  const bool one = std::find(acts.begin(), acts.end(), permit.act()) != acts.end();
  return one ? Result<void>() : access::check_permit(permit, *acts.begin());
}

const char* const board_columns =
    "b.id, b.version, b.centre, b.sites, b.sort, b.name_fr, b.name_en, b.zone, b.rhythm, b.weekday, "
    "b.week_of_month, "
    "b.first_day, b.start_minute, b.minutes, b.capacity, b.minutes_per_case, b.closes_hours, "
    "b.takes_children, "
    "b.takes_bone, b.closed";

Board board_at(const Statement& row, int first) {
  const auto number = [&](int column) { return static_cast<int>(row.whole(first + column)); };
  Board one;
  one.id = board::BoardId{row.whole(first)};
  one.version = row.whole(first + 1);
  one.centre = row.text(first + 2);
  one.sites = codes_in(row.text(first + 3));
  one.sort = static_cast<board::Sort>(number(4));
  one.name_fr = row.text(first + 5);
  one.name_en = row.text(first + 6);
  one.zone = static_cast<board::Zone>(number(7));
  one.recurrence = {static_cast<board::Rhythm>(number(8)), number(9), number(10), day_at(row, first + 11)};
  one.start_minute = number(12);
  one.minutes = number(13);
  one.capacity = number(14);
  one.minutes_per_case = number(15);
  one.closes_hours_before = number(16);
  one.takes_children = number(17) != 0;
  one.takes_bone = number(18) != 0;
  one.closed = number(19) != 0;
  return one;
}

const char* const meeting_columns =
    "m.id, m.board, m.version, m.starts, m.closes, m.minutes, m.capacity, m.state, m.note, m.opened, m.ended";

Meeting meeting_at(const Statement& row, int first) {
  Meeting one;
  one.id = board::MeetingId{row.whole(first)};
  one.board = board::BoardId{row.whole(first + 1)};
  one.version = row.whole(first + 2);
  one.starts = instant_at(row, first + 3);
  one.closes = instant_at(row, first + 4);
  one.minutes = static_cast<int>(row.whole(first + 5));
  one.capacity = static_cast<int>(row.whole(first + 6));
  one.state = static_cast<board::MeetingState>(row.whole(first + 7));
  one.note = row.text(first + 8);
  one.opened = optional_instant_at(row, first + 9);
  one.ended = optional_instant_at(row, first + 10);
  return one;
}

std::string text_of_codes(const std::vector<std::string>& codes) {
  std::string text = codes.empty() ? "" : " ";
  for (const std::string& code : codes) text += code + " ";
  return text;
}

std::vector<std::string> codes_in(std::string_view text) {
  const auto words = split_words(text);
  return {words.begin(), words.end()};
}

std::string text_of_stays(const std::vector<Stay>& stays) {
  std::string text;
  for (const Stay& stay : stays)
    for (const std::string& part :
         {std::to_string(stay.number), std::to_string(stay.account.value), stay.name, stay.centre,
          std::to_string(static_cast<int>(stay.specialty)), iso_text(stay.joined),
          stay.left ? iso_text(*stay.left) : std::string(), std::string(stay.remote ? "1" : "0")})
      pack(text, part);
  return text;
}

std::vector<Stay> stays_in(std::string_view text) {
  constexpr std::size_t width = 8;
  const auto number = [](const std::string& digits) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  };
  std::vector<Stay> stays;
  const auto parts = unpack(text);
  for (std::size_t i = 0; i + width <= parts.size(); i += width) {
    Stay stay{number(parts[i]),
              access::AccountId{number(parts[i + 1])},
              parts[i + 2],
              parts[i + 3],
              static_cast<board::Specialty>(number(parts[i + 4])),
              parse_instant(parts[i + 5]).value_or(Instant{}),
              std::nullopt,
              parts[i + 7] == "1"};
    if (!parts[i + 6].empty()) stay.left = parse_instant(parts[i + 6]).value_or(Instant{});
    stays.push_back(std::move(stay));
  }
  return stays;
}

Conditions conditions_of(const workflows::PresentationFilter& filter) {
  Conditions conditions;
  if (filter.meeting) conditions.add("p.meeting = ?", filter.meeting.value);
  if (filter.patient) conditions.add("p.patient = ?", filter.patient.value);
  if (filter.referral) conditions.add("p.referral = ?", filter.referral.value);
  if (!filter.centre.empty()) conditions.add("b.centre = ?", filter.centre);
  if (!filter.concerns.empty()) conditions.add("(b.centre = ? OR p.asked_by = ?)", filter.concerns);
  if (filter.from) conditions.add("m.starts >= ?", *filter.from);
  if (filter.until) conditions.add("m.starts < ?", *filter.until);
  return conditions;
}

}  // namespace repere::storage
