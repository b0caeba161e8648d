#pragma once
#include <string>

#include "workflows/messages/mail_server.hpp"

namespace repere::system {

/// Who mail is from.
struct MailFrom {
  std::string address, name;
};

/// A mail as it goes over the line: headers and body, lines ending in CRLF, none longer than 998 bytes, ASCII alone. No text that is
/// put in can end a header or begin another one.
/// Source: RFC 5322 (headers), RFC 2045 and 2047 (MIME), RFC 3834 (Auto-Submitted)
/// Errors: incorrect when an address is none
Result<std::string> mail_text(const MailFrom& from, const workflows::Mail& mail);

}  // namespace repere::system
