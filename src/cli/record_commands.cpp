#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdlib>
#include <ostream>

#include "cli/commands.hpp"
#include "exchange/csv/quoting.hpp"

namespace repere::cli {

namespace {

std::string_view word_of(workflows::RevisionKind kind) {
  switch (kind) {
    case workflows::RevisionKind::import: return "import";
    case workflows::RevisionKind::undo: return "undo";
    case workflows::RevisionKind::edit: return "edit";
  }
  return "edit";
}

std::string quoted(const std::string& text) {
  std::string field;
  csv::append_field(field, text);
  return field;
}

std::string undo_note(const workflows::Revision& revision) {
  if (revision.undone_by) return "  (undone by " + std::to_string(revision.undone_by->value) + ")";
  if (revision.undoes) return "  (undoes " + std::to_string(revision.undoes->value) + ")";
  return {};
}

void print(std::ostream& out, const std::vector<workflows::Revision>& revisions, Format format) {
  if (format == Format::csv) out << "revision,kind,at,author,reason,added,replaced,undone_by,undoes\n";
  boost::json::array all;
  for (const auto& revision : revisions) {
    const auto number = [](const std::optional<RevisionId>& id) { return id ? std::to_string(id->value) : std::string(); };
    if (format == Format::text) {
      out << revision.id.value << "  " << iso_text(revision.at) << "  " << word_of(revision.kind) << "  +" << revision.rows_added
          << " ~" << revision.rows_replaced << "  " << revision.author << ": " << revision.reason << undo_note(revision)
          << "\n";
    } else if (format == Format::csv) {
      out << revision.id.value << ',' << word_of(revision.kind) << ',' << iso_text(revision.at) << ',' << quoted(revision.author)
          << ',' << quoted(revision.reason) << ',' << revision.rows_added << ',' << revision.rows_replaced << ','
          << number(revision.undone_by) << ',' << number(revision.undoes) << "\n";
    } else {
      const auto json = [](const std::optional<RevisionId>& id) {
        return id ? boost::json::value(id->value) : boost::json::value(nullptr);
      };
      all.push_back({{"revision", revision.id.value},
                     {"kind", std::string(word_of(revision.kind))},
                     {"at", iso_text(revision.at)},
                     {"author", revision.author},
                     {"reason", revision.reason},
                     {"added", revision.rows_added},
                     {"replaced", revision.rows_replaced},
                     {"undone_by", json(revision.undone_by)},
                     {"undoes", json(revision.undoes)}});
    }
  }
  if (format == Format::json) out << boost::json::serialize(boost::json::object{{"revisions", std::move(all)}}) << "\n";
}

int history(const RecordPlace& place, Format format, const Services& services, Console& console) {
  auto store = services.open_record(place, RecordOpening::history_only);
  if (!store) return failed(console, store.error());
  const auto revisions = store->store->revisions();
  if (!revisions) return failed(console, revisions.error());
  print(console.out, *revisions, format);
  return 0;
}

int migrate(const RecordPlace& place, const Services& services, Console& console) {
  auto store = services.open_record(place, RecordOpening::create_if_missing);
  if (!store) return failed(console, store.error());
  const auto version = store->store->schema_version();
  if (!version) return failed(console, version.error());
  console.out << "the record has schema version " << *version << "\n";
  return 0;
}

int plan_migration(const RecordPlace& place, const Services& services, Console& console) {
  const auto plan = services.plan_migration(place);
  if (!plan) return failed(console, plan.error());
  const std::string to = std::to_string(plan->to);
  if (plan->from == 0) {
    console.out << "there is no record yet: it would be made with schema version " << to << "\n";
  } else if (plan->steps.empty()) {
    console.out << "the record has schema version " << to << ": there is nothing to do\n";
  } else {
    console.out << "the record has schema version " << plan->from << "; these steps lead to " << to
                << ". Each was tried and taken back: nothing is changed\n";
    for (const std::string& step : plan->steps) console.out << "  " << step << "\n";
  }
  return 0;
}

}  // namespace

std::string author_at_command_line() {
  const char* user = std::getenv("USER");
  return user && *user ? user : "command line";
}

void add_record_place(CLI::App& command, RecordPlace& place) {
  command.add_option("--db", place.url, "the record: sqlite:FILE or postgresql://…")->required();
  command.add_option("--key", place.key_file, "the key file (beside a SQLite database if not said)");
}

void add_record_commands(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  auto place = std::make_shared<RecordPlace>();
  CLI::App* migrating = app.add_subcommand("migrate", "Makes the record, or brings it to this version's schema");
  add_record_place(*migrating, *place);
  auto dry_run = std::make_shared<bool>(false);
  migrating->add_flag("--dry-run", *dry_run, "tries the steps, says which they are, and changes nothing");
  migrating->callback([place, dry_run, &services, &console, &ending] {
    ending.exit_code = *dry_run ? plan_migration(*place, services, console) : migrate(*place, services, console);
  });

  CLI::App* listing = app.add_subcommand("history", "Lists the record's revisions: who changed what, when and why");
  add_record_place(*listing, *place);
  auto format = add_format_option(*listing);
  listing->callback([place, format, &services, &console, &ending] {
    ending.exit_code = history(*place, *format, services, console);
  });
}

}  // namespace repere::cli
