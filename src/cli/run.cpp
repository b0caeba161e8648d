#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/statistics_commands.hpp"
#include "cli/survival_commands.hpp"
#include "cli/survival_net.hpp"

namespace repere::cli {

int run(int argc, const char* const* argv, const Services& services, Console& console) {
  CLI::App app{"Repère: the software of a national reference network for rare cancers", "repere"};
  app.set_version_flag("--version", "repere " + services.version);
  app.require_subcommand(1);
  app.footer("Each command explains itself: repere COMMAND --help");
  Ending ending;
  add_demo_command(app, services, console, ending);
  add_import_command(app, services, console, ending);
  add_export_command(app, services, console, ending);
  add_record_commands(app, services, console, ending);
  add_backup_commands(app, services, console, ending);
  add_study_command(app, services, console, ending);
  add_publish_command(app, services, console, ending);
  add_survival_commands(app, console, ending);
  add_survival_net(*app.get_subcommand("survival"), services, console, ending);
  add_statistics_commands(app, services, console, ending);
  add_serve_command(app, services, console, ending);
  add_people_commands(app, services, console, ending);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stopped) {
    // CLI11's own codes tell usage errors apart; to a script they are one thing.
    return app.exit(stopped, console.out, console.err) == 0 ? 0 : 2;
  }
  console.out.flush();
  return ending.exit_code;
}

}  // namespace repere::cli
