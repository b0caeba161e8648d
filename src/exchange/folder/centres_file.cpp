#include "exchange/folder/centres_file.hpp"

#include <algorithm>

#include "exchange/csv/quoting.hpp"
#include "exchange/folder/table_file.hpp"

namespace repere::exchange {
namespace {

enum Place : std::size_t { code, name, city, department, role, role_from, role_until, fictitious };

std::optional<PartialDate> date_of(std::string_view text) {
  const auto date = PartialDate::parse(text);
  return date ? std::optional(*date) : std::nullopt;
}

// One row of centres.csv, checked; its problems go to the intake.
class CentreRow {
 public:
  CentreRow(const csv::Reader& reader, workflows::Intake& intake) : reader_(reader), intake_(intake) {}

  std::array<std::string_view, centre_columns.size()> text;

  Centre read(const std::string& source) {
    Centre centre;
    centre.code = text[code];
    centre.name = text[name];
    if (text[code].empty()) refuse(code, "empty", "give the centre a code");
    if (text[code] == Centres::unknown_code || text[code] == Centres::outside_code)
      refuse(code, "a reserved code", "UNKNOWN and OUTSIDE are always there; choose another code");
    for (const Place place : {code, name, city, department})
      if (text[place].size() > 200) refuse(place, "too long", "shorten it to 200 bytes");
    if (text[name].empty()) refuse(name, "empty", "give the centre a name");
    if (!text[city].empty() || !text[department].empty()) {
      CentreSite site;
      site.name = text[name];
      site.city = text[city];
      site.department = text[department];
      site.source = source;
      centre.sites.push_back(std::move(site));
    }
    read_role(centre, source);
    if (!text[fictitious].empty() && text[fictitious] != "yes" && text[fictitious] != "no")
      refuse(fictitious, "not one of the column's words", "write yes or no");
    centre.fictitious = text[fictitious] == "yes";
    return centre;
  }

  void refuse(Place place, std::string_view what, std::string_view remedy) {
    intake_.add(row_problem(reader_, centre_columns[place], what, remedy));
  }

 private:
  void read_role(Centre& centre, const std::string& source) {
    if (text[role].empty()) {
      if (!text[role_from].empty() || !text[role_until].empty())
        refuse(role, "a period without a role", "write coordinator, competence or outside");
      return;
    }
    RolePeriod period;
    period.certainty = Certainty::confirmed;
    period.source = source;
    if (const auto word = centre_role_named(text[role]))
      period.role = *word;
    else
      refuse(role, "not one of the column's words", "write coordinator, competence or outside");
    period.from = date_of(text[role_from]);
    period.until = date_of(text[role_until]);
    if (!text[role_from].empty() && !period.from)
      refuse(role_from, "not a date", "write YYYY-MM-DD, YYYY-MM or YYYY");
    if (!text[role_until].empty() && !period.until)
      refuse(role_until, "not a date", "write YYYY-MM-DD, YYYY-MM or YYYY");
    if (period.from && period.until && certainly_before(*period.until, *period.from))
      refuse(role_until, "before role_from", "check the two dates");
    centre.roles.push_back(std::move(period));
  }

  const csv::Reader& reader_;
  workflows::Intake& intake_;
};

bool same_but_roles(const Centre& a, const Centre& b) {
  return a.name == b.name && a.sites == b.sites && a.fictitious == b.fictitious;
}

}  // namespace

Result<std::vector<Centre>> read_centres_file(const std::filesystem::path& path, const Centres& known,
                                              const std::string& source, workflows::Intake& intake) {
  auto reader = csv::Reader::open(path);
  if (!reader) return tl::unexpected(reader.error());
  std::vector<WantedColumn> wanted;
  for (const std::string_view column : centre_columns)
    wanted.push_back({column, column == "code" || column == "name"});
  std::vector<Centre> centres;
  const auto columns = match_header(*reader, wanted, intake);
  if (!columns) return centres;
  CentreRow row(*reader, intake);
  for_each_record(*reader, intake, [&](std::span<const std::string_view> fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) row.text[(*columns)[i]] = fields[i];
    Centre centre = row.read(source);
    const auto there =
        std::find_if(centres.begin(), centres.end(), [&](const Centre& c) { return c.code == centre.code; });
    if (there == centres.end()) {
      centres.push_back(std::move(centre));
    } else if (same_but_roles(*there, centre) && !centre.roles.empty()) {
      there->roles.push_back(std::move(centre.roles[0]));
    } else {
      row.refuse(code, "the centre stands twice",
                 "a second row of a centre gives it a second role: the rest must be the same");
    }
  });
  // `known` decides what its codes mean: a data set cannot say it otherwise.
  for (auto centre = centres.begin(); centre != centres.end();) {
    const CentreIndex there = known.find(centre->code);
    if (!there || known[there] == *centre) {
      ++centre;
      continue;
    }
    intake.add({workflows::Severity::error, reader->name(), 0, "code",
                "the code of a centre of the network ('" + centre->code + "') with other content",
                "remove the row if it is that centre, or choose another code"});
    centre = centres.erase(centre);
  }
  return centres;
}

std::string centres_text(const std::vector<Centre>& centres) {
  std::string text;
  for (std::size_t i = 0; i < centre_columns.size(); ++i) {
    if (i > 0) text += ',';
    text += centre_columns[i];
  }
  text += '\n';
  const auto row = [&](const Centre& centre, const RolePeriod* period) {
    const CentreSite* const site = centre.sites.empty() ? nullptr : &centre.sites[0];
    csv::append_field(text, centre.code);
    csv::append_field(text += ',', centre.name);
    csv::append_field(text += ',', site ? site->city : "");
    csv::append_field(text += ',', site ? site->department : "");
    text += ',';
    if (period) text += name_of(period->role);
    text += ',';
    if (period && period->from) text += period->from->text();
    text += ',';
    if (period && period->until) text += period->until->text();
    text += centre.fictitious ? ",yes\n" : ",no\n";
  };
  for (const Centre& centre : centres) {
    if (centre.roles.empty()) row(centre, nullptr);
    for (const RolePeriod& period : centre.roles) row(centre, &period);
  }
  return text;
}

}  // namespace repere::exchange
