#pragma once
#include <memory>
#include <mutex>
#include <string>

#include "workflows/messages/mail_server.hpp"

namespace repere::app {

/// A mail server of which the operator is told on standard error what is wrong with it or with our settings, once until it works
/// again. What it says of one recipient is the secretaries' affair. Thread-safe.
class ToldMailServer final : public workflows::MailServer {
 public:
  /// Shape: `section` is that of its settings: "outbox_email"
  ToldMailServer(std::string section, std::unique_ptr<workflows::MailServer> server);
  workflows::MailAnswer hand_over(const workflows::Mail& mail) override;

 private:
  std::string section_;
  std::unique_ptr<workflows::MailServer> server_;
  std::mutex telling_;
  std::string told_;
};

/// What an operator looks at after an answer; empty where it is about a recipient or passes by itself.
std::string what_to_mend(const std::string& section, const std::string& answer);

}  // namespace repere::app
