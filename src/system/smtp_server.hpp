#pragma once
#include <chrono>
#include <filesystem>

#include "system/mail_text.hpp"

namespace repere::system {

/// A mail server that takes what the network sends.
struct SmtpSettings {
  std::string address;  ///< smtp://host:587 (STARTTLS) or smtps://host:465; empty: none
  std::string from;     ///< the address that mail is from
  std::string from_name = "Repère";
  std::string user;     ///< empty: none is given
  Confidential<std::string> password;
  std::filesystem::path client_certificate, client_key;  ///< PEM; empty: none is shown
  std::filesystem::path authorities;                     ///< PEM; empty: the system's
  bool encrypted = true;  ///< false: in clear, to this machine alone
  std::chrono::milliseconds connect{10'000}, whole{60'000};
};
/// Errors: incorrect naming what is wrong: an address that is none, a sender that is none, mail in clear to another machine
Result<void> check(const SmtpSettings& settings);

/// Hands mail over by SMTP through libcurl: TLS 1.2 at least with the server's certificate checked, or not at all. Thread-safe.
class SmtpServer final : public workflows::MailServer {
 public:
  /// Shape: settings that check() let through
  explicit SmtpServer(SmtpSettings settings);
  /// Refused for good is only what the server says of this recipient or this message; what is wrong with us or with the line (sign-in,
  /// certificate, sender, no encryption) is tried again, for an operator mends it.
  workflows::MailAnswer hand_over(const workflows::Mail& mail) override;

 private:
  SmtpSettings settings_;
};

}  // namespace repere::system
