#include "catalogue/message_files.hpp"

#include <algorithm>

#include "base/mail_address.hpp"
#include "catalogue/table.hpp"

namespace repere {

namespace {

namespace fs = std::filesystem;
constexpr auto required = Column::Need::required;

bool yes_or_no(const TableRow& row, std::string_view column) {
  const std::string& text = row.text(column);
  if (text != "yes" && text != "no") row.problem(column, "takes yes or no");
  return text == "yes";
}

Result<Edition> load_texts(const fs::path& file, std::vector<message::Text>& texts) {
  auto table = Table::open(file, {{"kind", required},
                                  {"subject_fr", required},
                                  {"subject_en", required},
                                  {"body_fr", required},
                                  {"body_en", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    message::Text text{row.word("kind", message::kind_words), row.text("subject_fr"), row.text("subject_en"), row.text("body_fr"),
                       row.text("body_en")};
    for (const char* body : {"body_fr", "body_en"})
      if (row.text(body).find("{link}") == std::string::npos) row.problem(body, "has no {link}: nobody would find what waits");
    texts.push_back(std::move(text));
  });
  table->refuse_repeated("kind");
  for (const auto& kind : message::kind_words)
    if (std::none_of(texts.begin(), texts.end(), [&](const auto& one) { return one.kind == kind.value; }))
      table->problem("kind", "there is no text for " + std::string(kind.word));
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

Result<Edition> load_domains(const fs::path& file, std::vector<message::SecureDomain>& domains) {
  auto table = Table::open(file, {{"domain", required}, {"professional", required}, {"assumed", required}, {"source", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    message::SecureDomain one{row.text("domain"), yes_or_no(row, "professional"), yes_or_no(row, "assumed"), row.text("source")};
    if (!is_mail_address("somebody@" + one.domain) ||
        std::any_of(one.domain.begin(), one.domain.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
      row.problem("domain", "is no domain in lower case");
    domains.push_back(std::move(one));
  });
  table->refuse_repeated("domain");
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

Result<Edition> load_reminders(const fs::path& file, std::vector<message::ReminderRule>& rules) {
  auto table = Table::open(file, {{"duty", required}, {"first_days_late", required}, {"again_days", required}, {"most", required},
                                  {"from_hour", required}, {"assumed", required}, {"source", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    const auto within = [&](const char* column, int least, int most) {
      const auto value = row.number(column, least, most);
      if (value && *value != static_cast<int>(*value)) row.problem(column, "takes a whole number");
      return static_cast<int>(value.value_or(least));
    };
    rules.push_back({row.word("duty", message::duty_words), within("first_days_late", -30, 365), within("again_days", 1, 365), within("most", 0, 100),
                     within("from_hour", 0, 23), yes_or_no(row, "assumed"), row.text("source")});
  });
  table->refuse_repeated("duty");
  if (auto right = table->check(); !right) return tl::unexpected(right.error());
  return table->edition();
}

}  // namespace

Result<LoadedMessages> load_messages(const fs::path& folder) {
  LoadedMessages loaded;
  const auto texts = load_texts(folder / "texts.csv", loaded.texts.texts);
  if (!texts) return tl::unexpected(texts.error());
  const auto domains = load_domains(folder / "secure_domains.csv", loaded.texts.domains);
  if (!domains) return tl::unexpected(domains.error());
  const auto reminders = load_reminders(folder / "reminders.csv", loaded.reminders);
  if (!reminders) return tl::unexpected(reminders.error());
  loaded.editions = {*texts, *domains, *reminders};
  return loaded;
}

}  // namespace repere
