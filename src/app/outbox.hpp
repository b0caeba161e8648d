#pragma once
#include "domain/message/letter.hpp"
#include "system/configuration.hpp"
#include "web/people/people_routes.hpp"
#include "web/server/service.hpp"
#include "workflows/messages/outbox_worker.hpp"

// What leaves a server: rules and texts, connectors, and what its worker needs.
namespace repere::app {

/// Texts and domains of knowledge/messages, and what the configuration says of links and tries.
Result<message::Rules> message_rules_of(const system::Configuration& configuration);

/// The mail servers that are configured.
struct Connectors {
  std::unique_ptr<workflows::MailServer> email, mssante;
};
/// Errors: incorrect naming the setting; unavailable or forbidden for the file of a password
Result<Connectors> mail_connectors(const system::Configuration& configuration);

/// Shape: connectors and boards outlive it
workflows::OutboxMeans outbox_means(const system::Configuration& configuration, const Connectors& connectors,
                                    const workflows::BoardMeans& boards);
/// Connectors are taken away from a database that a demonstration made, in words on standard error: its people are invented, and their
/// addresses may be somebody's. The rules know from then on by which ways messages leave.
Result<void> hold_back_demonstration(const workflows::Means& means, message::Rules& rules, Connectors& connectors);
web::PeopleWorld::Sending sending_of(const Connectors& connectors, const message::Rules& rules);
/// repere_outbox_…: what waits and what was sent. Shape: worker and means outlive them
std::vector<web::Application::Gauge> outbox_gauges(const workflows::OutboxWorker& worker, const workflows::Means& means);

}  // namespace repere::app
