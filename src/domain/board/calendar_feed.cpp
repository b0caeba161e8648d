#include "domain/board/calendar_feed.hpp"

#include <string_view>

namespace repere::board {

namespace {

// "20261203T130000Z"
std::string stamp(Instant at) {
  std::string text;
  for (const char c : iso_text(at).substr(0, 19))
    if (c != '-' && c != ':') text += c;
  return text + "Z";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c != '\r')
      out += c;
  }
  return out;
}

// Lines of at most 75 octets, never within a character. Source: RFC 5545, 3.1
void put(std::string& out, std::string_view line) {
  constexpr std::size_t most = 75;
  bool first = true;
  while (!line.empty()) {
    std::size_t take = std::min(line.size(), first ? most : most - 1);
    while (take < line.size() && (static_cast<unsigned char>(line[take]) & 0xC0U) == 0x80U) --take;
    out += first ? "" : " ";
    out += line.substr(0, take);
    out += "\r\n";
    line.remove_prefix(take);
    first = false;
  }
}

}  // namespace

std::string calendar_feed(const std::string& name, const std::vector<FeedEntry>& entries, Instant now) {
  std::string out;
  put(out, "BEGIN:VCALENDAR");
  put(out, "VERSION:2.0");
  put(out, "PRODID:-//Repere//Reunions//FR");
  put(out, "CALSCALE:GREGORIAN");
  put(out, "METHOD:PUBLISH");
  put(out, "X-WR-CALNAME:" + escaped(name));
  for (const auto& [board, one, count] : entries) {
    put(out, "BEGIN:VEVENT");
    put(out, "UID:meeting-" + std::to_string(one.id.value) + "@repere");
    put(out, "SEQUENCE:" + std::to_string(one.version));
    put(out, "DTSTAMP:" + stamp(now));
    put(out, "DTSTART:" + stamp(one.starts));
    put(out, "DTEND:" + stamp(one.starts + std::chrono::minutes(one.minutes)));
    put(out, "SUMMARY:" + escaped(board) + " (" + std::to_string(count) + (count > 1 ? " dossiers)" : " dossier)"));
    if (!one.note.empty()) put(out, "DESCRIPTION:" + escaped(one.note));
    put(out, std::string("STATUS:") + (one.state == MeetingState::cancelled ? "CANCELLED" : "CONFIRMED"));
    put(out, "END:VEVENT");
  }
  put(out, "END:VCALENDAR");
  return out;
}

}  // namespace repere::board
