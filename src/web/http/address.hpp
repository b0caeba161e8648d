#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace repere::web {

/// An IP address; IPv4 is kept as ::ffff:a.b.c.d, so that one address has one form.
struct Address {
  std::array<std::uint8_t, 16> bytes{};

  bool is_v4() const;
  bool is_loopback() const;
  /// What one subscriber is given: the address of IPv4, the /64 of IPv6. Limits count by it.
  Address subscriber() const;
  std::string text() const;
  auto operator<=>(const Address&) const = default;
};

/// "192.0.2.1", "2001:db8::1" (also in brackets); nothing when it is neither.
std::optional<Address> parse_address(std::string_view text);

/// A range of addresses in CIDR notation.
struct AddressRange {
  Address base;
  int bits = 128;  ///< of the 128: an IPv4 /8 is 104
  bool holds(const Address& address) const;
};

/// Reads "10.0.0.0/8", "2001:db8::/32" or one address.
/// Errors: incorrect when it is none of these, or when bits are set below the prefix
Result<AddressRange> parse_address_range(std::string_view text);

}  // namespace repere::web
