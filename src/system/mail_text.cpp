#include "system/mail_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/mail_address.hpp"
#include "system/base64.hpp"

namespace repere::system {

namespace {

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Words of at most 45 bytes, cut between characters: 45 bytes are 60 digits, and a word has at most 75 (RFC 2047, section 2).
std::string encoded_words(std::string_view text) {
  std::string header;
  while (!text.empty()) {
    std::size_t length = std::min<std::size_t>(text.size(), 45);
    while (length > 1 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
    header += (header.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return header;
}
std::string header_words(std::string_view text) {
  return is_plain(text) && text.size() <= 60 && text.find("=?") == text.npos ? std::string(text) : encoded_words(text);
}

std::string date_of(Instant at) {
  using namespace std::chrono;
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<std::chrono::days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(floor<seconds>(at - day));
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02u %s %d %02d:%02d:%02d +0000", days.at(weekday(day).c_encoding()),
                static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return text;
}

// Lines of at most 76 characters; a space at the end of a line is written out, as is whatever is no ASCII (RFC 2045, section 6.7).
std::string quoted_printable(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') continue;
    if (c == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    const bool last = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    const bool as_it_is = c > ' ' && c <= '~' && c != '=';
    const bool space = (c == ' ' || c == '\t') && !last;
    const std::size_t width = as_it_is || space ? 1 : 3;
    if (column + width > 75) {
      out += "=\r\n";
      column = 0;
    }
    if (width == 1) {
      out += c;
    } else {
      out += '=';
      out += digits[static_cast<unsigned char>(c) >> 4U];
      out += digits[static_cast<unsigned char>(c) & 15U];
    }
    column += width;
  }
  return out + "\r\n";
}

std::string base64_lines(std::string_view bytes) {
  const std::string all = base64(bytes);
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += 76) out += all.substr(at, 76) + "\r\n";
  return out;
}

constexpr std::string_view plain_part =
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";

std::string with_attachment(const workflows::Mail& mail, const workflows::Attachment& attachment) {
  const std::string boundary = "part-" + mail.message_id.substr(0, mail.message_id.find('@'));
  return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" + std::string(plain_part) +
         quoted_printable(mail.body) + "\r\n--" + boundary + "\r\nContent-Type: " + attachment.type +
         "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"" + attachment.name + "\"\r\n\r\n" +
         base64_lines(attachment.content.reveal()) + "--" + boundary + "--\r\n";
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '/' || c == '+';
  });
}

}  // namespace

Result<std::string> mail_text(const MailFrom& from, const workflows::Mail& mail) {
  if (!is_mail_address(from.address)) return fail(ErrorKind::incorrect, "the sender's address is none");
  if (!is_mail_address(mail.to.reveal())) return fail(ErrorKind::incorrect, "the recipient's address is none");
  if (!is_mail_address(mail.message_id)) return fail(ErrorKind::incorrect, "the message's identifier is none");
  if (mail.attachment && (!is_token(mail.attachment->name) || !is_token(mail.attachment->type)))
    return fail(ErrorKind::incorrect, "the attachment's name or type is none");
  std::string name = from.name;
  std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
  const std::string shown = name.empty() ? "" : (is_plain(name) && name.size() <= 60 ? "\"" + name + "\" " : encoded_words(name) + " ");
  std::string text = "Date: " + date_of(mail.date) + "\r\nFrom: " + shown + "<" + from.address + ">\r\nTo: <" + mail.to.reveal() +
                     ">\r\nSubject: " + header_words(mail.subject) + "\r\nMessage-ID: <" + mail.message_id +
                     ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  return text + (mail.attachment ? with_attachment(mail, *mail.attachment) : std::string(plain_part) + quoted_printable(mail.body));
}

}  // namespace repere::system
