#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <ostream>

#include "cli/commands.hpp"

namespace repere::cli {

namespace {

struct Options {
  std::string db;
  std::filesystem::path file, key_file, erasures;
  std::optional<std::string> key;
  bool without_erasures = false;
};

void print(std::ostream& out, const BackupSummary& summary, Format format, std::string_view done) {
  std::int64_t all = 0;
  boost::json::object tables;
  for (const auto& [table, rows] : summary.rows) {
    all += rows;
    tables[table] = rows;
  }
  if (format == Format::json) {
    out << boost::json::serialize(boost::json::object{{"made", iso_text(summary.made)},
                                                      {"schema_version", summary.schema_version},
                                                      {"encrypted", summary.encrypted},
                                                      {"rows", all},
                                                      {"tables", std::move(tables)}})
        << "\n";
  } else if (format == Format::csv) {
    out << "table,rows\n";
    for (const auto& [table, rows] : summary.rows) out << table << ',' << rows << "\n";
  } else {
    out << done << ": " << all << " rows of " << summary.rows.size() << " tables, schema version "
        << summary.schema_version << ", of " << iso_text(summary.made) << (summary.encrypted ? ", encrypted" : "") << "\n";
  }
}

Result<BackupSummary> restore_from(const Options& options, const Services& services, Console& console) {
  auto restored = services.restore_backup(
      {options.file, options.key_file, {options.db, options.key}, options.erasures, options.without_erasures});
  if (!restored) return tl::unexpected(restored.error());
  if (options.without_erasures)
    console.err << "warning: erasures made since this backup were not repeated; start the server with their list to repeat them\n";
  if (restored->erasures_repeated > 0)
    console.err << restored->erasures_repeated << " erasures made since the backup were repeated\n";
  return std::move(restored->summary);
}

}  // namespace

void add_backup_commands(CLI::App& app, const Services& services, Console& console, Ending& ending) {
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* what, std::string_view done,
                       std::function<Result<BackupSummary>()> run) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->add_option("--key-file", options->key_file,
                        "encrypts, or opens what is encrypted: a file of 64 hexadecimal digits");
    const auto format = add_format_option(*command);
    command->callback([=, &console, &ending] {
      const auto summary = run();
      if (!summary) {
        ending.exit_code = failed(console, summary.error());
        return;
      }
      print(console.out, *summary, *format, done);
    });
    return command;
  };
  constexpr const char* record = "the record: sqlite:FILE or postgresql://…";
  CLI::App* const backup = add("backup", "Saves the whole record in one file, while others work on", "saved", [=, &services] {
    return services.save_backup(options->db, options->file, options->key_file);
  });
  backup->add_option("--db", options->db, record)->required();
  backup->add_option("--out", options->file, "the new file")->required();
  CLI::App* const restore =
      add("restore", "Restores a backup into a new place of either engine; persons erased since are erased again", "restored",
          [=, &services, &console] { return restore_from(*options, services, console); });
  restore->add_option("FILE", options->file, "the backup")->required();
  restore->add_option("--db", options->db, record)->required();
  restore->add_option("--key", options->key, "the record's key file (beside a SQLite database if not said)");
  restore->add_option("--erasures", options->erasures, "the list of erasures (beside the key file if not said)");
  restore->add_flag("--without-erasures", options->without_erasures,
                    "restores although there is no list: persons who were erased since come back");
  CLI::App* const verify =
      add("verify", "Checks a backup: every byte, and that it can be restored", "whole", [=, &services] {
        return services.verify_backup(options->file, options->key_file);
      });
  verify->add_option("FILE", options->file, "the backup")->required();
}

}  // namespace repere::cli
