#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace repere::storage::postgresql {

/// A database as `postgresql://user@host1:5432,host2/name?sslmode=verify-full` names it.
struct Address {
  std::string url;   ///< as it was given; it may hold a password and is shown nowhere
  std::string name;  ///< host, port and database, for messages: never a password
  bool several_hosts = false;
  bool says_which_server = false;  ///< target_session_attrs is given
};

/// Errors: incorrect when the URL is none; its text is not repeated
Result<Address> parse_address(std::string_view url);

}  // namespace repere::storage::postgresql
