#include "base/mail_address.hpp"

#include <algorithm>

namespace repere {

namespace {

// What may stand before the @: RFC 5321's atoms and dots, without quoted forms, which no mailbox of ours needs.
bool is_local(char c) {
  constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.find(c) != others.npos;
}
bool is_host(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; }
bool is_dotted(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == text.npos;
}

}  // namespace

bool is_mail_address(std::string_view address) {
  const std::size_t at = address.find('@');
  if (address.size() > 200 || at == address.npos || at > 64) return false;
  const std::string_view local = address.substr(0, at), host = address.substr(at + 1);
  return is_dotted(local) && is_dotted(host) && std::all_of(local.begin(), local.end(), is_local) &&
         std::all_of(host.begin(), host.end(), is_host) && host.find('.') != host.npos;
}

}  // namespace repere
