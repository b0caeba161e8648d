#pragma once
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "domain/edition.hpp"
#include "domain/message/letter.hpp"

namespace repere {

/// The texts of messages, the domains of secure mail, when people are reminded, and the editions of the files.
struct LoadedMessages {
  message::Texts texts;
  std::vector<message::ReminderRule> reminders;
  std::vector<Edition> editions;
};

/// Reads texts.csv, secure_domains.csv and reminders.csv of a folder.
/// Errors: not_found if one or its sidecar is missing; incorrect with every problem: a kind without a text or twice, a text
///   without {link}, a domain twice or that is none, days or hours out of range
Result<LoadedMessages> load_messages(const std::filesystem::path& folder);

}  // namespace repere
