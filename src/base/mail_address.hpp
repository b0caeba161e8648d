#pragma once
#include <string_view>

namespace repere {

/// One address, as a mail server takes it: no display name, one @, ASCII, nothing that could end a line or begin another address.
/// Source: RFC 5321 section 4.1.2, without quoted forms and literal hosts, which no mailbox of ours needs
bool is_mail_address(std::string_view address);

}  // namespace repere
