#include "catalogue/network_files.hpp"

#include <algorithm>

#include "catalogue/table.hpp"
#include "domain/network/expertise.hpp"

namespace repere {
namespace {

constexpr auto required = Column::Need::required;
constexpr auto may_be_empty = Column::Need::may_be_empty;

Centre* find_in(std::vector<Centre>& centres, std::string_view code) {
  const auto found =
      std::find_if(centres.begin(), centres.end(), [&](const Centre& centre) { return centre.code == code; });
  return found == centres.end() ? nullptr : &*found;
}

// The centre a row of sites or roles belongs to; notes a problem when centres.csv has it not.
Centre* centre_of(const TableRow& row, std::vector<Centre>& centres) {
  const std::string& code = row.text("centre");
  Centre* const centre = find_in(centres, code);
  if (!centre && !code.empty())
    row.problem("centre", "'" + code + "' is not in centres.csv: mend the code, or add the centre there");
  return centre;
}

bool well_formed_code(std::string_view code) {
  return std::all_of(code.begin(), code.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
}

Centre read_centre(const TableRow& row) {
  Centre centre;
  centre.code = row.text("code");
  centre.name = row.text("name");
  centre.contact = row.given("contact");
  centre.expertise = row.given("expertise");
  centre.board_days = row.given("board_days");
  for (const std::string& word : row.list("expertise"))
    if (!expertise_named(word))
      row.problem("expertise", "'" + word + "' is not one of: " + words_of(expertise_words));
  if (!well_formed_code(centre.code))
    row.problem("code",
                "'" + centre.code + "' has other signs than A to Z, 0 to 9 and -: write it as FR-LYON-CLB");
  if (centre.code == Centres::outside_code || centre.code == Centres::unknown_code)
    row.problem("code", "'" + centre.code + "' has a meaning of its own: choose another code");
  return centre;
}

CentreSite read_site(const TableRow& row) {
  CentreSite site{row.text("name"),
                  row.text("address"),
                  row.text("city"),
                  row.text("department"),
                  row.number("latitude", -90, 90),
                  row.number("longitude", -180, 180),
                  row.text("source"),
                  row.text("coordinates_source")};
  if (row.text("latitude").empty() != row.text("longitude").empty())
    row.problem("latitude", "latitude and longitude go together: give both or neither");
  if (!row.text("latitude").empty() && site.coordinates_source.empty())
    row.problem("coordinates_source", "is empty: say where the coordinates come from");
  return site;
}

RolePeriod read_role(const TableRow& row) {
  RolePeriod period{row.word("role", centre_role_words), row.date("from"), row.date("until"),
                    row.word("certainty", certainty_words), row.text("source")};
  if (period.from && period.until && certainly_before(*period.until, *period.from))
    row.problem("until",
                period.until->text() + " is before from, " + period.from->text() + ": mend one of them");
  return period;
}

template <class List>
void refuse_centres_without(List Centre::*list, const std::vector<Centre>& centres, Table& table) {
  for (const Centre& centre : centres)
    if ((centre.*list).empty()) table.problem("centre", "no line for " + centre.code + ": add one");
}

Result<Edition> load_names(const std::filesystem::path& file, std::vector<Centre>& centres) {
  auto table = Table::open(file, {{"code", required},
                                  {"name", required},
                                  {"contact", may_be_empty},
                                  {"expertise", may_be_empty},
                                  {"board_days", may_be_empty}});
  if (!table) return tl::unexpected(table.error());
  table->refuse_repeated("code");
  table->for_each([&](const TableRow& row) { centres.push_back(read_centre(row)); });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return table->edition();
}

Result<Edition> load_sites_of(const std::filesystem::path& file, std::vector<Centre>& centres) {
  auto table = Table::open(file, {{"centre", required},
                                  {"name", required},
                                  {"address", may_be_empty},
                                  {"city", required},
                                  {"department", required},
                                  {"latitude", may_be_empty},
                                  {"longitude", may_be_empty},
                                  {"source", required},
                                  {"coordinates_source", may_be_empty}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    CentreSite site = read_site(row);
    if (Centre* const centre = centre_of(row, centres)) centre->sites.push_back(std::move(site));
  });
  refuse_centres_without(&Centre::sites, centres, *table);
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return table->edition();
}

Result<Edition> load_roles_of(const std::filesystem::path& file, std::vector<Centre>& centres) {
  auto table = Table::open(file, {{"centre", required},
                                  {"role", required},
                                  {"from", may_be_empty},
                                  {"until", may_be_empty},
                                  {"certainty", required},
                                  {"source", required}});
  if (!table) return tl::unexpected(table.error());
  table->for_each([&](const TableRow& row) {
    RolePeriod period = read_role(row);
    if (Centre* const centre = centre_of(row, centres)) centre->roles.push_back(std::move(period));
  });
  refuse_centres_without(&Centre::roles, centres, *table);
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return table->edition();
}

}  // namespace

Result<LoadedCentres> load_centres(const std::filesystem::path& folder) {
  std::vector<Centre> entries;
  const auto names = load_names(folder / "centres.csv", entries);
  if (!names) return tl::unexpected(names.error());
  const auto sites = load_sites_of(folder / "centre_sites.csv", entries);
  const auto roles = load_roles_of(folder / "centre_roles.csv", entries);
  if (!sites && !roles) return fail(sites.error().kind, sites.error().message + "\n" + roles.error().message);
  if (!sites) return tl::unexpected(sites.error());
  if (!roles) return tl::unexpected(roles.error());
  auto centres = Centres::make(*names, std::move(entries));
  if (!centres) return tl::unexpected(centres.error());
  return LoadedCentres{std::move(*centres), {*names, *sites, *roles}};
}

Result<CentreCounts> load_centre_counts(const std::filesystem::path& file) {
  auto table = Table::open(file, {{"count", required}, {"what", required}, {"source", required}});
  if (!table) return tl::unexpected(table.error());
  CentreCounts counts{table->edition(), {}};
  table->for_each([&](const TableRow& row) {
    counts.rows.push_back({row.whole("count").value_or(0), row.text("what"), row.text("source")});
  });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return counts;
}

Result<Regions> load_regions(const std::filesystem::path& file) {
  auto table = Table::open(file, {{"department", required},
                                  {"department_name", required},
                                  {"region", required},
                                  {"region_name", required},
                                  {"inhabitants", required}});
  if (!table) return tl::unexpected(table.error());
  table->refuse_repeated("department");
  Regions regions{table->edition(), {}};
  table->for_each([&](const TableRow& row) {
    const std::string &code = row.text("region"), &name = row.text("region_name");
    auto found = std::find_if(regions.rows.begin(), regions.rows.end(),
                              [&](const Region& one) { return one.code == code; });
    if (found == regions.rows.end()) found = regions.rows.insert(found, {code, name, {}, 0});
    if (found->name != name)
      row.problem("region_name", "region " + code + " has another name above: mend one");
    found->departments.push_back(row.text("department"));
    const auto inhabitants = row.number("inhabitants", 1, 1e8);
    if (inhabitants) found->inhabitants += static_cast<std::int64_t>(*inhabitants);
  });
  if (const auto good = table->check(); !good) return tl::unexpected(good.error());
  return regions;
}

}  // namespace repere
