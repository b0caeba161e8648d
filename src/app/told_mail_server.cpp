#include "app/told_mail_server.hpp"

#include <iostream>

namespace repere::app {

std::string what_to_mend(const std::string& section, const std::string& answer) {
  if (answer == "not reached" || answer == "timeout")
    return "look at " + section + ".server (host and port), at the firewall, and whether that server runs";
  if (answer == "certificate")
    return "the server's certificate, or ours, is not accepted: look at " + section + ".authorities_file, client_certificate and client_key";
  if (answer == "no encryption") return "the server offers no STARTTLS and nothing is sent in clear: ask its operator, or use smtps://host:465";
  if (answer.starts_with("sign-in")) return "the server does not let us in: look at " + section + ".user and the file of " + section + ".password_file";
  return {};
}

ToldMailServer::ToldMailServer(std::string section, std::unique_ptr<workflows::MailServer> server)
    : section_(std::move(section)), server_(std::move(server)) {}

workflows::MailAnswer ToldMailServer::hand_over(const workflows::Mail& mail) {
  auto answer = server_->hand_over(mail);
  const std::string mend = answer.kind == workflows::MailAnswer::Kind::later ? what_to_mend(section_, answer.code) : std::string();
  const std::lock_guard lock(telling_);
  if (!mend.empty() && told_ != answer.code)
    std::cerr << "repere: " + section_ + ": a message could not be handed over (" + answer.code + ") and is tried again: " + mend + "\n";
  if (mend.empty() && !told_.empty() && answer.kind != workflows::MailAnswer::Kind::later)
    std::cerr << "repere: " + section_ + ": messages leave again\n";
  if (!mend.empty() || answer.kind != workflows::MailAnswer::Kind::later) told_ = mend.empty() ? std::string() : answer.code;
  return answer;
}

}  // namespace repere::app
