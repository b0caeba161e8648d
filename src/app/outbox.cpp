#include "app/outbox.hpp"

#include <fstream>
#include <iostream>

#include "app/secret_file.hpp"
#include "app/told_mail_server.hpp"
#include "catalogue/find_knowledge.hpp"
#include "catalogue/message_files.hpp"
#include "web/people/boards/report_shown.hpp"
#include "web/public/sent_report_pages.hpp"
#include "workflows/accounts/demonstration.hpp"
#include "workflows/messages/sent_report.hpp"

namespace repere::app {

namespace {

namespace fs = std::filesystem;
using MailServerSettings = system::Configuration::Outbox::Server;

// A file of certificates or of a key, as OpenSSL reads it.
Result<void> check_pem(const std::string& setting, const fs::path& file) {
  if (file.empty()) return {};
  std::ifstream read(file);
  if (!read) return fail(ErrorKind::unavailable, setting + ": " + file.string() + " cannot be read: is it there, and this program's user's to read?");
  const std::string text((std::istreambuf_iterator<char>(read)), std::istreambuf_iterator<char>());
  if (text.find("-----BEGIN ") != std::string::npos) return {};
  return fail(ErrorKind::incorrect, setting + ": " + file.string() + " is no PEM file: it has no line -----BEGIN …-----");
}

Result<void> check_files(const std::string& section, const MailServerSettings& wanted) {
  if (wanted.user.empty() != wanted.password_file.empty())
    return fail(ErrorKind::incorrect, section + ": user and password_file go together: the other one is missing");
  for (const auto& [name, file] : {std::pair<const char*, const fs::path&>{"client_certificate", wanted.client_certificate},
                                   {"client_key", wanted.client_key},
                                   {"authorities_file", wanted.authorities}})
    if (auto good = check_pem(section + "." + name, file); !good) return good;
  return {};
}

Result<std::unique_ptr<workflows::MailServer>> connector(const std::string& section, const MailServerSettings& wanted, bool has_site) {
  if (wanted.address.empty()) return nullptr;
  system::SmtpSettings settings = wanted;
  if (auto good = system::check(settings); !good) return tl::unexpected(Error{good.error().kind, section + "." + good.error().message});
  if (!has_site)
    return fail(ErrorKind::incorrect, "outbox.site is missing: with " + section + ".server messages are sent, and their links need the site's address");
  if (auto good = check_files(section, wanted); !good) return tl::unexpected(good.error());
  if (!wanted.password_file.empty()) {
    auto password = secret_in(wanted.password_file, "the password");
    if (!password) return fail_in(section + ".password_file", password.error());
    settings.password = Confidential<std::string>(std::move(*password));
  }
  return std::make_unique<ToldMailServer>(section, std::make_unique<system::SmtpServer>(std::move(settings)));
}

Result<std::optional<workflows::Attachment>> report_of(const workflows::BoardMeans& boards, const message::Message& message) {
  if (!message.presentation) return std::nullopt;
  const auto sent = workflows::report_to_attach(boards, message);
  if (!sent) return tl::unexpected(sent.error());
  auto pdf = web::sent_report_pdf(*sent, web::Language::fr, web::report_names(boards), false);
  if (!pdf) return tl::unexpected(pdf.error());
  return workflows::Attachment{"compte-rendu.pdf", "application/pdf", Confidential<std::string>(std::move(*pdf))};
}

workflows::Outstanding outstanding(const workflows::Means& means) {
  workflows::Outstanding found;
  static_cast<void>(means.transactions.read([&](workflows::Work& work) -> Result<void> {
    if (const auto all = work.messages().outstanding()) found = *all;
    return {};
  }));
  return found;
}

}  // namespace

Result<message::Rules> message_rules_of(const system::Configuration& configuration) {
  const auto folder = find_knowledge_folder();
  if (!folder) return tl::unexpected(folder.error());
  auto loaded = load_messages(*folder / "messages");
  if (!loaded) return tl::unexpected(loaded.error());
  message::Rules rules{std::move(loaded->texts), configuration.outbox.link_days, configuration.outbox.last_try_hours};
  rules.reminders = std::move(loaded->reminders);
  return rules;
}

Result<Connectors> mail_connectors(const system::Configuration& configuration) {
  Connectors connectors;
  const auto& outbox = configuration.outbox;
  auto email = connector("outbox_email", outbox.email, !outbox.site.empty());
  if (!email) return tl::unexpected(email.error());
  auto mssante = connector("outbox_mssante", outbox.mssante, !outbox.site.empty());
  if (!mssante) return tl::unexpected(mssante.error());
  connectors.email = std::move(*email);
  connectors.mssante = std::move(*mssante);
  return connectors;
}

workflows::OutboxMeans outbox_means(const system::Configuration& configuration, const Connectors& connectors,
                                    const workflows::BoardMeans& boards) {
  const auto& outbox = configuration.outbox;
  const std::string& from = outbox.email.from.empty() ? outbox.mssante.from : outbox.email.from;
  workflows::OutboxMeans made{boards.means,
                              connectors.email.get(),
                              connectors.mssante.get(),
                              from.substr(from.find('@') + 1),
                              [site = outbox.site](const message::Message& message, const std::string& token) {
                                return site + web::message_path(message, token, web::Language::fr);
                              },
                              [&means = boards.means](const std::string& code) { return web::names_of_centres(means)(code); },
                              {}};
  if (outbox.attach_reports_to_mssante)
    made.attachment = [&boards](const message::Message& message) { return report_of(boards, message); };
  return made;
}

Result<void> hold_back_demonstration(const workflows::Means& means, message::Rules& rules, Connectors& connectors) {
  const auto made = workflows::is_of_demonstration(means);
  if (!made) return tl::unexpected(made.error());
  rules.demonstration = rules.demonstration || *made;
  if (rules.demonstration && (connectors.email || connectors.mssante)) {
    connectors = {};
    std::cerr << "repere: this database was made by a demonstration: nothing is sent from it, whatever [outbox_email] and [outbox_mssante] say. "
                 "A network begins with a database of its own\n";
  }
  if (connectors.email) rules.leaving.push_back(message::Way::email);
  if (connectors.mssante) rules.leaving.push_back(message::Way::mssante);
  return {};
}

web::PeopleWorld::Sending sending_of(const Connectors& connectors, const message::Rules& rules) {
  return {connectors.email != nullptr, connectors.mssante != nullptr, rules.demonstration};
}

std::vector<web::Application::Gauge> outbox_gauges(const workflows::OutboxWorker& worker, const workflows::Means& means) {
  const auto number = [](auto value) { return static_cast<double>(value); };
  return {{"outbox_waiting", "Messages that wait to be sent, those to be passed on by hand too.",
           [&means, number] { return number(outstanding(means).waiting); }},
          {"outbox_by_hand", "Messages of those waiting that somebody passes on.", [&means, number] { return number(outstanding(means).by_hand); }},
          {"outbox_failed", "Messages refused for good or given up that nobody has dealt with.",
           [&means, number] { return number(outstanding(means).failed); }},
          {"outbox_oldest_seconds", "Since when the message that waits longest for a mail server was queued; 0 without one.",
           [&means] {
             const auto oldest = outstanding(means).oldest;
             return oldest ? std::chrono::duration<double>(means.clock.now() - *oldest).count() : 0.0;
           }},
          {"outbox_handed_over", "Messages that a mail server took from this server since its start.",
           [&worker, number] { return number(worker.counts().handed_over); }},
          {"outbox_put_off", "Attempts of this server since its start that will be repeated.",
           [&worker, number] { return number(worker.counts().put_off); }},
          {"outbox_given_up", "Messages refused or given up by this server since its start.",
           [&worker, number] { return number(worker.counts().failed); }}};
}

}  // namespace repere::app
