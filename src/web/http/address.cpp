#include "web/http/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "base/numbers.hpp"

namespace repere::web {

namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

void clear_below(Address& address, int bits) {
  for (int bit = bits; bit < 128; ++bit)
    address.bytes[static_cast<std::size_t>(bit / 8)] &= static_cast<std::uint8_t>(~(0x80 >> (bit % 8)));
}

}  // namespace

bool Address::is_v4() const { return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin()); }

bool Address::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  return std::all_of(bytes.begin(), bytes.end() - 1, [](auto b) { return b == 0; }) && bytes[15] == 1;
}

Address Address::subscriber() const {
  if (is_v4()) return *this;
  Address network = *this;
  clear_below(network, 64);
  return network;
}

std::string Address::text() const {
  char text[INET6_ADDRSTRLEN] = {};
  if (is_v4())
    ::inet_ntop(AF_INET, bytes.data() + 12, text, sizeof text);
  else
    ::inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
  return text;
}

std::optional<Address> parse_address(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  const std::string copy(text);
  Address address;
  if (::inet_pton(AF_INET, copy.c_str(), address.bytes.data() + 12) == 1) {
    std::copy(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
    return address;
  }
  if (::inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool AddressRange::holds(const Address& address) const {
  Address masked = address;
  clear_below(masked, bits);
  return masked == base;
}

Result<AddressRange> parse_address_range(std::string_view text) {
  const auto wrong = [&](const char* why) {
    return fail(ErrorKind::incorrect,
                "'" + std::string(text) + "' " + why + ": write for instance 10.0.0.0/8 or 2001:db8::/32");
  };
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return wrong("is not a range of addresses");
  AddressRange range{*address, 128};
  if (slash < text.size()) {
    const auto bits = parse_whole(text.substr(slash + 1));
    const int most = address->is_v4() ? 32 : 128;
    if (!bits || *bits < 0 || *bits > most) return wrong("has a prefix that is too long");
    range.bits = static_cast<int>(*bits) + 128 - most;
  }
  Address masked = *address;
  clear_below(masked, range.bits);
  if (masked != *address) return wrong("has bits set below its prefix");
  return range;
}

}  // namespace repere::web
