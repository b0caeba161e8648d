#include "web/people/people_routes.hpp"
#include "workflows/audit/read_trail.hpp"

namespace repere::web {

namespace js = boost::json;
using workflows::AuditLine;

namespace {

js::object json_of(const AuditLine& line) {
  js::object object{{"number", line.number},
                    {"at", iso_text(line.at)},
                    {"account", line.account.value},
                    {"role", word_in(access::role_words, line.role)},
                    {"deed", workflows::word_of(line.deed)},
                    {"outcome", workflows::word_of(line.outcome)},
                    {"emergency", line.emergency},
                    {"erased", line.erased},
                    {"hash", line.hash}};
  if (line.patient) object["case"] = line.patient.value;
  const std::pair<const char*, const std::string*> texts[] = {{"object", &line.object},
                                                              {"centre", &line.centre},
                                                              {"request", &line.request},
                                                              {"reason", &line.reason},
                                                              {"facts", &line.facts}};
  for (const auto& [name, text] : texts)
    if (!text->empty()) object[name] = *text;
  // What a change held is clinical content: the auditor sees that there is some, and of which patient.
  object["holds_content"] = line.before.has_value() || line.after.has_value();
  return object;
}

Schema line_schema() {
  Schema schema = Schema::object()
                      .with("number", Schema::whole())
                      .with("at", Schema::instant())
                      .with("account", Schema::whole())
                      .with("role", Schema::text())
                      .with("deed", Schema::text())
                      .with("outcome", Schema::one_of({"done", "refused", "failed"}))
                      .with("emergency", Schema::truth())
                      .with("erased", Schema::truth())
                      .with("holds_content", Schema::truth())
                      .with("hash", Schema::text())
                      .maybe("case", Schema::whole());
  for (const char* text : {"object", "centre", "request", "reason", "facts"})
    schema = schema.maybe(text, Schema::text());
  return schema.named("AuditLine");
}

Result<workflows::AuditFilter> filter_from(const Request& request) {
  workflows::AuditFilter filter;
  const auto number = [&](std::string_view name) -> std::optional<std::int64_t> {
    const auto text = request.query.find(name);
    return text ? std::optional(std::stoll(std::string(*text))) : std::nullopt;
  };
  if (const auto account = number("account")) filter.account = access::AccountId{*account};
  if (const auto patient = number("case")) filter.patient = PatientId{*patient};
  if (const auto below = number("below")) filter.below = *below;
  if (const auto most = number("most")) filter.most = static_cast<int>(*most);
  if (const auto deed = request.query.find("deed")) {
    filter.deed = workflows::deed_named(*deed);
    if (!filter.deed)
      return fail(ErrorKind::incorrect, "deed: there is no such deed; docs/access.md lists the acts");
  }
  const auto day = [&](std::string_view name, int later) -> Result<std::optional<Instant>> {
    const auto text = request.query.find(name);
    if (!text) return std::optional<Instant>();
    const auto date = PartialDate::parse(*text);
    if (!date || !date->exact()) return fail(ErrorKind::incorrect, std::string(name) + ": write YYYY-MM-DD");
    return std::optional<Instant>(date->first() + std::chrono::days(later));
  };
  const auto from = day("from", 0), until = day("until", 1);
  if (!from) return tl::unexpected(from.error());
  if (!until) return tl::unexpected(until.error());
  filter.from = *from;
  filter.until = *until;
  filter.emergencies_only = request.query.find("emergencies") == "true";
  return filter;
}

}  // namespace

void add_audit_routes(std::vector<Route>& routes, const PeopleWorld& world) {
  routes.push_back(
      {.path = "/api/v1/audit",
       .policy = may(access::Act::read_audit),
       .runs_on = RunsOn::workers(),
       .handler = [world](const Request& request) -> Result<Response> {
         const auto filter = filter_from(request);
         if (!filter) return tl::unexpected(filter.error());
         const auto lines = workflows::read_trail(world.means, asking_of(request), *filter);
         if (!lines) return tl::unexpected(lines.error());
         js::array list;
         for (const auto& line : *lines) list.push_back(json_of(line));
         return json(js::object{{"lines", std::move(list)}});
       },
       .summary = "Lines of the audit trail, newest first; that they were read is a line too",
       .parameters = {{"account", Schema::whole().at_least(0), "who did it"},
                      {"case", Schema::whole().at_least(1), "to whose data"},
                      {"deed", Schema::text().longest(40), "what: read_case, sign_in, …"},
                      {"from", Schema::day(), "first day"},
                      {"until", Schema::day(), "last day"},
                      {"emergencies", Schema::one_of({"true", "false"}), "only where the glass was broken"},
                      {"below", Schema::whole().at_least(1), "lines with a smaller number: the next page"},
                      {"most", Schema::whole().at_least(1).at_most(1000), "100 if not said"}},
       .answers = {{200, "the lines", "application/json",
                    Schema::object().with("lines", Schema::array(line_schema()))}},
       .problems = {403}});
}

}  // namespace repere::web
